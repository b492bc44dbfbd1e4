"""Calls that may fail without touching the conversation."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Literal, ParamSpec

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.transport import NotFound, ServerFault, TooFast

log = logging.getLogger(__name__)
P = ParamSpec("P")

Ornament = Literal["typing", "reaction", "edit", "picture", "file", "commands", "description"]
_CONTENT: frozenset[Ornament] = frozenset({"edit", "picture", "file"})
"""These carry content and have a fallback at hand, so the next one may always try."""
REST_SECONDS = 300.0
PATIENCE_SECONDS = 3.0


class Decoration:
    """What this server can do, as far as tried.

    A server that lacks a method is not asked again. One that failed at it is not troubled with a
    mere ornament for five minutes. One that refused one message's parameters is asked again.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rests_until: dict[Ornament, float] = {}

    def has(self, ornament: Ornament) -> bool:
        """It may be tried now."""
        return self._clock() >= self._rests_until.get(ornament, 0.0)

    def failed(self, ornament: Ornament, error: Exception) -> None:
        """Leave it alone, for as long as the error means."""
        lacks = isinstance(error, NotFound) or (
            isinstance(error, ServerFault) and error.status == 501
        )
        if lacks:
            self._rests_until[ornament] = float("inf")
            log.warning("this server has no %s (%s); it is not tried again", ornament, error)
        elif ornament in _CONTENT:
            log.warning("%s failed (%s)", ornament, error)
        else:
            self._rests_until[ornament] = self._clock() + REST_SECONDS
            log.warning("%s failed (%s); left alone for %.0f s", ornament, error, REST_SECONDS)

    async def tried(
        self,
        ornament: Ornament,
        call: Callable[P, Awaitable[object]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Try it for three seconds at most; says whether it came about, and never raises."""
        if not self.has(ornament):
            return False
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await call(*args, **kwargs)
        except (BadRequest, Forbidden, TooFast) as error:
            log.info("%s refused: %s", ornament, error)
        except (TelegramError, TimeoutError) as error:
            self.failed(ornament, error)
        else:
            return True
        return False
