"""The part of the port that holds roles, cohorts and assignments."""

from datetime import datetime
from typing import Protocol

from dialogues.ids import AssignmentId, CohortId, LearnerId, ScenarioId
from storage.class_rows import Assignment, Cohort, Counts, Membership, Role
from storage.rows import Learner


class ClassWork(Protocol):
    """Who trains whom, and what is to be done. Who may ask is decided in `bot.access`."""

    def roles(self, learner: LearnerId) -> frozenset[Role]:
        """What someone is besides a learner."""

    def give_role(self, learner: LearnerId, role: Role) -> None:
        """Make someone a trainer or an operator; nothing happens if she is."""

    def take_role(self, learner: LearnerId, role: Role) -> None:
        """Undo that; her cohorts keep their other trainers."""

    def with_role(self, role: Role) -> tuple[Learner, ...]:
        """Everyone of a role, by name."""

    def make_cohort(self, name: str, trainer: LearnerId) -> Cohort:
        """A new cohort and its first trainer."""

    def save_cohort(self, cohort: Cohort) -> None:
        """Keep a changed name or a closing.

        Raises:
            KeyError: no such cohort.
        """

    def cohort(self, cohort: CohortId) -> Cohort | None:
        """The cohort of that id."""

    def cohorts_of_trainer(self, trainer: LearnerId) -> tuple[Cohort, ...]:
        """The cohorts she trains, open ones first, then by name."""

    def cohorts_of_learner(self, learner: LearnerId) -> tuple[Cohort, ...]:
        """The cohorts she belongs to now, by name."""

    def trainers(self, cohort: CohortId) -> tuple[Learner, ...]:
        """Who trains a cohort, by name."""

    def add_trainer(self, cohort: CohortId, trainer: LearnerId) -> None:
        """Let someone else train the cohort too; nothing happens if she does."""

    def remove_trainer(self, cohort: CohortId, trainer: LearnerId) -> None:
        """Undo that."""

    def join(self, cohort: CohortId, learner: LearnerId) -> Membership:
        """Begin a stay, or give the one that lasts."""

    def leave(self, cohort: CohortId, learner: LearnerId) -> None:
        """End the stay that lasts; nothing happens if there is none."""

    def memberships(
        self, *, cohort: CohortId | None = None, learner: LearnerId | None = None
    ) -> tuple[Membership, ...]:
        """All stays, past ones too, of a cohort, of a learner, or of both; oldest first."""

    def members(self, cohort: CohortId) -> tuple[Learner, ...]:
        """Who belongs to a cohort now, by name."""

    def assign(
        self,
        cohort: CohortId,
        scenario: ScenarioId,
        *,
        due_at: datetime | None = None,
        attempts_most: int | None = None,
    ) -> Assignment:
        """Give a cohort a scenario to play."""

    def withdraw(self, assignment: AssignmentId) -> None:
        """Take an assignment back; what was played stays."""

    def assignment(self, assignment: AssignmentId) -> Assignment | None:
        """The assignment of that id, withdrawn or not."""

    def assignments(self, cohort: CohortId) -> tuple[Assignment, ...]:
        """What a cohort has to play, not withdrawn, the first due first, then the undated."""

    def counts(self) -> Counts:
        """How much the bot is used."""
