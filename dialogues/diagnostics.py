"""What is wrong in a content file, where, and how to mend it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from dialogues.text import Frozen

Severity = Literal["error", "warning"]


class Code(StrEnum):
    """The closed list of codes; each has a page in docs/diagnostics with a failing example.

    DLG00x YAML, 01x shape, 02x graph, 03x text, 04x and 05x the case, RUB0xx rubrics.
    """

    UNREADABLE = "DLG000"
    SYNTAX = "DLG001"
    REPEATED_KEY = "DLG002"
    UNQUOTED = "DLG003"
    ALIAS = "DLG004"
    TAG = "DLG005"
    KEY = "DLG006"

    LANGUAGE_MISSING = "DLG010"
    KEY_MISSING = "DLG011"
    KEY_UNKNOWN = "DLG012"
    CHOICE = "DLG013"
    KIND = "DLG014"
    RANGE = "DLG015"
    COUNT = "DLG016"
    EMPTY = "DLG017"
    MALFORMED = "DLG018"
    MISPLACED = "DLG019"

    TARGET = "DLG020"
    NO_OTHERWISE = "DLG021"
    UNREACHED = "DLG022"
    NO_WAY_OUT = "DLG023"
    DEAD_BRANCH = "DLG024"
    END = "DLG025"
    NAME = "DLG026"

    WORDINGS_DIFFER = "DLG030"
    WORDINGS_FEW = "DLG031"
    WORDINGS_EQUAL = "DLG032"
    LINE_LENGTH = "DLG033"
    LINE_TOO_LONG = "DLG034"
    PLACEHOLDER = "DLG035"
    PLACEHOLDERS_DIFFER = "DLG036"
    QUOTATION_MARKS = "DLG037"
    TU = "DLG038"
    TEXT_TOO_LONG = "DLG039"

    REPEATED_ID = "DLG040"
    REFERENCE = "DLG041"
    REPLY_UNKNOWN = "DLG042"
    REPLY_MISSING = "DLG043"
    ENDING_MISSING = "DLG044"
    ENDING_UNKNOWN = "DLG045"
    CIRCULAR = "DLG046"
    ENOUGH = "DLG047"
    TOO_LITTLE = "DLG048"
    SAME_WORDS = "DLG049"
    TURNS = "DLG050"
    LEVEL = "DLG051"
    UNASKABLE = "DLG052"
    UNWINNABLE = "DLG053"
    FIGURES = "DLG054"
    FIGURES_WEAK = "DLG055"
    UNWORDED = "DLG056"
    TRADE = "DLG057"
    ZONE = "DLG058"
    HIDDEN = "DLG059"
    UNTOUCHED = "DLG060"
    NO_OTHER = "DLG061"

    @property
    def severity(self) -> Severity:
        """Whether the content is refused, or only worth a second look."""
        return "warning" if self in _WARNINGS else "error"


_WARNINGS = frozenset({Code.LINE_LENGTH, Code.TU, Code.TURNS, Code.LEVEL, Code.FIGURES_WEAK})


class Place(Frozen):
    """A place in a file: line and column from 1, `width` in characters on that line."""

    line: int
    column: int
    width: int = 1
    excerpt: str = ""
    """The line itself."""


class Diagnostic(Frozen):
    """One fault."""

    code: Code
    message: str
    hint: str = ""
    file: str
    place: Place

    @property
    def severity(self) -> Severity:
        """Whether the content is refused, or only worth a second look."""
        return self.code.severity

    @property
    def headline(self) -> str:
        """`file:line:column: severity CODE message`."""
        at = f"{self.file}:{self.place.line}:{self.place.column}"
        return f"{at}: {self.severity} {self.code} {self.message}"

    def __str__(self) -> str:
        return f"{self.headline}\n    hint: {self.hint}" if self.hint else self.headline


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, in reading order of its file."""
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda d: (d.file, d.place.line, d.place.column, d.code, d.message),
        )
    )


class ContentError(Exception):
    """Content that its author must mend, with all the faults found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))
