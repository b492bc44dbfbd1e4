"""Faults on demand, and the log of what the bot called."""

import asyncio
import time
from datetime import timedelta

import pytest
import telegram
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.simulator.client import Phone, RefusedError, Simulator


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, BadRequest), (404, InvalidToken), (500, NetworkError), (501, NetworkError)],
)
async def test_that_a_method_fails_as_often_as_asked(
    simulator: Simulator, bot: telegram.Bot, phone: Phone, status: int, kind: type[Exception]
) -> None:
    await simulator.fault("sendMessage", status=status, times=2)
    for _ in range(2):
        with pytest.raises(kind):
            await bot.send_message(phone.user_id, "x")
    await bot.send_message(phone.user_id, "y")
    assert [m.text for m in await phone.messages() if m.from_bot] == ["y"]


async def test_that_429_says_how_long_to_wait(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await simulator.fault("sendMessage", status=429, retry_after=7, times=1)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(phone.user_id, "x")
    assert refused.value.retry_after == timedelta(seconds=7)


async def test_that_a_fault_can_hit_one_chat_alone(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    other = await simulator.phone("Oliver", language="en")
    await other.start()
    await simulator.fault("*", status=500, chat_id=phone.user_id)
    with pytest.raises(NetworkError):
        await bot.send_message(phone.user_id, "x")
    await bot.send_message(other.user_id, "x")
    await bot.get_me()
    await simulator.clear_faults()
    await bot.send_message(phone.user_id, "x")


async def test_that_a_fault_for_everything_leaves_polling_alone(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await simulator.fault("*", status=500)
    await phone.send("x")
    assert len(await bot.get_updates()) == 1
    await simulator.fault("getUpdates", status=502, times=1)
    with pytest.raises(NetworkError):
        await bot.get_updates()


@pytest.mark.parametrize(
    ("mode", "arrives"), [("drop_before", False), ("drop_after", True), ("error_after", True)]
)
async def test_that_a_failed_call_may_or_may_not_have_been_carried_out(
    simulator: Simulator, bot: telegram.Bot, phone: Phone, mode: str, arrives: bool
) -> None:
    await simulator.fault("sendMessage", mode=mode, times=1)  # type: ignore[arg-type]
    with pytest.raises(NetworkError):
        await bot.send_message(phone.user_id, "x")
    assert bool([m for m in await phone.messages() if m.from_bot]) is arrives


async def test_that_a_hanging_call_times_out_and_is_let_go_when_lifted(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await simulator.fault("sendMessage", mode="hang", times=1)
    with pytest.raises(TimedOut):
        await bot.send_message(phone.user_id, "x", read_timeout=0.2)
    await simulator.fault("sendMessage", mode="hang")
    hanging = asyncio.create_task(bot.send_message(phone.user_id, "x", read_timeout=20))
    await asyncio.sleep(0.2)
    await simulator.clear_faults()
    with pytest.raises(NetworkError):
        await hanging
    assert await phone.last() is None


async def test_that_a_delayed_call_is_carried_out_late(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await simulator.fault("sendMessage", mode="delay", seconds=0.3, times=1)
    began = time.monotonic()
    await bot.send_message(phone.user_id, "x")
    assert time.monotonic() - began >= 0.3


async def test_that_a_blocked_bot_is_told_and_refused(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await phone.block()
    (update,) = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(phone.user_id, "x")
    await phone.send("de retour")
    kinds = [u.my_chat_member is not None for u in await bot.get_updates(update.update_id + 1)]
    assert kinds == [True, False]
    await bot.send_message(phone.user_id, "x")


async def test_that_every_call_is_logged(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await simulator.forget_calls()
    await bot.send_message(phone.user_id, "x", reply_markup=telegram.ForceReply())
    with pytest.raises(BadRequest):
        await bot.send_message(phone.user_id, " ")
    await bot.send_document(phone.user_id, b"abc", filename="a.txt")
    calls = await simulator.calls(chat_id=phone.user_id)
    assert [(c.method, c.status) for c in calls] == [
        ("sendMessage", 200),
        ("sendMessage", 400),
        ("sendDocument", 200),
    ]
    assert calls[0].params["reply_markup"] == {"force_reply": True, "selective": False} or (
        calls[0].params["reply_markup"] == {"force_reply": True}
    )
    assert calls[1].error == "Bad Request: text must be non-empty"
    assert any(
        isinstance(value, dict) and value.get("size") == 3 for value in calls[2].params.values()
    )
    assert await simulator.calls("sendPhoto") == []
    assert len(await simulator.calls(since=calls[1].seq)) == 1


async def test_that_a_wrong_fault_is_refused(simulator: Simulator) -> None:
    with pytest.raises(RefusedError) as refused:
        await simulator.ask("POST", "/sim/faults", json={"mode": "explode"})
    assert refused.value.status == 422
    assert "mode" in refused.value.reason
