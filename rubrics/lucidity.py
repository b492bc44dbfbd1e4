"""Lucidity: how a learner's own levels compare with those the engine found (rdci C.3.2.4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

from dialogues.events import SelfEvaluated
from dialogues.ids import CriterionId
from rubrics.assessment import Assessment

View = Literal["too-few", "close", "higher", "lower", "mixed"]
"""She sees it as it was found, higher, lower, or higher here and lower there."""
Drift = Literal["closer", "further", "none"]
Sureness = Literal["too-early", "unclear", "perhaps", "fairly-sure"]

CRITERION = CriterionId("rdci:C.3.2.4")
"""What the official document asks for."""
COMPARED_LEAST = 3
"""Criteria both sides judged, below which nothing is said of the whole."""
LEANING = Fraction(1, 2)
"""Mean difference in levels from which a view counts as higher or lower."""
NEAR = Fraction(1)
"""Mean distance in levels up to which a view that does not lean counts as close."""
HALVED = Fraction(2)
"""Mean distance in levels from which a self-evaluation is worth nothing: our own rule."""
TREND_LEAST, TREND_MOST = 4, 12
"""Self-evaluations, the latest, that a trend is made of."""
FAIRLY, PERHAPS = Fraction(1, 20), Fraction(1, 5)
"""Chance that order alone explains a drift, up to which it is called fairly sure, or possible."""


@dataclass(frozen=True)
class Gap:
    """One criterion as she sees it, and as the engine found it."""

    criterion: CriterionId
    own: int
    found: int | None
    """None when the talk gave no opportunity."""

    @property
    def over(self) -> int | None:
        """Levels she puts herself above what was found; negative when below."""
        return None if self.found is None else self.own - self.found


@dataclass(frozen=True)
class Lucidity:
    """One self-evaluation beside the assessment of the same talk."""

    gaps: tuple[Gap, ...]

    @property
    def overs(self) -> tuple[int, ...]:
        """The differences on the criteria that both sides judged."""
        return tuple(gap.over for gap in self.gaps if gap.over is not None)

    @property
    def compared(self) -> int:
        """Criteria that both sides judged."""
        return len(self.overs)

    @property
    def bias(self) -> Fraction | None:
        """Mean of own level minus level found, in levels."""
        return Fraction(sum(self.overs), self.compared) if self.compared else None

    @property
    def distance(self) -> Fraction | None:
        """Mean absolute difference, in levels."""
        return Fraction(sum(map(abs, self.overs)), self.compared) if self.compared else None

    @property
    def near(self) -> int:
        """Criteria seen within one level of what was found."""
        return sum(abs(over) <= 1 for over in self.overs)

    @property
    def view(self) -> View:
        """The whole in one word; never about the person, only about levels."""
        return _view(self.overs)

    @property
    def share(self) -> Fraction | None:
        """Of the points for judging oneself, 0 to 1, by our own rule; None when too few."""
        if self.distance is None or self.compared < COMPARED_LEAST:
            return None
        return max(Fraction(0), 1 - self.distance / HALVED)


@dataclass(frozen=True)
class Trend:
    """What several self-evaluations say together."""

    seen: tuple[Lucidity, ...]
    """Oldest first."""
    drift: Drift
    chance: Fraction
    """How often so clear a drift would come about if the order meant nothing."""

    @property
    def sure(self) -> Sureness:
        """How sure the drift is."""
        if len(self.seen) < TREND_LEAST:
            return "too-early"
        if self.drift == "none" or self.chance > PERHAPS:
            return "unclear"
        return "fairly-sure" if self.chance <= FAIRLY else "perhaps"

    @property
    def overs(self) -> tuple[int, ...]:
        """Every difference of every self-evaluation."""
        return tuple(over for one in self.seen for over in one.overs)

    @property
    def view(self) -> View:
        """All of them in one word."""
        return _view(self.overs)

    @property
    def bias(self) -> Fraction | None:
        """Mean of own level minus level found over all criteria judged, in levels."""
        return Fraction(sum(self.overs), len(self.overs)) if self.overs else None

    @property
    def near(self) -> int:
        """Criteria seen within one level of what was found."""
        return sum(abs(over) <= 1 for over in self.overs)


def lucidity(own: SelfEvaluated, judged: Assessment) -> Lucidity:
    """Her levels beside those found, in the rubric's order; criteria she left out are left out."""
    return Lucidity(
        tuple(
            Gap(
                criterion=result.criterion,
                own=own.levels[result.criterion],
                found=result.level,
            )
            for result in judged.results
            if result.criterion in own.levels
        )
    )


def trend(history: Sequence[Lucidity]) -> Trend:
    """Whether her view comes closer to what is found; `history` is oldest first.

    Mann and Kendall's test on the mean distances, its chance worked out exactly, ties included,
    one-sided. Self-evaluations with too few criteria to compare are left out.
    """
    kept = tuple(one for one in history if one.compared >= COMPARED_LEAST)[-TREND_MOST:]
    distances = [one.distance or Fraction(0) for one in kept]
    score = sum((a > b) - (a < b) for a, b in combinations(distances, 2))
    drift: Drift = "closer" if score > 0 else "further" if score < 0 else "none"
    return Trend(seen=kept, drift=drift, chance=_chance(distances, abs(score)))


def _view(overs: Sequence[int]) -> View:
    if len(overs) < COMPARED_LEAST:
        return "too-few"
    bias = Fraction(sum(overs), len(overs))
    if abs(bias) > LEANING:
        return "higher" if bias > 0 else "lower"
    return "close" if Fraction(sum(map(abs, overs)), len(overs)) <= NEAR else "mixed"


def _chance(values: Sequence[Fraction], score: int) -> Fraction:
    """Share of the orders of `values` whose pairs agree by `score` or more.

    The orders of a multiset are counted by their inversions: the Gaussian multinomial.
    """
    groups = sorted(Counter(values).values())
    orders, placed = [1], 0
    for size in groups:
        placed += size
        orders = _product(orders, _gaussian(placed, size))
    pairs = len(orders) - 1
    at_least = sum(count for inv, count in enumerate(orders) if pairs - 2 * inv >= score)
    return Fraction(at_least, sum(orders))


def _gaussian(whole: int, part: int) -> list[int]:
    """Coefficients of the Gaussian binomial: rows of `whole` places by their inversions.

    A row ends in one sort of value, or in the other, which then stands behind all of the first.
    """
    rows: list[list[int]] = [[1]] + [[0]] * part
    for _ in range(whole):
        rows = [_sum(rows[k - 1] if k else [0], [0] * k + rows[k]) for k in range(part + 1)]
    found = rows[part]
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def _sum(one: Sequence[int], other: Sequence[int]) -> list[int]:
    longest = max(len(one), len(other))
    padded = [[*values, *[0] * (longest - len(values))] for values in (one, other)]
    return [a + b for a, b in zip(*padded, strict=True)]


def _product(one: Sequence[int], other: Sequence[int]) -> list[int]:
    found = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            found[i + j] += a * b
    return found
