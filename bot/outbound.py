"""Delivery from the outbox: in order per chat, urgent ones first, at Telegram's pace.

docs/decisions/0004 says what happens when nobody knows whether a message was delivered.
"""

import asyncio
import heapq
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from bot.courier import Courier, part_count
from bot.faultpoints import reached
from bot.messages import OUTGOING, AnswerButton, Outgoing, Rebutton, Redraw, Say, Typing
from bot.mishaps import HARMLESS, Mishaps
from bot.pacing import Pace
from storage.errors import StorageTrouble
from storage.rows import OutboxRow
from storage.store import Store

log = logging.getLogger(__name__)
T = TypeVar("T")
Queue = tuple[int, bool]
"""A chat, and whether it is its queue for what goes past the others."""

AT_ONCE = 64
STALE_SECONDS = {"typing": 5.0, "answer-button": 600.0}
_ORNAMENTS = frozenset({"typing", "react", "rebutton", "commands"})
_UNCOUNTED = _ORNAMENTS | {"answer-button"}
"""Calls that do not count against a chat's own pace."""


class Sender:
    """The single owner of calls that send."""

    def __init__(
        self,
        store: Store,
        courier: Courier,
        *,
        clock: Callable[[], datetime],
        human_delay: bool,
        probe: Callable[[], Awaitable[object]],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._courier = courier
        self._clock = clock
        self._mono = monotonic
        self._human_delay = human_delay
        self.pace = Pace()
        self._mishaps = Mishaps(self, store, probe, clock, monotonic)
        self._queues: dict[Queue, list[tuple[int, int, OutboxRow]]] = {}
        self._busy: dict[Queue, asyncio.Task[None]] = {}
        self._seen = 0
        self._news = asyncio.Event()
        self._draining = asyncio.Event()
        self._idle = asyncio.Event()

    def wake(self) -> None:
        """Look for new messages now."""
        self._news.set()

    async def run(self) -> None:
        """Deliver until cancelled; what is being written then counts as in doubt."""
        try:
            while True:
                self._news.clear()
                await self._load()
                wait = self._launch()
                if self._queues or self._busy:
                    self._idle.clear()
                else:
                    self._idle.set()
                await self._sleep(wait)
        finally:
            tasks = list(self._busy.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def drain(self) -> None:
        """Wait until everything is delivered; nobody types like a human meanwhile."""
        self._draining.set()
        self._idle.clear()
        self.wake()
        await self._idle.wait()

    def put(self, row: OutboxRow) -> None:
        """Queue a message."""
        queue = (row.chat_id, row.kind in STALE_SECONDS)
        heapq.heappush(self._queues.setdefault(queue, []), (row.lane, row.id, row))
        self.wake()

    def forget(self, chat_id: int) -> list[OutboxRow]:
        """Take everything that is queued for a chat out again."""
        found = []
        for quick in (True, False):
            found += [row for _, _, row in self._queues.pop((chat_id, quick), [])]
        return found

    async def settled(self, write: Callable[[], Awaitable[T]]) -> T:
        """Repeat a write until it is kept: what was done must not be done again for want of it."""
        pause = 0.5
        while True:
            try:
                return await write()
            except StorageTrouble as trouble:
                log.critical("%s; delivery waits for it", trouble)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)

    async def _load(self) -> int:
        rows = await self._store.to_deliver(self._seen)
        for row in rows:
            self._seen = max(self._seen, row.id)
            if row.state == "sending" and row.kind not in HARMLESS:
                # Only a former process can have left it so.
                await self._mishaps.doubted(row, "the bot stopped while sending")
            else:
                self.put(row)
        return len(rows)

    def _launch(self) -> float:
        """Start what may start; gives the seconds until the next one may."""
        now, wait = self._mono(), 60.0
        heads = sorted(
            (queued[0][0], queued[0][1], queue)
            for queue, queued in self._queues.items()
            if queue not in self._busy
        )
        for _, _, queue in heads:
            if len(self._busy) >= AT_ONCE:
                return wait
            row = self._queues[queue][0][2]
            free_at = self.pace.free_at(row.chat_id, now, message=row.kind not in _UNCOUNTED)
            if free_at > now:
                wait = min(wait, free_at - now)
                continue
            heapq.heappop(self._queues[queue])
            if not self._queues[queue]:
                del self._queues[queue]
            self._busy[queue] = asyncio.create_task(self._deliver(queue, row))
        return wait

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass

    async def _deliver(self, queue: Queue, row: OutboxRow) -> None:
        try:
            out = OUTGOING.validate_json(row.body)
            if self._is_stale(row):
                await self.settled(lambda: self._store.drop(row.id, self._clock(), "stale"))
                return
            await self._seem_to_type(row, out)
            await self._paced(row)
            if not await self.settled(lambda: self._store.sending(row.id)):
                return
            reached("send-marked")
            try:
                target = await self._target(row.chat_id, out)
                message_id = await self._courier.deliver(row.chat_id, out, row.part, target)
            except Exception as error:
                await self._mishaps.met(row, error)
                return
            reached("send-answered")
            if row.kind not in _ORNAMENTS:
                self._mishaps.over()
            await self._record(row, out, message_id)
            reached("send-recorded")
        except Exception:
            log.exception("message %s (%s) could not be delivered", row.id, row.kind)
            await self.settled(lambda: self._store.give_up(row.id, self._clock(), "a bug; see log"))
        finally:
            del self._busy[queue]
            self.wake()

    async def _record(self, row: OutboxRow, out: Outgoing, message_id: int | None) -> None:
        part = row.part + 1
        if part < part_count(out):
            await self.settled(lambda: self._store.part_sent(row.id, part))
            self.put(row.model_copy(update={"part": part, "state": "waiting"}))
            return
        slot = None if isinstance(out, AnswerButton | Typing) else getattr(out, "slot", None)
        await self.settled(lambda: self._store.sent(row.id, self._clock(), message_id, slot))

    async def _target(self, chat_id: int, out: Outgoing) -> int | None:
        if not isinstance(out, Redraw | Rebutton):
            return None
        if out.message_id is not None or out.slot is None:
            return out.message_id
        return await self._store.slot(chat_id, out.slot)

    async def _seem_to_type(self, row: OutboxRow, out: Outgoing) -> None:
        fresh = row.part == row.tries == row.doubts == 0
        if not (self._human_delay and fresh and isinstance(out, Say) and out.human_delay):
            return
        typing = asyncio.create_task(self._courier.typing(row.chat_id))
        try:
            async with asyncio.timeout(out.human_delay):
                await self._draining.wait()
        except TimeoutError:
            pass
        finally:
            # Shown late, it would promise another message.
            typing.cancel()
            await asyncio.gather(typing, return_exceptions=True)

    async def _paced(self, row: OutboxRow) -> None:
        message = row.kind not in _UNCOUNTED
        while True:
            now = self._mono()
            free_at = self.pace.free_at(row.chat_id, now, message=message)
            if free_at <= now:
                break
            await asyncio.sleep(free_at - now)
        self.pace.take(row.chat_id, now, message=message)

    def _is_stale(self, row: OutboxRow) -> bool:
        most = STALE_SECONDS.get(row.kind)
        return most is not None and (self._clock() - row.made_at).total_seconds() > most
