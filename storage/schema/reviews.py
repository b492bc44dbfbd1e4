"""Trainers' pages: who is signed in, and what trainers noted on attempts."""

from sqlite_utils import Database

from storage.schema.registry import MIGRATIONS


@MIGRATIONS()
def m006_reviews(db: Database) -> None:
    """Make what the trainers' pages need: login links, sessions, reviews."""
    for statement in (
        """CREATE TABLE web_links (
            token TEXT PRIMARY KEY,
            learner TEXT NOT NULL REFERENCES learners(id),
            expires_at TEXT NOT NULL,
            used_at TEXT
        ) STRICT""",
        "CREATE INDEX web_links_learner ON web_links(learner)",
        """CREATE TABLE web_sessions (
            token TEXT PRIMARY KEY,
            learner TEXT NOT NULL REFERENCES learners(id),
            way TEXT NOT NULL CHECK (way IN ('link', 'app')),
            made_at TEXT NOT NULL,
            expires_at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX web_sessions_learner ON web_sessions(learner)",
        """CREATE TABLE reviews (
            attempt TEXT NOT NULL REFERENCES attempts(id),
            seq INTEGER NOT NULL,
            trainer TEXT REFERENCES learners(id),
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (attempt, seq)
        ) STRICT""",
        "CREATE INDEX reviews_trainer ON reviews(trainer)",
        """CREATE TRIGGER reviews_stay
            BEFORE UPDATE OF attempt, seq, kind, body, at ON reviews
            BEGIN SELECT RAISE(ABORT, 'what was noted is never changed'); END""",
        # A trainer who is erased loses her name under her notes; the learner keeps the notes.
        """CREATE TRIGGER reviews_are_unsigned_only_by_erasure
            BEFORE UPDATE OF trainer ON reviews
            WHEN NEW.trainer IS NOT NULL
                OR NOT EXISTS (SELECT 1 FROM erasures WHERE learner = OLD.trainer)
            BEGIN SELECT RAISE(ABORT, 'only an erasure unsigns a note'); END""",
        """CREATE TRIGGER reviews_go_only_by_erasure BEFORE DELETE ON reviews
            WHEN NOT EXISTS (SELECT 1 FROM erasures JOIN attempts USING (learner)
                             WHERE attempts.id = OLD.attempt)
            BEGIN SELECT RAISE(ABORT, 'notes go only by a recorded erasure'); END""",
    ):
        db.execute(statement)
