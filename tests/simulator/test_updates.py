"""Updates: kept until confirmed, one poller at a time, pushed to a webhook."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import telegram
from aiohttp import web
from telegram import ReactionTypeEmoji
from telegram.error import BadRequest, Conflict

from bot.simulator.client import Phone, Simulator


async def test_that_updates_stay_until_confirmed(bot: telegram.Bot, phone: Phone) -> None:
    for text in ("un", "deux", "trois"):
        await phone.send(text)
    first = await bot.get_updates()
    assert [u.message.text for u in first if u.message] == ["un", "deux", "trois"]
    assert [u.update_id for u in await bot.get_updates()] == [u.update_id for u in first]
    rest = await bot.get_updates(offset=first[1].update_id)
    assert [u.update_id for u in rest] == [u.update_id for u in first[1:]]
    assert len(await bot.get_updates(limit=1)) == 1
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()


async def test_that_a_negative_offset_forgets_the_older(bot: telegram.Bot, phone: Phone) -> None:
    for text in ("un", "deux", "trois"):
        await phone.send(text)
    last = await bot.get_updates(offset=-1)
    assert [u.message.text for u in last if u.message] == ["trois"]
    assert len(await bot.get_updates()) == 1


async def test_that_a_long_poll_ends_with_the_first_update(bot: telegram.Bot, phone: Phone) -> None:
    began = time.monotonic()
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await phone.send("bonjour")
    assert len(await waiting) == 1
    assert time.monotonic() - began < 5


async def test_that_an_empty_poll_waits_its_time(bot: telegram.Bot) -> None:
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert time.monotonic() - began >= 0.95


async def test_that_the_earlier_of_two_pollers_is_told_of_the_conflict(
    bot: telegram.Bot, phone: Phone
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.get_updates(timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await phone.send("bonjour")
    assert len(await second) == 1


async def test_that_only_wanted_kinds_come(bot: telegram.Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.user_id, "?")
    await phone.react(sent.message_id, "👍")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=["message_reaction"])
    await phone.send("not wanted")
    await phone.react(sent.message_id, "❤")
    updates = await bot.get_updates()
    assert len(updates) == 1
    assert updates[0].message_reaction is not None
    assert updates[0].message_reaction.new_reaction == (ReactionTypeEmoji("❤"),)
    await bot.get_updates(allowed_updates=[])
    await phone.send("wanted")
    assert len(await bot.get_updates()) == 2


async def test_that_ids_grow_by_one(bot: telegram.Bot, phone: Phone) -> None:
    for text in "abc":
        await phone.send(text)
    ids = [u.update_id for u in await bot.get_updates()]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_that_a_confirmed_update_can_come_again(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await phone.send("bonjour")
    (update,) = await bot.get_updates()
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    assert await simulator.duplicate_updates(1) == [update.update_id]
    again = await bot.get_updates(offset=update.update_id + 1)
    assert [u.update_id for u in again] == [update.update_id]
    assert await bot.get_updates(offset=update.update_id + 1) == ()


async def test_that_updates_can_come_in_reverse(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    await simulator.reorder_updates(2)
    await phone.send("un")
    assert await bot.get_updates() == ()
    await phone.send("deux")
    texts = [u.message.text for u in await bot.get_updates() if u.message]
    assert texts == ["deux", "un"]


@dataclass
class Hook:
    """A webhook that answers with the statuses given, then 200."""

    url: str
    statuses: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)


@asynccontextmanager
async def hook(*statuses: int) -> AsyncIterator[Hook]:
    made = Hook("", list(statuses))

    async def take(request: web.Request) -> web.Response:
        made.got.append(await request.json())
        made.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(status=made.statuses.pop(0) if made.statuses else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield made
    finally:
        await runner.cleanup()


async def test_that_a_webhook_gets_updates_with_its_secret_until_it_takes_them(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    async with hook(500, 503) as made:
        await bot.set_webhook(made.url, secret_token="abc-DEF_1")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await phone.send("un")
        await phone.send("deux")
        for _ in range(100):
            if not await simulator.pending_updates():
                break
            await asyncio.sleep(0.05)
        texts = [update["message"]["text"] for update in made.got]
        assert texts == ["un", "un", "un", "deux"]
        assert set(made.secrets) == {"abc-DEF_1"}
        info = await bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (made.url, 0)
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""


async def test_that_a_webhook_needs_https_or_this_machine(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match="Bad webhook: an https url"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:1/hook", secret_token="é")
