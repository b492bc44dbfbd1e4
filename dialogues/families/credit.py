"""What an answer to an objection is worth, in credit that must reach the objection's strength."""

from dataclasses import dataclass
from functools import lru_cache

from dialogues.attempt import Turn
from dialogues.case import ANSWER, OBJECTION
from dialogues.events import ObjectionMoved
from dialogues.families.view import View
from dialogues.ids import ObjectionId
from dialogues.reading.model import Act, TermKind
from dialogues.scenario import Objection

ANSWERS_CLOSE = 0.5
"""Closeness from which a turn counts as making a point of a good answer."""
ASIDES = frozenset({"asked-robot", "other-language", "unreadable", "silence", "greeted"})
"""Answers that do not count as time spent on an objection."""
STUCK_AFTER = 5
"""Learner turns on one objection after which the persona leaves it open."""

_HEARING = {Act.ACKNOWLEDGE: "acknowledged", Act.REFORMULATE: "reformulated"}
_CONTENT = {
    Act.ARGUE: ("argued", 2),
    Act.PROVE: ("proved", 2),
    Act.TRADE: ("traded", 2),
    Act.JUSTIFY: ("justified", 1),
    Act.PROPOSE: ("proposed", 1),
    Act.INFORM: ("informed", 1),
}
ANSWERS = (*_CONTENT, Act.CONCEDE, Act.REFUSE)
"""Acts that say something to an objection, where a question alone asks about it."""


@dataclass(frozen=True)
class Progress:
    """What one turn does to one objection."""

    objection: Objection
    gained: tuple[str, ...]
    """What earned credit in this turn; each kind counts once per objection."""
    credit: int
    """Credit in all, after this turn."""
    by: tuple[str, ...]
    """What has earned credit in all."""
    on_topic: bool
    """It is about this objection, or about no other."""
    gives_away: bool
    asks: bool
    """It asks about the objection, for the first time or again."""

    @property
    def answered(self) -> bool:
        """Whether something was said to the point, not only heard or asked."""
        return any(b.split("#")[0] in ("argued", "proved", "traded", "point") for b in self.by)

    @property
    def settles(self) -> bool:
        """Whether the objection is met."""
        return self.credit >= self.objection.strength and self.answered


def current(view: View) -> Objection | None:
    """The objection on the table: the last raised one that is neither settled nor parked."""
    raised = [o for o, m in view.attempt.objections.items() if m.state == "raised"]
    return view.case.scenario.objection(raised[-1]) if raised else None


def pending(view: View) -> Objection | None:
    """A point that waits behind the one on the table."""
    raised = [o for o, m in view.attempt.objections.items() if m.state == "raised"]
    return view.case.scenario.objection(raised[-2]) if len(raised) > 1 else None


def turned_to(view: View) -> Objection | None:
    """An objection she has not raised yet that the turn speaks of, and not of the present one."""
    here = current(view)
    if here is None or view.reading is None:
        return None
    topics = {str(t.topic) for t in view.reading.topics}
    if topics & own_topics(here):
        return None
    ahead = (
        o
        for o in view.case.scenario.objections
        if o.id not in view.attempt.objections and not o.hidden and topics & own_topics(o)
    )
    return next(ahead, None)


def parked(view: View) -> tuple[Objection, ...]:
    """Objections left open."""
    return tuple(
        view.case.scenario.objection(o)
        for o, m in view.attempt.objections.items()
        if m.state == "parked"
    )


def next_objection(view: View, *, hidden: bool = False) -> Objection | None:
    """The next one she has not raised yet."""
    return next(
        (
            o
            for o in view.case.scenario.objections
            if o.id not in view.attempt.objections and (hidden or not o.hidden)
        ),
        None,
    )


def _on_topic(view: View, objection: Objection) -> bool:
    """Whether the turn is about this objection: its words, its topics, or no other one's."""
    if view.reading is None:
        return False
    topics = {str(t.topic) for t in view.reading.topics}
    if topics & own_topics(objection):
        return True
    others = (o for o in view.case.scenario.objections if o.id != objection.id)
    return not any(topics & own_topics(other) for other in others)


def own_topics(objection: Objection) -> set[str]:
    """The topics by which a turn is known to speak of it."""
    return {OBJECTION + objection.id, *(str(topic) for topic in objection.topics)}


def _gives_away(view: View) -> bool:
    """Whether the turn moves towards her for nothing."""
    return view.has(Act.CONCEDE) and not view.has(Act.TRADE)


def _conditional_terms(view: View) -> bool:
    return view.has(Act.TRADE) or any(
        t.kind in (TermKind.PAYMENT, TermKind.WARRANTY)
        for t in (view.reading.terms if view.reading else ())
    )


def _gained(
    view: View, objection: Objection, before: tuple[str, ...]
) -> tuple[tuple[str, int], ...]:
    """Credit kinds that this turn adds, with their worth."""
    found: list[tuple[str, int]] = []
    for act, name in _HEARING.items():
        if view.has(act):
            found.append((name, 1))
    if view.has(Act.ASK_OPEN, Act.ASK_FACT):
        found.append(("explored", 1))
    for act, (name, worth) in _CONTENT.items():
        if view.has(act) and not (
            name in ("proposed", "informed") and not _conditional_terms(view)
        ):
            found.append((name, worth))
    for close in view.reading.closeness if view.reading else ():
        if close.id.startswith(f"{ANSWER}{objection.id}#") and close.score >= ANSWERS_CLOSE:
            found.append((close.id.removeprefix(ANSWER).replace(objection.id, "point"), 2))
    if view.has(Act.CHECK, Act.ASK_CLOSED) and any(
        b in ("argued", "proved", "traded") for b in before
    ):
        found.append(("checked", 1))
    if _gives_away(view):
        found.append(("pocketed", 1))
    return tuple((name, worth) for name, worth in found if name not in before)


@lru_cache(maxsize=256)
def _progress(view: View, objection: ObjectionId) -> Progress:
    what = view.case.scenario.objection(objection)
    moved = view.attempt.objections.get(objection)
    before, credit = (moved.by, moved.credit) if moved else ((), 0)
    on_topic = _on_topic(view, what)
    gained = _gained(view, what, before) if on_topic else ()
    return Progress(
        objection=what,
        gained=tuple(name for name, _ in gained),
        credit=credit + sum(worth for _, worth in gained),
        by=(*before, *(name for name, _ in gained)),
        on_topic=on_topic,
        gives_away=on_topic and _gives_away(view),
        asks=on_topic and view.has(Act.ASK_OPEN, Act.ASK_FACT),
    )


def progress(view: View, objection: Objection) -> Progress:
    """What this turn does to `objection`."""
    return _progress(view, objection.id)


def turns_on(view: View, objection: Objection) -> int:
    """Learner turns since it came up, those beside the point left out."""
    came_up = next(
        n
        for n, turn in enumerate(view.attempt.turns)
        if any(isinstance(e, ObjectionMoved) and e.objection == objection.id for e in turn.effects)
    )
    since = (t for t in view.attempt.turns[came_up + 1 :] if t.who == "persona")
    return sum(_about(turn, objection) for turn in since)


def _about(turn: Turn, objection: Objection) -> bool:
    """Whether an answer was given on this objection: neither an aside nor on another one."""
    moved = {e.objection for e in turn.effects if isinstance(e, ObjectionMoved)}
    aside = any(why in ASIDES for why in turn.why)
    return not aside and (not moved or objection.id in moved)
