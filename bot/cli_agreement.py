"""`pourparler agreement`: the engine's marks beside people's."""

import json
from pathlib import Path
from typing import Annotated, Self

import typer
from pydantic import Field, ValidationError, model_validator
from rich.console import Console
from rich.table import Table

from bot.cli_cases import cases_replayed
from dialogues.ids import CriterionId
from dialogues.text import Frozen
from rubrics.agreement import CARD, Card, Kappa, Marked, card
from rubrics.assessment import assess
from rubrics.damage import DAMAGES, Damage, damaged
from rubrics.imported import ImportedTalk, transcript

CANNOT = 2

console = Console()
complaints = Console(stderr=True)


class Given(Frozen):
    """One marker's marks of one case."""

    model_config = {"frozen": True, "extra": "ignore"}

    total: float = Field(ge=0, le=20)
    criteria: dict[CriterionId, int | None]

    def of(self, case: str) -> Marked:
        """The marks as they are compared."""
        return Marked(case=case, total=self.total, levels=self.criteria)


class Case(Frozen):
    """A double-scored case: people's marks, with the engine's or with the talk to be marked."""

    model_config = {"frozen": True, "extra": "ignore"}

    id: str
    people: tuple[Given, ...] = Field(min_length=1)
    engine: Given | None = None
    talk: ImportedTalk | None = None

    @model_validator(mode="after")
    def _markable(self) -> Self:
        if self.engine is None and self.talk is None:
            raise ValueError("give the engine's marks or the talk")
        return self


class Mark(Frozen):
    """A person's marks of one talk."""

    model_config = {"frozen": True, "extra": "ignore"}

    id: str
    total: float = Field(ge=0, le=20)
    criteria: dict[CriterionId, int | None]


class Marks(Frozen):
    """A person's marks of many talks."""

    model_config = {"frozen": True, "extra": "ignore"}

    marker: str
    marks: tuple[Mark, ...]


def agreement_command(
    talks: Annotated[
        Path | None,
        typer.Argument(
            help="Marked cases as JSON lines; or a folder of talks as JSON, with --marks."
        ),
    ] = None,
    marks: Annotated[
        list[Path] | None,
        typer.Option(help="Marks of one person as JSON; give it twice for two people."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the card as JSON.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the card as the one this release shows.")
    ] = False,
    damage: Annotated[
        bool, typer.Option(help="Also measure the loss when typing is damaged.")
    ] = False,
    cases: Annotated[
        bool,
        typer.Option("--cases", help="Replay trainers' overrides in the database instead."),
    ] = False,
) -> None:
    """Print the agreement card: weighted kappa of the engine with people, beside people's own."""
    if cases:
        cases_replayed(as_json=as_json)
        return
    if talks is None:
        complaints.print("give the file or folder of talks, or --cases")
        raise typer.Exit(CANNOT)
    try:
        given, engine, people = _given(talks, marks or [])
    except OSError as error:
        complaints.print(
            f"{error.filename}: {error.strerror}", markup=False, highlight=False, soft_wrap=True
        )
        raise typer.Exit(CANNOT) from None
    except ValidationError as error:
        complaints.print(str(error), markup=False)
        raise typer.Exit(CANNOT) from None
    found = card(engine or marked(given), people)
    if write:
        CARD.write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    damages = DAMAGES if damage and given else ()
    losses = {kind: card(marked(given, kind), people) for kind in damages}
    if as_json:
        body = {
            "agreement": found.model_dump(mode="json"),
            "median_criterion": found.median_criterion,
            "damage": {kind: one.model_dump(mode="json") for kind, one in losses.items()},
        }
        print(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        _show(found, losses)


def _given(
    path: Path, marks: list[Path]
) -> tuple[tuple[ImportedTalk, ...], tuple[Marked, ...], list[tuple[Marked, ...]]]:
    """Talks, the engine's marks when they are in the file, and each person's marks.

    Raises:
        OSError: a file cannot be read.
        ValidationError: a row is no case.
    """
    if marks:
        people = [_marked(Marks.model_validate_json(one.read_text("utf-8"))) for one in marks]
        return _talks(path), (), people
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    cases = [Case.model_validate_json(line) for line in lines]
    count = min((len(case.people) for case in cases), default=0)
    each = [tuple(case.people[n].of(case.id) for case in cases) for n in range(count)]
    engine = tuple(case.engine.of(case.id) for case in cases if case.engine)
    talks = tuple(case.talk for case in cases if case.talk)
    return talks, engine if len(engine) == len(cases) else (), each


def marked(talks: tuple[ImportedTalk, ...], damage: Damage | None = None) -> tuple[Marked, ...]:
    """The engine's marks of these talks, their learner turns damaged when asked."""
    found: list[Marked] = []
    for talk in talks:
        judged = assess(transcript(damaged(talk, damage) if damage else talk))
        total = float(judged.mark or 0)
        levels = {r.criterion: r.level for r in judged.results}
        found.append(Marked(case=talk.id, total=total, levels=levels))
    return tuple(found)


def _talks(path: Path) -> tuple[ImportedTalk, ...]:
    if path.is_dir():
        return tuple(
            ImportedTalk.model_validate_json(one.read_text("utf-8"))
            for one in sorted(path.glob("*.json"))
        )
    lines = path.read_text("utf-8").splitlines()
    return tuple(ImportedTalk.model_validate_json(line) for line in lines if line.strip())


def _marked(given: Marks) -> tuple[Marked, ...]:
    return tuple(Marked(case=m.id, total=m.total, levels=m.criteria) for m in given.marks)


def _kappa(found: Kappa | None) -> str:
    if found is None or found.value is None:
        return "–"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _show(found: Card, losses: dict[Damage, Card]) -> None:
    table = Table("", "talks", "engine – people", "people – people", "bias", "")
    middle = found.middle
    table.add_row("total /20", *_row(found.totals, found.people_totals), "")
    table.add_row("mid-range totals", *_row(middle, None), "")
    for criterion, (engine, people) in found.criteria.items():
        word = "indicative: the trainer decides" if found.indicative(criterion) else ""
        table.add_row(criterion, *_row(engine, people), word)
    console.print(table)
    median = found.median_criterion
    console.print(f"median criterion: {'–' if median is None else format(median, '.2f')}")
    for kind, one in losses.items():
        if found.totals.value is not None and one.totals.value is not None:
            console.print(f"{kind}: total kappa {one.totals.value - found.totals.value:+.3f}")


def _row(engine: Kappa, people: Kappa | None) -> tuple[str, str, str, str]:
    return str(engine.pairs), _kappa(engine), _kappa(people), f"{engine.bias:+.2f}"
