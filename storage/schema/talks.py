"""What a message passes through, learners and their attempts."""

from sqlite_utils import Database

from storage.schema.registry import MIGRATIONS


@MIGRATIONS()
def m001_path(db: Database) -> None:
    """Make what a message passes through: inbox, outbox, timers."""
    for statement in (
        """CREATE TABLE inbox (
            update_id INTEGER PRIMARY KEY,
            chat_key TEXT NOT NULL,
            raw TEXT NOT NULL,
            received_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'done', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            error TEXT,
            done_at TEXT
        ) STRICT""",
        "CREATE INDEX inbox_open ON inbox(update_id) WHERE state = 'waiting'",
        "CREATE INDEX inbox_failed ON inbox(update_id) WHERE state = 'failed'",
        "CREATE INDEX inbox_chat ON inbox(chat_key)",
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL,
            lane INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL UNIQUE,
            body TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'sending', 'sent', 'dropped', 'failed')),
            part INTEGER NOT NULL DEFAULT 0,
            tries INTEGER NOT NULL DEFAULT 0,
            doubts INTEGER NOT NULL DEFAULT 0,
            error TEXT,
            made_at TEXT NOT NULL,
            done_at TEXT,
            message_id INTEGER
        ) STRICT""",
        "CREATE INDEX outbox_open ON outbox(id) WHERE state IN ('waiting', 'sending')",
        "CREATE INDEX outbox_failed ON outbox(id) WHERE state = 'failed'",
        "CREATE INDEX outbox_chat ON outbox(chat_id)",
        """CREATE TABLE slots (
            chat_id INTEGER NOT NULL,
            slot TEXT NOT NULL,
            message_id INTEGER NOT NULL,
            PRIMARY KEY (chat_id, slot)
        ) STRICT""",
        """CREATE TABLE blobs (
            hash TEXT PRIMARY KEY,
            content BLOB NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE timers (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            round INTEGER NOT NULL DEFAULT 1,
            chat_id INTEGER,
            due_at TEXT NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'done', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            error TEXT
        ) STRICT""",
        "CREATE INDEX timers_due ON timers(due_at) WHERE state = 'waiting'",
    ):
        db.execute(statement)


@MIGRATIONS()
def m002_people_and_attempts(db: Database) -> None:
    """Make what is known of learners and what they did."""
    for statement in (
        """CREATE TABLE learners (
            id TEXT PRIMARY KEY,
            user_id INTEGER NOT NULL UNIQUE,
            chat_id INTEGER NOT NULL,
            lang TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
            first_name TEXT NOT NULL,
            consent TEXT NOT NULL DEFAULT '',
            consent_at TEXT,
            notice_seen_at TEXT,
            settings TEXT NOT NULL DEFAULT '{}',
            blocked INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX learners_chat ON learners(chat_id)",
        """CREATE TABLE attempts (
            id TEXT PRIMARY KEY,
            learner TEXT NOT NULL REFERENCES learners(id),
            scenario TEXT NOT NULL,
            scenario_hash TEXT NOT NULL,
            lang TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'ended', 'assessed')),
            started_at TEXT NOT NULL,
            ended_at TEXT,
            ending TEXT,
            learner_turns INTEGER NOT NULL DEFAULT 0,
            receipt TEXT,
            percent INTEGER
        ) STRICT""",
        "CREATE INDEX attempts_learner ON attempts(learner, started_at)",
        """CREATE TABLE chats (
            chat_id INTEGER PRIMARY KEY,
            screen TEXT NOT NULL,
            step TEXT NOT NULL,
            attempt TEXT REFERENCES attempts(id),
            state TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE events (
            attempt TEXT NOT NULL REFERENCES attempts(id),
            seq INTEGER NOT NULL,
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (attempt, seq)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE assessments (
            attempt TEXT NOT NULL REFERENCES attempts(id),
            seq INTEGER NOT NULL,
            receipt TEXT NOT NULL,
            engine TEXT NOT NULL,
            body TEXT NOT NULL,
            percent INTEGER,
            at TEXT NOT NULL,
            superseded_by INTEGER,
            PRIMARY KEY (attempt, seq)
        ) STRICT""",
        "CREATE INDEX assessments_receipt ON assessments(receipt)",
        """CREATE TABLE codes (
            code TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            expires_at TEXT,
            uses_most INTEGER,
            uses INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
        """CREATE TABLE erasures (
            learner TEXT PRIMARY KEY,
            at TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            events INTEGER NOT NULL
        ) STRICT""",
        """CREATE TRIGGER events_stay BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
        # Learner ids are drawn at random and never used again, so a recorded erasure opens
        # exactly one learner's events.
        """CREATE TRIGGER events_go_only_by_erasure BEFORE DELETE ON events
            WHEN NOT EXISTS (SELECT 1 FROM erasures JOIN attempts USING (learner)
                             WHERE attempts.id = OLD.attempt)
            BEGIN SELECT RAISE(ABORT, 'events go only by a recorded erasure'); END""",
        """CREATE TRIGGER assessments_stay
            BEFORE UPDATE OF attempt, seq, receipt, engine, body, percent, at ON assessments
            BEGIN SELECT RAISE(ABORT, 'assessments are superseded, never changed'); END""",
        """CREATE TRIGGER assessments_go_only_by_erasure BEFORE DELETE ON assessments
            WHEN NOT EXISTS (SELECT 1 FROM erasures JOIN attempts USING (learner)
                             WHERE attempts.id = OLD.attempt)
            BEGIN SELECT RAISE(ABORT, 'assessments go only by a recorded erasure'); END""",
        """CREATE TRIGGER erasures_stay_whole BEFORE UPDATE OF learner, at ON erasures
            BEGIN SELECT RAISE(ABORT, 'an erasure stays recorded'); END""",
        """CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures
            BEGIN SELECT RAISE(ABORT, 'an erasure stays recorded'); END""",
    ):
        db.execute(statement)


@MIGRATIONS()
def m003_pins(db: Database) -> None:
    """Make room for the very content that attempts and assessments were made with."""
    db.execute(
        """CREATE TABLE pins (
            hash TEXT PRIMARY KEY,
            body TEXT NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT"""
    )
