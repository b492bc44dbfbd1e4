"""What this person expected of the talk, and what another counterpart would have made of it."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from bot.conduct.desk import Desk
from bot.conduct.opened import open_debrief, shortened
from bot.messages import Button, rows
from dialogues.attempt import Attempt
from dialogues.customs import Custom
from dialogues.errors import NotNow
from dialogues.events import CustomMoved
from dialogues.families.manners import outcome
from dialogues.ids import AttemptId, CustomId
from dialogues.lenses import Lens, lens, lenses
from dialogues.replay import Because, Difference, Kind, replayed
from dialogues.text import Frozen, Text

Action = Callable[[Desk], None]

SHOWN = 7
"""Turns shown with what changes; the others are counted."""


class Way(Frozen):
    """A custom as the debrief shows it."""

    custom: Custom
    became: Literal["noticed", "repaired", "hurt", "missed"]
    quote: str
    """The learner's words that hurt, or that noticed it; empty when none did."""
    lens: Lens


class Shown(Frozen):
    """A turn that the other counterpart takes otherwise, as it is shown."""

    turn: int
    quote: str
    here: Kind
    there: Kind
    because: Because
    expects: Text | None
    why: Text | None
    answer: str


def ways(desk: Desk, attempt_id: AttemptId) -> None:
    """Each custom: what became of it, her reason, the dimension with its source and its limits."""
    opened = open_debrief(desk, attempt_id)
    scenario, attempt = opened.case.scenario, opened.attempt
    if not scenario.customs:
        raise NotNow("stale.debrief")
    shown = [
        Way(
            custom=custom,
            became=outcome(attempt, custom.id),
            quote=_quote(attempt, custom.id),
            lens=lens(custom.lens),
        )
        for custom in scenario.customs
    ]
    buttons = (
        desk.button("button.other", f"other:{attempt_id}:0"),
        desk.button("button.back", f"knew:{attempt_id}"),
    )
    desk.show(
        "ways",
        rows(buttons, 2),
        persona=scenario.persona.name,
        customs=shown,
        lenses=tuple(dict.fromkeys(one.lens for one in shown)),
        caution=lenses().caution,
    )


def _quote(attempt: Attempt, custom: CustomId) -> str:
    """Her words that hurt the custom, else those that noticed it first."""
    said: dict[str, str] = {}
    last = ""
    for turn in attempt.turns:
        if turn.who == "learner":
            last = turn.text
            continue
        for effect in turn.effects:
            if last and isinstance(effect, CustomMoved) and effect.custom == custom:
                said.setdefault(effect.what, last)
    words = said.get("hurt") or said.get("asked") or said.get("kept") or ""
    return shortened(words)


def other(desk: Desk, attempt_id: AttemptId, number: int) -> None:
    """The same lines against another counterpart: what changes, at which turn, and why."""
    opened = open_debrief(desk, attempt_id)
    scenario, attempt = opened.case.scenario, opened.attempt
    if not 0 <= number < len(scenario.profiles):
        raise NotNow("stale.debrief")
    profile = scenario.profiles[number]
    found = replayed(opened.case, attempt, number)
    shown = [_shown(one) for one in _telling(found.differences)]
    ending = scenario.endings[found.ended].title if found.ended else None
    following = [
        Button(label=one.name, data=f"other:{attempt_id}:{n}")
        for n, one in enumerate(scenario.profiles)
        if n != number
    ]
    buttons = (
        *following,
        desk.button("button.ways", f"ways:{attempt_id}"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    desk.show(
        "replayed",
        rows(buttons, 2),
        profile=profile,
        here=scenario.persona.name,
        shown=shown,
        more=len(found.differences) - len(shown),
        ending=ending,
        caution=lenses().caution,
    )


def _telling(found: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """Those with a reason of their own first, as many as fit, in the order of the talk."""
    ranked = sorted(found, key=lambda one: (one.because == "before", one.turn))[:SHOWN]
    return tuple(sorted(ranked, key=lambda one: one.turn))


def _shown(one: Difference) -> Shown:
    return Shown(
        turn=one.turn,
        quote=shortened(one.said, 100),
        here=one.here.kind,
        there=one.there.kind,
        because=one.because,
        expects=one.expects,
        why=one.why,
        answer=one.answer,
    )


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about customs and other counterparts does."""
    match verb, given:
        case "ways", (attempt,):
            return partial(ways, attempt_id=AttemptId(attempt))
        case "other", (attempt, number) if number.isdecimal():
            return partial(other, attempt_id=AttemptId(attempt), number=int(number))
        case _:
            return None
