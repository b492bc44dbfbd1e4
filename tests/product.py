"""The whole product as its own process, as `make run` starts it."""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import httpx

from tests.forked import Forked, forked

START_SECONDS = 40.0
STOP_SECONDS = 20.0
UNPACED = "tests.unpaced"
TOKEN = "123456789:AAE-test-token_for-the-local-server-only"


def command(*arguments: str) -> list[str]:
    """The command line of the product."""
    return [str(Path(sys.executable).parent / "pourparler"), *arguments]


def surroundings(**settings: str) -> dict[str, str]:
    """This environment with no setting of the product but the given ones."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("POURPARLER", "TELEGRAM"))}
    return {**plain, "NO_COLOR": "1", "TERM": "dumb", **settings}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """A running bot: with its own simulator, or on a server that is there already."""

    def __init__(self, folder: Path, url: str, settings: dict[str, str], *, paced: bool) -> None:
        self.folder = folder
        self.url = url
        self._settings = settings
        self._paced = paced
        self._process: subprocess.Popen[bytes] | Forked | None = None

    @property
    def database(self) -> Path:
        """Its database file."""
        return self.folder / "pourparler.db"

    @property
    def log(self) -> str:
        """Everything it has printed."""
        return (self.folder / "log").read_text("utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """What its commands see."""
        return surroundings(**self._settings)

    def start(self) -> None:
        """Start it and wait until it is at work."""
        before = self.log.count("is at work") if (self.folder / "log").exists() else 0
        with (self.folder / "log").open("ab") as log:
            self._process = (
                subprocess.Popen(
                    command("run"),
                    cwd=self.folder,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
                if self._paced
                else forked(
                    UNPACED,
                    "run",
                    folder=self.folder,
                    environment=self.environment,
                    out=log,
                    err=log,
                    talks=True,
                )
            )
        deadline = time.monotonic() + START_SECONDS
        while self.log.count("is at work") == before:
            assert self._process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.05)

    def stop(self) -> int:
        """Ask it to stop; gives its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """Kill it as the system would."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait(STOP_SECONDS)

    def stored(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of its database, read from outside while it runs."""
        with closing(sqlite3.connect(self.database, timeout=10)) as conn:
            return [tuple(row) for row in conn.execute(sql, values)]

    async def quiet(self, chat_id: int | None = None, seconds: float = 30) -> None:
        """Wait until all that has arrived is answered and the answers are delivered.

        `chat_id` looks at one private chat only.
        """
        deadline = time.monotonic() + seconds
        inbox = "SELECT count(*) FROM inbox WHERE state = 'waiting'"
        outbox = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"
        if chat_id is not None:
            inbox += f" AND chat_key = 'chat:{chat_id}'"
            outbox += f" AND chat_id = {chat_id}"
        async with httpx.AsyncClient(base_url=self.url, trust_env=False) as http:
            while True:
                # An update leaves the server only once it is in the inbox: look there first.
                under_way = len((await http.get("/sim/updates")).json()["pending"])
                open_rows = self.stored(f"SELECT ({inbox}) + ({outbox})")
                if not under_way and open_rows == [(0,)]:
                    return
                assert time.monotonic() < deadline, f"not quiet after {seconds} s\n{self.log}"
                await asyncio.sleep(0.03)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of the product beside it."""
        if not self._paced:
            return at_once(*arguments, folder=self.folder, environment=self.environment)
        return subprocess.run(
            command(*arguments),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
        )


def at_once(
    *arguments: str, folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command of the product to its end, in a process that need not load it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        running = forked(
            UNPACED,
            *arguments,
            folder=folder,
            environment=environment,
            out=out,
            err=err,
            talks=False,
        )
        try:
            code = running.wait(START_SECONDS)
        finally:
            running.kill()
        told = []
        for file in (out, err):
            file.seek(0)
            told.append(file.read().decode())
    return subprocess.CompletedProcess(arguments, code, told[0], told[1])


@contextmanager
def product(
    folder: Path, *, server: str | None = None, paced: bool = True, **settings: str
) -> Iterator[Product]:
    """The product while the block lasts; `server` is a local Bot API that runs already."""
    made = prepared(folder, server=server, paced=paced, **settings)
    made.start()
    try:
        yield made
        assert made.stop() == 0, made.log
    finally:
        made.kill()


@asynccontextmanager
async def living(
    folder: Path, *, server: str | None = None, paced: bool = True, **settings: str
) -> AsyncIterator[Product]:
    """As `product`, without holding the event loop: the server may run in it."""
    made = prepared(folder, server=server, paced=paced, **settings)
    await asyncio.to_thread(made.start)
    try:
        yield made
        assert await asyncio.to_thread(made.stop) == 0, made.log
    finally:
        made.kill()


def prepared(folder: Path, *, server: str | None, paced: bool, **settings: str) -> Product:
    """The product with its settings, not yet started."""
    port = free_port()
    reached = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": f"{server}/bot"}
    return Product(
        folder,
        server or f"http://127.0.0.1:{port}",
        {
            "POURPARLER_DATABASE": str(folder / "pourparler.db"),
            "POURPARLER_SIMULATOR_PORT": str(port),
            "POURPARLER_WEB_PORT": "0",
            "POURPARLER_HUMAN_DELAY": "off",
            "POURPARLER_NUDGE_MINUTES": "0",
            **(reached if server else {}),
            **settings,
        },
        paced=paced,
    )
