"""What pydantic finds wrong with the shape of a content file, in its author's words."""

import re
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from dialogues.diagnostics import Code, Diagnostic, Place
from dialogues.positions import Marks, Step
from dialogues.text import LANGS

_KINDS = {
    "string": "a text",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
    "set": "a list",
    "frozen_set": "a list",
    "dict": "a group of keys",
    "mapping": "a group of keys",
    "model": "a group of keys",
    "model_attributes": "a group of keys",
    "dataclass": "a group of keys",
    "date": "a date such as 2026-09-30",
    "datetime": "a date and time",
    "date_from_datetime": "a date such as 2026-09-30",
    "none": "nothing",
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
    "multiple_of": ("multiple_of", "a multiple of"),
}
_QUOTED = re.compile(r"'([^']*)'")


def nearest(word: str, among: Iterable[str]) -> str:
    """A hint that names the nearest of `among`; lists them when none is near and they are few."""
    names = sorted(set(among))
    found = process.extractOne(word.casefold(), names, scorer=fuzz.ratio, score_cutoff=60)
    if found is not None:
        return f"did you mean '{found[0]}'?"
    if 0 < len(names) <= 12:
        return "there is " + listed(names)
    return ""


def listed(names: Iterable[str], last: str = "and") -> str:
    """'a', 'b' and 'c'."""
    quoted = [f"'{name}'" for name in names]
    return f" {last} ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


def counted(number: int, noun: str) -> str:
    """'1 fact', '2 facts'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shape_faults(
    errors: Iterable[ErrorDetails], model: type[BaseModel], marks: Marks
) -> list[Diagnostic]:
    """The faults of shape that pydantic reports, with the places of `marks`."""
    found: dict[Diagnostic, None] = {}
    missing: dict[tuple[Step, ...], list[str]] = {}
    for error in errors:
        loc = tuple(error["loc"])
        if error["type"] == "missing" and isinstance(loc[-1], str) and loc[-1] not in LANGS:
            missing.setdefault(loc[:-1], []).append(loc[-1])
        else:
            found[_fault(error, model, marks)] = None
    return [*found, *(_keys_missing(loc, keys, marks) for loc, keys in missing.items())]


def _keys_missing(loc: tuple[Step, ...], keys: list[str], marks: Marks) -> Diagnostic:
    holder = marks.known(loc)
    where = f" in {_named(holder)}" if holder else ""
    verb = "is" if len(keys) == 1 else "are"
    message = f"{listed(keys)} {verb} missing{where}"
    return marks.fault(Code.KEY_MISSING, marks.key(*loc), message)


def _fault(error: ErrorDetails, model: type[BaseModel], marks: Marks) -> Diagnostic:
    kind, loc = error["type"], tuple(error["loc"])
    last = loc[-1] if loc else ""
    value = marks.value(*loc)
    if kind in {"missing", "union_tag_not_found"}:
        return _missing(error, marks)
    if kind == "extra_forbidden":
        hint = nearest(str(last), fields_at(model, loc[:-1]))
        return marks.fault(Code.KEY_UNKNOWN, marks.key(*loc), f"unknown key '{last}'", hint)
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        return _choice(error, marks, value)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        bound = error.get("ctx", {}).get(name)
        return marks.fault(
            Code.RANGE,
            value,
            f"{_named(marks.known(loc))} is {error['input']}; it must be {words} {bound}",
        )
    if kind in {"too_short", "too_long"}:
        return _count(error, marks, value)
    if kind in {"string_too_short", "string_too_long"}:
        return _length(error, marks, value)
    return _other(error, model, marks, value)


def _missing(error: ErrorDetails, marks: Marks) -> Diagnostic:
    loc = tuple(error["loc"])
    if error["type"] == "union_tag_not_found":
        tag = str(error.get("ctx", {}).get("discriminator", "")).strip("'")
        loc = (*loc, tag)
    last, holder = loc[-1], marks.key(*loc[:-1])
    if isinstance(last, int):
        message = f"item {last + 1} of {_named(marks.known(loc[:-1]))} is missing"
        return marks.fault(Code.COUNT, holder, message)
    if last in LANGS:
        hint = "every text needs both fr and en"
        return marks.fault(Code.LANGUAGE_MISSING, holder, f"'{last}' is missing", hint)
    return _keys_missing(loc[:-1], [last], marks)


def _choice(error: ErrorDetails, marks: Marks, value: Place) -> Diagnostic:
    loc, context = tuple(error["loc"]), error.get("ctx", {})
    given: object = error["input"]
    expected = str(context.get("expected") or context.get("expected_tags", ""))
    if error["type"] == "union_tag_invalid":
        key = str(context.get("discriminator", "")).strip("'")
        given, value = context.get("tag", given), marks.value(*loc, key)
    names = _QUOTED.findall(expected) or [part.strip() for part in re.split(r",| or ", expected)]
    words = listed(names, "or") if "'" in expected else " or ".join(names)
    message = f"{_shown(given)} is not one of {words}"
    if len(names) == 1:
        message = f"{_named(marks.known(loc))} is {_shown(given)}; it must be {words}"
    near = process.extractOne(str(given).casefold(), names, scorer=fuzz.ratio, score_cutoff=50)
    return marks.fault(Code.CHOICE, value, message, f"did you mean '{near[0]}'?" if near else "")


def _count(error: ErrorDetails, marks: Marks, value: Place) -> Diagnostic:
    context = error.get("ctx", {})
    few = error["type"] == "too_short"
    bound = context.get("min_length" if few else "max_length")
    found = context.get("actual_length")
    words = "at least" if few else "at most"
    items = counted(int(found or 0), "item")
    message = f"{_named(marks.known(tuple(error['loc'])))} has {items}; it needs {words} {bound}"
    return marks.fault(Code.COUNT, value, message)


def _length(error: ErrorDetails, marks: Marks, value: Place) -> Diagnostic:
    context = error.get("ctx", {})
    if error["type"] == "string_too_short" and not str(error["input"]).strip():
        return marks.fault(
            Code.EMPTY, value, f"{_named(marks.known(tuple(error['loc'])))} is empty"
        )
    few = error["type"] == "string_too_short"
    bound = context.get("min_length" if few else "max_length")
    words = "at least" if few else "at most"
    found = counted(len(str(error["input"])), "character")
    message = f"{_named(marks.known(tuple(error['loc'])))} has {found}; it needs {words} {bound}"
    return marks.fault(Code.RANGE, value, message)


def _other(error: ErrorDetails, model: type[BaseModel], marks: Marks, value: Place) -> Diagnostic:
    kind, loc, given = error["type"], tuple(error["loc"]), error["input"]
    for suffix in ("_type", "_parsing", "_from_float", "_parsing_size"):
        wanted = _KINDS.get(kind.removesuffix(suffix)) if kind.endswith(suffix) else None
        if wanted is not None:
            if given is None or given == "":
                message = f"nothing is written for {_named(marks.known(loc))}; {wanted} is needed"
                return marks.fault(Code.EMPTY, marks.key(*loc), message)
            message = f"{_named(marks.known(loc))} must be {wanted}, not {_shown(given)}"
            hint = ""
            if wanted == "a text" and not isinstance(given, list | dict):
                hint = "write it in double quotes to make it a text"
            elif wanted == "a group of keys" and set(LANGS) <= fields_at(model, loc):
                hint = 'write {fr: "…", en: "…"}'
            return marks.fault(Code.KIND, value, message, hint)
    context = error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        message = f"{_shown(given)} does not have the form that {_named(marks.known(loc))} needs"
        return marks.fault(Code.MALFORMED, value, message, f"pattern: {context.get('pattern')}")
    if kind in {"value_error", "assertion_error"}:
        return marks.fault(Code.MALFORMED, value, str(context.get("error", error["msg"])))
    return marks.fault(
        Code.MALFORMED, value, f"{_named(marks.known(loc))} cannot be {_shown(given)}"
    )


def _named(loc: tuple[Step, ...]) -> str:
    """What an author calls the place: 'goals', 'item 2 of goals', 'the file'."""
    if not loc:
        return "the file"
    last = loc[-1]
    if isinstance(last, int):
        return f"item {last + 1} of {_named(loc[:-1])}"
    return f"'{last}'"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return f"{value}".lower()
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        return f"'{value if len(value) <= 40 else value[:39] + '…'}'"
    return "nothing" if value is None else str(value)


def fields_at(model: type[BaseModel], loc: tuple[Step, ...]) -> frozenset[str]:
    """The keys that `model` knows at `loc`."""
    shapes: list[Any] = [model]
    for step in loc:
        deeper = [inner for shape in shapes for inner in _step(shape, step)]
        shapes = deeper or shapes  # a step pydantic adds for its own sake leads nowhere
    return frozenset(
        field.alias or name
        for shape in shapes
        if isinstance(shape, type) and issubclass(shape, BaseModel)
        for name, field in shape.model_fields.items()
    )


def _step(shape: Any, step: Step) -> list[Any]:
    """The shapes that lie one step below `shape`."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return [
            inner
            for name, field in shape.model_fields.items()
            if step in {name, field.alias}
            for inner in _opened(field.annotation)
        ]
    origin, inner = get_origin(shape), get_args(shape)
    if origin is tuple:
        chosen = inner[0] if Ellipsis in inner or not isinstance(step, int) else None
        if chosen is None and isinstance(step, int) and step < len(inner):
            chosen = inner[step]
        return _opened(chosen) if chosen is not None else []
    if origin is not None and len(inner) in {1, 2} and origin not in {Union, UnionType}:
        return _opened(inner[-1])
    return []


def _opened(shape: Any) -> list[Any]:
    """`shape` without its annotations, one for each member of a union."""
    origin = get_origin(shape)
    if origin is Annotated:
        return _opened(get_args(shape)[0])
    if origin in {Union, UnionType}:
        return [inner for member in get_args(shape) for inner in _opened(member)]
    return [shape]
