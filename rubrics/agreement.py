"""Agreement: how far the engine's marks and people's marks say the same."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from numpy.random import default_rng

from dialogues.ids import CriterionId
from dialogues.text import Frozen

LEVELS = 5
"""Levels 0 to 4."""
RESAMPLES = 500
"""Bootstrap samples behind an interval; drawn with a fixed seed, so that they can be recomputed."""
MIDDLE = (7, 13)
"""Totals of 20 that count as mid-range, both ends included."""
FEW = 8
"""Pairs under which no kappa is given: it would say nothing."""


class Pair(Frozen):
    """One thing marked twice, on a scale of whole steps from 0."""

    case: str
    one: int
    other: int


class Kappa(Frozen):
    """Quadratic weighted kappa with a 95 % bootstrap interval over cases."""

    pairs: int
    value: float | None
    """None when there are too few pairs, or when nothing varies."""
    low: float | None = None
    high: float | None = None
    bias: float = 0.0
    """Mean of the first mark minus the second, in steps."""


def weighted_kappa(pairs: Sequence[Pair], steps: int = LEVELS) -> float | None:
    """Quadratic weighted kappa; None when both sides give everything the same mark.

    Source: Cohen, Psychological Bulletin 70 (1968), weights (i − j)² / (steps − 1)².
    """
    count = len(pairs)
    if not count:
        return None
    first = [sum(p.one == k for p in pairs) for k in range(steps)]
    second = [sum(p.other == k for p in pairs) for k in range(steps)]
    expected = sum((i - j) ** 2 * first[i] * second[j] for i in range(steps) for j in range(steps))
    if not expected:
        return None
    observed = count * sum((p.one - p.other) ** 2 for p in pairs)
    return float(1 - Fraction(observed, expected))


def agreement(pairs: Sequence[Pair], steps: int = LEVELS) -> Kappa:
    """Kappa, its interval and the bias of `one` against `other`."""
    count = len(pairs)
    bias = sum(p.one - p.other for p in pairs) / count if count else 0.0
    value = weighted_kappa(pairs, steps) if count >= FEW else None
    if value is None:
        return Kappa(pairs=count, value=None, bias=bias)
    low, high = _interval(pairs, lambda sample: weighted_kappa(sample, steps))
    return Kappa(pairs=count, value=value, low=low, high=high, bias=bias)


def _interval(
    pairs: Sequence[Pair], measure: Callable[[Sequence[Pair]], float | None]
) -> tuple[float, float]:
    """The middle 95 % of `measure` over resampled cases."""
    count = len(pairs)
    drawn = default_rng(count).integers(0, count, size=(RESAMPLES, count))
    values = sorted(
        found for row in drawn if (found := measure([pairs[n] for n in row])) is not None
    )
    return values[int(len(values) * 0.025)], values[int(len(values) * 0.975) - 1]


class Marked(Frozen):
    """One talk with one marker's marks."""

    case: str
    total: float
    """Of 20."""
    levels: dict[CriterionId, int | None]
    """None: no opportunity."""


class Card(Frozen):
    """The agreement card: engine against people, beside people against each other."""

    totals: Kappa
    people_totals: Kappa | None
    middle: Kappa
    """Totals of talks that people put in the middle range."""
    criteria: dict[CriterionId, tuple[Kappa, Kappa | None]]
    """Engine against people, and people against each other."""

    @property
    def median_criterion(self) -> float | None:
        """The median kappa over criteria that have one."""
        found = sorted(k.value for k, _ in self.criteria.values() if k.value is not None)
        return found[len(found) // 2] if found else None

    def indicative(self, criterion: CriterionId) -> bool:
        """Whether the engine agrees less with people than they do with each other."""
        engine, people = self.criteria[criterion]
        if people is None or people.value is None:
            return engine.value is None
        return engine.value is None or engine.value < people.value


CARD = Path(__file__).parent / "agreement_card.json"
"""The card of the release, measured on the talks in tests/rubrics; rewritten by a command."""


@cache
def shipped_card() -> Card | None:
    """The agreement card of this release; None in a tree where it was never measured."""
    if not CARD.is_file():
        return None
    return Card.model_validate_json(CARD.read_text(encoding="utf-8"))


def is_indicative(criterion: CriterionId) -> bool:
    """Whether the engine's level is only indicative, so that the trainer decides.

    True as well where it was never compared with people's marks.
    """
    found = shipped_card()
    return found is None or criterion not in found.criteria or found.indicative(criterion)


def card(engine: Sequence[Marked], people: Sequence[Sequence[Marked]]) -> Card:
    """The card for talks marked by the engine and by one or two people.

    Totals are compared in whole points of 20; people's mean is what the engine is held against.
    """
    by_case = [{m.case: m for m in marker} for marker in people]
    shared = [m for m in engine if all(m.case in marks for marks in by_case)]
    totals = [
        Pair(
            case=m.case,
            one=round(m.total),
            other=round(_mean(marks[m.case].total for marks in by_case)),
        )
        for m in shared
    ]
    both = by_case[:2] if len(by_case) > 1 else None
    return Card(
        totals=agreement(totals, 21),
        people_totals=agreement(
            [
                Pair(
                    case=m.case,
                    one=round(both[0][m.case].total),
                    other=round(both[1][m.case].total),
                )
                for m in shared
            ],
            21,
        )
        if both
        else None,
        middle=agreement([p for p in totals if MIDDLE[0] <= p.other <= MIDDLE[1]], 21),
        criteria=_criteria(shared, by_case),
    )


def _criteria(
    shared: Sequence[Marked], by_case: Sequence[dict[str, Marked]]
) -> dict[CriterionId, tuple[Kappa, Kappa | None]]:
    ids = dict.fromkeys(c for m in shared for c in m.levels)
    found: dict[CriterionId, tuple[Kappa, Kappa | None]] = {}
    for criterion in ids:
        pairs, between = [], []
        for mine in shared:
            theirs = [marks[mine.case].levels.get(criterion) for marks in by_case]
            given = [level for level in theirs if level is not None]
            own = mine.levels.get(criterion)
            if own is not None and given:
                pairs.append(Pair(case=mine.case, one=own, other=round(_mean(given))))
            if len(theirs) > 1 and theirs[0] is not None and theirs[1] is not None:
                between.append(Pair(case=mine.case, one=theirs[0], other=theirs[1]))
        found[criterion] = (agreement(pairs), agreement(between) if len(by_case) > 1 else None)
    return found


def _people(case: str, by_case: Sequence[dict[str, Marked]]) -> int:
    """The mean total of these markers, in whole points."""
    return round(_mean([marks[case].total for marks in by_case]))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
