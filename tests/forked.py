"""Processes that start in an instant: forked from one that has loaded the product.

Loading it takes seconds of a processor, and the tests that kill it start it a hundred times over.
What is tested about starting itself starts it cold: `tests/path/test_process.py`, `tests/browser`.
"""

import atexit
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO

from tests.mother import LARGEST, Request

ROOT = Path(__file__).parents[1]
_one_at_a_time = threading.Lock()


class Forked:
    """A child of the mother, to be handled as one of `subprocess`."""

    def __init__(self, pid: int, told: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._told = told

    def poll(self) -> int | None:
        """The exit code, if it has ended."""
        return self._ended(0)

    def wait(self, timeout: float) -> int:
        """The exit code, once it has ended.

        Raises:
            subprocess.TimeoutExpired: it goes on after so many seconds.
        """
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return code

    def terminate(self) -> None:
        """Ask it to stop."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """Kill it as the system would."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, seconds: float) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            said = os.read(self._told, 16)
            os.close(self._told)
            assert said, "the process that forks the others has died"
            self.returncode = int(said)
        return self.returncode


def forked(
    module: str,
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str],
    out: IO[bytes],
    err: IO[bytes],
    talks: bool,
) -> Forked:
    """Start a module of the product or of the tests as `python -m` does."""
    request = Request(
        module=module,
        arguments=arguments,
        folder=str(folder),
        environment=dict(environment),
        talks=talks,
    )
    body = request.model_dump_json().encode()
    assert len(body) < LARGEST
    told, tells = os.pipe()
    with _one_at_a_time, Path(os.devnull).open("rb") as nothing:
        files = [nothing.fileno(), out.fileno(), err.fileno(), tells]
        socket.send_fds(_mother(), [body], files)
        pid = _mother().recv(32)
    os.close(tells)
    assert pid, "the process that forks the others has died"
    return Forked(int(pid), told)


@cache
def _mother() -> socket.socket:
    ours, hers = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("POURPARLER", "TELEGRAM"))}
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.mother", str(hers.fileno())],
        cwd=ROOT,
        # What is printed is as wide as the mother's terminal: no line breaks within a message.
        env={**plain, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "400"},
        pass_fds=[hers.fileno()],
    )
    hers.close()

    def leave() -> None:
        ours.close()
        started.wait(10)

    atexit.register(leave)
    return ours
