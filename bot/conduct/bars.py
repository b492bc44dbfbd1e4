"""Figures of the exam screens, rounded so that no interval looks narrower than it is."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from rubrics.estimate import Span

CELLS = 20
"""Characters of a bar."""


def bar(span: Span, unseen: Fraction, whole: int) -> str:
    """A bar of characters: sure █, seen and open ▒, unseen ·, out of reach ░.

    `unseen` are points of `whole` that the span holds because nothing is known of them.
    """
    sure, lost = floor(span.low * CELLS / whole), floor((whole - span.high) * CELLS / whole)
    blank = floor(unseen * CELLS / whole)
    return "█" * sure + "▒" * (CELLS - sure - blank - lost) + "·" * blank + "░" * lost


def filled(count: int, whole: int) -> str:
    """A bar of characters for so many of a whole; something shows as soon as there is one."""
    cells = max(min(count, 1), count * CELLS // whole)
    return "█" * cells + "░" * (CELLS - cells)


def points(span: Span) -> tuple[int, int]:
    """Whole points from and to."""
    return floor(span.low), ceil(span.high)


def marks(span: Span) -> tuple[Decimal, Decimal]:
    """A span of shares as marks of 20, one decimal."""
    return rounded(span.low * 20, "0.1"), rounded(span.high * 20, "0.1")


def rounded(value: Fraction, to: str = "1") -> Decimal:
    """The nearest whole, or the nearest multiple of `to`; halves go up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(to), ROUND_HALF_UP)
