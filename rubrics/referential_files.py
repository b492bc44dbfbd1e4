"""The files of the folder `referentials`: read, checked, every fault at its line and statement."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import ValidationError

from dialogues.diagnostics import Code, ContentError, Diagnostic
from dialogues.faults import nearest
from dialogues.ids import CriterionId
from dialogues.source import read
from rubrics.statements import ReferentialFile

if TYPE_CHECKING:
    _Loader = yaml.BaseLoader
else:
    _Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_OWNER = re.compile(r"\s*- (?:place:|id:\s*\"?(?P<id>[^\s\"]*))")


def read_files(paths: Iterable[Path]) -> tuple[ReferentialFile, ...]:
    """The files, their links checked across all of them.

    Raises:
        ContentError: with every fault found, its file, line and statement id.
    """
    paths = tuple(paths)
    files = tuple(map(_file, paths))
    known = {row.id for file in files for section in file.sections for row in section.statements}
    faults = [
        fault
        for path, file in zip(paths, files, strict=True)
        for fault in _links(path, file, known)
    ]
    if faults:
        raise ContentError(faults)
    return files


def _file(path: Path) -> ReferentialFile:
    # The common case takes the quick way; the slow one knows where every fault stands.
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 (texts only)
        file = ReferentialFile.model_validate(content)
        if not _blank(file):
            return file
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError):
        pass
    try:
        return read(path, ReferentialFile, name=path.name).content
    except ContentError as error:
        raise ContentError(_named(path, error.diagnostics)) from None


def _blank(file: ReferentialFile) -> bool:
    texts = [file.name, *(section.place for section in file.sections)]
    texts += [row.wording for section in file.sections for row in section.statements]
    return not all(text.fr.strip() and text.en.strip() for text in texts)


def _named(path: Path, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The faults, each with the id of the statement it stands in."""
    lines = path.read_text("utf-8", "replace").split("\n") if path.is_file() else []
    for fault in faults:
        above = (_OWNER.match(line) for line in reversed(lines[: fault.place.line]))
        id_ = next((found["id"] for found in above if found), None)
        message = f"{fault.message} (in {id_})" if id_ else fault.message
        yield fault.model_copy(update={"message": message})


def _links(path: Path, file: ReferentialFile, known: set[CriterionId]) -> list[Diagnostic]:
    """Repeated ids, ids of another referential, links that lead nowhere or in a circle."""
    parents = {row.id: row.parent for section in file.sections for row in section.statements}
    found: list[tuple[tuple[str | int, ...], Code, str, str]] = []
    seen: set[CriterionId] = set()
    for s, section in enumerate(file.sections):
        for r, row in enumerate(section.statements):
            at = ("sections", s, "statements", r)
            if not row.id.startswith(f"{file.id}:"):
                message = f"'{row.id}' does not begin with '{file.id}:'"
                found.append(((*at, "id"), Code.MALFORMED, message, ""))
            if row.id in seen:
                found.append(((*at, "id"), Code.REPEATED_ID, f"'{row.id}' stands twice", ""))
            seen.add(row.id)
            if row.parent is not None and row.parent not in parents:
                message = f"'{row.id}' has an unknown parent '{row.parent}'"
                hint = nearest(row.parent, parents)
                found.append(((*at, "parent"), Code.REFERENCE, message, hint))
            elif _circular(row.id, parents):
                message = f"'{row.id}' is among its own parents"
                found.append(((*at, "parent"), Code.CIRCULAR, message, ""))
            for name, ids in (("evaluates", row.evaluates), ("related", row.related)):
                for n, id_ in enumerate(ids):
                    if id_ not in known:
                        message = f"'{row.id}' names an unknown statement '{id_}'"
                        hint = nearest(id_, known)
                        found.append(((*at, name, n), Code.REFERENCE, message, hint))
    if not found:
        return []
    marks = read(path, ReferentialFile, name=path.name).marks
    return [marks.fault(code, marks.value(*at), text, hint) for at, code, text, hint in found]


def _circular(id_: CriterionId, parents: Mapping[CriterionId, CriterionId | None]) -> bool:
    above, steps = parents.get(id_), 0
    while above is not None and above != id_ and steps <= len(parents):
        above, steps = parents.get(above), steps + 1
    return above is not None
