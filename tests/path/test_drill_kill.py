"""kill -9 at every step of a drill, on a real process: nothing lost, nothing scored twice."""

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.simulator.client import Simulator
from storage.sqlite.store import SqliteStore
from tests.path import conftest
from tests.path.conftest import Process
from tests.path.drilling import ANSWERS, Class, a_class, kept, read, started

pytestmark = [pytest.mark.kill, pytest.mark.slow, pytest.mark.timeout(240)]
ITEMS = 2


def process(
    simulator: Simulator, database: Path, **environment: str
) -> AbstractAsyncContextManager[Process]:
    """The real conductor with a short drill, as a process of its own."""
    return conftest.process(simulator, database, "drill_process", **environment)


async def prepared(simulator: Simulator, database: Path, *, seconds: int = 30) -> Class:
    store = SqliteStore.open(database)
    of = await a_class(simulator, store, 2, extra=(50,))
    await started(store, of, items=ITEMS, seconds=seconds)
    store.close()
    return of


async def until(database: Path, sql: str, wanted: object, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while (found := read(database, sql)) != [(wanted,)]:
        assert time.monotonic() < deadline, f"{sql} gives {found}, not {wanted}"
        await asyncio.sleep(0.1)


async def answer_all(of: Class, database: Path) -> None:
    """Everybody answers each item once it is in front of her, whether the bot is there or not."""
    for number in range(ITEMS):
        await until(database, f"SELECT count(*) > {number} FROM drill_items", 1)
        # A text so early that nobody can have typed it belongs to the item before.
        await asyncio.sleep(3.1)
        for one in of.learners:
            await one.phone.send(f"{ANSWERS[one.lang]} {number}")


POINTS = (
    ("update-received", 2),
    ("inbox-committed", 2),
    ("work-begun", 4),
    ("work-written", 4),
    ("work-written", 6),
    ("work-committed", 5),
    ("work-committed", 7),
    ("send-marked", 3),
    ("send-answered", 5),
    ("send-recorded", 4),
    ("timer-claimed", 2),
    ("timer-claimed", 4),
)


@pytest.mark.parametrize(("point", "count"), POINTS)
async def test_that_a_kill_at_any_step_loses_no_answer_and_scores_none_twice(
    simulator: Simulator, database: Path, point: str, count: int
) -> None:
    of = await prepared(simulator, database)
    async with process(simulator, database, POURPARLER_TEST_KILL_AT=f"{point}:{count}") as bot:
        answering = asyncio.create_task(answer_all(of, database))
        assert await bot.ended(60) == -9, bot.log
    async with process(simulator, database) as bot:
        await answering
        await until(database, "SELECT state FROM drills", "done")
        for one in of.learners:
            await one.phone.wait_for("/ 2", timeout=60, anywhere=True)
        # The beat and the board run out by themselves.
        await until(database, "SELECT count(*) FROM timers WHERE state = 'waiting'", 0)
        bot.terminate()
        assert await bot.ended() == 0, bot.log

    answers = kept(database)
    assert set(answers) == {(n, one.id) for n in range(ITEMS) for one in of.learners}
    for (number, learner), (text, verdict, points) in answers.items():
        lang = next(one.lang for one in of.learners if one.id == learner)
        assert text == f"{ANSWERS[lang]} {number}"
        assert verdict == "in-time"
        assert points >= 2
    assert read(database, "SELECT count(*) FROM drill_items WHERE closed_at IS NULL") == [(0,)]
    assert read(database, "SELECT count(*) FROM timers WHERE state = 'failed'") == [(0,)]
    assert read(database, "SELECT error FROM inbox WHERE state != 'done'") == [], bot.log
    doubts = int(str(read(database, "SELECT coalesce(sum(doubts), 0) FROM outbox")[0][0]))
    for one in of.learners:
        heard = await one.heard()
        for number in range(ITEMS):
            place = f"{number + 1} sur {ITEMS}" if one.lang == "fr" else f"{number + 1} of {ITEMS}"
            shown = [text for text in heard if text.startswith(place) and "⏱" in text]
            assert 1 <= len(shown) <= 1 + doubts, heard


async def test_that_the_time_nobody_was_there_costs_nobody_anything(
    simulator: Simulator, database: Path
) -> None:
    of = await prepared(simulator, database, seconds=4)
    async with process(simulator, database) as bot:
        await bot.until_at_work(60)
        await until(database, "SELECT count(*) FROM timers WHERE kind = 'drill-close'", 1)
        await asyncio.sleep(1)
        bot.kill()
        assert await bot.ended() == -9
    # Longer than anybody's time for the item.
    await asyncio.sleep(13)
    assert read(database, "SELECT count(*) FROM drill_items") == [(1,)]
    async with process(simulator, database) as bot:
        await bot.until_at_work(60)
        await asyncio.sleep(1.5)
        assert read(database, "SELECT count(*) FROM drill_items") == [(1,)]
        for one in of.learners:
            await one.phone.send(f"{ANSWERS[one.lang]} 0")
        await until(database, "SELECT count(*) FROM drill_answers", 2)
        assert {verdict for _, verdict, _ in kept(database).values()} == {"in-time"}
        # The second item is left alone: it closes by its timer.
        await until(database, "SELECT state FROM drills", "done")
    assert read(database, "SELECT count(*) FROM drill_items WHERE closed_at IS NOT NULL") == [(2,)]


async def test_that_answers_sent_while_nobody_was_there_are_in_time_by_telegrams_clock(
    simulator: Simulator, database: Path
) -> None:
    of = await prepared(simulator, database, seconds=6)
    async with process(simulator, database) as bot:
        await bot.until_at_work(60)
        await asyncio.sleep(3)
        bot.kill()
        assert await bot.ended() == -9
    for one in of.learners:
        await one.phone.send(f"{ANSWERS[one.lang]} 0")
    await asyncio.sleep(9)
    async with process(simulator, database) as bot:
        await until(database, "SELECT count(*) FROM drill_answers", 2)
        found = kept(database)
        assert set(found) == {(0, one.id) for one in of.learners}
        assert {verdict for _, verdict, _ in found.values()} == {"in-time"}


async def test_that_a_long_absence_pauses_the_drill_until_it_is_resumed(
    simulator: Simulator, database: Path
) -> None:
    of = await prepared(simulator, database)
    ago = "strftime('%Y-%m-%dT%H:%M:%f000Z', alive_at, '-20 minutes')"
    store = SqliteStore.open(database)
    store._conn.execute(f"UPDATE drill_clock SET alive_at = {ago}")
    store._conn.commit()
    store.close()
    async with process(simulator, database):
        await until(database, "SELECT state FROM drills", "paused")
        for one in of.learners:
            await one.phone.wait_for("⏸", timeout=20, anywhere=True)
        drill = str(read(database, "SELECT id FROM drills")[0][0])
        await of.trainer.phone.wait_for("en pause", timeout=40, anywhere=True)
        await of.trainer.phone.press(f"drill:resume:{drill}")
        await until(database, "SELECT state FROM drills", "running")
        await asyncio.sleep(3.1)
        await of.learners[0].phone.send(f"{ANSWERS['en']} 0")
        await until(database, "SELECT count(*) FROM drill_answers", 1)
        assert {verdict for _, verdict, _ in kept(database).values()} == {"in-time"}
