"""What talks have shown of a criterion, and how much that says: an interval, never a number alone.

Walley's imprecise beta model: the mean as if a few more talks could all fail or all succeed.
Without any talk that is the full range; each talk narrows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dialogues.ids import CriterionId, ScenarioId
from rubrics.assessment import Assessment, Level
from rubrics.lucidity import CRITERION, Lucidity

DOUBT = 2
"""Talks imagined beside those held: all failed for the low end, all mastered for the high end."""
PER_SCENARIO = 3
"""Talks of one scenario that count, the latest: a tenth says little more about the skill."""
LATEST = 8
"""Talks that count for a criterion, the latest; older ones are of somebody who knew less."""
TOP = 4
"""The highest level."""
LUCID = "self-evaluation"
"""The family of what a self-evaluation shows."""


@dataclass(frozen=True)
class Observation:
    """One criterion shown in one talk."""

    family: str
    criterion: CriterionId
    scenario: ScenarioId
    share: Fraction
    """Of what can be had, 0 to 1: the level over 4."""


@dataclass(frozen=True)
class Span:
    """An interval."""

    low: Fraction
    high: Fraction

    def times(self, factor: Fraction) -> "Span":
        """The interval, scaled."""
        return Span(self.low * factor, self.high * factor)


def added(spans: Iterable[Span]) -> Span:
    """The sum of intervals."""
    both = [(span.low, span.high) for span in spans]
    return Span(
        sum((low for low, _ in both), Fraction(0)), sum((high for _, high in both), Fraction(0))
    )


def estimate(shares: Sequence[Fraction]) -> Span:
    """The interval of a mean of shares; from 0 to 1 when there are none."""
    earned, whole = sum(shares, Fraction(0)), len(shares) + DOUBT
    return Span(earned / whole, (earned + DOUBT) / whole)


def observed(
    judged: Assessment, scenario: ScenarioId, lucid: Lucidity | None = None
) -> tuple[Observation, ...]:
    """What one talk has shown, and how the learner saw it; no opportunity is no observation."""
    shown = tuple(
        Observation(judged.family, r.criterion, scenario, Fraction(r.outcome.level, TOP))
        for r in judged.results
        if isinstance(r.outcome, Level)
    )
    if lucid is None or lucid.share is None:
        return shown
    return (*shown, Observation(LUCID, CRITERION, scenario, lucid.share))


def recent(seen: Iterable[Observation]) -> tuple[Fraction, ...]:
    """Shares of the observations that count, given and kept newest first."""
    kept: list[Fraction] = []
    times: dict[ScenarioId, int] = {}
    for one in seen:
        times[one.scenario] = times.get(one.scenario, 0) + 1
        if times[one.scenario] <= PER_SCENARIO and len(kept) < LATEST:
            kept.append(one.share)
    return tuple(kept)
