"""Roles, cohorts, memberships, assignments."""

import secrets
import sqlite3
from datetime import datetime

from dialogues.ids import AssignmentId, CohortId, LearnerId, ScenarioId
from storage.class_rows import Assignment, Cohort, Counts, Membership, Role
from storage.rows import Learner
from storage.sqlite.columns import written_or_none
from storage.sqlite.part import Part
from storage.sqlite.people import learner_of


class Classes(Part):
    """Who trains whom, and what is to be done."""

    def roles(self, learner: LearnerId) -> frozenset[Role]:
        """What someone is besides a learner."""
        rows = self._rows("SELECT role FROM roles WHERE learner = ?", learner)
        return frozenset(row["role"] for row in rows)

    def give_role(self, learner: LearnerId, role: Role) -> None:
        """Make someone a trainer or an operator."""
        self._do("INSERT OR IGNORE INTO roles VALUES (?, ?, ?)", learner, role, self._at)

    def take_role(self, learner: LearnerId, role: Role) -> None:
        """Undo that."""
        self._do("DELETE FROM roles WHERE learner = ? AND role = ?", learner, role)

    def with_role(self, role: Role) -> tuple[Learner, ...]:
        """Everyone of a role, by name."""
        return self._people(
            "SELECT learners.* FROM learners JOIN roles ON roles.learner = learners.id"
            " WHERE role = ?",
            role,
        )

    def make_cohort(self, name: str, trainer: LearnerId) -> Cohort:
        """A new cohort and its first trainer."""
        cohort = Cohort(id=CohortId(secrets.token_hex(6)), name=name, made_at=self._now)
        self._do("INSERT INTO cohorts VALUES (?, ?, ?, NULL)", cohort.id, name, self._at)
        self.add_trainer(cohort.id, trainer)
        return cohort

    def save_cohort(self, cohort: Cohort) -> None:
        """Keep a changed name or a closing."""
        changed = self._do(
            "UPDATE cohorts SET name = ?, closed_at = ? WHERE id = ?",
            cohort.name,
            written_or_none(cohort.closed_at),
            cohort.id,
        )
        if not changed:
            raise KeyError(cohort.id)

    def cohort(self, cohort: CohortId) -> Cohort | None:
        """The cohort of that id."""
        row = self._row("SELECT * FROM cohorts WHERE id = ?", cohort)
        return None if row is None else Cohort.model_validate(dict(row))

    def cohorts_of_trainer(self, trainer: LearnerId) -> tuple[Cohort, ...]:
        """The cohorts she trains, open ones first."""
        return self._cohorts(
            "SELECT cohorts.* FROM cohorts JOIN cohort_trainers ON cohort = id WHERE learner = ?"
            " ORDER BY closed_at IS NOT NULL, name, id",
            trainer,
        )

    def cohorts_of_learner(self, learner: LearnerId) -> tuple[Cohort, ...]:
        """The cohorts she belongs to now."""
        return self._cohorts(
            "SELECT cohorts.* FROM cohorts JOIN memberships ON cohort = id"
            " WHERE learner = ? AND left_at IS NULL ORDER BY name, id",
            learner,
        )

    def trainers(self, cohort: CohortId) -> tuple[Learner, ...]:
        """Who trains a cohort."""
        return self._people(
            "SELECT learners.* FROM learners JOIN cohort_trainers ON learner = learners.id"
            " WHERE cohort = ?",
            cohort,
        )

    def add_trainer(self, cohort: CohortId, trainer: LearnerId) -> None:
        """Let someone else train the cohort too."""
        self._do(
            "INSERT OR IGNORE INTO cohort_trainers VALUES (?, ?, ?)", cohort, trainer, self._at
        )

    def remove_trainer(self, cohort: CohortId, trainer: LearnerId) -> None:
        """Undo that."""
        self._do("DELETE FROM cohort_trainers WHERE cohort = ? AND learner = ?", cohort, trainer)

    def join(self, cohort: CohortId, learner: LearnerId) -> Membership:
        """Begin a stay, or give the one that lasts."""
        self._do(
            "INSERT OR IGNORE INTO memberships VALUES (?, ?, ?, NULL)", cohort, learner, self._at
        )
        return self.memberships(cohort=cohort, learner=learner)[-1]

    def leave(self, cohort: CohortId, learner: LearnerId) -> None:
        """End the stay that lasts."""
        self._do(
            "UPDATE memberships SET left_at = ?"
            " WHERE cohort = ? AND learner = ? AND left_at IS NULL",
            self._at,
            cohort,
            learner,
        )

    def memberships(
        self, *, cohort: CohortId | None = None, learner: LearnerId | None = None
    ) -> tuple[Membership, ...]:
        """All stays, past ones too."""
        rows = self._rows(
            "SELECT * FROM memberships WHERE (?1 IS NULL OR cohort = ?1)"
            " AND (?2 IS NULL OR learner = ?2) ORDER BY joined_at, rowid",
            cohort,
            learner,
        )
        return tuple(Membership.model_validate(dict(row)) for row in rows)

    def members(self, cohort: CohortId) -> tuple[Learner, ...]:
        """Who belongs to a cohort now."""
        return self._people(
            "SELECT learners.* FROM learners JOIN memberships ON learner = learners.id"
            " WHERE cohort = ? AND left_at IS NULL",
            cohort,
        )

    def assign(
        self,
        cohort: CohortId,
        scenario: ScenarioId,
        *,
        due_at: datetime | None = None,
        attempts_most: int | None = None,
    ) -> Assignment:
        """Give a cohort a scenario to play."""
        made = Assignment(
            id=AssignmentId(secrets.token_hex(6)),
            cohort=cohort,
            scenario=scenario,
            made_at=self._now,
            due_at=due_at,
            attempts_most=attempts_most,
        )
        self._do(
            "INSERT INTO assignments VALUES (?, ?, ?, ?, ?, ?, NULL)",
            made.id,
            cohort,
            scenario,
            self._at,
            written_or_none(due_at),
            attempts_most,
        )
        return made

    def withdraw(self, assignment: AssignmentId) -> None:
        """Take an assignment back."""
        self._do(
            "UPDATE assignments SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL",
            self._at,
            assignment,
        )

    def assignment(self, assignment: AssignmentId) -> Assignment | None:
        """The assignment of that id."""
        row = self._row("SELECT * FROM assignments WHERE id = ?", assignment)
        return None if row is None else Assignment.model_validate(dict(row))

    def assignments(self, cohort: CohortId) -> tuple[Assignment, ...]:
        """What a cohort has to play."""
        rows = self._rows(
            "SELECT * FROM assignments WHERE cohort = ? AND withdrawn_at IS NULL"
            " ORDER BY due_at IS NULL, due_at, made_at, rowid",
            cohort,
        )
        return tuple(Assignment.model_validate(dict(row)) for row in rows)

    def counts(self) -> Counts:
        """How much the bot is used."""
        row = self._row(
            "SELECT (SELECT count(*) FROM learners WHERE consent <> '') AS learners,"
            " (SELECT count(*) FROM roles WHERE role = 'trainer') AS trainers,"
            " (SELECT count(*) FROM cohorts WHERE closed_at IS NULL) AS cohorts,"
            " (SELECT count(*) FROM attempts WHERE state = 'assessed') AS attempts"
        )
        assert row is not None
        return Counts.model_validate(dict(row))

    def _people(self, sql: str, value: str) -> tuple[Learner, ...]:
        found = (learner_of(row) for row in self._rows(sql, value))
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    def _cohorts(self, sql: str, value: str) -> tuple[Cohort, ...]:
        found: list[sqlite3.Row] = self._rows(sql, value)
        return tuple(Cohort.model_validate(dict(row)) for row in found)
