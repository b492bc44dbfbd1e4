"""What must be mended first is said in one message, with exit code 2 and no traceback."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from dialogues.library import SHIPPED
from tests.bot.learner import DISCOVERY
from tests.product import at_once, surroundings

ELSEWHERE = """
import sys
from collections.abc import Callable
from pathlib import Path
import dialogues.library
dialogues.library.assembled.__globals__["SHIPPED"] = Path(sys.argv.pop(1))
from bot.cli import main
main()
"""
"""The command line, with the scenarios of another folder."""


def tried(
    folder: Path, *arguments: str, scenarios: Path | None = None, **settings: str
) -> tuple[int, str]:
    """Exit code and everything printed."""
    environment = surroundings(COLUMNS="400", **settings)
    if scenarios is None:
        done = at_once(*arguments, folder=folder, environment=environment)
        return done.returncode, done.stdout + done.stderr
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(scenarios), *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


Try = Callable[..., tuple[int, str]]


@pytest.fixture
def told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Try:
    """As `tried`, in this process: for what is refused before anything starts."""
    for name in [n for n in os.environ if n.startswith(("POURPARLER", "TELEGRAM"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.chdir(tmp_path)

    def attempt(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["pourparler", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(str(left.value.code)), said.out + said.err

    return attempt


def refused(given: tuple[int, str], *told: str) -> None:
    """It ended with 2, and said these things and little else."""
    code, said = given
    assert code == 2, said
    assert "Traceback" not in said
    for part in told:
        assert part in said
    assert len(said.splitlines()) <= 6, said


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"TELEGRAM_BOT_TOKEN=nonsense\n", "TELEGRAM_BOT_TOKEN (value not shown): expected"),
        (b"POURPARLER_DATABSE=x.db\n", "did you mean POURPARLER_DATABASE?"),
        (b"POURPARLER_SIMULATOR_PORT=abc\n", "POURPARLER_SIMULATOR_PORT = 'abc': expected"),
        (b"POURPARLER_LOG_LEVEL=loud\n", "POURPARLER_LOG_LEVEL = 'LOUD': expected"),
        (b"A=1\nthis is no setting\n", ".env:2: cannot be read; expected NAME=value"),
        (b"A=\xff\xfe\n", ".env: cannot be read"),
    ],
)
def test_that_a_wrong_env_file_is_named_with_what_is_expected(
    tmp_path: Path, told_at_once: Try, written: bytes, told: str
) -> None:
    (tmp_path / ".env").write_bytes(written)
    refused(told_at_once("run"), told)


def test_that_a_token_is_never_shown(tmp_path: Path) -> None:
    given = tried(tmp_path, "run", TELEGRAM_BOT_TOKEN="12345:not/a/token")
    refused(given, "TELEGRAM_BOT_TOKEN")
    assert "not/a/token" not in given[1]


def test_that_a_database_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / "pourparler.db"
    refused(tried(tmp_path, "run", POURPARLER_DATABASE=str(place)), str(place), "written to")
    refused(tried(tmp_path, "run", POURPARLER_DATABASE=str(tmp_path)), "POURPARLER_DATABASE")


def test_that_a_corrupt_database_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "broken.db"
    database.write_bytes(b"no database at all " * 1000)
    before = database.read_bytes()
    given = tried(tmp_path, "run", POURPARLER_DATABASE=str(database))
    refused(given, "broken.db", "damaged or no database", "Restor")
    assert database.read_bytes() == before


def test_that_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        given = tried(tmp_path, "run", POURPARLER_SIMULATOR_PORT=port)
    refused(given, port, "set POURPARLER_SIMULATOR_PORT to a free port")


def test_that_broken_chats_of_the_simulator_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.simulator.json").write_text('{"broken"')
    given = tried(tmp_path, "run", POURPARLER_DATABASE=str(tmp_path / "x.db"))
    refused(given, "x.simulator.json", "move the file away")
    assert "POURPARLER_SIMULATOR_PORT" not in given[1]


def test_that_a_broken_scenario_is_named_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    shutil.copytree(SHIPPED / "discovery", folder / "discovery")
    file = folder / "discovery" / f"{DISCOVERY}.yaml"
    written = file.read_text("utf-8").replace("level: 2", "level: nine", 1)
    file.write_text(written, "utf-8")
    given = tried(tmp_path, "run", scenarios=folder)
    line = written.splitlines().index("level: nine") + 1
    refused(given, f"discovery/{DISCOVERY}.yaml:{line}:", "error DLG")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("play", "nothing"), "line-two-mallow"),
        (("play", "missing.yaml"), "no such file"),
        (("play", DISCOVERY, "--lang", "de"), "expected fr or en"),
        (("play", DISCOVERY, "--script", "nope.txt"), "nope.txt"),
        (("code", "nothing"), "line-two-mallow"),
        (("check", "missing.yaml"), "no such file"),
        (("verify", "pp1-nothing"), "no assessment with this receipt"),
        (("assess", "nope.json"), "nope.json"),
        (("frobnicate",), "No such command"),
    ],
)
def test_that_a_command_that_cannot_be_done_says_why(
    told_at_once: Try, arguments: tuple[str, ...], told: str
) -> None:
    code, said = told_at_once(*arguments)
    assert code == 2, said
    assert told in said
    assert "Traceback" not in said
