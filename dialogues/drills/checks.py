"""Checks of a series beyond its shape: names, lengths, quotation marks, address."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dialogues.diagnostics import Code, Diagnostic, in_order
from dialogues.positions import Marks, Path
from dialogues.text import LANGS, Text

if TYPE_CHECKING:
    from dialogues.drills.content import DrillSet

LONGEST = {"line": 240, "file": 320, "better": 320}
"""Characters: a drill is read and answered on a phone, against the clock."""

_STRAIGHT = re.compile(r'["“”]')
_TU = re.compile(r"(?<![\w’-])(?:(?<!est )(?<!êtes )tu|toi|te|tes)(?![\w’-])", re.IGNORECASE)


def drill_faults(of: "DrillSet", marks: Marks) -> tuple[Diagnostic, ...]:
    """The faults of a series, in the order of its file."""
    return in_order((*_names(of, marks), *_items(of, marks)))


def _names(of: "DrillSet", marks: Marks) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    said: set[str] = set()
    for at, item in enumerate(of.items):
        if item.id in seen:
            message = f"another item is called '{item.id}'"
            place = marks.value("items", at, "id")
            yield marks.fault(Code.REPEATED_ID, place, message, "ids are one of a kind")
        seen.add(item.id)
        for lang in LANGS:
            if item.line.in_(lang).casefold() in said:
                yield marks.fault(
                    Code.WORDINGS_EQUAL,
                    marks.value("items", at, "line", lang),
                    "another item says the same",
                    "nobody learns from the same line twice",
                )
            said.add(item.line.in_(lang).casefold())


def _items(of: "DrillSet", marks: Marks) -> Iterator[Diagnostic]:
    for at, item in enumerate(of.items):
        for key, most in LONGEST.items():
            text: Text = getattr(item, key)
            path: Path = ("items", at, key)
            for lang in LANGS:
                length = len(text.in_(lang))
                if length > most:
                    yield marks.fault(
                        Code.TEXT_TOO_LONG,
                        marks.value(*path, lang),
                        f"{length} characters; at most {most} fit here",
                    )
            yield from _french(path, text.fr, marks)


def _french(path: Path, line: str, marks: Marks) -> Iterator[Diagnostic]:
    place = marks.value(*path, "fr")
    if found := _STRAIGHT.search(line):
        message = f"{found.group()} in a French text"
        yield marks.fault(Code.QUOTATION_MARKS, place, message, "French quotes with « and »")
    elif line.count("«") != line.count("»"):
        yield marks.fault(Code.QUOTATION_MARKS, place, "« and » do not come in pairs")
    if found := _TU.search(line):
        message = f"« {found.group()} »: business talk says vous"
        yield marks.fault(Code.TU, place, message, "right only if this person says tu")
