"""What the parts of a work share: a connection inside a transaction, and a time."""

import sqlite3
from datetime import datetime

from storage.sqlite.columns import written
from storage.sqlite.replay import Replay


class Part:
    """One subject's share of a work."""

    def __init__(self, conn: sqlite3.Connection, replay: Replay, now: datetime, cause: str) -> None:
        self._conn = conn
        self._replay = replay
        self._cause = cause
        """What the work answers, for idempotency keys: 'u12', 't3.1'."""
        self._posted = 0
        self._now = now
        self._at = written(now)

    @property
    def now(self) -> datetime:
        """The time of this work."""
        return self._now

    def _row(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._conn.execute(sql, values).fetchone()
        return row

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self._conn.execute(sql, values).fetchall()

    def _do(self, sql: str, *values: object) -> int:
        return self._conn.execute(sql, values).rowcount
