"""Timed drills: what runs, who plays, what was answered."""

from sqlite_utils import Database

from storage.schema.registry import MIGRATIONS


@MIGRATIONS()
def m005_drills(db: Database) -> None:
    """Make what a drill needs; no row but an answer, a player and a watcher names anybody."""
    for statement in (
        """CREATE TABLE drills (
            id TEXT PRIMARY KEY,
            cohort TEXT REFERENCES cohorts(id),
            kind TEXT NOT NULL,
            content TEXT NOT NULL,
            seconds INTEGER NOT NULL,
            items TEXT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('lobby', 'running', 'paused', 'done', 'cancelled')),
            made_at TEXT NOT NULL,
            starts_at TEXT,
            paused_at TEXT,
            ended_at TEXT
        ) STRICT""",
        "CREATE INDEX drills_cohort ON drills(cohort)",
        "CREATE INDEX drills_open ON drills(state) WHERE state IN ('lobby', 'running', 'paused')",
        """CREATE TABLE drill_items (
            drill TEXT NOT NULL REFERENCES drills(id),
            number INTEGER NOT NULL,
            asked_at TEXT NOT NULL,
            opens_at TEXT NOT NULL,
            closed_at TEXT,
            PRIMARY KEY (drill, number)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE drill_players (
            drill TEXT NOT NULL REFERENCES drills(id),
            learner TEXT NOT NULL REFERENCES learners(id),
            joined_at TEXT NOT NULL,
            left_at TEXT,
            extra_percent INTEGER NOT NULL DEFAULT 0,
            ranked INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (drill, learner)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX drill_players_learner ON drill_players(learner)",
        """CREATE TABLE drill_answers (
            drill TEXT NOT NULL REFERENCES drills(id),
            number INTEGER NOT NULL,
            learner TEXT NOT NULL REFERENCES learners(id),
            text TEXT NOT NULL,
            lang TEXT NOT NULL,
            at TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('in-time', 'late')),
            points INTEGER NOT NULL,
            judged TEXT NOT NULL,
            again INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (drill, number, learner)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX drill_answers_learner ON drill_answers(learner)",
        """CREATE TABLE drill_watchers (
            drill TEXT NOT NULL REFERENCES drills(id),
            learner TEXT NOT NULL REFERENCES learners(id),
            shown TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (drill, learner)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE drill_clock (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            alive_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TRIGGER drill_answers_stay
            BEFORE UPDATE OF text, lang, at, verdict, points, judged ON drill_answers
            BEGIN SELECT RAISE(ABORT, 'an answer is judged once and never changed'); END""",
    ):
        db.execute(statement)
