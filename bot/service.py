"""One bot at work on one store: who calls whom, in which order it stops."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import BotCommand
from telegram.error import TelegramError

from bot.conductor import Conductor
from bot.config import Settings
from bot.courier import Courier
from bot.handling import Handler
from bot.ingest import Intake
from bot.messages import Say
from bot.ordering import Rotation
from bot.outbound import Sender
from bot.parse import Unreadable, client_lang, incoming, read
from bot.timers import Timers
from bot.transport import TelegramBot
from dialogues.text import Lang
from storage.errors import StorageTrouble, StoreRefused
from storage.rows import Arrival, Timer
from storage.store import Store

log = logging.getLogger(__name__)

WORKERS = 4
LONGEST_BREATH = 0.05
SAY_FULL_EVERY = timedelta(minutes=10)
_PRUNE_EVERY = 24 * 3600.0


class Service:
    """One bot on one store."""

    def __init__(
        self,
        settings: Settings,
        conductor: Conductor,
        store: Store,
        bot: TelegramBot,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._conductor = conductor
        self._store = store
        self._bot = bot
        self._clock = clock
        self._line: Rotation[int | Timer] = Rotation()
        self._breath = asyncio.Lock()
        self._told_full: dict[int, datetime] = {}
        self._courier = Courier(bot, store.blob)
        self._sender = Sender(
            store,
            self._courier,
            clock=clock,
            human_delay=settings.human_delay,
            probe=bot.get_me,
        )
        self._timers = Timers(store, clock=clock, due=self._put_timer)
        self._handler = Handler(
            store,
            conductor,
            clock=clock,
            bot_name=bot.username,
            worked=self._worked,
            tell_full=self._tell_full,
            fetch=bot.content,
        )
        self._intake = Intake(
            bot, store, clock=clock, taken=self._put_updates, full=self._full_at_intake
        )

    async def run(self, stop: asyncio.Event) -> int:
        """Serve until `stop` is set; gives the exit code.

        Raises:
            StoreRefused: the database turned out to be damaged.
        """
        await self._prune()
        left_over = await self._store.unfinished()
        if left_over:
            log.info("%s updates were left over; they are worked off first", len(left_over))
        for row in left_over:
            self._line.put(row.chat_key, (0, row.update_id), row.update_id)
        workers = [asyncio.create_task(self._work()) for _ in range(WORKERS)]
        sending = asyncio.create_task(self._sender.run())
        timing = asyncio.create_task(self._timers.run())
        polling = asyncio.create_task(self._intake.run())
        upkeep = [asyncio.create_task(self._dress()), asyncio.create_task(self._prune_daily())]
        vital = [*workers, sending, timing, polling]
        stopping = asyncio.create_task(stop.wait())
        log.info("@%s is at work", self._bot.username)
        try:
            await asyncio.wait([stopping, *vital], return_when=asyncio.FIRST_COMPLETED)
            await _cancelled([polling, timing, *upkeep])
            if stopping.done():
                await self._drain([*workers, sending])
        finally:
            await _cancelled([stopping, *workers, sending, *upkeep, polling, timing])
        return self._exit_code(vital)

    async def _drain(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        log.info("stopping; work in hand is finished first")
        draining = asyncio.create_task(self._all_done())
        done, _ = await asyncio.wait(
            [draining, *tasks],
            timeout=self._settings.drain_seconds,
            return_when=asyncio.FIRST_COMPLETED,
        )
        if draining not in done:
            backlog = await self._store.backlog()
            log.warning(
                "stopped with %s updates and %s messages left; they are kept for the next start",
                backlog.inbox_waiting,
                backlog.outbox_waiting,
            )
        await _cancelled([draining])

    async def _all_done(self) -> None:
        await self._line.idle()
        await self._sender.drain()

    def _exit_code(self, vital: Sequence[asyncio.Task[None]]) -> int:
        for task in vital:
            error = None if task.cancelled() else task.exception()
            if isinstance(error, StoreRefused):
                raise error
            if error is not None:
                log.critical("a bug stopped the bot", exc_info=error)
                return 1
        return 0

    async def _work(self) -> None:
        while True:
            key, item = await self._line.take()
            began = time.monotonic()
            try:
                if isinstance(item, Timer):
                    await self._handler.timer(item)
                else:
                    await self._handler.update(item)
            finally:
                self._line.done(key, item)
            # The conductor answers inline, so sending and polling get as much time as it took:
            # with one step of theirs between two works, a flood would starve them.
            async with self._breath:
                await asyncio.sleep(min(time.monotonic() - began, LONGEST_BREATH))

    def _put_updates(self, arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            self._line.put(arrival.chat_key, (0, arrival.update_id), arrival.update_id)

    def _put_timer(self, timer: Timer) -> None:
        # After the chat's waiting messages: what she wrote in time may move the timer.
        key = f"timer:{timer.id}" if timer.chat_id is None else f"chat:{timer.chat_id}"
        self._line.put(key, (1, timer.id), timer)

    def wake(self) -> None:
        """Look for messages and timers that somebody else left in the store."""
        self._worked()

    def _worked(self) -> None:
        self._sender.wake()
        self._timers.wake()

    async def _tell_full(self, chat_id: int, lang: Lang) -> None:
        now = self._clock()
        if now - self._told_full.get(chat_id, now - SAY_FULL_EVERY) < SAY_FULL_EVERY:
            return
        self._told_full[chat_id] = now
        try:
            await self._courier.deliver(chat_id, Say(html=self._conductor.full(lang)), 0, None)
        except TelegramError as error:
            log.warning("could not say that the disk is full: %s", error)

    async def _full_at_intake(self, arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            with contextlib.suppress(Unreadable):
                message = incoming(read(arrival.raw), self._clock(), self._bot.username)
                if message is not None and message.private:
                    lang = client_lang(message.user.language_code)
                    await self._tell_full(message.chat_id, lang)

    async def _dress(self) -> None:
        """Everything that shows before the first message; nothing of it is needed to talk."""
        tried, bot = self._courier.decoration.tried, self._bot
        with contextlib.suppress(TelegramError):
            await bot.delete_webhook(drop_pending_updates=False)
        for lang, commands in self._conductor.commands().items():
            menu = [BotCommand(c.name, c.description) for c in commands]
            await tried("commands", bot.set_my_commands, menu, language_code=lang)
        for told in self._conductor.descriptions():
            await tried("description", bot.set_my_description, told.long, told.lang)
            await tried("description", bot.set_my_short_description, told.short, told.lang)

    async def _prune(self) -> None:
        try:
            await self._store.prune(self._clock())
        except StorageTrouble as trouble:
            log.critical("%s; old rows stay", trouble)

    async def _prune_daily(self) -> None:
        while True:
            await asyncio.sleep(_PRUNE_EVERY)
            await self._prune()


async def _cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
