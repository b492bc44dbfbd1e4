"""What is refused when the file is opened, and how it is said."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.errors import StoreRefused
from storage.schema import MIGRATIONS
from storage.sqlite.opening import faults, schema_state
from storage.sqlite.store import SqliteStore
from tests.storage.conftest import NOW


def test_that_the_folder_and_file_are_made(path: Path) -> None:
    SqliteStore.open(path).close()

    assert path.exists()
    assert faults(path) == ()
    assert schema_state(path) == ((), ())


def test_that_every_table_is_strict(store: SqliteStore) -> None:
    rows = store._conn.execute("PRAGMA table_list").fetchall()

    own = [r for r in rows if r["schema"] == "main" and not r["name"].startswith(("sqlite_", "_"))]

    assert len(own) >= 11
    assert [r["name"] for r in own if not r["strict"]] == []


def test_that_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are my notes, not a database\n" * 200, "utf-8")

    with pytest.raises(StoreRefused) as refused:
        SqliteStore.open(path)

    assert str(path) in str(refused.value)
    assert "Restore a backup" in str(refused.value)
    assert path.read_text("utf-8").startswith("these are my notes")


async def test_that_a_damaged_database_is_refused(path: Path) -> None:
    store = SqliteStore.open(path)
    async with store.work(NOW) as work:
        for n in range(300):
            work.enrol(n, n, f"learner {n}" * 10, "fr")
    store._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(content)

    with pytest.raises(StoreRefused, match="damaged"):
        SqliteStore.open(path)

    assert faults(path) != ()


def test_that_a_newer_database_is_refused_and_named(path: Path) -> None:
    SqliteStore.open(path).close()
    conn = sqlite3.connect(path)
    Database(conn)["_sqlite_migrations"].insert(  # type: ignore[union-attr]
        {"migration_set": "pourparler", "name": "m999_future", "applied_at": "2030-01-01"}
    )
    conn.commit()
    conn.close()

    with pytest.raises(StoreRefused, match=r"newer version.*m999_future"):
        SqliteStore.open(path)


def test_that_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="POURPARLER_DATABASE"):
        SqliteStore.open(tmp_path)


def test_that_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("", "utf-8")

    with pytest.raises(StoreRefused, match="POURPARLER_DATABASE"):
        SqliteStore.open(tmp_path / "var" / "pourparler.db")


def test_that_an_older_database_is_brought_up_to_date(path: Path) -> None:
    path.parent.mkdir()
    conn = sqlite3.connect(path)
    MIGRATIONS.apply(Database(conn), stop_before="m002_people_and_attempts")
    conn.execute(
        "INSERT INTO inbox (update_id, chat_key, raw, received_at) VALUES (1, 'chat:1', '{}', 'x')"
    )
    conn.commit()
    conn.close()

    store = SqliteStore.open(path)

    tables = {r["name"] for r in store._conn.execute("SELECT name FROM sqlite_master")}
    assert "events" in tables
    assert store._conn.execute("SELECT count(*) FROM inbox").fetchone()[0] == 1
    store.close()
