"""What trainers' pages keep, as values; times are aware UTC."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from dialogues.ids import AttemptId, CriterionId, LearnerId
from dialogues.text import Frozen
from rubrics.assessment import Outcome
from rubrics.correction import Correction

COMMENT_MOST = 2000


class Overridden(Frozen):
    """A trainer gave a criterion another level than the engine."""

    kind: Literal["overridden"] = "overridden"
    correction: Correction
    engine: Outcome
    """What the engine had given."""
    receipt: str
    """Of the engine's assessment it corrects."""


class Restored(Frozen):
    """A trainer took her correction of a criterion back: the engine's level counts again."""

    kind: Literal["restored"] = "restored"
    criterion: CriterionId


class Commented(Frozen):
    """A trainer wrote to the learner, on a turn or on the whole talk."""

    kind: Literal["commented"] = "commented"
    text: str = Field(min_length=1, max_length=COMMENT_MOST)
    message: int | None = None
    """The turn, by its place in the transcript; None for the whole talk."""


class LookedAt(Frozen):
    """A trainer has read the talk and has no more to say for now."""

    kind: Literal["looked-at"] = "looked-at"


class Locked(Frozen):
    """The marks are final: nothing can be noted until someone unlocks."""

    kind: Literal["locked"] = "locked"


class Unlocked(Frozen):
    """Notes can be made again."""

    kind: Literal["unlocked"] = "unlocked"


Note = Annotated[
    Overridden | Restored | Commented | LookedAt | Locked | Unlocked, Field(discriminator="kind")
]
NOTE: TypeAdapter[Note] = TypeAdapter(Note)
"""Reads and writes notes as JSON."""


class Review(Frozen):
    """A note on an attempt: what, by whom, when."""

    attempt: AttemptId
    seq: int
    """From 0 in each attempt."""
    trainer: LearnerId | None
    """None when her data were erased."""
    note: Note
    at: datetime


class Session(Frozen):
    """Somebody is signed in to the trainers' pages."""

    learner: LearnerId
    way: Literal["link", "app"]
    """By a login link in a browser, or inside Telegram."""
    expires_at: datetime
