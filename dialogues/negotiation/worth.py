"""Worth in whole millionths: exact, the same on every machine, and sums that add up."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from dialogues.negotiation.model import Issue, Preference, Range

FULL = 1_000_000
"""The worth of a side's best package, but for what its value functions leave out."""


def apportioned(parts: Sequence[int], total: int) -> tuple[int, ...]:
    """`total` in whole shares proportional to `parts`, by largest remainder: sums to it exactly."""
    whole = sum(parts)
    if not whole:
        return tuple(0 for _ in parts)
    shares = [total * part // whole for part in parts]
    rest = [total * part % whole for part in parts]
    by_rest = sorted(range(len(parts)), key=lambda at: (-rest[at], at))
    for at in by_rest[: total - sum(shares)]:
        shares[at] += 1
    return tuple(shares)


def values(issue: Issue) -> tuple[Decimal | str, ...]:
    """The issue's grid: every step of its range, or its options."""
    if issue.range is None:
        return tuple(option.id for option in issue.options or ())
    steps = int((issue.range.max - issue.range.min) / issue.range.step)
    return tuple(issue.range.min + issue.range.step * n for n in range(steps + 1))


def level(issue: Issue, preference: Preference, value: Decimal | str) -> Fraction:
    """The value function: 0 to 1.

    Raises:
        ValueError: the issue cannot take this value.
    """
    if not issue.holds(value):
        raise ValueError(f"{issue.id} cannot be {value}")
    if isinstance(value, str):
        return Fraction((preference.table or {})[value])
    assert issue.range is not None
    if preference.linear is not None:
        up = _between(value, issue.range)
        return up if preference.linear == "up" else 1 - up
    if preference.peak is not None:
        low, high = preference.peak.zero
        top = preference.peak.at
        side = (value - low, top - low) if value <= top else (high - value, high - top)
        return max(Fraction(0), Fraction(side[0]) / Fraction(side[1]))
    return _interpolated(preference.points or {}, value)


def _between(value: Decimal, span: Range) -> Fraction:
    return Fraction(value - span.min) / Fraction(span.max - span.min)


def _interpolated(points: dict[Decimal, Decimal], value: Decimal) -> Fraction:
    known = sorted(points.items())
    if value <= known[0][0]:
        return Fraction(known[0][1])
    for (x0, y0), (x1, y1) in pairwise(known):
        if value <= x1:
            along = Fraction(value - x0) / Fraction(x1 - x0)
            return Fraction(y0) + along * (Fraction(y1) - Fraction(y0))
    return Fraction(known[-1][1])
