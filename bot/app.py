"""Serving Telegram from start to stop, with what prevents it said plainly."""

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from telegram.error import InvalidToken, TelegramError

from bot.conductor import Conductor
from bot.config import Settings
from bot.logs import log_to
from bot.service import Service
from bot.transport import NotFound, TelegramBot, TooFast, telegram_bot
from bot.web.server import PortTaken, serving
from bot.web.site import Site
from dialogues.library import Library
from storage.errors import StoreRefused
from storage.sqlite.lock import held
from storage.sqlite.store import SqliteStore

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


async def serve(
    settings: Settings,
    conductor: Conductor,
    *,
    clock: Callable[[], datetime] = utc_now,
    library: Library | None = None,
) -> int:
    """Serve until SIGTERM or SIGINT; gives the exit code.

    Trainers' pages are served beside when the settings say so and there is a library to show.

    0: stopped and drained. 1: a bug stopped it. 2: token or database cannot be used; the reason
    is on stderr.
    """
    assert settings.token is not None
    token = settings.token.get_secret_value()
    log_to(level=settings.log_level, secrets=[token])
    stop = asyncio.Event()
    try:
        with held(settings.database), _signals(stop):
            store = SqliteStore.open(settings.database)
            try:
                bot = telegram_bot(token, settings.base_url, settings.file_url)
                try:
                    fault = await _connected(bot, stop, settings.base_url)
                    if fault or stop.is_set():
                        return _refused(fault) if fault else 0
                    service = Service(settings, conductor, store, bot, clock)
                    if library is None or not settings.pages_port:
                        return await service.run(stop)
                    site = Site(
                        store=store,
                        library=library,
                        clock=clock,
                        token=token,
                        url=settings.pages_url,
                        bot_name=bot.username,
                        woken=service.wake,
                    )
                    async with serving(site, settings.web_host, settings.pages_port, stop):
                        return await service.run(stop)
                finally:
                    await _closed(bot)
            finally:
                store.close()
    except (StoreRefused, PortTaken) as refused:
        return _refused(str(refused))


async def _connected(bot: TelegramBot, stop: asyncio.Event, base_url: str) -> str:
    """Ask the server who we are until it answers; gives a fault that waiting cannot mend."""
    pause = 1.0
    while not stop.is_set():
        try:
            await bot.initialize()
        except (InvalidToken, NotFound):
            # The library's message quotes the token.
            return (
                f"TELEGRAM_BOT_TOKEN: the server at {base_url} does not accept it. "
                "Copy it again from BotFather (/mybots, API Token), "
                "or unset it to use the simulator."
            )
        except TooFast as error:
            pause = error.seconds
            log.warning("the server asks to wait %s s", pause)
        except TelegramError as error:
            log.warning("cannot reach the server (%s); trying again in %.0f s", error, pause)
        else:
            return ""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, 30.0)
    return ""


async def _closed(bot: TelegramBot) -> None:
    with contextlib.suppress(TelegramError, RuntimeError):
        await bot.shutdown()


@contextlib.contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    for number in numbers:
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


def _refused(reason: str) -> int:
    sys.stderr.write(f"pourparler: {reason}\n")
    return 2
