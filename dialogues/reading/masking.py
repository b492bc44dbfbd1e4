"""Masked text: every figure becomes a run of one sign, so that patterns can name figures."""

from collections.abc import Iterable

from dialogues.reading.measures import Measure
from dialogues.reading.model import TermKind

SIGNS = {
    TermKind.PERCENT: "\ue000",
    TermKind.AMOUNT: "\ue001",
    TermKind.DURATION: "\ue002",
    TermKind.NUMBER: "\ue003",
    TermKind.QUANTITY: "\ue004",
}
_NAMES = {"{P}": "\ue000+", "{A}": "\ue001+", "{D}": "\ue002+", "{N}": "\ue003+", "{Q}": "\ue004+"}


def masked(text: str, measures: Iterable[Measure]) -> str:
    """`text` at the same length, figures masked by kind."""
    chars = list(text)
    for measure in measures:
        chars[measure.start : measure.end] = SIGNS[measure.kind] * (measure.end - measure.start)
    return "".join(chars)


def figure_pattern(source: str) -> str:
    """A pattern over masked text, from one that names figures by {P}, {A}, {D}, {N}, {Q}."""
    for name, signs in _NAMES.items():
        source = source.replace(name, signs)
    return source.replace("{w}", r"(?: [a-z']+){0,3}?").replace("'", "(?:' ?| )")
