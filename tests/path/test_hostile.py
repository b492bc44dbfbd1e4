"""What people and odd servers send: floods, repetitions, strange and hostile updates, no room."""

import asyncio
import json
import re
from pathlib import Path

from bot.app import utc_now
from bot.ingest import arrivals
from bot.simulator.client import Phone, Simulator
from storage.rows import Arrival
from storage.sqlite.store import SqliteStore
from tests.path.conftest import Start
from tests.path.parrot import Parrot


async def said(phone: Phone) -> list[str]:
    return [m.text for m in await phone.messages() if m.from_bot and not m.service]


async def test_that_a_flood_waits_for_itself(
    simulator: Simulator, bot: Start, database: Path
) -> None:
    flood, other = await simulator.phone("Flood"), await simulator.phone("Other")
    async with bot() as running:
        await flood.send("first")
        await flood.wait_for("1: first")
        row = running.store._conn.execute("SELECT raw FROM inbox").fetchone()["raw"]
    store = SqliteStore.open(database)
    waiting = [
        Arrival(update_id=n, chat_key=f"chat:{flood.user_id}", raw=_renumbered(row, n))
        for n in range(200)
    ]
    await store.take_in(waiting, utc_now())
    store.close()
    async with bot(Parrot(slow_seconds=0.02)) as running:
        loop = asyncio.get_running_loop()
        before = loop.time()
        await other.send("me too")
        await other.wait_for("1: me too")
        waited = loop.time() - before

        assert len(running.service._line) > 50, "the flood was over: the test shows nothing"
        assert waited < 1.0


async def test_that_updates_delivered_again_change_nothing(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phone = await simulator.phone()
        await phone.send("a")
        await phone.wait_for("1: a")
        await simulator.duplicate_updates(1)
        await phone.send("b")
        await phone.wait_for("2: b")
        await phone.wait_quiet()

        assert await said(phone) == ["1: a", "2: b"]


async def test_that_updates_in_one_batch_are_worked_off_in_order(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phone = await simulator.phone()
        await simulator.reorder_updates(3)
        for text in "abc":
            await phone.send(text)
        await phone.wait_for("3: c")

        assert await said(phone) == ["1: a", "2: b", "3: c"]


REMOVED = re.compile("[\u2028-\u202e\ufeff]")
"""What the server itself takes out of texts."""
HOSTILE = [
    "<b>bold</b> & <script>alert(1)</script>",
    "</b></i><a href='tg://user?id=1'>x",
    "'; DROP TABLE events; --",
    "{{ 7 * 7 }} {% raw %} ${x} %s %(name)s {0}",
    "zero\u200bwidth\u200djoiner \u2060 \ufeff end",
    "\u202eright to left\u202c مرحبا שלום",
    "e\u0301 n\u0303 \U0001f469\u200d\U0001f4bc " + "\U0001f600" * 50,
    "a" * 4000,
    "\U0001f600" * 2000,
    "line\n\n\n\nbreaks\tand\ttabs",
    "/",
    "//not a command",
    "/@nobody",
]


async def test_that_hostile_texts_come_back_as_they_were(simulator: Simulator, bot: Start) -> None:
    async with bot() as running:
        for number, text in enumerate(HOSTILE):
            phone = await simulator.phone(f"H{number}")
            await phone.send(text)
            answer = await phone.wait_for("1: ")
            assert answer.text.removeprefix("1: ").strip() == REMOVED.sub("", text).strip()
        backlog = await running.store.backlog()
        assert (backlog.inbox_failed, backlog.outbox_failed) == (0, 0)


STRANGE: list[dict[str, object]] = [
    {"message": {"message_id": "no number", "chat": {"id": 42}, "date": 1}},
    {"message": {"message_id": 1, "chat": "no object", "date": 1, "text": "x"}},
    {"message": {"message_id": 1, "chat": {"id": 42}, "date": 1, "text": ["x"]}},
    {"message": []},
    {"callback_query": {}},
    {"message": {"message_id": 1, "chat": {"id": 42}, "date": -5, "text": None}},
    {"my_chat_member": {"chat": {"id": 42}}},
    {"chat_of_the_future": {"id": 1}},
    {},
]
"""The first five and the seventh cannot be read; the others are nobody's business."""


async def test_that_updates_no_server_should_send_are_survived(
    simulator: Simulator, bot: Start, database: Path
) -> None:
    strange = [{"update_id": n, **update} for n, update in enumerate(STRANGE)]
    rows = arrivals([*strange, {"message": {}}, {"update_id": "7"}, {"update_id": True}])
    store = SqliteStore.open(database)
    await store.take_in(rows, utc_now())
    store.close()
    async with bot() as running:
        phone = await simulator.phone()
        await phone.send("still here")
        await phone.wait_for("1: still here")
        backlog = await running.store.backlog()

    assert len(rows) == len(STRANGE)
    assert (backlog.inbox_waiting, backlog.inbox_failed) == (0, 6)


async def test_that_a_full_disk_is_said_and_nothing_is_lost(
    simulator: Simulator, bot: Start
) -> None:
    async with bot() as running:
        phone = await simulator.phone(language="en")
        await phone.send("a")
        await phone.wait_for("1: a")
        conn = running.store._conn
        pages = conn.execute("PRAGMA page_count").fetchone()[0]
        free = conn.execute("PRAGMA freelist_count").fetchone()[0]
        conn.execute(f"PRAGMA max_page_count = {pages}")

        await phone.send("b" * 3000)
        for n in range(8 + free):
            await phone.send(f"filler {n} " + "c" * 3000)
        await phone.wait_for("the disk is full", timeout=15, anywhere=True)
        conn.execute("PRAGMA max_page_count = 1000000")

        texts = [f"{n + 3}: filler {n} " + "c" * 3000 for n in range(8 + free)]
        wanted = ["1: a", "2: " + "b" * 3000, *texts]
        await phone.wait_for(texts[-1][:14], timeout=90)
        heard = [text for text in await said(phone) if text != "the disk is full"]
        assert heard == wanted


async def test_that_left_over_updates_come_first_and_in_order(
    simulator: Simulator, bot: Start
) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        await phone.send("known")
        await phone.wait_for("1: known")
        row = running.store._conn.execute("SELECT raw FROM inbox").fetchone()["raw"]
    async with bot(Parrot()) as first:
        now = utc_now()
        stale = [
            Arrival(
                update_id=900 + n, chat_key=f"chat:{phone.user_id}", raw=_renumbered(row, 900 + n)
            )
            for n in (2, 0, 1)
        ]
        await first.store.take_in(stale, now)
    async with bot():
        await phone.wait_for("902", anywhere=True)
        assert await said(phone) == ["1: known", "2: 900", "3: 901", "4: 902"]


def _renumbered(raw: str, number: int) -> str:
    update = json.loads(raw)
    update["update_id"] = number
    update["message"]["text"] = str(number)
    return json.dumps(update)
