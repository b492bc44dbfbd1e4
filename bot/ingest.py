"""Updates are committed before they are acknowledged: none is lost by a crash."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot import wire
from bot.faultpoints import reached
from bot.parse import Unreadable, as_json, chat_key, read
from bot.transport import NotFound, TelegramBot, TooFast
from storage.errors import StorageTrouble
from storage.rows import Arrival
from storage.store import Store

log = logging.getLogger(__name__)

Tell = Callable[[Sequence[Arrival]], Awaitable[None]]
_LONGEST_PAUSE = 30.0


def arrivals(updates: Sequence[Mapping[str, Any]]) -> tuple[Arrival, ...]:
    """Updates as rows, by update id; what has no update id cannot be kept and is logged."""
    rows = []
    for update in updates:
        update_id = update.get("update_id")
        if not isinstance(update_id, int) or isinstance(update_id, bool):
            log.error("an update without update_id was skipped; its fields: %s", sorted(update))
            continue
        raw = as_json(update)
        try:
            key = chat_key(read(raw))
        except Unreadable:
            key = f"update:{update_id}"
        rows.append(Arrival(update_id=update_id, chat_key=key, raw=raw))
    return tuple(sorted(rows, key=lambda row: row.update_id))


class Intake:
    """Asks for updates, commits them, and only then asks for the next ones."""

    def __init__(
        self,
        bot: TelegramBot,
        store: Store,
        *,
        clock: Callable[[], datetime],
        taken: Callable[[Sequence[Arrival]], None],
        full: Tell,
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._taken = taken
        self._full = full
        self._offset: int | None = None
        self.last_poll: datetime | None = None
        """When the server last answered."""

    async def run(self) -> None:
        """Take in updates until cancelled; a cancelled poll acknowledges nothing."""
        pause = 0.0
        while True:
            try:
                updates = await self._bot.raw_updates(self._offset, wire.KINDS)
                self.last_poll = self._clock()
                if updates:
                    await self._take(updates)
                pause = 0.0
            except (TelegramError, StorageTrouble) as error:
                pause = _pause(error, pause)
                await asyncio.sleep(pause)

    async def _take(self, updates: Sequence[Mapping[str, Any]]) -> None:
        reached("update-received")
        rows = arrivals(updates)
        try:
            fresh = frozenset(await self._store.take_in(rows, self._clock()))
        except StorageTrouble as trouble:
            if trouble.full:
                await self._full(rows)
            raise
        reached("inbox-committed")
        if rows:
            self._offset = rows[-1].update_id + 1
        self._taken([row for row in rows if row.update_id in fresh])


def _pause(error: TelegramError | StorageTrouble, last: float) -> float:
    longer = min(_LONGEST_PAUSE, max(1.0, last * 2))
    match error:
        case TooFast():
            seconds = error.seconds
            log.warning("the server asks to wait %s s before the next poll", seconds)
            return max(seconds, 1.0)
        case Conflict():
            log.error(
                "another program polls with this token (409); stop it, or take its webhook away. "
                "Trying again in %s s",
                longer,
            )
        case InvalidToken() | NotFound():
            log.critical(
                "the server does not know the token any more (%s); is it revoked? "
                "Trying again in %s s",
                error,
                _LONGEST_PAUSE,
            )
            return _LONGEST_PAUSE
        case StorageTrouble():
            log.critical("%s; nothing is acknowledged. Trying again in %s s", error, longer)
        case _:
            log.warning("polling failed (%s); trying again in %s s", error, longer)
    return longer
