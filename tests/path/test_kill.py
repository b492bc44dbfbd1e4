"""kill -9 at every step of a message's path, on a real process: nothing lost, nothing doubled.

The one exception is written in docs/decisions/0004: a message that was being sent when the
process died is in doubt and may be seen twice; never a learner's word, never a score.
"""

import asyncio
import json
import random
from pathlib import Path

import pytest

from bot.faultpoints import POINTS
from bot.simulator.client import Phone, Simulator
from tests.path.conftest import process, stored

pytestmark = pytest.mark.kill
TEXTS = 4


def learner_texts(database: Path) -> dict[str, list[str]]:
    """Per attempt what the learner said, checking that the events are one unbroken series."""
    found: dict[str, list[str]] = {}
    series: dict[str, list[int]] = {}
    for attempt, seq, kind, body in stored(
        database, "SELECT attempt, seq, kind, body FROM events ORDER BY attempt, seq"
    ):
        series.setdefault(str(attempt), []).append(int(str(seq)))
        if kind == "learner-turn":
            found.setdefault(str(attempt), []).append(json.loads(str(body))["text"])
    for numbers in series.values():
        assert numbers == list(range(len(numbers)))
    return found


def doubts(database: Path) -> int:
    return int(str(stored(database, "SELECT coalesce(sum(doubts), 0) FROM outbox")[0][0]))


async def heard(phone: Phone) -> list[str]:
    return [m.text for m in await phone.messages() if m.from_bot]


def check_heard(said: list[str], wanted: list[str]) -> int:
    """Everything wanted was heard, in its order; gives how many were heard again."""
    once = list(dict.fromkeys(said))
    assert once == wanted
    repeats = [n for n in range(1, len(said)) if said[n] == said[n - 1]]
    assert len(said) == len(wanted) + len(repeats), f"repeated out of order: {said}"
    return len(repeats)


PER_BATCH = ("update-received", "inbox-committed")
"""Reached once for all updates that came together, so perhaps twice only."""
STEPS = [
    (point, count)
    for point in POINTS
    if point != "timer-claimed"
    for count in ((1, 2) if point in PER_BATCH else (1, 2, 5))
]


@pytest.mark.parametrize(("point", "count"), STEPS)
async def test_that_a_kill_at_any_step_loses_and_doubles_nothing(
    simulator: Simulator, database: Path, point: str, count: int
) -> None:
    phones = [await simulator.phone(f"P{n}") for n in range(2)]
    async with process(simulator, database, POURPARLER_TEST_KILL_AT=f"{point}:{count}") as bot:
        await bot.until_at_work()
        for n in range(TEXTS):
            for phone in phones:
                await phone.send(f"t{n}")
            if point in PER_BATCH:
                await asyncio.sleep(0.3)
        assert await bot.ended() == -9
    async with process(simulator, database) as bot:
        for phone in phones:
            await phone.wait_for(f"{TEXTS}: t{TEXTS - 1}", timeout=30, anywhere=True)
        bot.terminate()
        assert await bot.ended() == 0, bot.log

    wanted = [f"t{n}" for n in range(TEXTS)]
    assert list(learner_texts(database).values()) == [wanted, wanted]
    answers = [f"{n + 1}: t{n}" for n in range(TEXTS)]
    repeated = sum([check_heard(await heard(phone), answers) for phone in phones])
    assert repeated <= doubts(database)
    if point == "send-answered":
        # Telegram had it and we could not know: without the repeat this could not be told from
        # a message that never went.
        assert repeated >= 1
    # One kill, and one message on its way per chat.
    assert repeated <= len(phones)
    assert stored(database, "SELECT count(*) FROM inbox WHERE state != 'done'") == [(0,)]
    assert stored(database, "SELECT count(*) FROM outbox WHERE state != 'sent'") == [(0,)]


@pytest.mark.parametrize("point", ["timer-claimed", "work-written", "work-committed"])
async def test_that_a_kill_while_a_timer_fires_leaves_it_firing_once(
    simulator: Simulator, database: Path, point: str
) -> None:
    phone = await simulator.phone()
    # The command itself is the first work; the timer's is the second.
    nth = 1 if point == "timer-claimed" else 2
    async with process(simulator, database, POURPARLER_TEST_KILL_AT=f"{point}:{nth}") as bot:
        await bot.until_at_work()
        await phone.send("/timer 0.3")
        assert await bot.ended() == -9
    async with process(simulator, database) as bot:
        await phone.wait_for("ding", timeout=20, anywhere=True)
        await asyncio.sleep(0.7)
        bot.terminate()
        assert await bot.ended() == 0

    assert await heard(phone) == ["ding"]
    assert stored(database, "SELECT state FROM timers") == [("done",)]


async def test_that_a_timer_due_while_nobody_was_there_fires_at_the_start(
    simulator: Simulator, database: Path
) -> None:
    phone = await simulator.phone()
    async with process(simulator, database, POURPARLER_TEST_KILL_AT="work-committed:1") as bot:
        await bot.until_at_work()
        await phone.send("/timer 0.5")
        assert await bot.ended() == -9
    await asyncio.sleep(0.8)
    async with process(simulator, database):
        await phone.wait_for("ding", timeout=10, anywhere=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_that_kills_at_random_moments_lose_and_double_nothing(
    simulator: Simulator, database: Path, seed: int
) -> None:
    chance = random.Random(seed)
    phones = [await simulator.phone(f"P{n}") for n in range(3)]
    sent = [0, 0, 0]

    async def talk(which: int) -> None:
        while True:
            await phones[which].send(f"t{sent[which]}")
            sent[which] += 1
            await asyncio.sleep(chance.uniform(0.02, 0.5))

    talkers = [asyncio.create_task(talk(n)) for n in range(3)]
    for _ in range(6):
        async with process(simulator, database) as bot:
            await bot.until_at_work()
            await asyncio.sleep(chance.uniform(0.0, 0.8))
            bot.kill()
            assert await bot.ended() == -9
    for talker in talkers:
        talker.cancel()
    await asyncio.gather(*talkers, return_exceptions=True)
    counts = [len([m for m in await phone.messages() if not m.from_bot]) for phone in phones]
    async with process(simulator, database) as bot:
        await bot.until_at_work()
        for phone, count in zip(phones, counts, strict=True):
            await phone.wait_for(f"{count}: t{count - 1}", timeout=90, anywhere=True)
        bot.terminate()
        assert await bot.ended(30) == 0

    texts = sorted(learner_texts(database).values(), key=len)
    assert texts == [[f"t{n}" for n in range(count)] for count in sorted(counts)]
    repeated = sum(
        [
            check_heard(await heard(phone), [f"{n + 1}: t{n}" for n in range(count)])
            for phone, count in zip(phones, counts, strict=True)
        ]
    )
    assert repeated <= doubts(database)
    assert sum(counts) >= 20
