"""What the tables of drills hold, as values; times are aware UTC."""

from datetime import datetime
from typing import Literal

from dialogues.ids import CohortId, DrillId, LearnerId
from dialogues.text import Frozen, Lang

DrillState = Literal["lobby", "running", "paused", "done", "cancelled"]


class Drill(Frozen):
    """A timed series that somebody plays alone or a cohort plays together."""

    id: DrillId
    cohort: CohortId | None
    """None when somebody plays alone."""
    kind: str
    content: str
    """Hash of the series it was drawn from, kept among the pins; empty for today's."""
    seconds: int
    """For one answer, before anybody's extra time."""
    items: tuple[str, ...]
    """Ids of its items, in the order they come."""
    state: DrillState
    made_at: datetime
    starts_at: datetime | None = None
    """When the lobby closes by itself; None: when a trainer says so."""
    paused_at: datetime | None = None
    ended_at: datetime | None = None


class DrillItem(Frozen):
    """An item that was opened."""

    drill: DrillId
    number: int
    asked_at: datetime
    opens_at: datetime
    closed_at: datetime | None = None


class DrillPlayer(Frozen):
    """Somebody who joined."""

    drill: DrillId
    learner: LearnerId
    joined_at: datetime
    left_at: datetime | None = None
    extra_percent: int = 0
    """Her private extra time, as it was when the drill began."""
    ranked: bool = False
    """She wants to stand in the ranking."""


class DrillAnswer(Frozen):
    """The one answer of a learner to an item."""

    drill: DrillId
    number: int
    learner: LearnerId
    text: str
    lang: Lang
    at: datetime
    """When it was given."""
    verdict: Literal["in-time", "late"]
    points: int
    judged: str
    """How it was judged, as JSON."""
    again: int = 0
    """Further answers to the same item, which do not count."""
