"""Inbox, works and timers."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.messages import Say
from storage.errors import AlreadyDone, StorageTrouble
from storage.rows import Arrival
from storage.sqlite.store import SqliteStore
from tests.storage.conftest import NOW


def arrival(update_id: int, chat: int = 1) -> Arrival:
    return Arrival(update_id=update_id, chat_key=f"chat:{chat}", raw="{}")


async def test_that_an_update_is_taken_in_once(store: SqliteStore) -> None:
    first = await store.take_in([arrival(7), arrival(8)], NOW)
    second = await store.take_in([arrival(8), arrival(9)], NOW)

    assert first == (7, 8)
    assert second == (9,)
    assert [row.update_id for row in await store.unfinished()] == [7, 8, 9]


async def test_that_updates_that_came_out_of_order_are_worked_off_in_order(
    store: SqliteStore,
) -> None:
    await store.take_in([arrival(9)], NOW)
    await store.take_in([arrival(4)], NOW)

    assert [row.update_id for row in await store.unfinished()] == [4, 9]


async def test_that_work_keeps_everything_and_marks_its_update(
    store: SqliteStore, path: Path
) -> None:
    await store.take_in([arrival(7)], NOW)

    async with store.work(NOW, update_id=7) as work:
        work.send(1, Say(html="bonjour"), Say(html="ça va ?"))
    store.close()

    again = SqliteStore.open(path)
    assert await again.unfinished() == ()
    assert [row.key for row in await again.to_deliver()] == ["u7:0", "u7:1"]
    again.close()


async def test_that_a_failed_work_leaves_nothing_but_its_update(store: SqliteStore) -> None:
    await store.take_in([arrival(7)], NOW)

    with pytest.raises(RuntimeError, match="bug"):
        async with store.work(NOW, update_id=7) as work:
            work.send(1, Say(html="bonjour"))
            work.enrol(1, 1, "Ana", "fr")
            raise RuntimeError("bug")

    assert [row.update_id for row in await store.unfinished()] == [7]
    assert await store.to_deliver() == ()
    async with store.work(NOW) as work:
        assert work.learner_by_user(1) is None


async def test_that_an_update_is_worked_off_once(store: SqliteStore) -> None:
    await store.take_in([arrival(7)], NOW)
    async with store.work(NOW, update_id=7):
        pass

    with pytest.raises(AlreadyDone):
        async with store.work(NOW, update_id=7):
            pass


async def test_that_works_take_turns(store: SqliteStore) -> None:
    seen: list[str] = []

    async def one(name: str) -> None:
        async with store.work(NOW):
            seen.append(f"{name} begins")
            await asyncio.sleep(0)
            seen.append(f"{name} ends")

    await asyncio.gather(one("a"), one("b"))

    assert seen == ["a begins", "a ends", "b begins", "b ends"]


async def test_that_failures_are_counted_and_a_parked_update_lets_go(store: SqliteStore) -> None:
    await store.take_in([arrival(7)], NOW)

    assert await store.note_failure("boom", update_id=7, timer=None) == 1
    assert await store.note_failure("boom", update_id=7, timer=None) == 2
    async with store.work(NOW, update_id=7, failed_with="boom") as work:
        work.send(1, Say(html="sorry"))

    backlog = await store.backlog()
    assert (backlog.inbox_waiting, backlog.inbox_failed, backlog.outbox_waiting) == (0, 1, 1)


async def test_that_a_message_with_a_key_is_sent_once(store: SqliteStore) -> None:
    for _ in range(2):
        async with store.work(NOW) as work:
            work.send(1, Say(html="item 3", key="drill:12:3:1"))

    assert len(await store.to_deliver()) == 1


async def test_that_a_timer_fires_once_and_a_moved_one_not_early(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        work.set_timer("silence:a", NOW + timedelta(minutes=1), "silence", '{"a": 1}', chat_id=5)
    later = NOW + timedelta(minutes=2)

    (timer,) = await store.due(later)
    async with store.work(later) as work:
        work.set_timer("silence:a", NOW + timedelta(minutes=9), "silence", chat_id=5)
    with pytest.raises(AlreadyDone):
        async with store.work(later, timer=timer):
            pass

    assert await store.due(later) == ()
    assert await store.next_due() == NOW + timedelta(minutes=9)
    (moved,) = await store.due(NOW + timedelta(minutes=10))
    async with store.work(NOW, timer=moved) as work:
        work.send(5, Say(html="still there?"))
    assert await store.next_due() is None
    assert [row.key for row in await store.to_deliver()] == [f"t{moved.id}.2:0"]


async def test_that_a_timer_set_again_by_its_own_firing_waits_again(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        work.set_timer("daily", NOW, "daily")
    (timer,) = await store.due(NOW)

    async with store.work(NOW, timer=timer) as work:
        work.set_timer("daily", NOW + timedelta(days=1), "daily")

    assert await store.next_due() == NOW + timedelta(days=1)


async def test_that_timers_are_dropped_by_key_and_by_prefix(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        for key in ("a:1", "a:2", "b:1", "a%"):
            work.set_timer(key, NOW, "x")
        work.drop_timer("b:1")
        work.drop_timers("a:")

    assert [timer.key for timer in await store.due(NOW)] == ["a%"]


async def test_that_a_naive_time_is_refused(store: SqliteStore) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        await store.due(datetime(2026, 1, 1))  # noqa: DTZ001


async def test_that_other_zones_sort_as_the_same_instant(store: SqliteStore) -> None:
    zone = timedelta(hours=5)
    from datetime import timezone

    async with store.work(NOW) as work:
        work.set_timer("x", NOW.astimezone(timezone(zone)), "x")

    assert (await store.next_due()) == NOW
    assert (await store.next_due() or NOW).tzinfo == UTC


async def test_that_blocking_drops_messages_and_timers_of_that_chat_alone(
    store: SqliteStore,
) -> None:
    async with store.work(NOW) as work:
        work.enrol(1, 1, "Ana", "fr")
        work.send(1, Say(html="a"))
        work.send(2, Say(html="b"))
        work.set_timer("one", NOW, "x", chat_id=1)
        work.set_timer("two", NOW, "x", chat_id=2)

    dropped = await store.chat_blocked(1, NOW)

    assert dropped == 2
    assert [row.chat_id for row in await store.to_deliver()] == [2]
    assert [timer.key for timer in await store.due(NOW)] == ["two"]
    async with store.work(NOW) as work:
        learner = work.learner_by_user(1)
        assert learner is not None
        assert learner.blocked


async def test_that_old_rows_go_and_open_ones_stay(store: SqliteStore) -> None:
    await store.take_in([arrival(1), arrival(2)], NOW)
    async with store.work(NOW, update_id=1) as work:
        work.send(1, Say(html="a"), Say(html="b"))
    first, _ = await store.to_deliver()
    await store.sent(first.id, NOW, 99, "menu")

    await store.prune(NOW + timedelta(days=4))

    assert [row.update_id for row in await store.unfinished()] == [2]
    assert await store.take_in([arrival(1)], NOW) == (1,)
    assert len(await store.to_deliver()) == 1
    assert await store.slot(1, "menu") == 99


async def test_that_a_full_disk_is_said_and_loses_nothing(store: SqliteStore) -> None:
    await store.take_in([arrival(7)], NOW)
    conn = store._conn
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StorageTrouble) as work_error:
        async with store.work(NOW, update_id=7) as work:
            work.enrol(1, 1, "Ana", "fr")
            work.keep(b"x" * 100_000)
    with pytest.raises(StorageTrouble) as intake_error:
        await store.take_in(
            [Arrival(update_id=8, chat_key="chat:1", raw='"' + "x" * 100_000 + '"')], NOW
        )

    assert work_error.value.full
    assert intake_error.value.full
    assert [row.update_id for row in await store.unfinished()] == [7]
    conn.execute("PRAGMA max_page_count = 1000000")
    async with store.work(NOW, update_id=7) as work:
        assert work.learner_by_user(1) is None
        work.keep(b"x" * 100_000)
    assert await store.unfinished() == ()
