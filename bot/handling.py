"""Working off one update or timer: one transaction, and an honest line when that fails."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from bot.conductor import Conductor
from bot.faultpoints import reached
from bot.messages import AnswerButton, Incoming, Say
from bot.parse import Unreadable, client_lang, incoming, read
from dialogues.errors import NotNow
from dialogues.text import Lang
from storage.errors import AlreadyDone, StorageTrouble, StoreRefused
from storage.rows import InboxRow, Timer
from storage.store import Store
from storage.work import Work

log = logging.getLogger(__name__)

T = TypeVar("T")

TRIES = 2
"""How often work with a bug in it is begun before it is parked."""
_LONGEST_PAUSE = 30.0


class Handler:
    """Works off updates and timers; never raises but for a store that is broken."""

    def __init__(
        self,
        store: Store,
        conductor: Conductor,
        *,
        clock: Callable[[], datetime],
        bot_name: str,
        worked: Callable[[], None],
        tell_full: Callable[[int, Lang], Awaitable[None]],
        fetch: Callable[[str], Awaitable[bytes | None]],
    ) -> None:
        self._store = store
        self._conductor = conductor
        self._clock = clock
        self._bot_name = bot_name
        self._worked = worked
        self._tell_full = tell_full
        self._fetch = fetch

    async def update(self, update_id: int) -> None:
        """Work off an update; returns when it is done, parked, or was done before."""
        row = await self._store.inbox_row(update_id)
        if row is None:
            return
        try:
            message = incoming(read(row.raw), row.received_at, self._bot_name)
        except Unreadable as error:
            log.error("update %s cannot be read and is parked: %s", update_id, error)
            await self._once(row, lambda _: None, failed_with=f"unreadable: {error}")
            return
        if message is None:
            await self._once(row, lambda _: None)
        else:
            await self._until_done(row, await self._with_file(message))
        self._worked()

    async def timer(self, timer: Timer) -> None:
        """Work off a timer; returns when it is done, parked, moved or to be tried again."""
        reached("timer-claimed")
        try:
            async with self._store.work(self._clock(), timer=timer) as work:
                self._conductor.on_timer(timer, work, work.now)
                reached("work-written")
            reached("work-committed")
        except AlreadyDone:
            pass
        except StorageTrouble as trouble:
            log.critical("%s; timer %r waits", trouble, timer.key)
            await asyncio.sleep(1)
        except StoreRefused:
            raise
        except Exception as error:
            log.exception("timer %r (%s) failed", timer.key, timer.kind)
            await self._timer_failed(timer, error)
        self._worked()

    async def _with_file(self, message: Incoming) -> Incoming:
        """The message with its file, when there is one and the conductor wants it."""
        sent = message.document
        if sent is None or not message.private or not self._conductor.wants(sent):
            return message
        content = await self._fetch(sent.file_id)
        return message.model_copy(update={"document": sent.model_copy(update={"content": content})})

    async def _timer_failed(self, timer: Timer, error: Exception) -> None:
        try:
            if await self._store.note_failure(_said(error), update_id=None, timer=timer.id) < TRIES:
                return
            async with self._store.work(self._clock(), timer=timer, failed_with=_said(error)):
                pass
        except (StorageTrouble, AlreadyDone) as trouble:
            log.warning("timer %r: %s", timer.key, trouble)
            await asyncio.sleep(1)

    async def _until_done(self, row: InboxRow, message: Incoming) -> None:
        if message.kind == "migrated" and message.migrated_to is not None:
            moved_to = message.migrated_to
            await self._patiently(lambda: self._store.chat_moved(message.chat_id, moved_to))
            await self._once(row, lambda _: None)
            return
        if message.kind == "blocked":
            await self._patiently(lambda: self._store.chat_blocked(message.chat_id, self._clock()))
        while True:
            try:
                await self._answer(row, message)
            except StoreRefused:
                raise
            except Exception as error:
                where = await self._store.running_attempt(message.chat_id) or "no attempt"
                log.exception("update %s (%s) failed, %s", row.update_id, message.kind, where)
                if await self._is_to_be_tried_again(row, error):
                    continue
                await self._park(row, message, error)
            return

    async def _answer(self, row: InboxRow, message: Incoming) -> None:
        try:
            await self._once(row, lambda work: self._conduct(message, work), message=message)
            return
        except NotNow as error:
            refusal = error
        await self._once(row, lambda work: self._refuse(message, refusal, work))

    async def _is_to_be_tried_again(self, row: InboxRow, error: Exception) -> bool:
        failures = await self._patiently(
            lambda: self._store.note_failure(_said(error), update_id=row.update_id, timer=None)
        )
        return 0 < failures < TRIES

    async def _park(self, row: InboxRow, message: Incoming, error: Exception) -> None:
        said = _said(error)
        try:
            await self._once(row, lambda work: self._apologise(message, work), failed_with=said)
        except StoreRefused:
            raise
        except Exception:
            log.exception("the apology for update %s failed too", row.update_id)
            await self._once(row, lambda _: None, failed_with=said)

    async def _once(
        self,
        row: InboxRow,
        write: Callable[[Work], None],
        *,
        failed_with: str | None = None,
        message: Incoming | None = None,
    ) -> None:
        told = False

        async def work_off() -> None:
            reached("work-begun")
            try:
                async with self._store.work(
                    self._clock(), update_id=row.update_id, failed_with=failed_with
                ) as work:
                    write(work)
                    reached("work-written")
                reached("work-committed")
            except AlreadyDone:
                log.info("update %s was worked off before", row.update_id)

        async def explain(trouble: StorageTrouble) -> None:
            nonlocal told
            if trouble.full and message is not None and message.private and not told:
                told = True
                await self._tell_full(message.chat_id, client_lang(message.user.language_code))

        await self._patiently(work_off, explain)

    async def _patiently(
        self,
        write: Callable[[], Awaitable[T]],
        explain: Callable[[StorageTrouble], Awaitable[None]] | None = None,
    ) -> T:
        pause = 0.5
        while True:
            try:
                return await write()
            except StorageTrouble as trouble:
                log.critical("%s; the update waits", trouble)
                if explain is not None:
                    await explain(trouble)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _conduct(self, message: Incoming, work: Work) -> None:
        if message.private and message.kind != "blocked":
            learner = work.learner_by_user(message.user.id)
            if learner is not None and learner.blocked:
                work.save_learner(learner.model_copy(update={"blocked": False}))
        self._conductor.handle(message, work, work.now)
        self._stop_spinner(message, work)

    def _refuse(self, message: Incoming, error: NotNow, work: Work) -> None:
        work.send(message.chat_id, Say(html=self._conductor.refusal(error, _lang(message, work))))
        self._stop_spinner(message, work)

    def _apologise(self, message: Incoming, work: Work) -> None:
        self._stop_spinner(message, work)
        if message.kind in {"blocked", "unblocked"}:
            return
        if message.private or message.kind in {"command", "button"}:
            work.send(message.chat_id, Say(html=self._conductor.apology(_lang(message, work))))

    def _stop_spinner(self, message: Incoming, work: Work) -> None:
        if message.callback_id is not None:
            # Its key is that of an answer the conductor gave, which then is the one sent.
            work.send(message.chat_id, AnswerButton(callback_id=message.callback_id))


def _lang(message: Incoming, work: Work) -> Lang:
    learner = work.learner_by_user(message.user.id)
    return client_lang(message.user.language_code) if learner is None else learner.lang


def _said(error: Exception) -> str:
    # The class and place, not the text: validation errors quote what the learner wrote.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
