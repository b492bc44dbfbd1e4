"""One process to a database file."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import StoreRefused


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the database for this process; the system lets go of it however the process ends.

    Raises:
        StoreRefused: another process holds it, or its folder cannot be written to.
    """
    beside = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = beside.open("w", encoding="ascii")
    except OSError as error:
        raise StoreRefused(
            f"database {path}: its folder cannot be written to ({error.strerror or error}). "
            "Check the rights of the folder, or set POURPARLER_DATABASE."
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreRefused(
                f"database {path}: another bot process is using it. "
                "Stop that one, or set POURPARLER_DATABASE to another file."
            ) from error
        yield
