"""Reviews of attempts, login links and sessions of the trainers' pages."""

import sqlite3
from datetime import datetime
from hashlib import sha256
from typing import Literal

from dialogues.events import Disputed
from dialogues.ids import AttemptId, LearnerId
from storage.review_rows import NOTE, Note, Review, Session
from storage.sqlite.columns import written
from storage.sqlite.part import Part


class Reviews(Part):
    """What trainers noted, and who is signed in."""

    def note(self, attempt: AttemptId, trainer: LearnerId, note: Note) -> Review:
        """Add a note to an attempt."""
        seq = len(self._rows("SELECT 1 FROM reviews WHERE attempt = ?", attempt))
        self._do(
            "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?)",
            attempt,
            seq,
            trainer,
            note.kind,
            NOTE.dump_json(note).decode(),
            self._at,
        )
        return Review(attempt=attempt, seq=seq, trainer=trainer, note=note, at=self._now)

    def reviews(self, attempt: AttemptId) -> tuple[Review, ...]:
        """All notes on an attempt, oldest first."""
        rows = self._rows("SELECT * FROM reviews WHERE attempt = ? ORDER BY seq", attempt)
        return tuple(_review(row) for row in rows)

    def disputes(self, attempt: AttemptId) -> tuple[Disputed, ...]:
        """Where the learner disagreed with the engine, in order."""
        rows = self._rows(
            "SELECT body FROM events WHERE attempt = ? AND kind = 'disputed' ORDER BY seq", attempt
        )
        return tuple(Disputed.model_validate_json(row["body"]) for row in rows)

    def overridden(self) -> tuple[AttemptId, ...]:
        """Attempts on which a level was ever overridden, oldest first."""
        rows = self._rows(
            "SELECT attempt, min(at) AS first FROM reviews WHERE kind = 'overridden'"
            " GROUP BY attempt ORDER BY first, attempt"
        )
        return tuple(AttemptId(row["attempt"]) for row in rows)

    def save_link(self, token: str, learner: LearnerId, expires_at: datetime) -> None:
        """Keep a login link that works once."""
        self._do(
            "INSERT INTO web_links VALUES (?, ?, ?, NULL)",
            _hidden(token),
            learner,
            written(expires_at),
        )

    def link_owner(self, token: str) -> LearnerId | None:
        """Whom a login link signs in, while it works."""
        row = self._row(
            "SELECT learner FROM web_links WHERE token = ? AND used_at IS NULL AND expires_at > ?",
            _hidden(token),
            self._at,
        )
        return None if row is None else LearnerId(row["learner"])

    def use_link(self, token: str) -> LearnerId | None:
        """Spend a login link."""
        owner = self.link_owner(token)
        self._do("UPDATE web_links SET used_at = ? WHERE token = ?", self._at, _hidden(token))
        return owner

    def open_session(
        self, token: str, learner: LearnerId, way: Literal["link", "app"], expires_at: datetime
    ) -> Session:
        """Sign somebody in."""
        self._do(
            "INSERT INTO web_sessions VALUES (?, ?, ?, ?, ?)",
            _hidden(token),
            learner,
            way,
            self._at,
            written(expires_at),
        )
        return Session(learner=learner, way=way, expires_at=expires_at)

    def session(self, token: str) -> Session | None:
        """Who is signed in by that token, while it lasts."""
        row = self._row(
            "SELECT learner, way, expires_at FROM web_sessions WHERE token = ? AND expires_at > ?",
            _hidden(token),
            self._at,
        )
        return None if row is None else Session.model_validate(dict(row))

    def end_session(self, token: str) -> None:
        """Sign her out."""
        self._do("DELETE FROM web_sessions WHERE token = ?", _hidden(token))


def _hidden(token: str) -> str:
    """A token as it is kept: whoever reads the file cannot sign in with it."""
    return sha256(token.encode()).hexdigest()


def _review(row: sqlite3.Row) -> Review:
    values = dict(row)
    note = NOTE.validate_json(values.pop("body"))
    del values["kind"]
    return Review.model_validate({**values, "note": note})
