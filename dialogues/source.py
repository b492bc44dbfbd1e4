"""Content files: from YAML to a checked model, every fault at its line and column, all at once."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from dialogues.diagnostics import Code, ContentError, Diagnostic, Place
from dialogues.faults import shape_faults
from dialogues.positions import Data, Marks, Step, TooDeep, compose
from dialogues.text import LANGS, Text, Wordings
from dialogues.typography import french

M = TypeVar("M", bound=BaseModel)

LARGEST = 2_000_000
"""Bytes; the referentials are the largest files and hold a quarter of that."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """Content and where each piece of it stands."""

    content: M
    marks: Marks


def load(source: Path | str, model: type[M], *, name: str | None = None) -> M:
    """The content of a file (a Path) or of a text (a str); `name` stands in its diagnostics.

    French texts come out with French typography (see docs/scenarios.md).

    Raises:
        ContentError: with all the faults found.
    """
    return read(source, model, name=name).content


def read(source: Path | str, model: type[M], *, name: str | None = None) -> Loaded[M]:
    """Like `load`, with the positions that later checks need.

    Raises:
        ContentError: with all the faults found.
    """
    marks, data, faults = _composed(
        source, name or (str(source) if isinstance(source, Path) else "text")
    )
    told = {fault.place for fault in faults}
    faults += [fault for fault in _empty(data, (), marks) if fault.place not in told]
    told = {fault.place for fault in faults}
    try:
        content = model.model_validate(data)
    except ValidationError as error:
        shape = shape_faults(error.errors(include_url=False), model, marks)
        faults += [fault for fault in shape if fault.code != Code.EMPTY or fault.place not in told]
        raise ContentError(faults) from None
    if faults:
        raise ContentError(faults)
    return Loaded(typeset(content), marks)


def _composed(source: Path | str, name: str) -> tuple[Marks, Data, list[Diagnostic]]:
    text = source if isinstance(source, str) else _text(source, name)
    text = text.removeprefix("\ufeff")
    marks = Marks(name, text)
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start())
        column = control.start() - (text.rfind("\n", 0, control.start()) + 1)
        message = f"the character U+{ord(control.group()):04X} cannot be shown"
        raise ContentError(
            [marks.fault(Code.SYNTAX, marks.place(line, column), message, "delete it")]
        )
    try:
        data, faults = compose(text, marks)
    except yaml.YAMLError as error:
        raise ContentError([_syntax(error, marks)]) from None
    if data is None:
        raise ContentError([marks.fault(Code.SYNTAX, marks.place(0, 0), "the file is empty")])
    return marks, data, list(faults)


def _text(path: Path, name: str) -> str:
    def refused(why: str, hint: str = "") -> ContentError:
        place = Place(line=1, column=1)
        return ContentError(
            [Diagnostic(code=Code.UNREADABLE, message=why, hint=hint, file=name, place=place)]
        )

    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise refused("there is no such file") from None
    except IsADirectoryError:
        raise refused("this is a folder", "name the files in it") from None
    except OSError as error:
        raise refused(f"the file cannot be read: {error.strerror}") from None
    if len(raw) > LARGEST:
        raise refused(f"the file is larger than {LARGEST // 1_000_000} MB")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refused(
            f"the file is not in UTF-8 (first seen on line {line})",
            "save it as UTF-8 in your editor",
        ) from None


_PLAIN_COLON = "a text that holds « : » needs double quotes"
_ESCAPE = 'inside double quotes write \\" for " and \\\\ for \\; better, use « » or ’'
_REMEDIES = (
    ("mapping values are not allowed", "a second key on this line", _PLAIN_COLON),
    ("unknown escape", "a backslash that means nothing", _ESCAPE),
    ("unexpected end of stream", "a double quote is opened and not closed", 'close it with "'),
    ("undefined alias", "a text cannot begin with *", "put the text in double quotes"),
    (
        "cannot start any token",
        "a text cannot begin like this, nor a line with a tab",
        "put the text in double quotes; indent with spaces",
    ),
    ("another document", "a second document begins here (---)", "one file holds one document"),
    (
        "',' or ']'",
        "a list is not closed with ]",
        "close it, or put a text with [ in double quotes",
    ),
    (
        "',' or '}'",
        "a group is not closed with }",
        "close it, or put a text with { in double quotes",
    ),
    ("expected key", "a key is expected here", _ESCAPE),
    ("block end", "a key is expected here", "keys of one group begin in the same column"),
    ("'-' indicator", "a list item is expected here", "items of one list begin in the same column"),
)


def _syntax(error: yaml.YAMLError, marks: Marks) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = marks.place(mark.line, mark.column) if mark is not None else marks.place(0, 0)
    if isinstance(error, TooDeep):
        return marks.fault(Code.SYNTAX, place, "groups within groups, deeper than any content goes")
    problem = str(getattr(error, "problem", None) or error)
    for sign, message, hint in _REMEDIES:
        if sign in problem:
            context = getattr(error, "context_mark", None)
            if "not closed" in message and context is not None:
                place = marks.place(context.line, context.column)
            return marks.fault(Code.SYNTAX, place, message, hint)
    return marks.fault(Code.SYNTAX, place, f"this is not YAML: {problem}")


def _empty(data: Data, path: tuple[Step, ...], marks: Marks) -> list[Diagnostic]:
    """Texts with nothing in them, and languages with nothing after them."""
    if isinstance(data, dict):
        return [f for key, value in data.items() for f in _empty(value, (*path, key), marks)]
    if isinstance(data, list):
        return [f for at, value in enumerate(data) for f in _empty(value, (*path, at), marks)]
    blank = isinstance(data, str) and not data.strip()
    if blank or (data is None and path and path[-1] in LANGS):
        last = path[-1] if path else "the file"
        what = f"'{last}'" if isinstance(last, str) else "this text"
        return [marks.fault(Code.EMPTY, marks.value(*path), f"{what} is empty", "write the text")]
    return []


def typeset(content: M) -> M:
    """`content` with its French texts in French typography."""
    set_ = _set(content)
    assert isinstance(set_, type(content))
    return set_


def _set(value: object) -> object:
    if isinstance(value, Text):
        return value.model_copy(update={"fr": french(value.fr)})
    if isinstance(value, Wordings):
        return value.model_copy(update={"fr": tuple(map(french, value.fr))})
    if isinstance(value, BaseModel):
        changed = {name: new for name, old in value if (new := _set(old)) is not old}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        items = [_set(item) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else tuple(items)
    if isinstance(value, dict):
        pairs = {key: _set(item) for key, item in value.items()}
        return value if all(pairs[key] is value[key] for key in value) else pairs
    return value
