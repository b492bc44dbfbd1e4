"""One connection, one transaction at a time, and errors in our own words."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from storage.errors import StorageTrouble, StoreRefused
from storage.sqlite.replay import Replay


class Connection:
    """Transactions are taken in turn and run inline: a turn takes less than a thread switch."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.replay = Replay()
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[sqlite3.Connection]:
        """Reads between transactions, so that they never see half of one."""
        async with self._turn:
            with _in_our_words():
                yield self.conn

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[sqlite3.Connection]:
        """All of the block or nothing; safe from a power cut at its end when `durable`.

        Raises:
            StorageTrouble: the disk is full, the file locked or not writable.
            StoreRefused: the file turned out to be damaged.
        """
        async with self._turn:
            with _in_our_words():
                if durable:
                    self.conn.execute("PRAGMA synchronous = FULL")
                try:
                    self.conn.execute("BEGIN IMMEDIATE")
                    try:
                        yield self.conn
                        self.conn.execute("COMMIT")
                        self.replay.committed()
                    except BaseException:
                        self.replay.undone()
                        if self.conn.in_transaction:
                            self.conn.execute("ROLLBACK")
                        raise
                finally:
                    if durable:
                        self.conn.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _PASSING:
            full = code == sqlite3.SQLITE_FULL
            raise StorageTrouble(f"the database could not write: {error}", full=full) from error
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise StoreRefused(
                f"database: it is damaged ({error}). "
                "Restore a backup (docs/operations.md, 'Restoring')."
            ) from error
        raise


_PASSING = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)
