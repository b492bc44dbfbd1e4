"""The mark for what came out, of 20: a deal, its share, and what was left on the table."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.reference import Reference, result
from dialogues.negotiation.standing import Course, EndKind
from dialogues.negotiation.worth import FULL
from dialogues.text import Frozen

FOR_DEAL, FOR_CLAIM, FOR_EFFICIENCY = 4, 10, 6
NO_DEAL, BAD_DEAL, RIGHT_NO_DEAL = 2, 1, 16
"""Marks: no deal where one was possible; a deal under one's limit; rightly no deal."""

ENGAGED = 3
"""Turns with something new from which having no deal is a result and not an absence."""

_CENT = Decimal("0.01")
_LEAST_SPREAD = FULL // 20


class Better(Frozen):
    """A deal on the frontier that both would have preferred."""

    package: dict[IssueId, Value]
    learner: int
    counterpart: int


class Outcome(Frozen):
    """What came out, measured. Worths in millionths, marks of 20."""

    end: EndKind
    right: bool
    """Whether ending so was right: a deal above the limit, or none where none was possible."""
    package: dict[IssueId, Value] | None
    learner: int
    """The deal's worth, or the limit without a deal."""
    counterpart: int
    mark: Decimal
    for_deal: Decimal = Decimal(0)
    for_claim: Decimal = Decimal(0)
    for_efficiency: Decimal = Decimal(0)
    expert: int
    novice: int
    """What the reference players got from the same person."""
    nash: int | None
    """The learner's worth at the Nash point."""
    claimed: Decimal | None = None
    """Gain over the limit against that at the Nash point; 1 is the fair share."""
    left: int = 0
    """What a deal at least as good for both would have added together."""
    kept: Decimal | None = None
    """1 minus `left` against the largest joint gain there is."""
    distance: Decimal | None = None
    """Straight line to the nearest point of the frontier, where a side's best is 1."""
    better: Better | None = None


def outcome(domain: Domain, course: Course, reference: Reference) -> Outcome:
    """The outcome of an ended game.

    Raises:
        ValueError: it has not ended.
    """
    ended = course.end.ended
    if ended is None:
        raise ValueError("the negotiation has not ended")
    marks, deal = domain.landmarks, ended.package
    limits = domain.reservation
    expert = result(domain, reference.expert.end)
    novice = result(domain, reference.novice.end)
    nash = marks.nash.learner if marks.nash else None
    if deal is None:
        engaged = sum(e.reply.trace.news for e in course.exchanges) >= ENGAGED
        right = not marks.zopa and engaged
        return Outcome(
            end=ended.kind,
            right=right,
            package=None,
            learner=limits["learner"],
            counterpart=limits["counterpart"],
            mark=Decimal(RIGHT_NO_DEAL if right else NO_DEAL),
            expert=expert,
            novice=novice,
            nash=nash,
        )
    mine, hers = domain.worth("learner", deal), domain.worth("counterpart", deal)
    left, better = left_on_table(domain, mine, hers)
    right = mine >= limits["learner"]
    gain = _most_gain(domain)
    kept = max(Fraction(0), 1 - Fraction(left, gain)) if gain else Fraction(0)
    low, high = _spread(domain, expert, novice)
    claim = _within(Fraction(mine - low, high - low))
    tidy = _within((kept - Fraction(2, 5)) / Fraction(3, 5))
    points = [_mark(Fraction(FOR_DEAL)), _mark(FOR_CLAIM * claim), _mark(FOR_EFFICIENCY * tidy)]
    over = Fraction(mine - limits["learner"], max(1, (nash or FULL) - limits["learner"]))
    return Outcome(
        end=ended.kind,
        right=right,
        package=deal,
        learner=mine,
        counterpart=hers,
        mark=sum(points, Decimal(0)) if right else Decimal(BAD_DEAL),
        for_deal=points[0] if right else Decimal(0),
        for_claim=points[1] if right else Decimal(0),
        for_efficiency=points[2] if right else Decimal(0),
        expert=expert,
        novice=novice,
        nash=nash,
        claimed=_mark(over) if marks.zopa else None,
        left=left,
        kept=_mark(kept),
        distance=_distance(domain, mine, hers),
        better=better,
    )


def left_on_table(domain: Domain, learner: int, counterpart: int) -> tuple[int, Better | None]:
    """The joint worth left by a deal of these worths, and a deal that both would have preferred.

    That deal is better for both where there is one (the largest product of both gains), else
    better for one and no worse for the other.
    """
    front = domain.frontier
    above = np.flatnonzero((front.first >= learner) & (front.second >= counterpart))
    if not len(above):
        return 0, None
    a, b = front.first[above] - learner, front.second[above] - counterpart
    left = int((a + b).max())
    if not left:
        return 0, None
    at = int(above[np.lexsort((-(a + b), -(a * b)))[0]])
    package = domain.package(front.choice(at))
    return left, Better(
        package=package, learner=int(front.first[at]), counterpart=int(front.second[at])
    )


def _most_gain(domain: Domain) -> int:
    best = domain.landmarks.best_rational
    return best.joint - sum(domain.reservation.values()) if best else 0


def _spread(domain: Domain, expert: int, novice: int) -> tuple[int, int]:
    """Where claiming earns nothing and where it earns everything."""
    limit, nash = domain.reservation["learner"], domain.landmarks.nash
    low, high = max(limit, novice), expert
    if high - low >= _LEAST_SPREAD:
        return low, high
    fair = nash.learner if nash else domain.most["learner"]
    return limit, max(high, fair, limit + _LEAST_SPREAD)


def _within(share: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(1), share))


def _mark(number: Fraction) -> Decimal:
    return Decimal(round(number * 100)).scaleb(-2).quantize(_CENT)


def _distance(domain: Domain, learner: int, counterpart: int) -> Decimal:
    front = domain.frontier
    squares = (front.first - learner) ** 2 + (front.second - counterpart) ** 2
    return (Decimal(int(squares.min())).sqrt() / FULL).quantize(Decimal("0.001"))
