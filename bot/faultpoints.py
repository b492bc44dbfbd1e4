"""Named points at which a test may kill the process; nothing happens unless one is set.

`POURPARLER_TEST_KILL_AT=name:3` ends the process, as kill -9 does, the third time `name` is
reached. docs/decisions/0004 lists the points.
"""

import os
import signal
from functools import cache

POINTS = (
    "update-received",
    "inbox-committed",
    "work-begun",
    "work-written",
    "work-committed",
    "send-marked",
    "send-answered",
    "send-recorded",
    "timer-claimed",
)


class _Killer:
    def __init__(self, wanted: str) -> None:
        self._name, _, count = wanted.partition(":")
        self._left = int(count or "1")

    def __call__(self, name: str) -> None:
        if name == self._name:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


@cache
def _killer() -> _Killer | None:
    wanted = os.environ.get("POURPARLER_TEST_KILL_AT")
    return _Killer(wanted) if wanted else None


def reached(name: str) -> None:
    """Note that a point was reached; the process ends here when a test wants it so."""
    killer = _killer()
    if killer is not None:
        killer(name)
