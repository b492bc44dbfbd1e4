"""The local Bot API, and the bot over it: inside the test or as a process of its own."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.conductor import Conductor
from bot.config import Settings
from bot.service import Service
from bot.simulator.client import Simulator
from bot.simulator.server import running
from bot.transport import telegram_bot
from storage.sqlite.store import SqliteStore
from tests.forked import Forked, forked
from tests.path.parrot import Parrot

TOKEN = "123456789:AAE-test-token_for-the-local-server-only"
READ_SECONDS = 1.0
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with running() as url, Simulator(url) as opened:
        yield opened


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "pourparler.db"


def settings_for(
    simulator: Simulator, database: Path, *, human_delay: bool = False, drain: float = 5
) -> Settings:
    return Settings.model_validate(
        {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": simulator.base_url,
            "TELEGRAM_API_BASE_FILE_URL": simulator.base_file_url,
            "POURPARLER_DATABASE": database,
            "POURPARLER_HUMAN_DELAY": human_delay,
            "POURPARLER_DRAIN_SECONDS": drain,
        }
    )


class Running:
    """A bot at work inside the test."""

    def __init__(self, store: SqliteStore, service: Service) -> None:
        self.store = store
        self.service = service


Start = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture
def bot(simulator: Simulator, database: Path) -> Start:
    @asynccontextmanager
    async def start(
        conductor: Conductor | None = None, *, human_delay: bool = False
    ) -> AsyncIterator[Running]:
        settings = settings_for(simulator, database, human_delay=human_delay)
        store = SqliteStore.open(database)
        telegram = telegram_bot(
            TOKEN, settings.base_url, settings.file_url, read_seconds=READ_SECONDS
        )
        await telegram.initialize()
        service = Service(settings, conductor or Parrot(), store, telegram, utc_now)
        stop = asyncio.Event()
        task = asyncio.create_task(service.run(stop))
        try:
            yield Running(store, service)
        finally:
            stop.set()
            assert await task == 0
            await telegram.shutdown()
            store.close()

    return start


class Process:
    """The bot as a process; its log is kept in a file."""

    def __init__(self, process: subprocess.Popen[bytes] | Forked, log: Path, before: int) -> None:
        self._process = process
        self._log = log
        self._before = before

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    async def ended(self, seconds: float = 20) -> int:
        return await asyncio.to_thread(self._process.wait, seconds)

    async def until_at_work(self, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            # The log of a process before this one says so too.
            while "is at work" not in self.log[self._before :]:
                assert self._process.poll() is None, self.log
                await asyncio.sleep(0.02)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


@asynccontextmanager
async def process(
    simulator: Simulator,
    database: Path,
    module: str = "parrot_process",
    cold: bool = False,
    /,
    **environment: str,
) -> AsyncIterator[Process]:
    """Start a bot of this folder as a process of its own; it is killed when the block ends.

    `cold` loads everything anew, as the product does where nobody tests it.
    """
    log = database.with_suffix(".log")
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("POURPARLER", "TELEGRAM"))}
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": simulator.base_url,
        "POURPARLER_DATABASE": str(database),
        "POURPARLER_HUMAN_DELAY": "false",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    name, surroundings = f"tests.path.{module}", {**plain, **settings}
    before = len(log.read_text("utf-8")) if log.exists() else 0
    with log.open("ab") as file:
        started = (
            subprocess.Popen(  # noqa: ASYNC220 - returns at once; `Process` waits in a thread
                [sys.executable, "-m", name],
                env=surroundings,
                cwd=database.parent,
                stdout=file,
                stderr=file,
            )
            if cold
            else forked(
                name,
                folder=database.parent,
                environment=surroundings,
                out=file,
                err=file,
                talks=module == "drill_process",
            )
        )
    running_ = Process(started, log, before)
    try:
        yield running_
    finally:
        running_.kill()
        await running_.ended()


def stored(database: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of the database file, read from outside."""
    conn = sqlite3.connect(database)
    try:
        return [tuple(row) for row in conn.execute(sql)]
    finally:
        conn.close()
