"""The outbox as its deliverer sees it."""

import sqlite3
from datetime import datetime

from storage.rows import OutboxRow
from storage.sqlite.columns import written
from storage.sqlite.connection import Connection
from storage.store import DropReason, NotSentWhy


class Delivery:
    """What happens to messages between being made and being seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def _conn(self) -> sqlite3.Connection:
        return self._connection.conn

    async def to_deliver(self, after: int = 0) -> tuple[OutboxRow, ...]:
        """Messages to deliver with an id over `after`, by id."""
        async with self._connection.reading() as conn:
            rows = conn.execute(
                "SELECT id, chat_id, lane, kind, key, body, state, part, tries, doubts, made_at"
                " FROM outbox WHERE id > ? AND state IN ('waiting', 'sending') ORDER BY id",
                (after,),
            ).fetchall()
        return tuple(OutboxRow.model_validate(dict(row)) for row in rows)

    async def sending(self, row: int) -> bool:
        """Record that the request for a message is about to be written; False if it is gone."""
        async with self._connection.transaction() as conn:
            done = conn.execute(
                "UPDATE outbox SET state = 'sending'"
                " WHERE id = ? AND state IN ('waiting', 'sending')",
                (row,),
            )
            return bool(done.rowcount)

    async def part_sent(self, row: int, part: int) -> None:
        """Record that the first `part` parts were delivered."""
        async with self._connection.transaction() as conn:
            conn.execute("UPDATE outbox SET part = ?, state = 'waiting' WHERE id = ?", (part, row))

    async def sent(
        self, row: int, now: datetime, message_id: int | None = None, slot: str | None = None
    ) -> None:
        """Record that a message was delivered, and which message its slot now names."""
        async with self._connection.transaction() as conn:
            chat = conn.execute(
                "UPDATE outbox SET state = 'sent', done_at = ?, message_id = ?, error = NULL"
                " WHERE id = ? RETURNING chat_id",
                (written(now), message_id, row),
            ).fetchone()
            if chat is not None and slot is not None and message_id is not None:
                conn.execute(
                    "INSERT INTO slots VALUES (?, ?, ?) ON CONFLICT (chat_id, slot)"
                    " DO UPDATE SET message_id = excluded.message_id",
                    (chat["chat_id"], slot, message_id),
                )

    async def not_sent(self, row: int, error: str, why: NotSentWhy) -> tuple[int, int]:
        """Put a message back to waiting; returns its failed tries and its doubts."""
        async with self._connection.transaction() as conn:
            counts = conn.execute(
                "UPDATE outbox SET state = 'waiting', error = ?, tries = tries + ?,"
                " doubts = doubts + ? WHERE id = ? AND state IN ('waiting', 'sending')"
                " RETURNING tries, doubts",
                (error, int(why == "failed"), int(why == "doubt"), row),
            ).fetchone()
        return (0, 0) if counts is None else (int(counts["tries"]), int(counts["doubts"]))

    async def drop(self, row: int, now: datetime, reason: DropReason) -> None:
        """Record that a message will not be sent, and that this is right."""
        await self._end(row, "dropped", reason, now)

    async def give_up(self, row: int, now: datetime, error: str) -> None:
        """Record that a message could not be sent."""
        await self._end(row, "failed", error, now)

    async def _end(self, row: int, state: str, error: str, now: datetime) -> None:
        async with self._connection.transaction() as conn:
            conn.execute(
                "UPDATE outbox SET state = ?, error = ?, done_at = ? WHERE id = ?",
                (state, error, written(now), row),
            )

    async def slot(self, chat_id: int, slot: str) -> int | None:
        """The last message delivered under that slot name."""
        async with self._connection.reading() as conn:
            row = conn.execute(
                "SELECT message_id FROM slots WHERE chat_id = ? AND slot = ?", (chat_id, slot)
            ).fetchone()
        return None if row is None else int(row["message_id"])

    async def blob(self, name: str) -> bytes | None:
        """What was kept under that name."""
        async with self._connection.reading() as conn:
            row = conn.execute("SELECT content FROM blobs WHERE hash = ?", (name,)).fetchone()
        return None if row is None else bytes(row["content"])

    async def chat_blocked(self, chat_id: int, now: datetime) -> int:
        """Note that a chat refuses us: messages and timers are dropped; gives how many."""
        async with self._connection.transaction() as conn:
            conn.execute("UPDATE learners SET blocked = 1 WHERE chat_id = ?", (chat_id,))
            dropped = conn.execute(
                "UPDATE outbox SET state = 'dropped', error = 'blocked', done_at = ?"
                " WHERE chat_id = ? AND state IN ('waiting', 'sending')",
                (written(now), chat_id),
            ).rowcount
            dropped += conn.execute(
                "UPDATE timers SET state = 'done' WHERE chat_id = ? AND state = 'waiting'",
                (chat_id,),
            ).rowcount
        return dropped

    async def chat_moved(self, old: int, new: int) -> None:
        """Note that a group has a new id."""
        async with self._connection.transaction() as conn:
            conn.execute("UPDATE OR IGNORE chats SET chat_id = ? WHERE chat_id = ?", (new, old))
            conn.execute(
                "UPDATE outbox SET chat_id = ?"
                " WHERE chat_id = ? AND state IN ('waiting', 'sending')",
                (new, old),
            )
            conn.execute("UPDATE timers SET chat_id = ? WHERE chat_id = ?", (new, old))
            # Message ids start anew in a supergroup.
            conn.execute("DELETE FROM slots WHERE chat_id = ?", (old,))
