"""The port of the whole store: what happens around the work on one message."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Literal, Protocol

from storage.rows import Arrival, Backlog, InboxRow, OutboxRow, Timer
from storage.work import Work

DropReason = Literal["blocked", "stale"]
NotSentWhy = Literal["held", "failed", "doubt"]
"""It has to wait; it failed and was surely not seen twice; nobody knows whether it was seen."""


class Store(Protocol):
    """Every method is one transaction; StorageTrouble means that nothing of it was kept."""

    async def take_in(self, arrivals: Sequence[Arrival], now: datetime) -> tuple[int, ...]:
        """Commit updates, safe from a power cut when this returns; gives those not seen before."""

    async def unfinished(self) -> tuple[InboxRow, ...]:
        """Updates to work off, by update id."""

    async def inbox_row(self, update_id: int) -> InboxRow | None:
        """One update, if it still waits."""

    def work(
        self,
        now: datetime,
        *,
        update_id: int | None = None,
        timer: Timer | None = None,
        failed_with: str | None = None,
    ) -> AbstractAsyncContextManager[Work]:
        """Work off an update, a timer or neither, in one transaction.

        When the block ends the cause is marked done, or failed when `failed_with` is given.

        Raises:
            AlreadyDone: the update does not wait any more; the timer was moved or dropped.
        """

    async def note_failure(self, error: str, *, update_id: int | None, timer: int | None) -> int:
        """Record that working off failed; returns how often it has."""

    async def to_deliver(self, after: int = 0) -> tuple[OutboxRow, ...]:
        """Messages to deliver with an id over `after`, by id."""

    async def sending(self, row: int) -> bool:
        """Record that the request for a message is about to be written; False if it is gone."""

    async def part_sent(self, row: int, part: int) -> None:
        """Record that the first `part` parts were delivered."""

    async def sent(
        self, row: int, now: datetime, message_id: int | None = None, slot: str | None = None
    ) -> None:
        """Record that a message was delivered, and which message its slot now names."""

    async def not_sent(self, row: int, error: str, why: NotSentWhy) -> tuple[int, int]:
        """Put a message back to waiting; returns its failed tries and its doubts."""

    async def drop(self, row: int, now: datetime, reason: DropReason) -> None:
        """Record that a message will not be sent, and that this is right."""

    async def give_up(self, row: int, now: datetime, error: str) -> None:
        """Record that a message could not be sent."""

    async def slot(self, chat_id: int, slot: str) -> int | None:
        """The last message delivered under that slot name."""

    async def blob(self, name: str) -> bytes | None:
        """What was kept under that name."""

    async def due(self, now: datetime) -> tuple[Timer, ...]:
        """Timers to fire, the longest overdue first."""

    async def next_due(self) -> datetime | None:
        """When the next timer is due."""

    async def chat_blocked(self, chat_id: int, now: datetime) -> int:
        """Note that a chat refuses us: messages and timers are dropped; gives how many."""

    async def chat_moved(self, old: int, new: int) -> None:
        """Note that a group has a new id."""

    async def running_attempt(self, chat_id: int) -> str:
        """'attempt … phase …' of a chat for a log line; empty when there is none."""

    async def prune(self, now: datetime) -> int:
        """Delete what is done with and no longer needed; gives how many rows went."""

    async def backlog(self) -> Backlog:
        """How much waits and how much went wrong."""

    def close(self) -> None:
        """Close the database."""
