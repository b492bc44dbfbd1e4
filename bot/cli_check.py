"""`pourparler check`: says of content files what is wrong, where, and how to mend it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from dialogues.checks.family import examine_family
from dialogues.diagnostics import Code, ContentError, Diagnostic, Place, in_order
from dialogues.drills.content import FOLDER as DRILLS
from dialogues.drills.content import examined as examined_series
from dialogues.families.graph import FOLDER as FAMILIES
from dialogues.library import SHIPPED, examine, gathered
from dialogues.source import read
from rubrics.catalogue import FOLDER as REFERENTIALS
from rubrics.drill import FILE as DRILL_RUBRIC
from rubrics.drill import DrillRubric
from rubrics.exam import FOLDER as EXAMS
from rubrics.exam import Exam
from rubrics.referential_files import read_files
from rubrics.rubric import FOLDER as RUBRICS
from rubrics.rubric import RubricFamily, RubricFile, SharedIndicators, rubric
from rubrics.statements import ReferentialFile

FAULTY = 2
"""Exit code when a file has errors or cannot be read."""

_WIDTH = 96
_CODES = "Each code has a page with an example: docs/diagnostics."


def criteria(family: RubricFamily) -> frozenset[str] | None:
    """The criteria of a family's rubric; None when it has none that can be read."""
    if not (RUBRICS / f"{family}.yaml").is_file():
        return None
    try:
        return frozenset(str(one.criterion) for one in rubric(family).criteria)
    except ContentError:
        return None


def check_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders to check; without any, all the content shipped."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the faults as JSON, for editors and scripts.")
    ] = False,
) -> None:
    """Check scenarios, families and rubrics; say what is wrong, where, and how to mend it.

    Ends with code 2 when a file has errors or cannot be read; warnings alone end with 0.
    """
    found, files = _given(paths) if paths else _shipped()
    errors = sum(fault.severity == "error" for fault in found)
    warnings = len(found) - errors
    if as_json:
        print(json.dumps(_report(found, files, errors, warnings), ensure_ascii=False, indent=2))
    else:
        for fault in found:
            print("\n".join(shown(fault)))
        if found:
            print(_CODES)
        print(_summary(files, errors, warnings))
    if errors:
        raise typer.Exit(FAULTY)


def shown(fault: Diagnostic) -> Iterator[str]:
    """The lines that show a fault: headline, hint, the line at fault with a caret under it."""
    yield fault.headline
    if fault.hint:
        yield f"    hint: {fault.hint}"
    place = fault.place
    if not place.excerpt.strip():
        return
    number = f"{place.line:>6} | "
    first = max(0, place.column - 1 - _WIDTH // 2) if len(place.excerpt) > _WIDTH else 0
    line = place.excerpt[first : first + _WIDTH].replace("\t", " ")
    at = place.column - 1 - first
    yield number + line
    yield " " * (len(number) - 2) + "| " + " " * at + "^" * max(1, min(place.width, len(line) - at))


def _summary(files: int, errors: int, warnings: int) -> str:
    def some(count: int, word: str) -> str:
        return f"{count} {word}{'' if count == 1 else 's'}"

    if not errors and not warnings:
        return f"{some(files, 'file')} checked: all well."
    return f"{some(files, 'file')} checked: {some(errors, 'error')}, {some(warnings, 'warning')}."


def _report(
    found: Iterable[Diagnostic], files: int, errors: int, warnings: int
) -> dict[str, object]:
    faults = [
        {
            "file": fault.file,
            "line": fault.place.line,
            "column": fault.place.column,
            "width": fault.place.width,
            "severity": fault.severity,
            "code": fault.code.value,
            "message": fault.message,
            "hint": fault.hint,
        }
        for fault in found
    ]
    return {"files": files, "errors": errors, "warnings": warnings, "diagnostics": faults}


def _shipped() -> tuple[tuple[Diagnostic, ...], int]:
    library, faults = gathered(SHIPPED, criteria=criteria)
    base = _called(SHIPPED)
    found = [
        fault.model_copy(update={"file": f"{base}/{fault.file}"})
        for fault in (*library.warnings, *faults)
    ]
    files = len(list(SHIPPED.glob("*/*.yaml")))
    folders = (FAMILIES, DRILLS, RUBRICS, EXAMS)
    for path in (*(p for f in folders for p in sorted(f.glob("*.yaml"))), DRILL_RUBRIC):
        found += _one(path)
        files += 1
    referentials = sorted(REFERENTIALS.glob("*.yaml"))
    return in_order([*found, *_linked(referentials)]), files + len(referentials)


def _given(paths: Iterable[Path]) -> tuple[tuple[Diagnostic, ...], int]:
    found: list[Diagnostic] = []
    files = 0
    for path in paths:
        inner = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        if not inner:
            message = "there is no .yaml file in this folder"
            place = Place(line=1, column=1)
            found.append(
                Diagnostic(code=Code.UNREADABLE, message=message, file=_called(path), place=place)
            )
        for one in inner:
            found += _one(one)
            files += 1
    return in_order(found), files


def _called(path: Path) -> str:
    """The path as its reader would type it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _scenario(path: Path) -> tuple[Diagnostic, ...]:
    return examine(path, name=_called(path), criteria=criteria).diagnostics


def _family(path: Path) -> tuple[Diagnostic, ...]:
    return examine_family(path, name=_called(path))


def _series(path: Path) -> tuple[Diagnostic, ...]:
    return examined_series(path, name=_called(path))[1]


def _shape(model: type[BaseModel]) -> Callable[[Path], tuple[Diagnostic, ...]]:
    def examined(path: Path) -> tuple[Diagnostic, ...]:
        try:
            read(path, model, name=_called(path))
        except ContentError as error:
            return error.diagnostics
        return ()

    return examined


def _linked(paths: list[Path]) -> tuple[Diagnostic, ...]:
    """The faults of referentials that link to one another."""
    called = {path.name: _called(path) for path in paths}
    try:
        read_files(paths)
    except ContentError as error:
        return tuple(
            fault.model_copy(update={"file": called[fault.file]}) for fault in error.diagnostics
        )
    return ()


def _referential(path: Path) -> tuple[Diagnostic, ...]:
    """Shape first; then the links, which may lead to the other files of the folder."""
    shape = _shape(ReferentialFile)(path)
    linked = () if shape else _linked(sorted(path.parent.glob("*.yaml")))
    return shape or tuple(fault for fault in linked if fault.file == _called(path))


_SIGNS: tuple[tuple[str, Callable[[Path], tuple[Diagnostic, ...]]], ...] = (
    ("phases:", _family),
    ("sets:", _shape(RubricFile)),
    ("indicators:", _shape(SharedIndicators)),
    ("sections:", _referential),
    ("blocs:", _shape(Exam)),
    ("task:", _series),
    ("kinds:", _shape(DrillRubric)),
)
"""What a line at the left margin says of the kind of file; any other file is a scenario."""


def _one(path: Path) -> tuple[Diagnostic, ...]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    for sign, examined in _SIGNS:
        if re.search(rf"^{sign}", text, re.MULTILINE):
            return examined(path)
    return _scenario(path)
