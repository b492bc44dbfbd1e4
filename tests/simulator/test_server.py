"""The simulator as a process of its own."""

import asyncio
import signal
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.simulator.client import Simulator
from bot.simulator.server import listen


async def _start(*options: str) -> tuple[asyncio.subprocess.Process, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.simulator",
        *options,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    return process, line.decode().strip()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_that_it_ends_at_once_though_a_page_and_a_poller_wait(
    number: signal.Signals, tmp_path: Path
) -> None:
    state = tmp_path / "state.json"
    process, url = await _start("--port", "0", "--state", str(state))
    async with Simulator(url) as simulator, httpx.AsyncClient(trust_env=False) as http:
        await simulator.phone("Camille")
        poll = asyncio.create_task(http.get(f"{url}/bot1:abcdef/getUpdates?timeout=50", timeout=60))
        async with http.stream("GET", f"{url}/sim/events?users=1") as stream:
            lines = stream.aiter_lines()
            assert await anext(lines) == "retry: 1000"
            await asyncio.sleep(0.1)
            began = time.monotonic()
            process.send_signal(number)
            async for _ in lines:
                pass
        assert (await poll).json() == {"ok": True, "result": []}
    _, errors = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, errors) == (0, b"")
    assert time.monotonic() - began < 3
    assert "Camille" in state.read_text()


async def test_that_a_taken_port_and_a_broken_state_end_with_one_sentence(tmp_path: Path) -> None:
    taken = listen("127.0.0.1", 0)
    taken.listen()
    port = str(taken.getsockname()[1])
    broken = tmp_path / "state.json"
    broken.write_text("{")
    for options in (["--port", port], ["--port", "0", "--state", str(broken)]):
        process, line = await _start(*options)
        _, errors = await process.communicate()
        assert (process.returncode, line) == (2, "")
        assert b"Traceback" not in errors
        assert errors.strip()
    taken.close()
