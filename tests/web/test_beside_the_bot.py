"""The pages inside the bot's process: from the chat into the browser, and a clean stop."""

import asyncio
import re
import socket
from pathlib import Path

import httpx
import pytest

from bot.config import NAMES, SettingsError, settings
from bot.simulator.client import Simulator
from tests.bot.learner import learner
from tests.product import TOKEN, free_port, living, prepared


async def test_that_a_trainer_comes_in_from_the_chat_and_the_bot_stops_cleanly(
    tmp_path: Path,
) -> None:
    port = str(free_port())
    async with (
        living(tmp_path, paced=False, POURPARLER_WEB_PORT=port) as made,
        Simulator(made.url) as simulator,
        httpx.AsyncClient(trust_env=False, follow_redirects=True) as browser,
    ):
        assert f"http://127.0.0.1:{port}/" in made.log
        tina = await learner(simulator, made, "Tina", "fr")
        await tina.arrive()
        named = await asyncio.to_thread(made.run, "trainer", "--user", str(tina.phone.user_id))
        assert named.returncode == 0, named.stderr
        shown = (await tina.say("/trainer"))[-1]
        url = next(str(b.value) for b in shown.buttons if b.kind == "url")
        assert url.startswith(f"http://127.0.0.1:{port}/enter/")
        asked = await browser.get(url)
        assert "Tina" in asked.text
        origin = {"origin": f"http://127.0.0.1:{port}"}
        inside = await browser.post(url, data={"to": "/cohorts"}, headers=origin)
        assert inside.url.path == "/cohorts"
        assert "Vous n’encadrez encore aucun groupe" in inside.text
        proof = re.search(r'name="proof" value="(\w+)"', inside.text)
        assert proof
        left = await browser.post(
            f"http://127.0.0.1:{port}/leave", data={"proof": proof[1]}, headers=origin
        )
        assert left.url.path == "/"
        # The connection stays open: a stop must not wait for the browser.


def test_that_a_taken_port_of_the_pages_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        made = prepared(tmp_path, server=None, paced=False, POURPARLER_WEB_PORT=port)
        given = made.run("run")
    assert given.returncode == 2
    assert f"POURPARLER_WEB_PORT = {port}" in given.stderr
    assert "0 for no trainers' pages" in given.stderr


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_that_the_pages_are_on_beside_the_simulator_and_off_on_telegram(
    clean: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    absent = tmp_path / ".env"
    assert settings(absent).pages_url == "http://127.0.0.1:8091"
    clean.setenv("POURPARLER_WEB_PORT", "0")
    assert settings(absent).pages_url == ""
    clean.delenv("POURPARLER_WEB_PORT")
    clean.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert settings(absent).pages_port == 0
    assert settings(absent).pages_url == ""
    clean.setenv("POURPARLER_WEB_PORT", "8000")
    with pytest.raises(SettingsError, match="POURPARLER_WEB_URL: needed"):
        settings(absent)
    clean.setenv("POURPARLER_WEB_URL", "https://pages.example.org/")
    assert settings(absent).pages_url == "https://pages.example.org"


@pytest.mark.parametrize(
    "url",
    [
        "http://pages.example.org",
        "https://pages.example.org/under",
        "https://me@pages.example.org",
        "ftp://127.0.0.1",
        "pages.example.org",
    ],
)
def test_that_an_address_that_would_not_be_safe_is_refused(
    clean: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    clean.setenv("POURPARLER_WEB_URL", url)
    with pytest.raises(SettingsError, match="https://"):
        settings(tmp_path / ".env")
