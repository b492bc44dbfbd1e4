"""A hundred learners answer within three seconds: all recorded, all answered at Telegram's pace."""

import asyncio
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.conduct.conductor import TalkConductor
from bot.simulator.client import Simulator
from dialogues.library import Library
from dialogues.reading.reader import warm_up
from storage.sqlite.store import SqliteStore
from tests.path.conftest import Start
from tests.path.drilling import ANSWERS, a_class, kept, read, started

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
LEARNERS, ITEMS, WITHIN = 100, 2, 3.0
ALL_MOST = 25
"""Messages a second, all chats together."""
WINDOW = 4.0
"""Seconds."""


async def until(database: Path, sql: str, wanted: int, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while (found := read(database, sql)) != [(wanted,)]:
        assert time.monotonic() < deadline, f"{sql} gives {found}, not {wanted}"
        await asyncio.sleep(0.1)


async def test_that_a_hundred_answers_in_three_seconds_are_all_kept_and_answered(
    simulator: Simulator, database: Path, bot: Start
) -> None:
    warm_up()
    store = SqliteStore.open(database)
    of = await a_class(simulator, store, LEARNERS, extra=(100, 33, 50))
    await started(store, of, items=ITEMS, seconds=60)
    store.close()
    chance = random.Random(6)
    sent = "SELECT count(*) FROM outbox WHERE state = 'sent' AND key LIKE 'drill:%:0:%'"
    async with bot(TalkConductor(Library(()))):
        await until(database, sent, LEARNERS)
        await asyncio.sleep(2.5)

        async def answer(n: int) -> None:
            await asyncio.sleep(chance.uniform(0, WITHIN))
            one = of.learners[n]
            await one.phone.send(f"{ANSWERS[one.lang]} {n}")

        began = time.monotonic()
        await asyncio.gather(*(answer(n) for n in range(LEARNERS)))
        said = time.monotonic() - began
        await until(database, "SELECT count(*) FROM drill_answers", LEARNERS)
        recorded = time.monotonic() - began
        second = sent.replace(":0:%", ":1:%")
        await until(database, second, LEARNERS)
        done = time.monotonic() - began
        lag = read(
            database,
            "SELECT max((julianday(done_at) - julianday(made_at)) * 86400) FROM outbox"
            " WHERE key LIKE 'drill:%:1:%'",
        )
    print(
        f"\nsent in {said:.1f} s, recorded after {recorded:.1f} s, everybody has her"
        f" acknowledgement and the next item after {done:.1f} s; the last item waited {lag[0][0]} s"
    )

    answers = kept(database)
    assert set(answers) == {(0, one.id) for one in of.learners}
    for n, one in enumerate(of.learners):
        text, verdict, _ = answers[(0, one.id)]
        assert text == f"{ANSWERS[one.lang]} {n}"
        assert verdict == "in-time"
    for one in of.learners:
        heard = await one.heard()
        assert sum("⏱" in text for text in heard) == ITEMS, heard
        noted = "Réponse 1 notée" if one.lang == "fr" else "Answer 1 noted"
        assert sum(noted in text for text in heard) == 1, heard

    calls = [c for c in await simulator.calls() if c.method in ("sendMessage", "editMessageText")]
    times = sorted(c.time for c in calls)
    window = max(sum(t < start + WINDOW for t in times[n:]) for n, start in enumerate(times))
    # They leave at the bot's pace; on a busy machine some are received a little closer together.
    assert window <= ALL_MOST * WINDOW * 1.2
    assert not [c for c in calls if c.status == 429]
    per_chat = Counter(c.chat_id for c in calls)
    assert max(per_chat[one.phone.user_id] for one in of.learners) <= 4
    assert read(database, "SELECT count(*) FROM outbox WHERE state != 'sent'") == [(0,)]
