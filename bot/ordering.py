"""Who is served next: every chat in its own order, chats in rotation."""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Rotation(Generic[Item]):
    """Items of one key go one at a time and by rank; keys take turns, so a flood waits for itself.

    An item that is queued or in work already is not queued again.
    """

    def __init__(self) -> None:
        self._queues: dict[str, list[tuple[tuple[int, int], int, Item]]] = {}
        self._ready: deque[str] = deque()
        self._known: set[Item] = set()
        self._count = 0
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        """Items queued or in work."""
        return len(self._known)

    def put(self, key: str, rank: tuple[int, int], item: Item) -> None:
        """Queue an item; within a key the lowest rank goes first."""
        if item in self._known:
            return
        self._known.add(item)
        self._count += 1
        if key not in self._queues:
            self._queues[key] = []
            self._ready.append(key)
        heapq.heappush(self._queues[key], (rank, self._count, item))
        self._changed.set()

    async def take(self) -> tuple[str, Item]:
        """The next item; its key rests until `done`."""
        await self._until(lambda: bool(self._ready))
        key = self._ready.popleft()
        _, _, item = heapq.heappop(self._queues[key])
        return key, item

    def done(self, key: str, item: Item) -> None:
        """The item is worked off: its key goes to the end of the rotation."""
        self._known.discard(item)
        if self._queues[key]:
            self._ready.append(key)
        else:
            del self._queues[key]
        self._changed.set()

    async def idle(self) -> None:
        """Wait until nothing is queued or in work."""
        await self._until(lambda: not self._known)

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._changed.clear()
            await self._changed.wait()
