"""What goes wrong on the way, and that nothing is lost by it."""

import asyncio
import json
import re
from pathlib import Path
from typing import Literal

import pytest

from bot.app import utc_now
from bot.ingest import arrivals
from bot.simulator.client import Phone, Simulator
from storage.rows import Arrival
from storage.sqlite.store import SqliteStore
from tests.path.conftest import Start
from tests.path.parrot import Parrot


async def said(phone: Phone, chat_id: int | None = None) -> list[str]:
    return [m.text for m in await phone.messages(chat_id=chat_id) if m.from_bot and not m.service]


async def test_that_a_429_is_waited_out_for_that_chat_alone(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        slow, other = await simulator.phone("Slow"), await simulator.phone("Other")
        await simulator.fault(
            "sendMessage", status=429, retry_after=2, chat_id=slow.user_id, times=1
        )
        loop = asyncio.get_running_loop()
        before = loop.time()
        await slow.send("a")
        await other.send("b")

        await other.wait_for("1: b")
        others_wait = loop.time() - before
        await slow.wait_for("1: a")
        slow_wait = loop.time() - before

        assert others_wait < 1.5
        assert 2.0 <= slow_wait < 4.0
        calls = await simulator.calls("sendMessage", chat_id=slow.user_id)
        assert [call.status for call in calls] == [429, 200]


async def test_that_a_429_in_two_chats_holds_the_bot(simulator: Simulator, bot: Start) -> None:
    async with bot():
        phones = [await simulator.phone(name) for name in ("A", "B", "C")]
        for phone in phones[:2]:
            await simulator.fault(
                "sendMessage", status=429, retry_after=2, chat_id=phone.user_id, times=1
            )
            await phone.send("x")
            await simulator.calls("sendMessage", chat_id=phone.user_id, wait=5)
        await asyncio.sleep(0.2)
        loop = asyncio.get_running_loop()
        before = loop.time()
        await phones[2].send("y")
        await phones[2].wait_for("1: y")

        assert loop.time() - before > 1.0


@pytest.mark.parametrize(
    ("mode", "status", "duplicates"),
    [
        ("error", 500, 0),
        ("error", 502, 0),
        ("drop_before", 500, 0),
        ("hang", 500, 0),
        ("error_after", 500, 1),
        ("drop_after", 500, 1),
    ],
)
async def test_that_a_message_in_doubt_is_repeated_once_per_doubt(
    simulator: Simulator,
    bot: Start,
    mode: Literal["error", "drop_before", "hang", "error_after", "drop_after"],
    status: int,
    duplicates: int,
) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        await simulator.fault("sendMessage", mode=mode, status=status, times=1)
        await phone.send("a")
        await phone.send("b")

        await phone.wait_for("2: b", timeout=15)
        await phone.wait_quiet()

        assert await said(phone) == ["1: a"] * (1 + duplicates) + ["2: b"]
        doubts = running.store._conn.execute("SELECT sum(doubts) FROM outbox").fetchone()[0]
        assert doubts == 1


async def test_that_a_message_in_doubt_is_not_repeated_while_the_server_is_silent(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phone = await simulator.phone()
        await simulator.fault("sendMessage", mode="drop_after", times=1)
        silent = await simulator.fault("getMe", mode="error", status=502)
        await phone.send("a")
        await phone.wait_for("1: a")
        await asyncio.sleep(1.5)

        assert await said(phone) == ["1: a"]

        await simulator.clear_faults(silent)
        await phone.send("b")
        await phone.wait_for("2: b", timeout=20)
        assert await said(phone) == ["1: a", "1: a", "2: b"]


async def test_that_what_may_be_repeated_is_repeated_without_a_trace(
    simulator: Simulator, bot: Start
) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        await phone.send("/button")
        await phone.wait_for("press me")
        await simulator.fault("editMessageText", mode="drop_after", times=1)
        await phone.press("again")
        await phone.wait_for("pressed 1")
        await phone.send("b")
        await phone.wait_for("1: b")

        assert await said(phone) == ["pressed 1", "1: b"]
        assert (await running.store.backlog()).outbox_failed == 0


async def test_that_a_refused_message_is_given_up_and_the_next_one_goes(
    simulator: Simulator, bot: Start
) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        fault = await simulator.fault("sendMessage", status=400, description="Bad Request: no")
        await phone.send("a")
        await simulator.calls("sendMessage", wait=5)
        for _ in range(100):
            if (await running.store.backlog()).outbox_failed:
                break
            await asyncio.sleep(0.05)
        await simulator.clear_faults(fault)
        await phone.send("b")

        await phone.wait_for("2: b")
        assert (await running.store.backlog()).outbox_failed == 1


@pytest.mark.parametrize("status", [400, 404, 500, 501])
async def test_that_a_server_without_ornaments_serves_the_conversation(
    simulator: Simulator, bot: Start, status: int
) -> None:
    for method in (
        "setMyCommands",
        "setMyDescription",
        "setMyShortDescription",
        "deleteWebhook",
        "sendChatAction",
        "setMessageReaction",
        "editMessageText",
        "editMessageReplyMarkup",
        "sendPhoto",
        "sendDocument",
        "answerCallbackQuery",
    ):
        await simulator.fault(method, status=status)
    async with bot(Parrot(human_delay=0.1), human_delay=True) as running:
        phone = await simulator.phone()
        await phone.send("/ornaments")
        await phone.wait_for("dressed up")
        await phone.send("/button")
        await phone.wait_for("press me")
        await phone.press("again")
        await phone.wait_for("pressed 1")
        await phone.send("/picture")
        await phone.wait_for("a green square")
        await phone.send("/file")
        await phone.wait_for("a table")
        await phone.send("hello")
        await phone.wait_for("1: hello")

        backlog = await running.store.backlog()
        assert (backlog.outbox_waiting, backlog.outbox_failed, backlog.inbox_failed) == (0, 0, 0)


async def test_that_ornaments_that_hang_do_not_hold_the_answer(
    simulator: Simulator, bot: Start
) -> None:
    await simulator.fault("sendChatAction", mode="hang")
    await simulator.fault("setMyCommands", mode="hang")
    async with bot(Parrot(human_delay=0.1), human_delay=True):
        phone = await simulator.phone()
        await phone.send("hello")

        await phone.wait_for("1: hello", timeout=2)


async def test_that_a_blocking_learner_is_noticed_and_her_return_too(
    simulator: Simulator, bot: Start
) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        await phone.send("a")
        await phone.wait_for("1: a")
        await phone.send("/timer 0.5")
        await phone.block()
        await asyncio.sleep(1.0)
        async with running.store.work(utc_now()) as work:
            learner = work.learner_by_user(phone.user_id)
        assert learner is not None
        assert learner.blocked
        assert (await running.store.backlog()).timers_waiting == 0

        await phone.block(blocked=False)
        await phone.send("b")
        await phone.wait_for("2: b")
        async with running.store.work(utc_now()) as work:
            learner = work.learner_by_user(phone.user_id)
        assert learner is not None
        assert not learner.blocked
        assert "ding" not in await said(phone)


async def test_that_a_403_drops_what_waits_for_that_chat(simulator: Simulator, bot: Start) -> None:
    async with bot() as running:
        phone, other = await simulator.phone("Gone"), await simulator.phone("Here")
        await simulator.fault(
            "sendMessage",
            status=403,
            chat_id=phone.user_id,
            description="Forbidden: bot was blocked by the user",
        )
        await phone.send("/burst 5")
        await other.send("b")

        await other.wait_for("1: b")
        for _ in range(100):
            backlog = await running.store.backlog()
            if not backlog.outbox_waiting:
                break
            await asyncio.sleep(0.05)

        assert (backlog.outbox_waiting, backlog.outbox_failed) == (0, 0)
        assert len(await simulator.calls("sendMessage", chat_id=phone.user_id)) == 1


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


async def test_that_a_second_poller_is_told_and_outlasted(
    simulator: Simulator, bot: Start, caplog: pytest.LogCaptureFixture
) -> None:
    await simulator.fault(
        "getUpdates", status=409, description="Conflict: terminated by other getUpdates", times=1
    )
    async with bot():
        phone = await simulator.phone()
        await phone.send("a")
        await phone.wait_for("1: a")

    assert "another program polls" in caplog.text


async def test_that_a_revoked_token_waits_without_losing(
    simulator: Simulator, bot: Start, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        await simulator.fault("sendMessage", status=401, times=1)
        await phone.send("a")
        await simulator.calls("sendMessage", wait=5)
        await asyncio.sleep(0.2)

        assert (await running.store.backlog()).outbox_waiting == 1
        assert "is the token revoked" in caplog.text
        running.service._sender.pace._held_all = 0.0
        running.service._sender.wake()
        await phone.wait_for("1: a")


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
