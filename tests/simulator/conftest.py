"""A live simulator per test, and a bot that talks to it as to Telegram."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.simulator.client import Phone, Simulator
from bot.simulator.server import running

TOKEN = "700100200:AAtestTokenOfTheRightShape_0123456789"
Handle = Callable[[telegram.Bot, telegram.Update], Awaitable[None]]


@pytest.fixture(autouse=True)
def _times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise python-telegram-bot warns at every duration, and warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with running() as url, Simulator(url) as client:
        yield client


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(
        TOKEN,
        base_url=simulator.base_url,
        base_file_url=simulator.base_file_url,
        request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    ) as made:
        yield made


@pytest.fixture
async def phone(simulator: Simulator, bot: telegram.Bot) -> Phone:
    """Somebody who has pressed Start; the bot has confirmed that update."""
    made = await simulator.phone("Camille", language="fr", last_name="Martin")
    await made.start()
    updates = await bot.get_updates(timeout=1)
    await bot.get_updates(offset=updates[-1].update_id + 1)
    return made


@contextlib.asynccontextmanager
async def serving(
    bot: telegram.Bot, handle: Handle, allowed: list[str] | None = None
) -> AsyncIterator[None]:
    """Poll and hand every update to `handle` while the block runs."""

    async def poll() -> None:
        offset = 0
        while True:
            for update in await bot.get_updates(offset=offset, timeout=20, allowed_updates=allowed):
                offset = update.update_id + 1
                await handle(bot, update)

    task = asyncio.create_task(poll())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
