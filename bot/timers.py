"""Timers are rows: what is due is put in line, also what came due while nobody was there."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from storage.errors import StorageTrouble
from storage.rows import Timer
from storage.store import Store

log = logging.getLogger(__name__)

LONGEST_SLEEP = 20.0
"""Seconds after which the clock is looked at again, should it have been set."""
_RETRY = 0.5


class Timers:
    """Puts due timers in line; whoever works one off marks it."""

    def __init__(
        self, store: Store, *, clock: Callable[[], datetime], due: Callable[[Timer], None]
    ) -> None:
        self._store = store
        self._clock = clock
        self._due = due
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Timers may have been set or moved."""
        self._news.set()

    async def run(self) -> None:
        """Put timers in line until cancelled."""
        while True:
            self._news.clear()
            try:
                for timer in await self._store.due(self._clock()):
                    self._due(timer)
                sleep = await self._seconds_to_next()
            except StorageTrouble as trouble:
                log.critical("%s; timers wait", trouble)
                sleep = _RETRY
            try:
                async with asyncio.timeout(sleep):
                    await self._news.wait()
            except TimeoutError:
                pass

    async def _seconds_to_next(self) -> float:
        due_at = await self._store.next_due()
        if due_at is None:
            return LONGEST_SLEEP
        seconds = (due_at - self._clock()).total_seconds()
        # What is overdue already is in line; it is looked at again in case its work failed.
        return min(LONGEST_SLEEP, seconds if seconds > 0 else _RETRY)
