"""`pourparler verify` and `rubric-preview`: recompute what is stored, or see who would move."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.config import settings
from bot.verifying import Verified, talk_of, verify
from dialogues.library import library
from dialogues.source import load
from dialogues.text import Frozen
from rubrics.assessment import Assessment, assess
from rubrics.rubric import Rubric, RubricFile, completed, rubric, shared_indicators
from storage.sqlite.store import SqliteStore
from storage.work import Work

T = TypeVar("T")

CANNOT = 2
DIFFERS = 1

console = Console()
complaints = Console(stderr=True)


def verify_command(
    receipt: Annotated[str, typer.Argument(help="The receipt under a debrief: pp1-…")],
) -> None:
    """Recompute a stored assessment from its talk, its scenario and its rubric.

    Ends with 0 when it comes out equal, 1 when it does not, 2 when it cannot be recomputed here.
    """
    found = _with_work(lambda work: verify(work, library(), receipt.strip()))
    console.print(_told(found), highlight=False)
    raise typer.Exit({"equal": 0, "differs": DIFFERS}.get(found.outcome, CANNOT))


def _told(found: Verified) -> str:
    match found.outcome:
        case "equal":
            assert found.stored is not None
            return f"equal: {found.stored.total}/20, rubric {found.stored.rubric_hash}"
        case "differs":
            assert found.stored is not None
            assert found.now is not None
            return f"DIFFERS: stored {found.stored.total}/20, recomputed {found.now.total}/20"
        case "other-engine":
            return (
                f"made by engine {found.engine}: install the Pourparler release with that engine "
                "to recompute it; the stored assessment stays valid"
            )
        case "content-gone":
            return "the scenario or the rubric it was made with is no longer kept"
        case _:
            return "no assessment with this receipt is stored here"


class Moved(Frozen):
    """One attempt under the present rubric and under the candidate."""

    attempt: str
    before: Assessment
    after: Assessment

    @property
    def by(self) -> Decimal:
        """Points of 20 gained or lost."""
        ends = (self.before.total, self.after.total)
        old, new = (t if isinstance(t, Decimal) else Decimal(0) for t in ends)
        return new - old


def rubric_preview_command(
    file: Annotated[Path, typer.Argument(help="A family's rubric as it would become.")],
) -> None:
    """Show whose marks would move, and by how much, if this rubric replaced the present one.

    Nothing is changed: assessments already made stay valid under the rubric they were made with.
    """
    candidate_file = load(file, RubricFile, name=str(file))
    candidate = completed(candidate_file, shared_indicators()).core
    present = rubric(candidate_file.family)
    if candidate.structure == present.structure:
        same = candidate.hash == present.hash
        console.print("the same rubric" if same else "only texts differ: no mark would move")
        return
    moved = _with_work(lambda work: _moves(work, present, candidate))
    _show(moved)


def _moves(work: Work, present: Rubric, candidate: Rubric) -> tuple[Moved, ...]:
    found: list[Moved] = []
    for attempt in work.assessed():
        talk = talk_of(work, library(), attempt)
        if talk is not None and talk.family == present.family:
            before, after = assess(talk, present), assess(talk, candidate)
            found.append(Moved(attempt=attempt.id, before=before, after=after))
    return tuple(found)


def _show(moved: tuple[Moved, ...]) -> None:
    changed = [m for m in moved if m.before.results != m.after.results or m.by]
    table = Table("attempt", "now", "would be", "moves", "criteria")
    for one in sorted(changed, key=lambda m: -abs(m.by)):
        criteria = ", ".join(
            f"{new.criterion} {old.level if old else '–'}→{new.level}"
            for new in one.after.results
            if (old := one.before.result(new.criterion)) is None or old.level != new.level
        )
        table.add_row(one.attempt, _total(one.before), _total(one.after), f"{one.by:+}", criteria)
    if changed:
        console.print(table)
    console.print(f"{len(moved)} assessed attempts looked at, {len(changed)} would move")


def _total(judged: Assessment) -> str:
    return "–" if judged.mark is None else str(judged.mark)


def _with_work(do: Callable[[Work], T]) -> T:
    async def reading() -> T:
        store = SqliteStore.open(settings().database)
        try:
            async with store.work(datetime.now(UTC)) as work:
                return do(work)
        finally:
            store.close()

    return asyncio.run(reading())
