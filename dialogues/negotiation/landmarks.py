"""What a deal is compared with: both limits, the Nash point, the best sum, and blind chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dialogues.negotiation.frontier import Frontier, Ints

SAMPLE = 10_000
"""Packages looked at for the chance level when there are more."""

NEAR = 10_000
"""Millionths: deals that leave no more than this on the table count as near the frontier."""


@dataclass(frozen=True)
class Point:
    """One point of the frontier, and its place there."""

    at: int
    learner: int
    counterpart: int

    @property
    def joint(self) -> int:
        """Both worths together."""
        return self.learner + self.counterpart


@dataclass(frozen=True)
class Chance:
    """What packages drawn blindly would give."""

    learner: int
    counterpart: int
    """Mean worths of all packages, exact but for rounding."""
    efficient: float
    """Share of packages on the frontier, exact."""
    rational: float
    """Share of packages above both limits (exact up to the sample size, else estimated)."""
    near: float
    """Share of those that leave at most one hundredth together on the table."""
    kept: float
    """Mean share of the best sum that those reach."""


@dataclass(frozen=True)
class Landmarks:
    """The fixed points of a domain."""

    rational: tuple[int, int] | None
    """First and last point of the frontier above both limits; None: no zone of agreement."""
    nash: Point | None
    best_joint: Point
    """The largest sum there is, limits or not."""
    best_rational: Point | None
    """The largest sum above both limits."""
    middle_joint: int
    """The sum at the middle of every issue."""
    chance: Chance

    @property
    def zopa(self) -> bool:
        """Whether some package is above both limits."""
        return self.rational is not None

    @property
    def integrative(self) -> float:
        """Largest sum against the sum at the middle of every issue: what trading can add."""
        return self.best_joint.joint / max(1, self.middle_joint)


def landmarks(
    front: Frontier,
    learner: Sequence[Sequence[int]],
    counterpart: Sequence[Sequence[int]],
    least_learner: int,
    least_counterpart: int,
) -> Landmarks:
    """The landmarks of a domain with these worths and limits."""
    above = np.flatnonzero((front.first >= least_learner) & (front.second >= least_counterpart))
    everywhere = np.arange(len(front))
    best = _point(front, int(everywhere[np.argmax(front.first + front.second)]))
    rational, nash, best_rational = None, None, None
    if len(above):
        a, b = front.first[above], front.second[above]
        rational = (int(above[0]), int(above[-1]))
        nash = _point(front, int(above[np.argmax((a - least_learner) * (b - least_counterpart))]))
        best_rational = _point(front, int(above[np.argmax(a + b)]))
    middle = sum(
        a[(len(a) - 1) // 2] + a[len(a) // 2] + b[(len(b) - 1) // 2] + b[len(b) // 2]
        for a, b in zip(learner, counterpart, strict=True)
    )
    chance = _chance(front, learner, counterpart, least_learner, least_counterpart, best_rational)
    return Landmarks(rational, nash, best, best_rational, middle // 2, chance)


def _point(front: Frontier, at: int) -> Point:
    return Point(at, int(front.first[at]), int(front.second[at]))


def _chance(
    front: Frontier,
    learner: Sequence[Sequence[int]],
    counterpart: Sequence[Sequence[int]],
    least_learner: int,
    least_counterpart: int,
    best: Point | None,
) -> Chance:
    sizes = [len(row) for row in learner]
    outcomes = 1
    for size in sizes:
        outcomes *= size
    a, b = _drawn(learner, sizes, outcomes), _drawn(counterpart, sizes, outcomes)
    above = (a >= least_learner) & (b >= least_counterpart)
    some = int(above.sum())
    near = kept = 0.0
    if some and best is not None:
        joint = a[above] + b[above]
        left = _best_beyond(front, a[above], b[above]) - joint
        near = float((left <= NEAR).mean())
        kept = float((joint / best.joint).mean())
    return Chance(
        learner=sum(sum(row) // len(row) for row in learner),
        counterpart=sum(sum(row) // len(row) for row in counterpart),
        efficient=int(front.counts.sum()) / outcomes,
        rational=some / len(a),
        near=near,
        kept=kept,
    )


def _drawn(worths: Sequence[Sequence[int]], sizes: list[int], outcomes: int) -> Ints:
    """Worths of all packages, or of an even sample of them (a lattice: no chance in it)."""
    number = np.arange(min(outcomes, SAMPLE), dtype=np.int64)
    total = np.zeros(len(number), np.int64)
    if outcomes <= SAMPLE:
        for row, size in zip(worths, sizes, strict=True):
            total += np.asarray(row, np.int64)[number % size]
            number //= size
        return total
    for at, (row, size) in enumerate(zip(worths, sizes, strict=True)):
        along = ((2 * number + 1) * _PRIMES[at] % _MODULUS) * size // _MODULUS
        total += np.asarray(row, np.int64)[along]
    return total


_MODULUS = 1 << 31
_PRIMES = tuple(
    int(_MODULUS * (prime**0.5 % 1)) | 1 for prime in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
)
"""Irrational steps, one per issue, as whole numbers."""


def _best_beyond(front: Frontier, a: Ints, b: Ints) -> Ints:
    """For each pair the largest sum of a frontier point at least as good for both."""
    levels = [front.first + front.second]
    while 2 ** len(levels) <= len(front):
        half = 2 ** (len(levels) - 1)
        levels.append(np.maximum(levels[-1][:-half], levels[-1][half:]))
    lo = np.searchsorted(front.second, b, side="left")
    hi = np.searchsorted(-front.first, -a, side="right")
    widths = np.frexp((hi - lo).astype(np.float64))[1] - 1
    best = np.empty(len(a), np.int64)
    for level, row in enumerate(levels):
        some = widths == level
        best[some] = np.maximum(row[lo[some]], row[hi[some] - 2**level])
    return best
