"""Going back in a finished attempt: the same talk up to a message, then another way."""

from datetime import datetime

from dialogues.events import AttemptStarted, Event, LearnerTurn, Origin
from dialogues.ids import AttemptId


def turns(events: tuple[Event, ...]) -> tuple[LearnerTurn, ...]:
    """What the learner said, in order: each can be gone back to."""
    return tuple(e for e in events if isinstance(e, LearnerTurn))


def rewound(
    events: tuple[Event, ...], message: int, *, attempt: AttemptId, now: datetime
) -> tuple[Event, ...]:
    """The first events of an attempt that stands where `message` was about to be said.

    The persona, the seed and everything said before are those of the first attempt, so that only
    the learner's other answer can make a difference.

    Raises:
        ValueError: the learner said no such message.
    """
    started = events[0]
    assert isinstance(started, AttemptStarted)
    for n, event in enumerate(events):
        if isinstance(event, LearnerTurn) and event.message == message:
            origin = Origin(attempt=started.attempt, message=message)
            again = started.model_copy(update={"attempt": attempt, "at": now, "origin": origin})
            return (again, *events[1:n])
    raise ValueError(f"attempt {started.attempt} has no message {message} of the learner")
