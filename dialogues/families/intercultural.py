"""How a person behaves whose ways are not the learner's: what hurts lasts, and can be mended."""

from collections.abc import Callable
from dataclasses import replace

from dialogues.case import Case
from dialogues.customs import Custom
from dialogues.events import CustomMoved, Effect
from dialogues.families import discovery, manners
from dialogues.families.answer import Answer, mood, patience, plain
from dialogues.families.lines import Part, reply, worded
from dialogues.families.recall import untold_aim
from dialogues.families.view import QUESTIONS, View
from dialogues.ids import PhaseId
from dialogues.text import Said

UNMENDED, IN_ALL = 3, 4
"""Faux pas with which she ends the talk: unmended ones, and all of them."""
STRAINED = PhaseId("strained")
"""The phase while a faux pas stands unmended."""
NAMED = "named-the-fault"
"""Reason of an answer to an apology that names the fault."""
NO_ASIDE = frozenset({"hurt", "presumed", "sorry-for-what"})
"""Reasons of answers before which nothing kind is said."""
IDLE = frozenset({"aside-greeting", "keep-going", "welcome", "otherwise", "pitch-early"})
"""Reply kinds that give way when there is something better to say."""


def seated(case: Case) -> tuple[tuple[Effect, ...], PhaseId]:
    """What stands between them before the first word, and the phase the talk begins in."""
    hurt = [c.id for c in case.scenario.customs if c.standing]
    moved = tuple(CustomMoved(custom=custom, what="hurt") for custom in hurt)
    return moved, STRAINED if moved else case.family.start


def _said(view: View, custom: Custom, what: str, said: Said) -> Part:
    return worded(view, f"custom:{custom.id}.{what}", said)


def hurt_too_often(view: View) -> bool:
    """Whether one more faux pas is too many."""
    unmended, in_all = manners.hurts_so_far(view)
    return unmended + 1 >= UNMENDED or in_all + 1 >= IN_ALL


def hurt(view: View, _: str) -> Answer:
    """A faux pas cools her, and more so when it is not the first of its kind."""
    custom = manners.manner(view).hurt
    assert custom is not None
    again = manners.touched(view.attempt, custom.id, "hurt")
    effects = (CustomMoved(custom=custom.id, what="hurt"), mood(-2 if again else -1, "hurt"))
    return Answer((_said(view, custom, "hurt", custom.hurt),), effects, ("hurt",))


def part_hurt(view: View, ending: str) -> Answer:
    """One faux pas too many: she ends the talk."""
    custom = manners.manner(view).hurt
    assert custom is not None
    line = worded(view, f"ending:{ending}", view.case.scenario.endings[ending].line)
    return Answer((line,), (CustomMoved(custom=custom.id, what="hurt"),), ("hurt",))


def tell_way(view: View, _: str) -> Answer:
    """Asked how she likes to work, she says so."""
    custom = manners.manner(view).asked
    assert custom is not None
    fresh = not manners.touched(view.attempt, custom.id, "asked")
    effects: tuple[Effect, ...] = (CustomMoved(custom=custom.id, what="asked"),)
    if fresh:
        effects = (*effects, mood(1, "asked-her-way"))
    told = _said(view, custom, "told", custom.told)
    parts = (told,) if fresh else (reply(view, "told-already"), told)
    return Answer(parts, effects, ("asked-her-way",))


def say_what_is_wrong(view: View, _: str) -> Answer:
    """Asked what the matter is, she says what hurt."""
    custom = view.case.scenario.custom(manners.open_hurts(view.attempt)[0])
    effects: tuple[Effect, ...] = (CustomMoved(custom=custom.id, what="asked"),)
    told = _said(view, custom, "told", custom.told)
    last = view.attempt.persona_turns[-1].text
    parts = (told,) if told.text not in last else (reply(view, "told-already"), told)
    return Answer(parts, effects, ("asked-what-is-wrong",))


def mend(view: View, _: str) -> Answer:
    """A fault is named with an apology; doing otherwise in the same breath restores all."""
    customs = manners.manner(view).mends
    effects: tuple[Effect, ...] = tuple(CustomMoved(custom=c.id, what="owned") for c in customs)
    effects = (*effects, mood(1, NAMED))
    if _does_otherwise(view):
        effects = (*effects, *_repaired(*customs))
    parts: tuple[Part, ...] = (_said(view, customs[0], "mended", customs[0].mended),)
    alone = len(manners.open_hurts(view.attempt)) == len(customs)
    if alone and manners.asks_by_mark(view) and untold_aim(view) is not None:
        told = discovery.tell_briefly(view, "")
        if told.parts[-1].line.startswith("fact:"):
            parts, effects = (*parts, told.parts[-1]), (*effects, *told.effects)
    return Answer(parts, effects, (NAMED,))


def _does_otherwise(view: View) -> bool:
    manner = manners.manner(view)
    return manner.hurt is None and bool(manner.kept or manner.asked or view.has(*QUESTIONS))


def _repaired(*customs: Custom) -> tuple[Effect, ...]:
    moved = (CustomMoved(custom=custom.id, what="repaired") for custom in customs)
    return (*moved, mood(1, "did-otherwise")) if customs else ()


def ask_what_for(view: View, _: str) -> Answer:
    """An apology that names nothing is heard, and mends nothing."""
    return plain(view, "sorry-for-what", "sorry-for-what")


def speak_for_herself(view: View, _: str) -> Answer:
    """Judged by a country, she answers as the person she is."""
    effects = (mood(-1, "presumed"), patience("presumed"))
    return plain(view, "presumed", "presumed", effects=effects)


def confirm_way(view: View, _: str) -> Answer:
    """What she said of her ways was understood."""
    custom = manners.manner(view).given_back
    assert custom is not None
    fresh = not manners.touched(view.attempt, custom.id, "kept")
    effects: tuple[Effect, ...] = (CustomMoved(custom=custom.id, what="kept"),)
    if fresh:
        effects = (*effects, mood(1, "reformulated"))
    return plain(view, "way-confirmed", "reformulated-her-way", effects=effects)


def tell_reservedly(view: View, _: str) -> Answer:
    """While something stands between them she answers, and no more than that."""
    return discovery.tell_briefly(view, "")


def linger(view: View, _: str) -> Answer:
    """What hurt comes back, in her words or in her manner; twice running costs patience."""
    custom = view.case.scenario.custom(manners.open_hurts(view.attempt)[0])
    last = view.attempt.persona_turns[-1]
    running = last.why[:1] == ("lingering",)
    effects = (patience("unmended"),) if running else ()
    if running and not any(line.startswith("lingering") for line in last.lines):
        return plain(view, "lingering", "lingering", effects=effects)
    return Answer((_said(view, custom, "lasting", custom.lasting),), effects, ("lingering",))


def minded(behaviour: Callable[[View, str], Answer]) -> Callable[[View, str], Answer]:
    """A behaviour that also notices, briefly, what the turn minds of her ways."""

    def answer(view: View, ending: str) -> Answer:
        given = behaviour(view, ending)
        if view.reading is None or (given.why and given.why[0] in NO_ASIDE):
            return given
        manner = manners.manner(view)
        moved = {e.custom for e in given.effects if isinstance(e, CustomMoved)}
        kept = [c for c in manner.kept if c.id not in moved]
        effects: tuple[Effect, ...] = tuple(CustomMoved(custom=c.id, what="kept") for c in kept)
        fresh = [c for c in kept if not manners.touched(view.attempt, c.id, "kept")]
        if fresh:
            effects = (*effects, mood(1, "minded-her-way"))
        if _does_otherwise(view):
            owned = (view.case.scenario.custom(c) for c in manners.owned(view.attempt))
            effects = (*effects, *_repaired(*owned))
        parts = given.parts
        open_now = manners.open_hurts(view.attempt) and NAMED not in given.why
        if fresh and not ending and not open_now:
            aside = _said(view, fresh[0], "kept", fresh[0].kept)
            parts = (aside, *(p for p in parts if p.line.split("#")[0] not in IDLE))
        return replace(given, parts=parts, effects=(*given.effects, *effects))

    return answer
