"""`pourparler read`: explain one reading to a person, or read a file of messages line by line."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict, ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from dialogues.ids import Topic
from dialogues.reading.model import NO_VOCABULARY, Context, Expected, Reading, Term, Vocabulary
from dialogues.reading.reader import read
from dialogues.text import Lang

Jsonable = str | int | float | None


class RowVocabulary(BaseModel):
    """A scenario's words, as a row gives them."""

    model_config = ConfigDict(extra="ignore")
    topics: dict[str, list[str]] = {}
    expected: list[Expected] = []

    def whole(self) -> Vocabulary:
        """The same, as the reader takes it."""
        topics = tuple((Topic(topic), tuple(words)) for topic, words in self.topics.items())
        return Vocabulary(topics=topics, expected=tuple(self.expected))


class Row(BaseModel):
    """One line of the input file; other keys are ignored."""

    model_config = ConfigDict(extra="ignore")
    id: str | int
    text: str
    context: str | None = None
    lang: Lang | None = None
    vocabulary: RowVocabulary | None = None


class BadRow(ValueError):
    """A line that is not a row, with what is wrong with it."""


def read_command(
    text: Annotated[str | None, typer.Argument(help="The message to read.")] = None,
    context: Annotated[
        str, typer.Option("--context", help="The other side's message before it.")
    ] = "",
    lang: Annotated[str | None, typer.Option("--lang", help="A hint: fr or en.")] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option("--jsonl", help="A file of rows {id, text, context?, lang?, vocabulary?}."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the readings go.")] = None,
) -> None:
    """Explain what a message does: its acts, terms, topics and register, and what shows each."""
    complaints = Console(stderr=True)
    if (text is None) == (jsonl is None):
        complaints.print("Give one message, or a file with --jsonl.")
        raise typer.Exit(2)
    if jsonl is not None:
        raise typer.Exit(_read_file(jsonl, out, complaints))
    if lang not in {None, "fr", "en"}:
        complaints.print("--lang is fr or en.")
        raise typer.Exit(2)
    hint: Lang | None = "fr" if lang == "fr" else "en" if lang == "en" else None
    explain(read(text or "", Context(other=context, lang=hint)), Console())


def explain(reading: Reading, console: Console) -> None:
    """Show a reading to a person."""
    console.print(_marked(reading))
    console.print(
        f"[dim]{reading.lang} · {reading.register_}"
        f"{' · shouting' if reading.shouting else ''} · reader {reading.reader}[/]"
    )
    acts = Table("act", "words", "strength", "why", title="Acts", title_justify="left")
    for found in reading.acts:
        words = found.span.of(reading.text)
        acts.add_row(found.act.value, Styled(words), f"{found.strength:.2f}", Styled(found.why))
    console.print(acts)
    if reading.terms:
        terms = Table("term", "words", "value", "", title="Terms", title_justify="left")
        for term in reading.terms:
            terms.add_row(term.kind.value, Styled(term.text), _value(term), _beside(term))
        console.print(terms)
    if reading.topics:
        console.print("Topics: " + ", ".join(topic.topic for topic in reading.topics))
    for near in reading.closeness:
        console.print(f"{near.kind} {near.id}: {near.score:.2f}")


def _marked(reading: Reading) -> Styled:
    styled = Styled(reading.text)
    for term in reading.terms:
        styled.stylize("bold", term.span.start, term.span.end)
    return styled


def _value(term: Term) -> str:
    if term.value is None:
        return ""
    value = str(term.value) if term.high is None else f"{term.value}-{term.high}"
    unit = f" {term.unit}" if term.unit else ""
    return f"{value}{unit}{f' / {term.per}' if term.per else ''}"


def _beside(term: Term) -> str:
    resolved = f"= {term.resolved} {term.resolved_unit or ''}" if term.resolved is not None else ""
    return " ".join(part for part in (term.place or "", term.detail or "", resolved) if part)


def _read_file(source: Path, out: Path | None, complaints: Console) -> int:
    """Read every row of a file; 1 when a row had to be skipped, 2 when there is no file."""
    try:
        lines = source.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        complaints.print(f"{source}: {error.strerror}")
        return 2
    skipped = 0
    sink = sys.stdout if out is None else out.open("w", encoding="utf-8", newline="\n")
    try:
        for number, row in _rows(lines):
            if isinstance(row, BadRow):
                skipped += 1
                complaints.print(f"{source.name}:{number}: {row}", markup=False, highlight=False)
                continue
            sink.write(json.dumps(read_row(row), ensure_ascii=False) + "\n")
    finally:
        if out is not None:
            sink.close()
    if skipped:
        complaints.print(f"{skipped} row{'s' if skipped > 1 else ''} skipped.")
    return 1 if skipped else 0


def _rows(lines: list[str]) -> Iterator[tuple[int, Row | BadRow]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, Row.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            yield number, BadRow(f"not JSON: {error.msg}")
        except RecursionError:
            yield number, BadRow("nested too deeply")
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "row"
            yield number, BadRow(f"{where}: {first['msg']}")


def read_row(row: Row) -> dict[str, object]:
    """The reading of a row, with the keys that the output promises."""
    vocabulary = row.vocabulary.whole() if row.vocabulary else NO_VOCABULARY
    reading = read(row.text, Context(other=row.context or "", lang=row.lang), vocabulary)
    return {
        "id": row.id,
        "lang": reading.lang,
        "register": reading.register_,
        "topics": [topic.topic for topic in reading.topics],
        "acts": [
            {
                "act": found.act.value,
                "start": found.span.start,
                "end": found.span.end,
                "strength": found.strength,
                "why": found.why,
            }
            for found in reading.acts
        ],
        "terms": [_term(term) for term in reading.terms],
        "closeness": [
            {"id": near.id, "kind": near.kind, "score": near.score} for near in reading.closeness
        ],
        "reader": reading.reader,
    }


def _term(term: Term) -> dict[str, Jsonable]:
    """A term with the keys that are always there, and those that say something."""
    said: dict[str, Jsonable] = {
        "kind": term.kind.value,
        "value": _plain(term.value),
        "unit": term.unit,
        "text": term.text,
        "start": term.span.start,
        "end": term.span.end,
    }
    beside: dict[str, Jsonable] = {
        "high": _plain(term.high),
        "per": term.per,
        "place": term.place,
        "detail": term.detail,
        "resolved": _plain(term.resolved),
        "resolved_unit": term.resolved_unit,
    }
    return {**said, **{key: value for key, value in beside.items() if value is not None}}


def _plain(value: Decimal | str | None) -> Jsonable:
    """A figure as a JSON number, words as they are."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
