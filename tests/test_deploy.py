"""What is shipped for operators names only things that exist."""

import re
from pathlib import Path

import typer
import yaml

from bot.cli import cli
from bot.config import NAMES

TOP = Path(__file__).parent.parent
DEPLOY = TOP / "deploy"


def test_that_the_runbook_names_only_commands_that_exist() -> None:
    group = typer.main.get_command(cli)
    known = set(getattr(group, "commands", {}))
    text = (DEPLOY / "RUNBOOK.md").read_text("utf-8")

    named = set(re.findall(r"pourparler ([a-z][a-z-]+)\b", text)) - {"is", "env"}
    assert named <= known, named - known


def test_that_the_runbook_says_what_an_operator_must_be_able_to_do() -> None:
    text = (DEPLOY / "RUNBOOK.md").read_text("utf-8")
    for heading in ("Install", "Update", "Back up", "Restore", "Rotate the token", "Erase"):
        assert re.search(rf"^## {heading}", text, re.MULTILINE), heading


def test_that_the_compose_file_mounts_what_it_declares_and_backs_up_what_the_bot_writes() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    litestream = yaml.safe_load((DEPLOY / "litestream.yml").read_text("utf-8"))
    services = compose["services"]
    used = {v.split(":")[0] for s in services.values() for v in s["volumes"]}

    assert {v for v in used if not v.startswith(".")} == set(compose["volumes"])
    database = services["bot"]["environment"]["POURPARLER_DATABASE"]
    assert [db["path"] for db in litestream["dbs"]] == [database]
    assert (DEPLOY / services["bot"]["build"]["context"]).resolve() == TOP
    assert (TOP / services["bot"]["build"]["dockerfile"]).is_file()


def test_that_the_image_copies_every_package_and_what_it_copies_is_let_through() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    let_through = (TOP / ".dockerignore").read_text("utf-8").split()
    sources = re.findall(r"^COPY ((?:[\w.]+ )+)\./", dockerfile, re.MULTILINE)
    copied = {name for line in sources for name in line.split()}

    assert {"bot", "dialogues", "rubrics", "storage"} <= copied
    for name in copied:
        assert (TOP / name).exists(), name
        assert f"!{name}" in let_through, name


def test_that_settings_in_units_and_compose_exist() -> None:
    for file in (*DEPLOY.glob("*.service"), DEPLOY / "compose.yaml", DEPLOY / "Dockerfile"):
        for name in re.findall(r"\b((?:POURPARLER|TELEGRAM)_[A-Z_]+)\b", file.read_text("utf-8")):
            assert name in NAMES, f"{file.name}: {name}"
