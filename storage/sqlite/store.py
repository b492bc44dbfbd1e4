"""The store in one SQLite file: inbox, works, timers, upkeep."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from storage.errors import AlreadyDone
from storage.rows import Arrival, Backlog, InboxRow, Timer
from storage.sqlite.columns import written
from storage.sqlite.connection import Connection
from storage.sqlite.delivery import Delivery
from storage.sqlite.opening import opened
from storage.sqlite.work import SqliteWork

KEPT = timedelta(days=3)
"""How long finished updates are remembered.

Telegram repeats an update for a day at most; after a week without updates it may start at any
number, which must not meet an old one.
"""
KEPT_FAILED = timedelta(days=30)
_TIMER = "id, key, round, chat_id, due_at, kind, payload, attempts"


class SqliteStore(Delivery):
    """Opened by `SqliteStore.open`; one process at a time."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in the file at `path`, made if missing.

        Raises:
            StoreRefused: the file cannot be used; the message says why and what to do.
        """
        return cls(Connection(opened(path).conn))

    async def take_in(self, arrivals: Sequence[Arrival], now: datetime) -> tuple[int, ...]:
        """Commit updates, safe from a power cut when this returns; gives those not seen before."""
        fresh = []
        async with self._connection.transaction(durable=True) as conn:
            for arrival in arrivals:
                done = conn.execute(
                    "INSERT INTO inbox (update_id, chat_key, raw, received_at)"
                    " VALUES (?, ?, ?, ?) ON CONFLICT (update_id) DO NOTHING",
                    (arrival.update_id, arrival.chat_key, arrival.raw, written(now)),
                )
                if done.rowcount:
                    fresh.append(arrival.update_id)
        return tuple(fresh)

    async def unfinished(self) -> tuple[InboxRow, ...]:
        """Updates to work off, by update id."""
        async with self._connection.reading() as conn:
            rows = conn.execute(
                "SELECT update_id, chat_key, raw, received_at, attempts FROM inbox"
                " WHERE state = 'waiting' ORDER BY update_id"
            ).fetchall()
        return tuple(InboxRow.model_validate(dict(row)) for row in rows)

    async def inbox_row(self, update_id: int) -> InboxRow | None:
        """One update, if it still waits."""
        async with self._connection.reading() as conn:
            row = conn.execute(
                "SELECT update_id, chat_key, raw, received_at, attempts FROM inbox"
                " WHERE state = 'waiting' AND update_id = ?",
                (update_id,),
            ).fetchone()
        return None if row is None else InboxRow.model_validate(dict(row))

    @asynccontextmanager
    async def work(
        self,
        now: datetime,
        *,
        update_id: int | None = None,
        timer: Timer | None = None,
        failed_with: str | None = None,
    ) -> AsyncIterator[SqliteWork]:
        """Work off an update, a timer or neither, in one transaction."""
        state = "done" if failed_with is None else "failed"
        async with self._connection.transaction() as conn:
            cause = f"w{secrets.token_hex(8)}"
            # The cause is marked before the work and not after it: `erase` may delete it.
            if update_id is not None:
                cause = f"u{update_id}"
                marked = conn.execute(
                    "UPDATE inbox SET state = ?, error = ?, done_at = ?"
                    " WHERE update_id = ? AND state = 'waiting'",
                    (state, failed_with, written(now), update_id),
                )
                if not marked.rowcount:
                    raise AlreadyDone(f"update {update_id}")
            if timer is not None:
                cause = f"t{timer.id}.{timer.round}"
                marked = conn.execute(
                    "UPDATE timers SET state = ?, error = ?"
                    " WHERE id = ? AND round = ? AND state = 'waiting'",
                    (state, failed_with, timer.id, timer.round),
                )
                if not marked.rowcount:
                    raise AlreadyDone(f"timer {timer.key!r}")
            yield SqliteWork(conn, self._connection.replay, now, cause)

    async def note_failure(self, error: str, *, update_id: int | None, timer: int | None) -> int:
        """Record that working off failed; returns how often it has."""
        table, name, value = (
            ("inbox", "update_id", update_id) if timer is None else ("timers", "id", timer)
        )
        async with self._connection.transaction() as conn:
            row = conn.execute(
                f"UPDATE {table} SET attempts = attempts + 1, error = ?"  # noqa: S608
                f" WHERE {name} = ? RETURNING attempts",
                (error, value),
            ).fetchone()
        return 0 if row is None else int(row["attempts"])

    async def due(self, now: datetime) -> tuple[Timer, ...]:
        """Timers to fire, the longest overdue first."""
        async with self._connection.reading() as conn:
            rows = conn.execute(
                f"SELECT {_TIMER} FROM timers WHERE state = 'waiting' AND due_at <= ?"  # noqa: S608
                " ORDER BY due_at, id",
                (written(now),),
            ).fetchall()
        return tuple(Timer.model_validate(dict(row)) for row in rows)

    async def next_due(self) -> datetime | None:
        """When the next timer is due."""
        async with self._connection.reading() as conn:
            row = conn.execute(
                "SELECT min(due_at) AS due FROM timers WHERE state = 'waiting'"
            ).fetchone()
        return None if row["due"] is None else datetime.fromisoformat(row["due"])

    async def running_attempt(self, chat_id: int) -> str:
        """'attempt … phase …' of a chat for a log line; empty when there is none."""
        async with self._connection.reading() as conn:
            row = conn.execute(
                "SELECT attempt, (SELECT json_extract(body, '$.phase') FROM events"
                "   WHERE events.attempt = chats.attempt AND kind = 'persona-turn'"
                "   ORDER BY seq DESC LIMIT 1) AS phase"
                " FROM chats WHERE chat_id = ? AND attempt IS NOT NULL",
                (chat_id,),
            ).fetchone()
        return "" if row is None else f"attempt {row['attempt']} phase {row['phase']}"

    async def prune(self, now: datetime) -> int:
        """Delete what is done with and no longer needed; gives how many rows went."""
        old, failed = written(now - KEPT), written(now - KEPT_FAILED)
        gone = 0
        async with self._connection.transaction() as conn:
            for sql, before in (
                ("DELETE FROM inbox WHERE state = 'done' AND received_at < ?", old),
                ("DELETE FROM inbox WHERE state = 'failed' AND received_at < ?", failed),
                ("DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND made_at < ?", old),
                ("DELETE FROM outbox WHERE state = 'failed' AND made_at < ?", failed),
                ("DELETE FROM timers WHERE state = 'done' AND due_at < ?", old),
                ("DELETE FROM timers WHERE state = 'failed' AND due_at < ?", failed),
                ("DELETE FROM codes WHERE expires_at < ?", failed),
                ("DELETE FROM web_links WHERE expires_at < ?", old),
                ("DELETE FROM web_sessions WHERE expires_at < ?", old),
                ("DELETE FROM blobs WHERE made_at < ?", failed),
            ):
                gone += conn.execute(sql, (before,)).rowcount
        return gone

    async def backlog(self) -> Backlog:
        """How much waits and how much went wrong."""
        async with self._connection.reading() as conn:
            row = conn.execute(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') AS inbox_waiting,"
                " (SELECT count(*) FROM inbox WHERE state = 'failed') AS inbox_failed,"
                " (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))"
                "   AS outbox_waiting,"
                " (SELECT count(*) FROM outbox WHERE state = 'failed') AS outbox_failed,"
                " (SELECT min(made_at) FROM outbox WHERE state IN ('waiting', 'sending'))"
                "   AS outbox_oldest,"
                " (SELECT count(*) FROM timers WHERE state = 'waiting') AS timers_waiting,"
                " (SELECT count(*) FROM timers WHERE state = 'failed') AS timers_failed"
            ).fetchone()
        return Backlog.model_validate(dict(row))

    def close(self) -> None:
        """Close the database."""
        self._conn.close()
