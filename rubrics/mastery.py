"""Mastery: what talks have shown of each criterion, how sure that is, and what to practise next."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dialogues.ids import CriterionId, ScenarioId
from rubrics.estimate import LUCID, TOP, Observation, Span, estimate, recent
from rubrics.projection import trained

Sureness = Literal["none", "little", "some", "good"]
"""None: never shown; little: one talk; some: two or three; good: four talks and more."""
Why = Literal["first", "unseen", "weak", "unsure"]

SURE_FROM = 4
"""Talks from which an interval is narrower than a third."""
WEAK_UNTIL = Fraction(5, 8)
"""Mean share up to which a criterion counts as weak: between partial and secure."""
GOOD_MARK = Decimal(12)
"""Mark of 20 from which the next level is proposed."""
TOP_LEVEL = 3


@dataclass(frozen=True)
class Mastery:
    """One criterion of a family."""

    family: str
    criterion: CriterionId
    weight: int
    shares: tuple[Fraction, ...]
    """What the talks that count have shown, 0 to 1, newest first."""

    @property
    def span(self) -> Span:
        """The interval of what she can do, 0 to 1."""
        return estimate(self.shares)

    @property
    def mean(self) -> Fraction | None:
        """The mean of what was shown; None while nothing was."""
        return Fraction(sum(self.shares), len(self.shares)) if self.shares else None

    @property
    def level(self) -> int | None:
        """The mean as a level, halves rounded up; None while nothing was shown."""
        return None if self.mean is None else int(self.mean * TOP + Fraction(1, 2))

    @property
    def sure(self) -> Sureness:
        """How much the talks say."""
        count = len(self.shares)
        if count == 0:
            return "none"
        return "good" if count >= SURE_FROM else "little" if count == 1 else "some"

    @property
    def room(self) -> Fraction:
        """What practice can still bring, weighted: all that the low end of the span leaves."""
        return self.weight * (1 - self.span.low)


@dataclass(frozen=True)
class Block:
    """The criteria of one family."""

    family: str
    criteria: tuple[Mastery, ...]

    @property
    def span(self) -> Span:
        """The weighted mean of its criteria's intervals."""
        whole = sum(one.weight for one in self.criteria)
        low = sum((one.span.low * one.weight for one in self.criteria), Fraction(0))
        high = sum((one.span.high * one.weight for one in self.criteria), Fraction(0))
        return Span(low / whole, high / whole)

    @property
    def mean(self) -> Fraction | None:
        """The weighted mean of the criteria that were shown; None while none was."""
        seen = [(one.mean, one.weight) for one in self.criteria if one.mean is not None]
        if not seen:
            return None
        earned = sum((mean * weight for mean, weight in seen), Fraction(0))
        return earned / sum(weight for _, weight in seen)

    @property
    def seen(self) -> int:
        """How many of its criteria were shown."""
        return sum(bool(one.shares) for one in self.criteria)


@dataclass(frozen=True)
class Candidate:
    """A scenario that can be practised."""

    scenario: ScenarioId
    family: str
    level: int
    attempts: int = 0
    """Judged ones."""
    best: Decimal | None = None
    """Best mark of 20."""


@dataclass(frozen=True)
class Advice:
    """The practice that is likely to bring most, and why."""

    scenario: ScenarioId
    why: Why
    criterion: CriterionId | None
    """The criterion it is proposed for; None when nothing of the family was ever shown."""


def mastery(seen: Sequence[Observation], families: Sequence[str]) -> tuple[Block, ...]:
    """What the observations, newest first, say of each of these families' criteria."""
    blocks = []
    for family in families:
        criteria = tuple(
            Mastery(
                family,
                one.criterion,
                one.weight,
                recent(o for o in seen if o.family == family and o.criterion == one.criterion),
            )
            for one in trained()
            if one.family == family != LUCID
        )
        if criteria:
            blocks.append(Block(family, criteria))
    return tuple(blocks)


def advice(blocks: Sequence[Block], candidates: Sequence[Candidate]) -> Advice | None:
    """What to practise next; None when there is nothing to practise.

    The family where practice can still bring most, by its weighted criteria; in it the scenario
    of the right level that was played least. Ties go to the order given.
    """
    open_to = [b for b in blocks if any(c.family == b.family for c in candidates)]
    if not open_to:
        return None
    block = max(open_to, key=_room)
    here = [c for c in candidates if c.family == block.family]
    wanted = _level(here)
    chosen = min(
        here, key=lambda c: (abs(c.level - wanted), c.attempts, c.best or Decimal(0), c.level)
    )
    if not block.seen:
        return Advice(chosen.scenario, "first", None)
    weakest = max(block.criteria, key=lambda one: one.room)
    return Advice(chosen.scenario, _why(weakest), weakest.criterion)


def _room(block: Block) -> Fraction:
    return sum((one.room for one in block.criteria), Fraction(0)) / sum(
        one.weight for one in block.criteria
    )


def _level(here: Sequence[Candidate]) -> int:
    done = [c.level for c in here if c.best is not None and c.best >= GOOD_MARK]
    tried = [c.level for c in here if c.attempts]
    if done:
        return min(max(done) + 1, TOP_LEVEL)
    return min(tried) if tried else 1


def _why(weakest: Mastery) -> Why:
    if weakest.mean is None:
        return "unseen"
    return "weak" if weakest.mean <= WEAK_UNTIL else "unsure"
