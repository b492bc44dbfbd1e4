"""Settings, logging and the doctor."""

import asyncio
import io
import logging
import re
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.config import NAMES, Settings, SettingsError, settings
from bot.doctor import diagnose
from bot.faultpoints import POINTS
from bot.logs import log_to
from bot.simulator.client import Simulator
from storage.sqlite.lock import held
from storage.sqlite.store import SqliteStore
from tests.path.conftest import ROOT, TOKEN, settings_for


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, "POURPARLER_DATABSE"):
        monkeypatch.delenv(name, raising=False)


def test_that_everything_has_a_default(tmp_path: Path) -> None:
    found = settings(tmp_path / ".env")

    assert found.token is None
    assert found.base_url == "https://api.telegram.org/bot"
    assert found.file_url == "https://api.telegram.org/file/bot"
    assert found.database == Path("var/pourparler.db")


def test_that_env_file_is_read_and_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text(
        f"TELEGRAM_BOT_TOKEN='{TOKEN}'\nPOURPARLER_NUDGE_MINUTES=3\nPOURPARLER_LOG_LEVEL=debug\n"
        "TELEGRAM_API_BASE_URL=http://127.0.0.1:8081/bot/\nOTHER_PROGRAM=1\n",
        "utf-8",
    )
    monkeypatch.setenv("POURPARLER_NUDGE_MINUTES", "7")
    monkeypatch.setenv("POURPARLER_HUMAN_DELAY", "")

    found = settings(file)

    assert found.token is not None
    assert found.token.get_secret_value() == TOKEN
    assert (found.nudge_minutes, found.log_level, found.human_delay) == (7, "DEBUG", True)
    assert found.base_url == "http://127.0.0.1:8081/bot"
    assert found.file_url == "http://127.0.0.1:8081/file/bot"
    assert TOKEN not in repr(found)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("TELEGRAM_BOT_TOKEN", "secret", "BotFather"),
        ("TELEGRAM_API_BASE_URL", "http://x/", "ends in /bot"),
        ("TELEGRAM_API_BASE_URL", "ftp://x/bot", "begins with http"),
        ("TELEGRAM_API_BASE_FILE_URL", "x", "ends in /bot"),
        ("POURPARLER_SIMULATOR_PORT", "70000", "65535"),
        ("POURPARLER_SIMULATOR_PORT", "http", "integer"),
        ("POURPARLER_LOG_LEVEL", "loud", "'WARNING'"),
        ("POURPARLER_HUMAN_DELAY", "perhaps", "boolean"),
        ("POURPARLER_NUDGE_MINUTES", "-1", "0"),
        ("POURPARLER_TIME_ZONE", "lyon", "Europe/Paris"),
        ("POURPARLER_DRAIN_SECONDS", "x", "number"),
    ],
)
def test_that_a_fault_names_variable_value_and_expectation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as fault:
        settings(tmp_path / ".env")

    told = str(fault.value)
    assert told.startswith(name)
    assert expected in told
    assert (value in told.lower()) == (name != "TELEGRAM_BOT_TOKEN")


def test_that_all_faults_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POURPARLER_NUDGE_MINUTES", "x")
    monkeypatch.setenv("POURPARLER_DRAIN_SECONDS", "y")
    monkeypatch.setenv("POURPARLER_DATABSE", "z")

    with pytest.raises(SettingsError) as fault:
        settings(tmp_path / ".env")

    assert len(str(fault.value).splitlines()) == 3


def test_that_an_env_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"POURPARLER_DATABASE=d\xe9j\xe0.db\n")

    with pytest.raises(SettingsError, match="UTF-8"):
        settings(file)


def test_that_every_setting_is_documented_with_its_default() -> None:
    table = (ROOT / "docs" / "operations.md").read_text("utf-8")
    example = (ROOT / "deploy" / "env.example").read_text("utf-8")

    documented = re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)

    assert tuple(documented) == NAMES
    assert tuple(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == NAMES
    for name, field in zip(NAMES, Settings.model_fields.values(), strict=True):
        if field.default is not None:
            shown = re.search(rf"^\| `{name}` \| `([^`]*)`", table, re.MULTILINE)
            assert shown is not None
            assert shown[1].lower() == str(field.default).lower()


def test_that_the_example_file_is_understood(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "env.example").read_text("utf-8")
    file = tmp_path / ".env"
    file.write_text(re.sub(r"^#(?=[A-Z])", "", text, flags=re.MULTILINE), "utf-8")

    understood, default = settings(file), settings(tmp_path / "absent")

    assert understood.file_url == default.file_url
    written = {"base_file_url": None, "web_port": None, "web_url": None}
    assert understood.model_copy(update=written) == default


def test_that_every_fault_point_is_reached_somewhere_and_documented() -> None:
    code = "".join(p.read_text("utf-8") for p in (ROOT / "bot").glob("*.py"))
    decision = (ROOT / "docs/decisions/0004-outbox-and-ambiguous-timeouts.md").read_text("utf-8")

    assert set(re.findall(r'reached\("([a-z-]+)"\)', code)) == set(POINTS)
    assert [point for point in POINTS if point not in decision] == []


def test_that_secrets_and_learners_words_stay_out_of_logs() -> None:
    class Shape(BaseModel):
        number: int

    words = "my private" + " words"
    stream = io.StringIO()
    before = logging.getLogger().handlers[:]
    try:
        log_to(stream, "DEBUG", secrets=["42:short"])
        log = logging.getLogger("test")
        log.info("token 42:short and https://x/bot123456789:%s/getMe", "A" * 35)
        try:
            Shape.model_validate({"number": words})
        except ValidationError:
            log.exception("failed")
        try:
            raise RuntimeError("with 42:short inside")
        except RuntimeError:
            log.exception("failed")
        logging.getLogger("httpx").info("HTTP Request: POST https://x/bot1:A/sendMessage")
    finally:
        logging.basicConfig(handlers=before, force=True)

    text = stream.getvalue()
    assert "<token>" in text
    assert "42:short" not in text
    assert "A" * 35 not in text
    assert "my private words" not in text
    assert "HTTP Request" not in text


def states(found: object) -> dict[str, str]:
    assert isinstance(found, tuple)
    return {finding.subject.split()[0]: finding.state for finding in found}


def local(database: Path, port: int = 8090) -> Settings:
    return Settings.model_validate(
        {"POURPARLER_DATABASE": database, "POURPARLER_SIMULATOR_PORT": port}
    )


def test_that_a_sound_installation_is_found_good(tmp_path: Path) -> None:
    path = tmp_path / "pourparler.db"
    fresh = diagnose(local(path, 8097))
    SqliteStore.open(path).close()
    used = diagnose(local(path, 8097))

    assert set(states(fresh).values()) == {"good"}
    assert set(states(used).values()) == {"good"}


def test_that_a_running_bot_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "pourparler.db"
    SqliteStore.open(path).close()
    with held(path):
        found = diagnose(local(path))

    assert any("a bot is running" in finding.found for finding in found)


def test_that_each_fault_comes_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "pourparler.db"
    path.write_text("no database " * 999, "utf-8")

    found = [*diagnose(local(path)), *diagnose(SettingsError("POURPARLER_X: no such setting"))]

    bad = [finding for finding in found if finding.state == "bad"]
    assert {finding.subject.split()[0] for finding in bad} == {"database", "settings"}
    assert all(finding.remedy for finding in found if finding.state != "good")


async def test_that_the_server_is_asked(simulator: Simulator, database: Path) -> None:
    chosen = settings_for(simulator, database)

    good = await asyncio.to_thread(diagnose, chosen)
    await simulator.fault("getMe", status=401)
    refused = await asyncio.to_thread(diagnose, chosen)

    assert states(good)["server"] == states(good)["clock"] == "good"
    assert states(refused)["server"] == "bad"
    assert all(TOKEN not in finding.model_dump_json() for finding in (*good, *refused))


async def test_that_an_absent_server_is_told(database: Path) -> None:
    async with Simulator("http://127.0.0.1:9") as absent:
        found = await asyncio.to_thread(diagnose, settings_for(absent, database))

    assert states(found)["server"] == "bad"
