"""What goes wrong on the way, and that nothing is lost by it."""

import asyncio
from typing import Literal

import pytest

from bot.app import utc_now
from bot.simulator.client import Phone, Simulator
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
