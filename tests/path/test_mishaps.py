"""What becomes of messages when the local server cannot play the part: moved groups, odd rows."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram.error import ChatMigrated, NetworkError, TelegramError

from bot.app import utc_now
from bot.courier import Courier
from bot.messages import Lane, Outgoing, Redraw, Say
from bot.mishaps import TRIES_MOST
from bot.outbound import Sender
from bot.simulator.client import Simulator
from bot.transport import telegram_bot
from storage.sqlite.store import SqliteStore
from tests.path.conftest import TOKEN, Start

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Scripted(Courier):
    """A courier that meets what the test says, then delivers."""

    def __init__(self, *errors: TelegramError) -> None:
        self.errors = list(errors)
        self.delivered: list[tuple[int, str]] = []

    async def deliver(
        self, chat_id: int, out: Outgoing, part: int, target: int | None
    ) -> int | None:
        if self.errors:
            raise self.errors.pop(0)
        assert isinstance(out, Say | Redraw)
        self.delivered.append((chat_id, out.html))
        return 100 + len(self.delivered)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "x.db")
    yield opened
    opened.close()


class Clock:
    """Monotonic seconds that pass as fast as they are asked for."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 0.5
        return self.seconds


async def delivered(store: SqliteStore, courier: Courier) -> None:
    """Let a sender deliver everything it can."""

    async def answers() -> None:
        return None

    sender = Sender(
        store, courier, clock=utc_now, human_delay=False, probe=answers, monotonic=Clock()
    )
    task = asyncio.create_task(sender.run())
    try:
        async with asyncio.timeout(20):
            await sender.drain()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_that_a_moved_group_gets_its_messages_at_its_new_place(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        work.send(-5, Say(html="a"), Say(html="b"))
        work.set_timer("t", NOW, "x", chat_id=-5)
    courier = Scripted(ChatMigrated(-1005))

    await delivered(store, courier)

    assert courier.delivered == [(-1005, "a"), (-1005, "b")]
    (timer,) = await store.due(NOW)
    assert timer.chat_id == -1005


async def test_that_endless_doubt_is_given_up_and_the_queue_goes_on(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mishaps.FIRST_REST", 0.01)
    async with store.work(NOW) as work:
        work.send(5, Say(html="a"), Say(html="b"))
    courier = Scripted(*[NetworkError("broken")] * TRIES_MOST)

    await delivered(store, courier)

    assert courier.delivered == [(5, "b")]
    assert (await store.backlog()).outbox_failed == 1


async def test_that_a_row_nobody_can_read_is_given_up_and_the_queue_goes_on(
    store: SqliteStore,
) -> None:
    async with store.work(NOW) as work:
        work.send(5, Say(html="a"), Say(html="b"))
    store._conn.execute("UPDATE outbox SET body = '{}' WHERE id = 1")
    courier = Scripted()

    await delivered(store, courier)

    assert courier.delivered == [(5, "b")]
    assert (await store.backlog()).outbox_failed == 1


async def test_that_what_was_erased_meanwhile_is_not_sent(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        learner = work.enrol(5, 5, "Ana", "fr")
        work.send(5, Say(html="secret"))

    courier = Scripted()
    rows = await store.to_deliver()
    async with store.work(NOW) as work:
        work.erase(learner.id)

    assert len(rows) == 1
    assert not await store.sending(rows[0].id)
    await delivered(store, courier)
    assert courier.delivered == []


async def test_that_urgent_lanes_go_first_across_chats(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        for chat in range(1, 80):
            work.send(chat, Say(html="news", lane=Lane.BROADCAST))
        work.send(900, Say(html="reply"))
    courier = Scripted()

    await delivered(store, courier)

    assert courier.delivered[0] == (900, "reply")
    assert len(courier.delivered) == 80


async def test_that_a_slot_names_the_last_message_sent_under_it(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        work.send(5, Say(html="a", slot="menu"), Redraw(html="b", slot="menu"))

    await delivered(store, Scripted())

    assert await store.slot(5, "menu") == 102


async def test_that_a_service_message_moves_a_group(
    simulator: Simulator, bot: Start, tmp_path: Path
) -> None:
    async with bot() as running:
        async with running.store.work(utc_now()) as work:
            work.set_timer("t", datetime(2099, 1, 1, tzinfo=UTC), "x", chat_id=-5)
        payload = {
            "message_id": 1,
            "date": 1,
            "chat": {"id": -5, "type": "group", "title": "x"},
            "migrate_to_chat_id": -1005,
        }
        await simulator.ask("POST", "/sim/updates", json={"kind": "message", "payload": payload})
        for _ in range(100):
            (timer,) = await running.store.due(datetime(2100, 1, 1, tzinfo=UTC))
            if timer.chat_id == -1005:
                break
            await asyncio.sleep(0.05)
        assert timer.chat_id == -1005


async def test_that_a_group_is_talked_to_and_left(simulator: Simulator, bot: Start) -> None:
    async with bot():
        phone = await simulator.phone()
        group = await simulator.group(phone)
        await phone.send("/brief", chat_id=group)

        await phone.wait_for("command brief", chat_id=group)


async def test_that_connections_close_when_asked_twice() -> None:
    bot = telegram_bot(TOKEN, "http://127.0.0.1:9/bot", "http://127.0.0.1:9/file/bot")
    with pytest.raises(TelegramError):
        await bot.initialize()
    await bot.shutdown()
    await bot.shutdown()
