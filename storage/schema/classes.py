"""Roles, cohorts, assignments."""

from sqlite_utils import Database

from storage.schema.registry import MIGRATIONS


@MIGRATIONS()
def m004_classes(db: Database) -> None:
    """Make what a class needs: who trains, who belongs where, what is to be done."""
    for statement in (
        """CREATE TABLE roles (
            learner TEXT NOT NULL REFERENCES learners(id),
            role TEXT NOT NULL CHECK (role IN ('trainer', 'operator')),
            given_at TEXT NOT NULL,
            PRIMARY KEY (learner, role)
        ) STRICT""",
        """CREATE TABLE cohorts (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            made_at TEXT NOT NULL,
            closed_at TEXT
        ) STRICT""",
        """CREATE TABLE cohort_trainers (
            cohort TEXT NOT NULL REFERENCES cohorts(id),
            learner TEXT NOT NULL REFERENCES learners(id),
            since TEXT NOT NULL,
            PRIMARY KEY (cohort, learner)
        ) STRICT""",
        "CREATE INDEX cohort_trainers_learner ON cohort_trainers(learner)",
        """CREATE TABLE memberships (
            cohort TEXT NOT NULL REFERENCES cohorts(id),
            learner TEXT NOT NULL REFERENCES learners(id),
            joined_at TEXT NOT NULL,
            left_at TEXT,
            PRIMARY KEY (cohort, learner, joined_at)
        ) STRICT""",
        "CREATE INDEX memberships_learner ON memberships(learner)",
        """CREATE UNIQUE INDEX memberships_present ON memberships(cohort, learner)
            WHERE left_at IS NULL""",
        """CREATE TABLE assignments (
            id TEXT PRIMARY KEY,
            cohort TEXT NOT NULL REFERENCES cohorts(id),
            scenario TEXT NOT NULL,
            made_at TEXT NOT NULL,
            due_at TEXT,
            attempts_most INTEGER,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX assignments_cohort ON assignments(cohort)",
    ):
        db.execute(statement)
