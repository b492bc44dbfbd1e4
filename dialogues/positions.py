"""YAML to plain data, with the position of every key and value, in one pass.

Scalars are those of YAML 1.2: `on`, `no`, `yes` and dates stay text. Nesting is bounded because
libyaml's composer recurses in C and dies on hostile depth.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

from dialogues.diagnostics import Code, Diagnostic, Place
from dialogues.text import LANGS

if TYPE_CHECKING:
    _Base = yaml.SafeLoader
else:
    _Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Step = str | int
Path = tuple[Step, ...]
Data = str | int | Decimal | bool | list["Data"] | dict[str, "Data"] | None

DEEPEST = 40

_TAG = "tag:yaml.org,2002:"
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)\Z")


class TooDeep(yaml.YAMLError):
    """Lists within lists beyond any sense."""

    def __init__(self, mark: yaml.Mark | None) -> None:
        super().__init__("nested too deeply")
        self.problem_mark = mark


class _Loader(_Base):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    depth = 0

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:  # noqa: ARG002
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep(parent.start_mark if parent is not None else None)

    def ascend_resolver(self) -> None:
        self.depth -= 1


for _name, _pattern, _first in (
    ("bool", _BOOL, "tTfF"),
    ("null", _NULL, ["~", "n", "N", ""]),
    ("int", _INT, "-+0123456789"),
    ("float", _DECIMAL, "-+.0123456789"),
):
    _Loader.add_implicit_resolver(_TAG + _name, _pattern, list(_first))


class Marks:
    """Where each key and value of a file stands; an unknown path means its nearest parent."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self._values: dict[Path, tuple[int, int, int]] = {}
        self._keys: dict[Path, tuple[int, int, int]] = {}

    def place(self, line: int, column: int, width: int = 1) -> Place:
        """The place at `line` and `column`, both from 0."""
        line = max(0, min(line, len(self.lines) - 1))
        excerpt = self.lines[line].rstrip("\r")
        column = max(0, min(column, len(excerpt)))
        width = max(1, min(width, len(excerpt) - column))
        return Place(line=line + 1, column=column + 1, width=width, excerpt=excerpt)

    def note(self, path: Path, node: yaml.Node, key: yaml.Node | None) -> None:
        """Remember where `path` stands."""
        self._values[path] = _extent(node)
        if key is not None:
            self._keys[path] = _extent(key)

    def of(self, node: yaml.Node) -> Place:
        """The place where a node begins, as wide as it is on its first line."""
        return self.place(*_extent(node))

    def known(self, loc: tuple[Step, ...]) -> Path:
        """The longest path of the file that `loc` describes, leaving out steps it does not have."""
        path: Path = ()
        for step in loc:
            for candidate in (step, str(step)):
                if (*path, candidate) in self._values:
                    path = (*path, candidate)
                    break
        return path

    def value(self, *loc: Step) -> Place:
        """Where the value at `loc` begins."""
        return self.place(*self._values.get(self.known(loc), (0, 0, 1)))

    def key(self, *loc: Step) -> Place:
        """Where the key at `loc` begins; its value when it has none."""
        path = self.known(loc)
        return self.place(*self._keys[path]) if path in self._keys else self.value(*path)

    def fault(self, code: Code, place: Place, message: str, hint: str = "") -> Diagnostic:
        """A diagnostic in this file."""
        return Diagnostic(code=code, message=message, hint=hint, file=self.file, place=place)


def _extent(node: yaml.Node) -> tuple[int, int, int]:
    """Line, column and width of a node; the width runs past the line when the node does."""
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if start.line == end.line else 1_000_000
    return start.line, start.column, width


def compose(text: str, marks: Marks) -> tuple[Data, tuple[Diagnostic, ...]]:
    """The data of a YAML text and the faults of its writing; fills `marks`.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    if root is None:
        return None, ()
    building = _Building(marks)
    data = building.build(root, (), None)
    return data, tuple(building.faults)


class _Building:
    """One pass over the nodes of a file."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.faults: list[Diagnostic] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, path: Path, key: yaml.Node | None) -> Data:
        if id(node) in self._seen:
            self.marks.note(path, key or node, key)
            self._fault(
                Code.ALIAS,
                key or node,
                "a reference (*name) stands here",
                "write the content out again; references hide what a reader sees",
            )
            return None
        self._seen.add(id(node))
        self.marks.note(path, node, key)
        if not node.tag.startswith(_TAG) or node.tag[len(_TAG) :] not in _TAGS:
            self._fault(
                Code.TAG, node, f"the tag '{node.tag}' means nothing here", "leave the tag out"
            )
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, at), None) for at, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, path)

    def _pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Data]]:
        first: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault(
                    Code.KEY,
                    key,
                    "a key must be a word, not a list or a group",
                    "a text that begins with [ or { needs double quotes",
                )
                continue
            name = str(key.value)
            if name in first:
                self._fault(
                    Code.REPEATED_KEY,
                    key,
                    f"'{name}' is written twice",
                    f"first written on line {first[name].start_mark.line + 1}",
                )
                continue
            first[name] = key
            yield name, self.build(value, (*path, name), key)

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Data:
        value = str(node.value)
        kind = node.tag.removeprefix(_TAG)
        if kind == "null":
            return None
        if kind == "bool":
            return value.lower() == "true"
        if kind == "int" and _INT.match(value):
            return int(value)
        if kind == "float" and _DECIMAL.match(value):
            return Decimal(value)
        if _is_text(path) and node.style not in _QUOTED:
            self._fault(
                Code.UNQUOTED,
                node,
                "this text is not in double quotes",
                'write "…": unquoted, « : », « # » and commas change what is read',
            )
        return value

    def _fault(self, code: Code, node: yaml.Node, message: str, hint: str) -> None:
        self.faults.append(self.marks.fault(code, self.marks.of(node), message, hint))


_TAGS = frozenset({"map", "seq", "str", "null", "bool", "int", "float"})
_QUOTED = frozenset({'"', "|", ">"})


def _is_text(path: Path) -> bool:
    """Whether a text for a reader stands there: under `fr` or `en`, alone or in a list."""
    holder = path[:-1] if path and isinstance(path[-1], int) else path
    return bool(holder) and holder[-1] in LANGS
