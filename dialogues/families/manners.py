"""How a learner's turn bears on what the persona expects: it hurts, asks, minds or mends."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dialogues.attempt import Attempt
from dialogues.case import HURTS, KEEPS, NAMING, WAY
from dialogues.customs import Custom
from dialogues.events import CustomMoved
from dialogues.families.recall import aim_strength
from dialogues.families.view import GIVING_BACK, QUESTIONS, View
from dialogues.ids import CustomId
from dialogues.reading.model import Act, Span
from dialogues.stems import stems

CLOSE = 0.55
"""Closeness from which a turn counts as one of a custom's example sentences."""
ASKING = 0.6
"""The same for a question about a custom."""
HURTING = 0.68
"""The same for a faux pas, where a false one costs more than a miss."""
SURELY = 0.6
"""Strength from which an act can make a faux pas."""
GIVEN_BACK = 3
"""Content stems of a custom that a reformulation of it must hold."""
WAY_AIMED = 3.0
"""Strength of an aim at a custom from which a question is about it."""
AIMED = 3.0
"""Strength of an aim at a fact from which a question on ways of working is about that fact."""
OWNS, PRESUMES, AMISS, COURTESY = "owns-up", "presumes", "amiss", "courtesy"
HER_WAY = "her-way"
"""Topics of the family: owning a fault, judging by a country, asking what is wrong, asking how
she is, asking how she likes to work."""

_DENIED = re.compile(
    r"\b(?:je|j|nous|on|i|we|i'm|we're|i'd|we'd)\b['’ ][^.?!\n]{0,40}"
    r"\b(?:ne|n|pas|jamais|not|never|no|won't|don't|wouldn't|can't|cannot|didn't)\b"
    r"|\b(?:sans|plut[oô]t que|au lieu d|pas besoin|inutile|rien ne presse|aucune? |without"
    r"|rather than|instead of|no need|needn't|don't have to|don't need)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!\n]")


@dataclass(frozen=True)
class Manner:
    """What a turn does to the persona's customs."""

    hurt: Custom | None
    asked: Custom | None
    kept: tuple[Custom, ...]
    mends: tuple[Custom, ...]
    """Open hurts that the turn names with an apology."""
    sorry: bool
    """It apologises or owns a fault."""
    given_back: Custom | None


def open_hurts(attempt: Attempt) -> tuple[CustomId, ...]:
    """Customs that were hurt and not owned since, the last one first."""
    last: dict[CustomId, str] = {}
    for moved in attempt.customs:
        if moved.what in ("hurt", "owned", "repaired"):
            last.pop(moved.custom, None)
            last[moved.custom] = moved.what
    return tuple(c for c, what in reversed(last.items()) if what == "hurt")


def owned(attempt: Attempt) -> tuple[CustomId, ...]:
    """Customs whose hurt was owned, and for which the learner has not acted otherwise yet."""
    last = {m.custom: m.what for m in attempt.customs if m.what in ("hurt", "owned", "repaired")}
    return tuple(c for c, what in last.items() if what == "owned")


def touched(attempt: Attempt, custom: CustomId, *what: str) -> bool:
    """Whether the custom was touched in one of these ways."""
    return any(m.custom == custom and m.what in what for m in attempt.customs)


def hurts_so_far(view: View) -> tuple[int, int]:
    """Faux pas of the learner in this talk: those that stand unmended, and all of them."""
    made = [
        effect.custom
        for turn in view.attempt.turns[1:]
        for effect in turn.effects
        if isinstance(effect, CustomMoved) and effect.what == "hurt"
    ]
    still = open_hurts(view.attempt)
    return sum(custom in still for custom in made), len(made)


@lru_cache(maxsize=256)
def manner(view: View) -> Manner:
    """What the turn does to the persona's customs."""
    sorry = view.has(Act.APOLOGISE) or _on(view, OWNS)
    mends = _mended(view) if sorry else ()
    asked = _asked(view)
    kept = tuple(c for c in view.case.scenario.customs if _shown(view, KEEPS, c, CLOSE))
    hurt = None if mends else _hurt(view, asked, kept, sorry=sorry)
    return Manner(
        hurt=hurt,
        asked=None if hurt else asked,
        kept=tuple(c for c in kept if c is not hurt),
        mends=mends,
        sorry=sorry,
        given_back=None if hurt else _given_back(view),
    )


def _on(view: View, topic: str) -> bool:
    return view.reading is not None and any(t.topic == topic for t in view.reading.topics)


def presumes(view: View) -> bool:
    """Whether the turn judges her by a country."""
    return _on(view, PRESUMES)


def courteous(view: View) -> bool:
    """Whether the turn asks how she is."""
    return _on(view, COURTESY)


def just_told(view: View) -> bool:
    """Whether the custom that the turn gives back is the one she has just told of."""
    back = manner(view).given_back
    last = view.attempt.persona_turns[-1].effects
    return back is not None and any(getattr(e, "custom", "") == back.id for e in last)


def asks_by_mark(view: View) -> bool:
    """Whether the turn holds a question, whatever its acts."""
    return view.has(*QUESTIONS) or "?" in view.text


def asks_what_is_wrong(view: View) -> bool:
    """Whether the turn asks what is the matter."""
    return _on(view, AMISS)


def _near(view: View, name: str) -> float:
    found = view.reading.closeness if view.reading else ()
    return max((c.score for c in found if c.id == name), default=0.0)


def _named(view: View, name: str) -> Span | None:
    found = view.reading.topics if view.reading else ()
    return next((t.span for t in found if t.topic == name), None)


def _shown(view: View, prefix: str, custom: Custom, least: float) -> bool:
    name = prefix + custom.id
    return _named(view, name) is not None or _near(view, name) >= least


def _mended(view: View) -> tuple[Custom, ...]:
    """Open hurts that the turn names; a faux pas said again in an apology names it too."""
    return tuple(
        view.case.scenario.custom(custom_id)
        for custom_id in open_hurts(view.attempt)
        if _named(view, NAMING + custom_id) or _named(view, HURTS + custom_id)
    )


def _asked(view: View) -> Custom | None:
    """The custom a question aims at, better than at any fact; the next one when it asks widely."""
    if not asks_by_mark(view):
        return None
    widely = _on(view, HER_WAY)
    scores = {c.id: _aim(view, c) * (1.5 if widely else 1) for c in view.case.scenario.customs}
    best = max(scores, key=lambda c: scores[c], default=None)
    if best is not None and scores[best] >= max(WAY_AIMED, aim_strength(view)):
        return view.case.scenario.custom(best)
    if not widely or aim_strength(view) >= AIMED:
        return None
    untold = (c for c in view.case.scenario.customs if not touched(view.attempt, c.id, "asked"))
    return next(untold, None)


def _aim(view: View, custom: Custom) -> float:
    """How well a question aims at a custom, a little ahead of the scale of aims at facts.

    Likeness alone does not count in a courtesy: "how are you" is near to every "how do you…".
    """
    near = 0.0 if courteous(view) else _near(view, WAY + custom.id)
    return 4.0 * (_named(view, WAY + custom.id) is not None) + (5 * near if near >= ASKING else 0)


def _hurt(
    view: View, asked: Custom | None, kept: tuple[Custom, ...], *, sorry: bool
) -> Custom | None:
    """The custom that the turn hurts: by its words, or else by what it does.

    A learner who is sorry may speak of a faux pas she made before; one who minds some custom
    is not blamed for what her act alone looks like.
    """
    held = [
        c
        for c in view.case.scenario.customs
        if c is not asked and c not in kept and not (sorry and touched(view.attempt, c.id, "hurt"))
    ]
    by_words = next((c for c in held if _says(view, c)), None)
    if by_words is not None or kept or sorry:
        return by_words
    return next((c for c in held if _does(view, c)), None)


def _says(view: View, custom: Custom) -> bool:
    span = _named(view, HURTS + custom.id)
    if span is not None and not _denied(view.text, span):
        return True
    return span is None and _near(view, HURTS + custom.id) >= HURTING


def _denied(text: str, span: Span) -> bool:
    """Whether the sentence says beforehand that this is not asked or done."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, span.start)]
    return bool(_DENIED.search(text[ends[-1] if ends else 0 : span.start]))


def _does(view: View, custom: Custom) -> bool:
    offence = custom.hurts
    if offence.early and touched(view.attempt, custom.id, "kept", "asked"):
        return False
    if not any(a.act in offence.acts and a.strength >= SURELY for a in view.acts):
        return False
    return not offence.topics or any(_on(view, str(topic)) for topic in offence.topics)


def _given_back(view: View) -> Custom | None:
    """A custom she has told of that the turn gives back in other words."""
    if not view.has(*GIVING_BACK, Act.ACKNOWLEDGE):
        return None
    said = stems(view.text)
    told = [c for c in view.case.scenario.customs if touched(view.attempt, c.id, "asked", "hurt")]
    heard = {
        c.id: len(said & (stems(c.gist.in_(view.lang)) | stems(" ".join(c.told.in_(view.lang)))))
        for c in told
    }
    best = max(told, key=lambda c: heard[c.id], default=None)
    return best if best is not None and heard[best.id] >= GIVEN_BACK else None


def outcome(attempt: Attempt, custom: CustomId) -> Literal["noticed", "repaired", "hurt", "missed"]:
    """What became of a custom in a talk, for the debrief."""
    if custom in open_hurts(attempt):
        return "hurt"
    if touched(attempt, custom, "hurt"):
        return "repaired"
    return "noticed" if touched(attempt, custom, "asked", "kept") else "missed"
