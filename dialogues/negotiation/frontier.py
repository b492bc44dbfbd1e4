"""The exact Pareto frontier of additive worths, by dynamic programming.

Issue after issue, only the partial packages that nothing beats are kept: what is beaten stays
beaten whatever is added. So the work grows with the frontier, not with the number of packages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_HALF = 31
"""Bits for each worth in a packed sorting key."""


@dataclass(frozen=True, eq=False)
class Frontier:
    """Packages nothing beats, by falling worth for the first side and rising for the second."""

    first: Ints
    second: Ints
    counts: Ints
    """How many packages give exactly this pair of worths."""
    _trail: tuple[tuple[Ints, Ints], ...]

    def __len__(self) -> int:
        return len(self.first)

    def choice(self, at: int) -> tuple[int, ...]:
        """A package of point `at`: one option number per issue."""
        picked = []
        for parents, options in reversed(self._trail):
            picked.append(int(options[at]))
            at = int(parents[at])
        return tuple(reversed(picked))

    def best(self, least: int) -> int | None:
        """The point best for the second side among those worth `least` or more to the first."""
        found = int(np.searchsorted(-self.first, -least, side="right"))
        return found - 1 if found else None


def frontier(first: Sequence[Sequence[int]], second: Sequence[Sequence[int]]) -> Frontier:
    """The frontier over all combinations of one option per issue.

    `first[i][k]` is what option k of issue i is worth to the first side: whole, 0 ≤ worth < 2³¹
    also in the sum.
    """
    zero = np.zeros(1, np.int64)
    front = (zero, zero, np.ones(1, np.int64))
    trail: list[tuple[Ints, Ints]] = []
    for mine, yours in zip(first, second, strict=True):
        a, b = np.asarray(mine, np.int64), np.asarray(yours, np.int64)
        ones = np.ones(len(a), np.int64)
        a, b, counts, kept = _pruned(a, b, ones)
        width = len(a)
        sums = [np.add.outer(x, y).ravel() for x, y in zip(front, (a, b), strict=False)]
        many = np.multiply.outer(front[2], counts).ravel()
        *front_, at = _pruned(sums[0], sums[1], many)
        front = (front_[0], front_[1], front_[2])
        trail.append((at // width, kept[at % width]))
    return Frontier(*front, tuple(trail))


def _pruned(a: Ints, b: Ints, counts: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """What nothing beats, equal pairs once with their counts added, and where it stood."""
    key = (a << _HALF) + b
    order = np.argsort(-key, kind="stable")
    b_sorted = b[order]
    highest = np.maximum.accumulate(b_sorted)
    rising = np.empty(len(b), np.bool_)
    rising[0] = True
    np.greater(b_sorted[1:], highest[:-1], out=rising[1:])
    kept = np.flatnonzero(rising)
    at = order[kept]
    key_sorted = key[order]
    new = np.empty(len(key), np.bool_)
    new[0] = True
    np.not_equal(key_sorted[1:], key_sorted[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    sums = np.add.reduceat(counts[order], starts)
    return a[at], b[at], sums[np.searchsorted(starts, kept)], at
