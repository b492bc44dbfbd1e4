"""Why the persona said what she said, in words: from the reasons and effects of her turn."""

from collections.abc import Iterator

from bot.i18n import Texts
from dialogues.attempt import Turn
from dialogues.events import (
    Bargained,
    Corrected,
    CustomMoved,
    Effect,
    FactConfirmed,
    FactTold,
    MoodMoved,
    ObjectionMoved,
    PatienceSpent,
)
from dialogues.scenario import Scenario
from dialogues.text import Text


def reasons(turn: Turn, scenario: Scenario | None, t: Texts) -> tuple[str, ...]:
    """Sentences on what led to a persona's turn and what it changed, main one first.

    `scenario` names what was told or objected; without it only the kind is said.
    """
    bargained = any(isinstance(effect, Bargained) for effect in turn.effects)
    said = [*sentences(turn.why, t, bargained=bargained)]
    said += [told for effect in turn.effects if (told := _effect(effect, scenario, t))]
    return tuple(dict.fromkeys(said))


def sentences(why: tuple[str, ...], t: Texts, *, bargained: bool) -> Iterator[str]:
    """What the reasons of a turn say; those of a bargaining turn have a grammar of their own."""
    return _bargaining(why, t) if bargained else _plain(why, t)


def _plain(why: tuple[str, ...], t: Texts) -> Iterator[str]:
    for key in why:
        yield _said(t, "web.why.", key.partition("#")[0])


def _bargaining(why: tuple[str, ...], t: Texts) -> Iterator[str]:
    """The act, then the tactics, then 'name:by', the parts of the change of her target."""
    for place, key in enumerate(why):
        name, _, by = key.partition(":")
        if by:
            if int(by):
                yield _said(t, "web.term.", name)
        else:
            yield _said(t, "web.tactic." if place else "web.act.", name)


def _said(t: Texts, family: str, name: str) -> str:
    key = family + name
    return t.plain(key) if t.has(key) else t.plain("web.why.other", name=name)


def _effect(effect: Effect, scenario: Scenario | None, t: Texts) -> str:
    match effect:
        case FactTold(fact=fact, depth=depth):
            return t.plain(f"web.effect.told-{depth}", what=_gist(scenario, fact, t))
        case FactConfirmed(fact=fact):
            return t.plain("web.effect.confirmed", what=_gist(scenario, fact, t))
        case Corrected(fact=fact):
            return t.plain("web.effect.corrected", what=_gist(scenario, fact, t))
        case MoodMoved(by=by):
            return t.plain("web.effect.mood-up" if by > 0 else "web.effect.mood-down") if by else ""
        case PatienceSpent():
            return t.plain("web.effect.patience")
        case ObjectionMoved(objection=objection, state=state):
            return t.plain(f"web.effect.objection-{state}", what=_gist(scenario, objection, t))
        case CustomMoved(custom=custom, what=what):
            return t.plain(f"web.effect.custom-{what}", what=_gist(scenario, custom, t))
        case _:
            return ""


def _gist(scenario: Scenario | None, name: str, t: Texts) -> str:
    if scenario is None:
        return name
    gists: dict[str, Text] = {one.id: one.gist for one in scenario.facts}
    gists |= {one.id: one.gist for one in scenario.objections}
    gists |= {one.id: one.gist for one in scenario.customs}
    return gists[name].in_(t.lang) if name in gists else name
