"""`pourparler backup` and `restore`: a copy while the bot runs, and putting one back."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.config import settings
from bot.verifying import verify
from dialogues.library import library
from storage.sqlite.backup import back_up, kept_only, restore
from storage.sqlite.store import SqliteStore

DIFFERS = 1
PATTERN = "pourparler-*.db"

console = Console()


def backup_command(
    to: Annotated[
        Path | None,
        typer.Argument(help="A file, or a folder for a dated one; the database's folder if unset."),
    ] = None,
    keep: Annotated[
        int, typer.Option(help="Dated backups to keep in the folder; 0 for all.", min=0)
    ] = 0,
) -> None:
    """Copy the database while the bot runs; the copy is checked before it gets its name."""
    database = settings().database
    folder, file = _place(to, database)
    made = back_up(database, file)
    console.print(f"{made}: {made.stat().st_size:,} bytes", highlight=False, soft_wrap=True)
    if keep:
        for gone in kept_only(folder, PATTERN, keep):
            console.print(f"{gone}: deleted, {keep} newer are kept", highlight=False)


def _place(to: Path | None, database: Path) -> tuple[Path, Path]:
    if to is not None and to.suffix:
        return to.parent, to
    folder = to or database.parent / "backups"
    return folder, folder / f"pourparler-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"


def restore_command(
    backup: Annotated[Path, typer.Argument(help="A file that `pourparler backup` made.")],
    check: Annotated[
        bool, typer.Option(help="Recompute every receipt afterwards; ends with 1 if one differs.")
    ] = True,
) -> None:
    """Put a backup in the database's place; what stood there is moved aside, not deleted.

    Stop the bot first. Learners erased since the backup was made are erased from it again.
    """
    database = settings().database
    done = asyncio.run(restore(backup, database, datetime.now(UTC)))
    console.print(f"{database}: restored from {backup}", highlight=False, soft_wrap=True)
    if done.aside is not None:
        console.print(f"what stood there is now {done.aside}", highlight=False, soft_wrap=True)
    if not done.erasures_known:
        console.print(
            "it could not be read: learners erased since the backup have to be erased again by hand"
            " (deploy/RUNBOOK.md)"
        )
    if done.erased_again:
        console.print(f"erased again, as before: {len(done.erased_again)} learners")
    if check:
        raise typer.Exit(DIFFERS if asyncio.run(_differing(database)) else 0)


async def _differing(database: Path) -> bool:
    store = SqliteStore.open(database)
    outcomes: Counter[str] = Counter()
    try:
        async with store.work(datetime.now(UTC)) as work:
            for attempt in work.assessed():
                for one in work.assessments(attempt.id):
                    outcomes[verify(work, library(), one.receipt).outcome] += 1
    finally:
        store.close()
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    console.print(f"receipts recomputed: {told or 'none to recompute'}")
    return bool(outcomes["differs"])
