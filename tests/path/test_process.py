"""The bot as a process: how it starts, stops and says what is wrong."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.simulator.client import Simulator
from bot.simulator.server import listen, running
from tests.path.conftest import TOKEN, Process, stored
from tests.path.conftest import process as started


def process(
    simulator: Simulator, database: Path, **environment: str
) -> AbstractAsyncContextManager[Process]:
    """A bot that loads everything, as when it is started for good."""
    return started(simulator, database, "parrot_process", True, **environment)


async def test_that_sigterm_finishes_work_in_hand_and_exits_0(
    simulator: Simulator, database: Path
) -> None:
    async with process(simulator, database, POURPARLER_TEST_SLOW="0.2") as bot:
        await bot.until_at_work()
        phones = [await simulator.phone(f"P{n}") for n in range(6)]
        for phone in phones:
            await phone.send("in hand")
        await phones[0].wait_for("1: in hand")
        bot.terminate()

        code = await bot.ended()
        inbox = stored(database, "SELECT state, count(*) FROM inbox GROUP BY state")
        outbox = stored(database, "SELECT state, count(*) FROM outbox GROUP BY state")

        assert code == 0, bot.log
        (done,) = [count for state, count in inbox if state == "done"]
        assert [row for row in inbox if row[0] != "done"] == []
        assert outbox == [("sent", done)]


async def test_that_a_stop_has_a_deadline_and_keeps_what_is_left(
    simulator: Simulator, database: Path
) -> None:
    await simulator.fault("sendMessage", mode="hang")
    async with process(simulator, database, POURPARLER_DRAIN_SECONDS="0.5") as bot:
        await bot.until_at_work()
        phone = await simulator.phone()
        await phone.send("a")
        await simulator.calls("sendMessage", wait=5)
        bot.terminate()

        assert await bot.ended(5) == 0, bot.log
        assert "kept for the next start" in bot.log
    await simulator.clear_faults()
    async with process(simulator, database):
        await phone.wait_for("1: a")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TELEGRAM_BOT_TOKEN", "my secret token", "TELEGRAM_BOT_TOKEN (value not shown): expected"),
        ("TELEGRAM_API_BASE_URL", "127.0.0.1:8081", "TELEGRAM_API_BASE_URL = '127.0.0.1:8081'"),
        ("POURPARLER_NUDGE_MINUTES", "ten", "POURPARLER_NUDGE_MINUTES = 'ten'"),
        ("POURPARLER_DATABSE", "x.db", "did you mean POURPARLER_DATABASE?"),
    ],
)
async def test_that_a_wrong_setting_is_named_and_ends_with_2(
    simulator: Simulator, database: Path, name: str, value: str, told: str
) -> None:
    async with process(simulator, database, **{name: value}) as bot:
        assert await bot.ended() == 2

        assert told in bot.log
        assert "Traceback" not in bot.log
        assert "my secret token" not in bot.log


async def test_that_a_token_the_server_refuses_ends_with_2(
    simulator: Simulator, database: Path
) -> None:
    for status in (401, 404):
        fault = await simulator.fault("getMe", status=status)
        async with process(simulator, database) as bot:
            assert await bot.ended() == 2
            assert "TELEGRAM_BOT_TOKEN: the server at" in bot.log
            assert "Traceback" not in bot.log
        await simulator.clear_faults(fault)


async def test_that_a_database_that_cannot_be_used_ends_with_2(
    simulator: Simulator, database: Path
) -> None:
    database.write_text("not a database " * 500, "utf-8")
    async with process(simulator, database) as bot:
        assert await bot.ended() == 2
        assert f"database {database}: it is damaged" in bot.log
        assert "Traceback" not in bot.log


async def test_that_a_second_process_on_the_same_file_is_refused(
    simulator: Simulator, database: Path
) -> None:
    async with process(simulator, database) as first:
        await first.until_at_work()
        async with process(simulator, database) as second:
            assert await second.ended() == 2
            assert "another bot process is using it" in second.log


async def test_that_a_server_that_is_down_is_waited_for(database: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    async with Simulator(f"http://127.0.0.1:{port}") as absent, process(absent, database) as bot:
        while "cannot reach the server" not in bot.log:
            await _moment()
        async with running(port=port) as url, Simulator(url) as simulator:
            await bot.until_at_work()
            phone = await simulator.phone()
            await phone.send("a")
            await phone.wait_for("1: a")
        assert "Traceback" not in bot.log


async def test_that_a_stop_before_the_server_answers_exits_0(database: Path) -> None:
    async with (
        Simulator("http://127.0.0.1:9") as absent,
        process(absent, database) as bot,
    ):
        while "cannot reach the server" not in bot.log:
            await _moment()
        bot.terminate()

        assert await bot.ended() == 0, bot.log


async def test_that_the_network_may_go_and_come_back(tmp_path: Path, database: Path) -> None:
    state = tmp_path / "simulator.json"
    async with running(state_path=state) as url, Simulator(url) as simulator:
        port = int(url.rpartition(":")[2])
        bot_context = process(simulator, database)
        bot = await bot_context.__aenter__()
        await bot.until_at_work()
        phone = await simulator.phone()
        await phone.send("a")
        await phone.wait_for("1: a")
        await phone.send("/timer 1")
        await phone.wait_quiet()
    while "ding" not in str(stored(database, "SELECT body FROM outbox")):
        await _moment()
    try:
        async with running(port=port, state_path=state) as url, Simulator(url) as simulator:
            phone.simulator = simulator
            await phone.wait_for("ding", timeout=40, anywhere=True)
            await phone.send("b")
            await phone.wait_for("2: b", timeout=40)
        assert "can be reached again" in bot.log
    finally:
        await bot_context.__aexit__(None, None, None)


async def test_that_the_token_is_in_no_log(simulator: Simulator, database: Path) -> None:
    await simulator.fault("sendMessage", mode="drop_after", times=1)
    await simulator.fault("getUpdates", status=500, times=1)
    async with process(simulator, database, POURPARLER_LOG_LEVEL="DEBUG") as bot:
        await bot.until_at_work()
        phone = await simulator.phone()
        await phone.send("/bug")
        await phone.send("a")
        await phone.wait_for("1: a", timeout=20)
        bot.terminate()
        assert await bot.ended() == 0

    assert "a planted bug" in bot.log
    assert TOKEN not in bot.log
    assert TOKEN.partition(":")[2] not in bot.log


async def _moment() -> None:
    import asyncio

    await asyncio.sleep(0.05)
