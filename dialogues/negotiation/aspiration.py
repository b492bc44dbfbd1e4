"""What the counterpart aims for: one number that never rises, and the named terms that move it."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.moves import Named, Trace
from dialogues.negotiation.standing import Standing, floor_at, own_range
from dialogues.negotiation.worth import FULL

SLOWEST, FASTEST = 200, 1500
"""Thousandths of the time tactic's step, whatever the manners."""

_BY_WARMTH, _BY_GIFT, _BY_REPEATING = 350, 800, 250


@dataclass(frozen=True)
class Impression:
    """What a learner's turn does to the counterpart, apart from time."""

    hers: int | None
    """What the learner's terms are worth to her now."""
    gift: int
    traded: int
    news: bool
    civil: bool
    """Neither hostile nor empty, and nothing opened again."""
    rapport: int
    goodwill: int
    """Both as they stand after the turn."""
    earned: tuple[tuple[str, int], ...]
    """Goodwill gained by 'argument', 'discovery', 'listening', in thousandths."""
    stale: int


@cache
def _held(bend: Decimal, turns: int) -> tuple[int, ...]:
    """The share of her range she still holds by the clock alone, by turn, in millionths."""
    with localcontext() as context:
        context.prec = 28
        power = 1 / bend
        return tuple(
            FULL - int(FULL * (Decimal(n) / turns) ** power) if n else FULL
            for n in range(turns + 1)
        )


def by_the_clock(domain: Domain, floor: int, turn: int) -> int:
    """What time alone would make her aim for at `turn`."""
    turns = domain.case.deadline.turns
    start = max(floor, int(domain.most["counterpart"] * domain.style.aim))
    held = _held(domain.style.bend, turns)[min(turn, turns)]
    return floor + (start - floor) * held // FULL


def moved(domain: Domain, standing: Standing, impression: Impression) -> Trace:
    """The target after a learner's turn, as a sum of named terms; `standing` is before the turn."""
    turn = standing.turn + 1
    style, deadline = domain.style, domain.case.deadline
    floor = floor_at(domain, impression.goodwill)
    terms: list[tuple[str, int]] = []
    speed = _speed(domain, impression)
    passed = by_the_clock(domain, floor, turn - 1) - by_the_clock(domain, floor, turn)
    terms.append(("time", -(max(0, passed) * speed // 1000)))
    if impression.civil:
        terms.append(("trade", -int(impression.traded * style.reciprocity)))
    margin = int(own_range(domain) * style.margin)
    terms += [(name, -(margin * gained // 1000)) for name, gained in impression.earned]
    before = standing.target
    wished = before + sum(by for _, by in terms)
    after = min(before, max(floor, wished))
    if after != wished:
        terms.append(("floor", after - wished))
    if turn > deadline.soft and impression.civil and after > floor:
        left = max(0, deadline.turns - turn)
        closer = floor + (after - floor) * left // (left + 1)
        terms.append(("deadline", closer - after))
        after = closer
    return Trace(
        before=before,
        after=after,
        terms=tuple(Named.model_validate({"name": n, "by": by}) for n, by in terms if by),
        floor=floor,
        rapport=impression.rapport,
        goodwill=impression.goodwill,
        hers=impression.hers,
        gift=impression.gift,
        traded=impression.traded,
        news=impression.news,
    )


def _speed(domain: Domain, impression: Impression) -> int:
    """How fast the clock runs for her this turn, in thousandths; 0: no reason to move."""
    if not impression.civil or not impression.news:
        return 0
    style = domain.style
    speed = 1000 + int(_BY_WARMTH * style.warmth * impression.rapport / 1000)
    if impression.gift:
        speed -= int(_BY_GIFT * style.slowed_by_gift)
    speed -= _BY_REPEATING * min(2, impression.stale)
    return max(SLOWEST, min(FASTEST, speed))
