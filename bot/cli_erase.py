"""`pourparler erase`: an operator erases a learner who cannot do it herself."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.config import settings
from dialogues.ids import LearnerId
from storage.sqlite.lock import held
from storage.sqlite.store import SqliteStore

CANNOT = 2

console = Console()
complaints = Console(stderr=True)


def erase_command(
    learner: Annotated[str, typer.Argument(help="A learner's id, as --find shows it.")] = "",
    find: Annotated[str, typer.Option(help="List learners whose first name holds this.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase all that is kept of a learner who cannot send /forgetme; stop the bot first.

    Only the record remains that it was done. Backups keep her until they are deleted.
    """
    if bool(learner) == bool(find):
        complaints.print("give a learner's id, or --find with a part of her first name")
        raise typer.Exit(CANNOT)
    if find:
        asyncio.run(_list(find))
        return
    if not yes:
        typer.confirm(f"Erase learner {learner} and everything she wrote, for good?", abort=True)
    with held(settings().database):
        asyncio.run(_erase(LearnerId(learner)))


async def _list(part: str) -> None:
    store = SqliteStore.open(settings().database)
    try:
        async with store.work(datetime.now(UTC)) as work:
            found = [
                (one, work.attempts(one.id))
                for one in work.learners()
                if part.casefold() in one.first_name.casefold()
            ]
    finally:
        store.close()
    if not found:
        console.print("nobody of that name")
        return
    table = Table("id", "first name", "since", "attempts", "latest")
    for one, attempts in found:
        latest = f"{attempts[0].started_at:%Y-%m-%d}" if attempts else "–"
        since = f"{one.created_at:%Y-%m-%d}"
        table.add_row(one.id, one.first_name, since, str(len(attempts)), latest)
    console.print(table)


async def _erase(learner: LearnerId) -> None:
    store = SqliteStore.open(settings().database)
    try:
        async with store.work(datetime.now(UTC)) as work:
            try:
                done = work.erase(learner)
            except KeyError:
                complaints.print(f"no learner has the id {learner}; look with --find")
                raise typer.Exit(CANNOT) from None
    finally:
        store.close()
    console.print(f"erased: {done.attempts} attempts, {done.events} events")
