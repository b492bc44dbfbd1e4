"""A talk in the terminal: the same engine, reading and assessment as in the bot."""

from collections.abc import Callable, Iterable
from datetime import datetime

from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.events import AttemptEnded, Event, PersonaTurn
from dialogues.ids import AttemptId, LearnerId
from dialogues.text import Frozen, Lang
from rubrics.assessment import Assessment, assess
from rubrics.transcript import of_attempt

SILENCE = ""
"""An empty line: the learner says nothing and the clock ticks."""


class Played(Frozen):
    """A talk that was played to its end, or to the end of its lines."""

    events: tuple[Event, ...]
    judged: Assessment


def play(
    case: Case,
    lines: Iterable[str],
    *,
    lang: Lang,
    seed: int,
    clock: Callable[[], datetime],
    hear: Callable[[str], None],
) -> Played:
    """Play `lines` against the persona; `hear` gets each of her answers.

    Stops at an ending; without one, the talk counts as stopped by the learner.
    """
    events = engine.start(
        case,
        attempt=AttemptId("terminal-1"),
        learner=LearnerId("terminal"),
        lang=lang,
        seed=seed,
        now=clock(),
    )
    _heard(events, hear)
    for line in lines:
        attempt = engine.restored(case, events)
        if line.strip() == SILENCE:
            new = engine.silence(case, attempt, now=clock())
        else:
            new = engine.answer(case, attempt, line, now=clock())
        _heard(new, hear)
        events = (*events, *new)
        if any(isinstance(e, AttemptEnded) for e in new):
            break
    else:
        events = (*events, engine.stopped(clock()))
    attempt = engine.restored(case, events)
    return Played(events=events, judged=judged(case, attempt))


def judged(case: Case, attempt: Attempt) -> Assessment:
    """The assessment of an attempt."""
    return assess(of_attempt(case, attempt))


def _heard(events: tuple[Event, ...], hear: Callable[[str], None]) -> None:
    for event in events:
        if isinstance(event, PersonaTurn):
            hear(event.text)
