"""What each turn cost: the whole loss against the best line known, shared out over the turns.

After every turn the expert sits down in the learner's chair and plays on. The best of what she
gets from there or from any later turn is what was still to be had; a turn costs what it takes
off that. So no turn costs less than nothing, and the costs add up to the loss exactly.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Literal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.moves import Move, MoveAct
from dialogues.negotiation.reference import Reference, result
from dialogues.negotiation.standing import Course, Exchange
from dialogues.negotiation.worth import apportioned
from dialogues.text import Frozen

Cause = Literal[
    "gave-for-nothing",
    "gave-more-than-needed",
    "signed-too-early",
    "signed-the-extra",
    "opened-again",
    "pressed-or-insulted",
    "said-nothing-new",
    "left",
    "ran-out-of-time",
    "used-up-a-turn",
]


class Cost(Frozen):
    """What one turn of the learner cost her."""

    turn: int
    by: int
    """Millionths of her best package."""
    money: Decimal | None
    """The same in the case's currency, whole units; None without a money issue."""
    cause: Cause


class Attribution(Frozen):
    """The loss and where it went; `loss` is the sum of all costs, in worth and in money."""

    best: int
    """The best that was still to be had at the start, by the best line known."""
    got: int
    loss: int
    money: Decimal | None
    costs: tuple[Cost, ...]
    """Every turn, also those that cost nothing."""


def attributed(domain: Domain, course: Course, reference: Reference) -> Attribution:
    """The loss of an ended game, turn by turn.

    Raises:
        ValueError: it has not ended.
    """
    if course.end.ended is None:
        raise ValueError("the negotiation has not ended")
    reached = [reference.from_here(standing) for standing in course.standings[:-1]]
    reached.append(result(domain, course.end))
    still = list(accumulate(reversed(reached), max))[::-1]
    drops = [before - after for before, after in pairwise(still)]
    loss = still[0] - still[-1]
    money = in_money(domain, loss)
    shares = apportioned(drops, int(money)) if money is not None else ()
    costs = tuple(
        Cost(
            turn=n + 1,
            by=drop,
            money=Decimal(shares[n]) if shares else None,
            cause=_cause(course, n),
        )
        for n, drop in enumerate(drops)
    )
    return Attribution(best=still[0], got=still[-1], loss=loss, money=money, costs=costs)


def in_money(domain: Domain, worth: int) -> Decimal | None:
    """A learner's worth in whole units of money: what would make up for it in the price."""
    money = domain.case.money
    if money is None:
        return None
    priced = domain.by_id[money.issue]
    span, weight = priced.issue.range, priced.weight["learner"]
    if span is None or not weight:
        return None
    full = Fraction((span.max - span.min) * money.quantity)
    return Decimal(round(full * worth / weight))


def _cause(course: Course, n: int) -> Cause:
    exchange: Exchange = course.exchanges[n]
    move, trace = exchange.move, exchange.reply.trace
    ended = course.standings[n + 1].ended
    if move.hostile:
        return "pressed-or-insulted"
    if move.does(MoveAct.LEAVE):
        return "left"
    if exchange.reply.reopened:
        return "opened-again"
    if trace.gift:
        return "gave-for-nothing"
    if ended is not None and ended.kind == "deal":
        return "signed-the-extra" if _took_extra(course, n) else "signed-too-early"
    if move.takes is not None or _signs(move):
        return "signed-too-early"
    if ended is not None:
        return "ran-out-of-time"
    if trace.traded:
        return "gave-more-than-needed"
    return "used-up-a-turn" if trace.news else "said-nothing-new"


def _signs(move: Move) -> bool:
    return move.does(MoveAct.CONFIRM) or bool(move.accepts)


def _took_extra(course: Course, n: int) -> bool:
    recap, deal = course.standings[n].recap, course.deal
    return bool(recap and recap.extra and deal and deal != recap.package)
