"""Talks played on the pure engine, for tests of what comes after them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from dialogues import engine
from dialogues.case import Case
from dialogues.events import Event
from dialogues.ids import AttemptId, LearnerId
from dialogues.text import Lang

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def played(
    case: Case,
    lang: Lang,
    lines: Iterable[str],
    *,
    seed: int = 1,
    attempt: str = "t",
    learner: str = "t",
) -> tuple[Event, ...]:
    """The events of a talk in which these lines were said, as far as it lasted."""
    events = engine.start(
        case,
        attempt=AttemptId(attempt),
        learner=LearnerId(learner),
        lang=lang,
        seed=seed,
        now=NOW,
    )
    for line in lines:
        attempted = engine.restored(case, events)
        if attempted.ended is None:
            events = (*events, *engine.answer(case, attempted, line, now=NOW))
    return events
