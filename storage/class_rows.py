"""What the tables of a class hold, as values; times are aware UTC."""

from datetime import datetime
from typing import Literal

from dialogues.ids import AssignmentId, CohortId, LearnerId, ScenarioId
from dialogues.text import Frozen

Role = Literal["trainer", "operator"]
"""What someone is besides a learner: everyone is a learner."""


class Cohort(Frozen):
    """A class."""

    id: CohortId
    name: str
    made_at: datetime
    closed_at: datetime | None = None
    """From then on nothing can be assigned or joined; what was done stays readable."""


class Membership(Frozen):
    """One stay of a learner in a cohort; her trainers see what she began during it."""

    cohort: CohortId
    learner: LearnerId
    joined_at: datetime
    left_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """She belonged to the cohort at that time."""
        return self.joined_at <= at and (self.left_at is None or at < self.left_at)


class Counts(Frozen):
    """How much the bot is used, without whose it is."""

    learners: int
    """Who agreed to the notice."""
    trainers: int
    cohorts: int
    """Not closed."""
    attempts: int
    """Assessed."""


class Assignment(Frozen):
    """A scenario a cohort is to play."""

    id: AssignmentId
    cohort: CohortId
    scenario: ScenarioId
    made_at: datetime
    due_at: datetime | None = None
    attempts_most: int | None = None
    """Attempts that count, from when it was assigned; None without limit."""
    withdrawn_at: datetime | None = None
