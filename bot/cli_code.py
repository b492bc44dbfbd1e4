"""`pourparler code`: a link that opens a scenario's brief."""

import asyncio
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from bot.conduct.doors import SCENARIO_CODE
from bot.config import settings
from dialogues.ids import ScenarioId
from dialogues.library import library
from storage.rows import Code
from storage.sqlite.store import SqliteStore

CANNOT = 2


def code_command(
    scenario: Annotated[str, typer.Argument(help="A scenario's id.")],
    days: Annotated[int, typer.Option(help="Days the code works; 0 for ever.", min=0)] = 0,
    uses: Annotated[int, typer.Option(help="How often it works; 0 without limit.", min=0)] = 0,
) -> None:
    """Make a code that opens a scenario: t.me/YOUR_BOT?start=CODE, or /start CODE."""
    try:
        library().case(ScenarioId(scenario))
    except KeyError:
        ids = ", ".join(one.id for one in library().all())
        typer.echo(f"no scenario is called {scenario!r}; there are: {ids}", err=True)
        raise typer.Exit(CANNOT) from None
    now = datetime.now(UTC)
    code = Code(
        code=secrets.token_urlsafe(12),
        kind=SCENARIO_CODE,
        payload=json.dumps({"scenario": scenario}),
        expires_at=now + timedelta(days=days) if days else None,
        uses_most=uses or None,
    )
    asyncio.run(_kept(code))
    typer.echo(code.code)


async def _kept(code: Code) -> None:
    store = SqliteStore.open(settings().database)
    try:
        async with store.work(datetime.now(UTC)) as work:
            work.save_code(code)
    finally:
        store.close()
