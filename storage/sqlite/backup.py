"""Copies of the database, taken while it is in use, and put back."""

import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dialogues.ids import LearnerId
from storage.errors import StoreRefused
from storage.sqlite.lock import held
from storage.sqlite.opening import faults, schema_state
from storage.sqlite.store import SqliteStore

BESIDE = ("", "-wal", "-shm")
"""What belongs to a database file, by ending."""


@dataclass(frozen=True)
class Restored:
    """What came of putting a backup back."""

    aside: Path | None
    """Where the database that stood there is now; None when there was none."""
    erased_again: tuple[LearnerId, ...]
    """Learners who were in the backup and had been erased since."""
    erasures_known: bool
    """Whether the database that stood there could be asked who had been erased."""


def back_up(database: Path, to: Path) -> Path:
    """Copy a database that may be in use; the copy is whole and checked, or it is not there.

    Raises:
        StoreRefused: there is no database, the copy exists already or cannot be written.
    """
    if not database.is_file():
        raise StoreRefused(
            f"database {database}: there is none to back up. Check POURPARLER_DATABASE."
        )
    if to.exists():
        raise StoreRefused(f"backup {to}: the file exists already; give another name.")
    part = to.with_name(f"{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _copied(database, part)
        found = faults(part)
        if found:
            raise StoreRefused(f"database {database}: its copy is damaged ({found[0]}).")
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        raise StoreRefused(f"backup {to}: cannot be written ({error}).") from error
    finally:
        for ending in BESIDE:
            part.with_name(part.name + ending).unlink(missing_ok=True)
    return to


def kept_only(folder: Path, pattern: str, most: int) -> tuple[Path, ...]:
    """Delete all but the newest `most` backups of that pattern; gives what went."""
    found = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime_ns)
    gone = tuple(found[: max(0, len(found) - most)])
    for file in gone:
        file.unlink()
    return gone


async def restore(backup: Path, database: Path, now: datetime) -> Restored:
    """Put a backup in the place of a database that no bot is using.

    The database that stood there is moved aside, never deleted. Whoever had been erased from it
    is erased from the restored one as well, so that a backup brings nobody back.

    Raises:
        StoreRefused: a bot is running, or the backup is damaged, newer, or no database of ours.
    """
    with held(database):
        _fit(backup)
        erased, known = _erased(database)
        aside = _moved_aside(database, now)
        part = database.with_name(f"{database.name}.part")
        _copied(backup, part)
        part.replace(database)
        store = SqliteStore.open(database)
        again = []
        try:
            for learner in erased:
                async with store.work(now) as work:
                    try:
                        work.erase(learner)
                    except KeyError:
                        continue
                    again.append(learner)
        finally:
            store.close()
        return Restored(aside=aside, erased_again=tuple(again), erasures_known=known)


def _fit(backup: Path) -> None:
    if not backup.is_file():
        raise StoreRefused(f"backup {backup}: there is no such file.")
    found = faults(backup)
    if found:
        raise StoreRefused(f"backup {backup}: it is damaged ({found[0]}). Take an older one.")
    lacking, unknown = schema_state(backup)
    if unknown:
        raise StoreRefused(
            f"backup {backup}: it was written by a newer version of Pourparler "
            f"(it has {', '.join(unknown)}). Install that version first."
        )
    if "m001_path" in lacking:
        raise StoreRefused(f"backup {backup}: it is no database of Pourparler.")


def _erased(database: Path) -> tuple[tuple[LearnerId, ...], bool]:
    if not database.is_file():
        return (), True
    try:
        conn = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        try:
            rows = conn.execute("SELECT learner FROM erasures ORDER BY at").fetchall()
        finally:
            conn.close()
    except sqlite3.Error:
        return (), False
    return tuple(LearnerId(row[0]) for row in rows), True


def _moved_aside(database: Path, now: datetime) -> Path | None:
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.before-{now:%Y%m%d-%H%M%S}")
    number = 1
    while aside.exists():
        number += 1
        aside = aside.with_name(f"{database.name}.before-{now:%Y%m%d-%H%M%S}-{number}")
    for ending in BESIDE:
        file = database.with_name(database.name + ending)
        if file.exists():
            file.rename(aside.with_name(aside.name + ending))
    return aside


def _copied(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    reader = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        writer = sqlite3.connect(target)
        try:
            reader.backup(writer)
            # A copy of one file: nothing is to wait in a second one.
            writer.execute("PRAGMA journal_mode = DELETE")
        finally:
            writer.close()
    finally:
        reader.close()
    target.chmod(0o600)
    with target.open("rb") as file:
        os.fsync(file.fileno())
