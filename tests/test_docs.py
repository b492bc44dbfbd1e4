"""The documentation says everything there is, and nothing that is not."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from bot.cli import cli
from bot.conduct import menus
from bot.conduct.routes import COMMANDS
from bot.config import NAMES

ROOT = Path(__file__).parents[1]
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
MOST_BYTES = 200_000
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"")


def page(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def commands() -> dict[str, dict[str, tuple[str, ...]]]:
    """The command line: per command its options' help and flags, under "" its own help."""
    group: Any = typer.main.get_command(cli)
    return {
        name: {"": (command.help or "",)}
        | {
            option.help or "": (*option.opts, *option.secondary_opts)
            for option in command.params
            if option.param_type_name == "option" and option.name != "help"
        }
        for name, command in group.commands.items()
    }


def part(text: str, heading: str) -> str:
    """What stands under a heading."""
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md lacks the heading {heading!r}"
    return found[1]


def test_that_every_command_of_the_terminal_is_described_with_its_options() -> None:
    text = page("docs/commands.md")
    for name, options in commands().items():
        said = part(text, f"### pourparler {name}")
        for flag in [flag for flags in options.values() for flag in flags if flag[:2] == "--"]:
            assert f"`{flag}`" in said, f"pourparler {name}: {flag} is not described"


def test_that_no_command_is_described_that_does_not_exist() -> None:
    told = re.findall(r"^### pourparler (\S+)$", page("docs/commands.md"), re.MULTILINE)
    assert sorted(told) == sorted(commands())


def test_that_every_command_explains_itself_and_its_options() -> None:
    for name, options in commands().items():
        assert options[""] != ("",), name
        flags = [flag for key, flags in options.items() if not key for flag in flags]
        assert not [flag for flag in flags if flag.startswith("-")], name


def test_that_every_command_of_the_chat_is_described() -> None:
    told = set(re.findall(r"^\| `/(\w+)`", page("docs/commands.md"), re.MULTILINE))
    assert told == {*COMMANDS, *menus.COMMANDS, "start"}


def test_that_every_setting_is_described_and_none_that_does_not_exist() -> None:
    operations, example = page("docs/operations.md"), page("deploy/env.example")
    for name in NAMES:
        assert f"`{name}`" in operations, name
        assert name in example, name
    told = set(re.findall(r"\b(?:POURPARLER|TELEGRAM)_[A-Z_]+\b", "\n".join(map(page, _names()))))
    assert {n for n in told if not n.startswith("POURPARLER_TEST_")} <= set(NAMES)


def _names() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in PAGES]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_that_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
    for found in LINK.finditer(text):
        target = found[1] or found[2]
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        file = path.parent / unquote(target.split("#")[0])
        assert file.exists(), f"{path.relative_to(ROOT)}: {target}"


def test_that_pictures_are_light_and_shown() -> None:
    shown = "\n".join(path.read_text("utf-8") for path in PAGES)
    pictures = sorted((ROOT / "docs" / "screenshots").glob("*"))
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < MOST_BYTES, picture.name
        assert picture.name in shown, f"{picture.name} is shown nowhere"


def test_that_the_readme_names_targets_and_folders_that_exist() -> None:
    readme, makefile = page("README.md"), page("Makefile")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)`?", readme))
    assert {"run", "test"} <= named <= targets
    for folder in re.findall(r"^\| `([\w/.]+/)`", readme, re.MULTILINE):
        assert (ROOT / folder).is_dir(), folder


def test_that_the_changelog_keeps_its_form() -> None:
    text = page("CHANGELOG.md")
    assert re.search(
        r"^## \[Unreleased\]|^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", text, re.MULTILINE
    )
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
