"""An assessment: levels per criterion, each with the evidence that made it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import Field

from dialogues.engine import ENGINE_VERSION
from dialogues.ids import CriterionId, IndicatorId
from dialogues.text import Frozen
from rubrics.evidence import Evidence
from rubrics.indicators import evidence
from rubrics.receipt import receipt
from rubrics.rubric import CriterionRubric, Rubric, rubric
from rubrics.transcript import Transcript


class Level(Frozen):
    """How far a criterion was shown: 0 not shown, 1 beginning, 2 partial, 3 secure, 4 mastered."""

    outcome: Literal["level"] = "level"
    level: int = Field(ge=0, le=4)
    capped_by: IndicatorId | None = None
    """The fault that kept it from rising."""


class NoOpportunity(Frozen):
    """The talk gave no occasion to show it; not a level."""

    outcome: Literal["no-opportunity"] = "no-opportunity"


Outcome = Annotated[Level | NoOpportunity, Field(discriminator="outcome")]


def level_of(outcome: Outcome) -> int | None:
    """The level; None where the talk gave no opportunity."""
    return outcome.level if isinstance(outcome, Level) else None


class Result(Frozen):
    """The judgement on one criterion."""

    criterion: CriterionId
    weight: int
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    """What counts for it, and the faults that count against it."""
    missing: tuple[IndicatorId, ...] = ()
    """What the next level still needs, best first."""

    @property
    def level(self) -> int | None:
        """The level; None where the talk gave no opportunity."""
        return level_of(self.outcome)


class Assessment(Frozen):
    """The judgement on one talk."""

    receipt: str
    family: str
    rubric_hash: str
    engine: str
    results: tuple[Result, ...]
    total: Decimal | NoOpportunity
    """Of 20, one decimal; no opportunity when nothing could be judged."""

    @property
    def mark(self) -> Decimal | None:
        """The total as screens and files take it: None when nothing could be judged."""
        return self.total if isinstance(self.total, Decimal) else None

    @property
    def percent(self) -> int | None:
        """Share of the points that could be had, 0 to 100; None when nothing could be judged."""
        return None if self.mark is None else round(self.mark * 5)

    def result(self, criterion: CriterionId) -> Result | None:
        """The result of a criterion."""
        return next((r for r in self.results if r.criterion == criterion), None)


def assess(talk: Transcript, by: Rubric | None = None) -> Assessment:
    """The assessment of a talk under its family's rubric, or under `by`.

    The same transcript, scenario, rubric and engine give the same assessment on any machine.
    """
    judged_by = by or rubric(talk.family)
    found = {i.id: evidence(i, talk) for i in judged_by.indicators}
    results = tuple(judged(c, found) for c in judged_by.criteria)
    return Assessment(
        receipt=receipt(talk, judged_by.hash, ENGINE_VERSION),
        family=talk.family,
        rubric_hash=judged_by.hash,
        engine=ENGINE_VERSION,
        results=results,
        total=total(results),
    )


def total(results: tuple[Result, ...]) -> Decimal | NoOpportunity:
    """Weighted levels brought to 20; criteria without opportunity do not count."""
    judged = [(r.weight, r.outcome.level) for r in results if isinstance(r.outcome, Level)]
    possible = sum(weight * 4 for weight, _ in judged)
    if not possible:
        return NoOpportunity()
    earned = Decimal(20 * sum(weight * level for weight, level in judged)) / possible
    return earned.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _met(needs: dict[IndicatorId, int], found: dict[IndicatorId, tuple[Evidence, ...]]) -> bool:
    return all(len(found[i]) >= times for i, times in needs.items())


def judged(what: CriterionRubric, found: dict[IndicatorId, tuple[Evidence, ...]]) -> Result:
    """The judgement on one criterion, from where each of its indicators was found."""
    named = tuple(dict.fromkeys(i for level in what.levels for needs in level for i in needs))
    if what.opportunity and not any(found[i] for i in what.opportunity):
        return Result(criterion=what.criterion, weight=what.weight, outcome=NoOpportunity())
    reached = 0
    for level, alternatives in enumerate(what.levels, start=1):
        if any(_met(needs, found) for needs in alternatives):
            reached = level
    cap = min(
        (f for f in what.faults if len(found[f.indicator]) >= f.times),
        key=lambda f: f.caps,
        default=None,
    )
    capped = cap.indicator if cap and cap.caps < reached else None
    final = min(reached, cap.caps) if cap else reached
    seen = tuple(e for i in named for e in found[i])
    faults = dict.fromkeys(f.indicator for f in what.faults if f.indicator not in named)
    against = tuple(e for i in faults for e in found[i])
    return Result(
        criterion=what.criterion,
        weight=what.weight,
        outcome=Level(level=final, capped_by=capped),
        evidence=(*seen, *against),
        missing=_missing(what, reached, found),
    )


def _missing(
    what: CriterionRubric, reached: int, found: dict[IndicatorId, tuple[Evidence, ...]]
) -> tuple[IndicatorId, ...]:
    """Of the nearest set of needs for the next level, what is not met."""
    if reached >= len(what.levels):
        return ()
    gaps = [
        tuple(i for i, times in needs.items() if len(found[i]) < times)
        for needs in what.levels[reached]
    ]
    return min(gaps, key=len, default=())
