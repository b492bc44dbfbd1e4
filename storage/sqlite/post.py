"""What a work leaves for later: messages, bytes, timers, codes."""

import sqlite3
from datetime import datetime
from hashlib import sha256

from storage.rows import Code
from storage.sqlite.columns import written, written_or_none
from storage.sqlite.part import Part
from storage.work import Sendable


class Post(Part):
    """Outbox, blobs, slots, timers and codes."""

    def send(self, chat_id: int, *messages: Sendable) -> None:
        """Have messages delivered to a chat in this order."""
        for message in messages:
            key = message.key or f"{self._cause}:{self._posted}"
            self._posted += 1
            self._do(
                "INSERT INTO outbox (chat_id, lane, kind, key, body, made_at)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                chat_id,
                int(message.lane),
                message.kind,
                key,
                message.model_dump_json(),
                self._at,
            )

    def keep(self, content: bytes) -> str:
        """Keep bytes for a picture or file."""
        name = sha256(content).hexdigest()
        self._do(
            "INSERT INTO blobs VALUES (?, ?, ?) ON CONFLICT (hash)"
            " DO UPDATE SET made_at = excluded.made_at",
            name,
            content,
            self._at,
        )
        return name

    def slot(self, chat_id: int, slot: str) -> int | None:
        """The id of the last message delivered under that slot name."""
        row = self._row(
            "SELECT message_id FROM slots WHERE chat_id = ? AND slot = ?", chat_id, slot
        )
        return None if row is None else int(row["message_id"])

    def set_timer(
        self, key: str, due_at: datetime, kind: str, payload: str = "{}", chat_id: int | None = None
    ) -> None:
        """Have a timer fire at `due_at`; moves it if `key` is set already."""
        self._do(
            "INSERT INTO timers (key, chat_id, due_at, kind, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET chat_id = excluded.chat_id,"
            " due_at = excluded.due_at, kind = excluded.kind, payload = excluded.payload,"
            " state = 'waiting', attempts = 0, error = NULL, round = round + 1",
            key,
            chat_id,
            written(due_at),
            kind,
            payload,
        )

    def drop_timer(self, key: str) -> None:
        """Forget a timer."""
        # Kept as done rather than deleted: its round must go on counting, or a timer set anew
        # would make idempotency keys that were used before.
        self._do("UPDATE timers SET state = 'done' WHERE key = ? AND state = 'waiting'", key)

    def drop_timers(self, prefix: str) -> None:
        """Forget all timers whose key begins with `prefix`."""
        self._do(
            "UPDATE timers SET state = 'done' WHERE state = 'waiting'"
            " AND substr(key, 1, length(?1)) = ?1",
            prefix,
        )

    def save_code(self, code: Code) -> None:
        """Keep a new code."""
        try:
            self._do(
                "INSERT INTO codes (code, kind, payload, expires_at, uses_most, uses)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                code.code,
                code.kind,
                code.payload,
                written_or_none(code.expires_at),
                code.uses_most,
                code.uses,
            )
        except sqlite3.IntegrityError as error:
            raise ValueError(f"code {code.code!r} exists") from error

    def code(self, code: str) -> Code | None:
        """The code, good or not."""
        row = self._row("SELECT * FROM codes WHERE code = ?", code)
        return None if row is None else Code.model_validate(dict(row))

    def use_code(self, code: str) -> None:
        """Count one use."""
        self._do("UPDATE codes SET uses = uses + 1 WHERE code = ?", code)

    def codes(self, kind: str, payload: str) -> tuple[Code, ...]:
        """The codes of one kind for one thing, the newest first."""
        rows = self._rows(
            "SELECT * FROM codes WHERE kind = ? AND payload = ? ORDER BY rowid DESC", kind, payload
        )
        return tuple(Code.model_validate(dict(row)) for row in rows)

    def drop_codes(self, kind: str, payload: str) -> None:
        """Have the codes of one kind for one thing open nothing any more."""
        self._do("DELETE FROM codes WHERE kind = ? AND payload = ?", kind, payload)
