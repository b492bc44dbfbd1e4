"""`pourparler agreement --cases`: trainers' overrides replayed against the present engine."""

import asyncio
import json
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from bot.cases import Case, replayed
from bot.config import settings
from dialogues.library import library
from rubrics.assessment import Level, Outcome
from storage.sqlite.store import SqliteStore

console = Console()


def cases_replayed(*, as_json: bool) -> None:
    """Print every override that stands, and whether today's engine gives what the trainer gave."""
    found = asyncio.run(_found())
    if as_json:
        cases = [{**c.model_dump(mode="json"), "agrees": c.agrees} for c in found]
        print(json.dumps(cases, ensure_ascii=False, indent=2))
        return
    if not found:
        console.print("no trainer has overruled a level yet")
        return
    table = Table("attempt", "criterion", "engine then", "trainer", "engine now", "", "reason")
    for case in found:
        now = "not judged" if case.now is None else _level(case.now)
        says = "agrees" if case.agrees else "differs"
        then, trainer = _level(case.then), _level(case.trainer)
        table.add_row(case.attempt, case.criterion, then, trainer, now, says, _plain(case.reason))
    console.print(table)
    agreeing = sum(case.agrees for case in found)
    console.print(f"{len(found)} cases: the engine agrees with {agreeing}")


def _level(outcome: Outcome) -> str:
    return str(outcome.level) if isinstance(outcome, Level) else "no opportunity"


def _plain(text: str) -> str:
    # Rich would read square brackets in a trainer's words as markup.
    return " ".join(text.split()).replace("[", "\\[")


async def _found() -> tuple[Case, ...]:
    store = SqliteStore.open(settings().database)
    try:
        async with store.work(datetime.now(UTC)) as work:
            return replayed(work, library())
    finally:
        store.close()
