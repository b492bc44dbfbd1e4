"""Waking whoever waits for something to happen."""

import asyncio
from collections.abc import Callable


class Pulse:
    """A signal many can wait for, over and over; `close` lets nobody wait any more."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.closed = False

    def beat(self) -> None:
        """Wake everybody waiting now."""
        self._event.set()
        self._event = asyncio.Event()

    def close(self) -> None:
        """Wake everybody, for good."""
        self.closed = True
        self.beat()

    def reopen(self) -> None:
        """Let people wait again."""
        self.closed = False

    async def until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Wait until `ready()` or `seconds` are over; says whether it is ready."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not ready():
            left = deadline - loop.time()
            if self.closed or left <= 0:
                return False
            event = self._event
            try:
                await asyncio.wait_for(event.wait(), left)
            except TimeoutError:
                return ready()
        return True
