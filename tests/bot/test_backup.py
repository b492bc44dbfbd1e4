"""Backups: taken while in use, put back whole, receipts still good, nobody brought back."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from dialogues import engine
from dialogues.events import Assessed
from dialogues.ids import AttemptId, LearnerId
from dialogues.library import library
from rubrics.assessment import assess
from rubrics.rubric import rubric
from rubrics.transcript import of_attempt
from storage.errors import StoreRefused
from storage.sqlite.backup import back_up
from storage.sqlite.lock import held
from storage.sqlite.store import SqliteStore
from storage.work import Work
from tests.playing import NOW, played

T = TypeVar("T")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one judged talk, and the settings that name it."""
    path = tmp_path / "var" / "pourparler.db"
    monkeypatch.setenv("POURPARLER_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    at_work(path, _played)
    return path


def at_work(path: Path, do: Callable[[Work], T]) -> T:
    async def once() -> T:
        store = SqliteStore.open(path)
        try:
            async with store.work(NOW) as work:
                return do(work)
        finally:
            store.close()

    return asyncio.run(once())


def _played(work: Work) -> LearnerId:
    learner = work.enrol(1, 1, "Camille", "fr")
    case = next(c for c in library().cases if c.scenario.family == "discovery")
    attempt = AttemptId(f"{learner.id}-1")
    line = "Qu'est-ce qui vous amène à nous consulter ?"
    events = played(case, "fr", [line], attempt=attempt, learner=learner.id)
    events = (*events, engine.stopped(NOW))
    judged = assess(of_attempt(case, engine.restored(case, events)))
    work.pin(case.hash, case.scenario.model_dump_json())
    work.pin(judged.rubric_hash, rubric("discovery").model_dump_json(by_alias=True))
    work.append(attempt, *events, Assessed(at=NOW, receipt=judged.receipt))
    work.save_assessment(attempt, judged.receipt, judged.engine, judged.model_dump_json(), 50)
    return learner.id


def names(work: Work) -> list[str]:
    return [one.first_name for one in work.learners()]


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(cli, list(arguments))
    if isinstance(done.exception, StoreRefused):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output.replace("\n", "")


def test_that_receipts_verify_after_a_restore(database: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy.db"))
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)

    told = run("restore", str(tmp_path / "copy.db"))

    assert "receipts recomputed: 1 equal" in told
    assert at_work(database, names) == ["Camille"]


def test_that_a_falsified_mark_is_noticed_at_the_restore(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", str(copy))
    conn = sqlite3.connect(copy)
    conn.execute("DROP TRIGGER assessments_stay")
    conn.execute("UPDATE assessments SET body = json_set(body, '$.total', '19.5')")
    conn.commit()
    conn.close()

    assert "1 differs" in run("restore", str(copy), code=1)


def test_that_a_backup_is_whole_while_somebody_writes(database: Path, tmp_path: Path) -> None:
    async def writing() -> None:
        store = SqliteStore.open(database)
        try:
            async with store.work(NOW) as work:
                work.enrol(2, 2, "Late", "en")
                # Inside a transaction that is not committed yet.
                await asyncio.to_thread(back_up, database, tmp_path / "copy.db")
        finally:
            store.close()

    asyncio.run(writing())

    assert at_work(tmp_path / "copy.db", names) == ["Camille"]
    assert at_work(database, names) == ["Camille", "Late"]


def test_that_a_restore_brings_nobody_back_who_was_erased(database: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy.db"))
    who = at_work(database, lambda work: work.learners()[0].id)
    assert "erased: 1 attempts" in run("erase", who, "--yes")

    told = run("restore", str(tmp_path / "copy.db"))

    assert "erased again, as before: 1 learners" in told
    assert at_work(database, names) == []


def test_that_what_stood_there_is_moved_aside(database: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy.db"))
    at_work(database, lambda work: work.enrol(2, 2, "Late", "en"))

    run("restore", str(tmp_path / "copy.db"))
    run("restore", str(tmp_path / "copy.db"))

    aside = sorted(database.parent.glob("pourparler.db.before-*"))
    assert len([one for one in aside if one.suffix not in {"-wal", "-shm"}]) >= 2
    assert at_work(aside[0], names) == ["Camille", "Late"]


def test_that_a_database_in_use_is_not_replaced(database: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy.db"))

    with held(database), pytest.raises(StoreRefused, match="another bot process"):
        run("restore", str(tmp_path / "copy.db"))


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no such file"), (b"not a database at all" * 100, "damaged"), (b"", "no database")],
)
def test_that_a_file_that_is_no_backup_is_refused_and_nothing_moves(
    database: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    bad = tmp_path / "bad.db"
    if content is not None:
        bad.write_bytes(content)

    with pytest.raises(StoreRefused, match=said):
        run("restore", str(bad))

    assert at_work(database, names) == ["Camille"]


def test_that_only_the_newest_dated_backups_are_kept(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for n in range(4):
        (folder / f"pourparler-2026010{n}-000000.db").write_bytes(b"old")

    run("backup", str(folder), "--keep", "2")

    assert len(list(folder.glob("pourparler-*.db"))) == 2
    assert (folder / "pourparler-20260103-000000.db").exists()
    assert database.exists()


def test_that_an_existing_file_is_never_overwritten(database: Path) -> None:
    with pytest.raises(StoreRefused, match="exists already"):
        run("backup", str(database))


def test_that_an_operator_finds_a_learner_by_name(database: Path) -> None:
    assert database.exists()
    assert "Camille" in run("erase", "--find", "cam")
    assert "nobody" in run("erase", "--find", "zoe")
    run("erase", "nobody-has-this", "--yes", code=2)
    run("erase", code=2)
