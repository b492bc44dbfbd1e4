"""Opening the database file, or saying clearly why not."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from storage.errors import StoreRefused
from storage.schema import MIGRATIONS

BUSY_SECONDS = 5.0
_RESTORE = (
    "Restore a backup (docs/operations.md, 'Restoring'), or move the file away to start anew."
)


def opened(path: Path) -> Database:
    """The database at `path`, made if missing, checked and brought to the present schema.

    Raises:
        StoreRefused: it cannot be opened, is damaged, or was written by a newer version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Web pages and the message path share one event loop; the file is used by one thread
        # at a time, which the store's lock sees to.
        conn = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise StoreRefused(
            f"database {path}: cannot be opened ({error}). "
            "Check that the folder exists and may be written to, or set POURPARLER_DATABASE."
        ) from error
    conn.row_factory = sqlite3.Row
    try:
        _check(conn, path)
        db = Database(conn)
        _refuse_newer(db, path)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA secure_delete = ON")
        MIGRATIONS.apply(db)
    except StoreRefused:
        conn.close()
        raise
    except sqlite3.Error as error:
        conn.close()
        raise _refusal(path, error) from error
    return db


def faults(path: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with the file; reads all of it, changes nothing."""
    try:
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        return (str(error),)
    try:
        found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(20)")]
        found += [
            f"row {row[1]} of {row[0]} points at a missing row of {row[2]}"
            for row in conn.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.Error as error:
        return (str(error),)
    finally:
        conn.close()
    return tuple(f for f in found if f != "ok")


def schema_state(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Migrations that this file still lacks, and those it has that this version does not know.

    Raises:
        StoreRefused: the file is no readable database.
    """
    try:
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        conn.row_factory = sqlite3.Row
        try:
            db = Database(conn)
            return tuple(m.name for m in MIGRATIONS.pending(db)), _unknown(db)
        finally:
            conn.close()
    except sqlite3.Error as error:
        raise _refusal(path, error) from error


def _check(conn: sqlite3.Connection, path: Path) -> None:
    # quick_check reads every page: 20 ms for 10,000 turns, and the only way to notice damage
    # before it is written into.
    found = [str(row[0]) for row in conn.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        raise StoreRefused(f"database {path}: it is damaged ({found[0]}). {_RESTORE}")


def _unknown(db: Database) -> tuple[str, ...]:
    return tuple(m.name for m in MIGRATIONS.applied(db) if m.name not in _REGISTERED)


def _refuse_newer(db: Database, path: Path) -> None:
    unknown = _unknown(db)
    if unknown:
        raise StoreRefused(
            f"database {path}: it was written by a newer version of Pourparler "
            f"(it has {', '.join(repr(n) for n in unknown)}, unknown here). "
            "Run that version, or restore a backup made before the upgrade."
        )


def _refusal(path: Path, error: sqlite3.Error) -> StoreRefused:
    reason = str(error)
    if isinstance(error, sqlite3.DatabaseError) and (
        "not a database" in reason or "malformed" in reason or "corrupt" in reason
    ):
        return StoreRefused(f"database {path}: it is damaged or no database ({reason}). {_RESTORE}")
    if "readonly" in reason or "unable to open" in reason:
        return StoreRefused(
            f"database {path}: cannot be written ({reason}). "
            "Check the rights of the file and of its folder, or set POURPARLER_DATABASE."
        )
    if "locked" in reason:
        return StoreRefused(
            f"database {path}: another program holds it ({reason}). "
            "Stop the other bot process; one file serves one process."
        )
    return StoreRefused(f"database {path}: cannot be used ({reason}). {_RESTORE}")


_REGISTERED = tuple(m.name for m in MIGRATIONS.pending(Database(memory=True)))
