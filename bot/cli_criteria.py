"""`pourparler criteria`: search the official statements of the five qualifications."""

import json
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from dialogues.text import Lang
from rubrics.catalogue import (
    Catalogue,
    Kind,
    Observable,
    Query,
    ReferentialId,
    Statement,
    TrainingFamily,
    load_catalogue,
)
from rubrics.citation import official_reference

_STYLES: dict[Observable, str] = {"live": "green", "tutor": "yellow", "workplace": "dim"}


def criteria_command(
    find: Annotated[
        str, typer.Option("--find", "-f", help="Words to look for, in French or English.")
    ] = "",
    referential: Annotated[ReferentialId | None, typer.Option(help="One qualification.")] = None,
    observable: Annotated[
        Observable | None,
        typer.Option(help="Where it can be seen: a role-play, an exercise, the firm."),
    ] = None,
    family: Annotated[TrainingFamily | None, typer.Option(help="What trains it.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="The kind of statement.")] = None,
    leaves: Annotated[
        bool, typer.Option("--leaves", help="Only statements with nothing under them.")
    ] = False,
    lang: Annotated[Lang, typer.Option(help="The language of the wordings.")] = "fr",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, with both languages and all links.")
    ] = False,
) -> None:
    """Search the official statements: all the words given, in ids, codes and both languages.

    The wordings are ours; the second line says where to read the official sentence.
    """
    catalogue = load_catalogue()
    query = Query(
        text=find,
        referential=referential,
        observable=observable,
        family=family,
        kind=kind,
        leaf=True if leaves else None,
    )
    found = catalogue.search(query)
    if as_json:
        print(json.dumps([_record(s) for s in found], ensure_ascii=False, indent=2))
        return
    console = Console()
    if found:
        console.print(_table(found, lang))
        leaf_count = sum(s.leaf for s in found)
        console.print(f"{len(found)} of {len(catalogue.statements)}, {leaf_count} of them leaves")
    else:
        console.print("\n".join(_nothing(catalogue, query)), markup=False)


def _table(found: tuple[Statement, ...], lang: Lang) -> Table:
    table = Table("id", "statement", box=box.SIMPLE_HEAD, pad_edge=False)
    table.columns[0].no_wrap = True
    table.columns[1].ratio = 1
    for s in found:
        shown = Line(s.wording.in_(lang))
        shown.append(f"\n{s.observable}", style=_STYLES[s.observable])
        facts = (s.kind, s.family, official_reference(s, lang))
        shown.append("".join(f" · {fact}" for fact in facts if fact), style="dim")
        if s.note is not None:
            shown.append(f"\n{s.note.in_(lang)}", style="italic yellow")
        table.add_row(Line(s.id, style="cyan"), shown, end_section=True)
    return table


def _record(statement: Statement) -> dict[str, object]:
    return {
        **statement.model_dump(),
        "citation": {
            "fr": official_reference(statement, "fr"),
            "en": official_reference(statement, "en"),
        },
    }


def _nothing(catalogue: Catalogue, query: Query) -> list[str]:
    """What was asked, and what would be found if one condition were dropped."""
    asked = query.conditions()
    lines = [f"No statement matches {', '.join(asked.values())}."]
    for name, shown in asked.items():
        without = len(catalogue.search(query.without(name)))
        if without and len(asked) > 1:
            lines.append(f"  without {shown}: {without}")
    if len(lines) == 1:
        lines.append("  Try fewer words, or a part of one: negoci, livr, incoterm.")
    return lines
