"""What to do with a message that did not go through, by what is certain about it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.courier import nobody_there
from bot.pacing import Pace
from bot.transport import NotFound, NotSent, TooFast
from storage.rows import OutboxRow
from storage.store import NotSentWhy, Store

log = logging.getLogger(__name__)
T = TypeVar("T")

HARMLESS = frozenset({"redraw", "rebutton", "answer-button", "typing", "react", "commands"})
"""Kinds that may be repeated: a second time changes nothing that is seen."""
TRIES_MOST = 8
"""Failures or doubts of one message before it is given up; some two minutes of trying."""
FIRST_REST = 1.0
"""Seconds before the second repetition; doubled each time."""
TOKEN_SECONDS = 60.0


class Queues(Protocol):
    """What is needed of the sender."""

    pace: Pace

    def put(self, row: OutboxRow) -> None:
        """Queue a message."""

    def forget(self, chat_id: int) -> list[OutboxRow]:
        """Take everything that is queued for a chat out again."""

    async def settled(self, write: Callable[[], Awaitable[T]]) -> T:
        """Repeat a write until it is kept."""


class Mishaps:
    """Puts a message back, drops it or gives it up; the queue behind it always goes on."""

    def __init__(
        self,
        queues: Queues,
        store: Store,
        probe: Callable[[], Awaitable[object]],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._queues = queues
        self._store = store
        self._probe = probe
        self._clock = clock
        self._mono = monotonic
        self._outage = 0

    def over(self) -> None:
        """A message went through: the network is there."""
        if self._outage:
            log.warning("the server can be reached again")
        self._outage = 0

    async def met(self, row: OutboxRow, error: Exception) -> None:
        """Deal with what happened to a message."""
        match error:
            case TooFast():
                seconds = error.seconds
                log.warning("the server asks to wait %s s", seconds)
                now = self._mono()
                self._queues.pace.hold(row.chat_id, now + seconds, now)
                await self._back(row, "429", "held")
            case ChatMigrated():
                await self._moved(row, error.new_chat_id)
            case Forbidden():
                await self._blocked(row, str(error))
            case BadRequest() if nobody_there(error):
                await self._blocked(row, str(error))
            case BadRequest():
                await self._given_up(row, error)
            case NotSent():
                self._no_network(error)
                await self._back(row, str(error), "held")
            case InvalidToken() | NotFound():
                log.critical(
                    "the server does not know this bot any more (is the token revoked?); "
                    "messages are kept. Trying again in %.0f s",
                    TOKEN_SECONDS,
                )
                self._queues.pace.hold_all(self._mono() + TOKEN_SECONDS)
                await self._back(row, "token or method unknown", "held")
            case NetworkError() if row.kind in HARMLESS:
                tries, _ = await self._noted(row, str(error), "failed")
                await self._again(row, error, tries)
            case NetworkError():
                await self.doubted(row, str(error))
            case _:
                await self._given_up(row, error)

    async def doubted(self, row: OutboxRow, why: str) -> None:
        """Nobody knows whether it was delivered: repeat it, once the server is known to answer."""
        _, doubts = await self._noted(row, why, "doubt")
        log.warning("message %s (%s) is in doubt (%s); it is repeated", row.id, row.kind, why)
        await self._again(row, NetworkError(why), doubts)

    async def _again(self, row: OutboxRow, error: Exception, count: int) -> None:
        if count >= TRIES_MOST:
            await self._given_up(row, error)
            return
        if count > 1:
            self._queues.pace.rest(
                row.chat_id, self._mono() + min(60.0, FIRST_REST * 2.0 ** (count - 2))
            )
        await self._until_reachable()
        self._queues.put(
            row.model_copy(
                update={
                    "state": "waiting",
                    "tries": row.tries + (row.kind in HARMLESS),
                    "doubts": row.doubts + (row.kind not in HARMLESS),
                }
            )
        )

    async def _until_reachable(self) -> None:
        pause = 0.25
        while True:
            try:
                await self._probe()
            except TooFast as error:
                await asyncio.sleep(error.seconds)
            except TelegramError:
                await asyncio.sleep(pause)
                pause = min(pause * 2, 15.0)
            else:
                return

    async def _back(self, row: OutboxRow, why: str, how: NotSentWhy) -> None:
        await self._noted(row, why, how)
        self._queues.put(row.model_copy(update={"state": "waiting"}))

    async def _noted(self, row: OutboxRow, why: str, how: NotSentWhy) -> tuple[int, int]:
        return await self._queues.settled(lambda: self._store.not_sent(row.id, why, how))

    async def _given_up(self, row: OutboxRow, error: Exception) -> None:
        log.error("message %s (%s) is given up: %s", row.id, row.kind, error)
        await self._queues.settled(
            lambda: self._store.give_up(row.id, self._clock(), f"{type(error).__name__}: {error}")
        )

    async def _blocked(self, row: OutboxRow, why: str) -> None:
        self._queues.forget(row.chat_id)
        dropped = await self._queues.settled(
            lambda: self._store.chat_blocked(row.chat_id, self._clock())
        )
        log.info("a chat refuses messages (%s); %s messages and timers dropped", why, dropped)

    async def _moved(self, row: OutboxRow, new: int) -> None:
        await self._queues.settled(lambda: self._store.chat_moved(row.chat_id, new))
        for waiting in (row, *self._queues.forget(row.chat_id)):
            self._queues.put(waiting.model_copy(update={"chat_id": new, "state": "waiting"}))

    def _no_network(self, error: NotSent) -> None:
        now = self._mono()
        pause = min(30.0, 0.5 * 2.0**self._outage)
        if not self._outage:
            log.warning("%s; messages are kept and sent when it is back", error)
        self._outage = min(self._outage + 1, 10)
        self._queues.pace.hold_all(now + pause)
