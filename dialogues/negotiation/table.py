"""The table: who stands where on each issue, what is agreed, what was opened again."""

from decimal import Decimal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, Package, Value
from dialogues.negotiation.moves import Move, Problem, Relative
from dialogues.text import Frozen

_CENT = Decimal("0.01")


class Table(Frozen):
    """Positions by issue: the counterpart holds a full package, the learner maybe a partial one."""

    offer: dict[IssueId, Value]
    shown: bool = False
    """Whether the counterpart has said her offer."""
    alternative: dict[IssueId, Value] | None = None
    learner: dict[IssueId, Value] = {}
    first: dict[IssueId, Value] = {}
    """The learner's first word on each issue."""

    @property
    def agreed(self) -> tuple[IssueId, ...]:
        """Issues on which both said the same."""
        if not self.shown:
            return ()
        return tuple(i for i, value in self.offer.items() if self.learner.get(i) == value)

    @property
    def open(self) -> tuple[IssueId, ...]:
        """Issues still to be agreed."""
        agreed = self.agreed
        return tuple(i for i in self.offer if i not in agreed)

    @property
    def completed(self) -> dict[IssueId, Value]:
        """The learner's terms, with the counterpart's where she has said nothing."""
        return {**self.offer, **self.learner}


class Heard(Frozen):
    """What a move puts on the table."""

    table: Table
    changed: tuple[IssueId, ...] = ()
    """Issues on which the learner's position is new or other than before."""
    problems: tuple[Problem, ...] = ()
    reopened: tuple[IssueId, ...] = ()
    """Issues that were agreed, and on which the learner now wants more or says nothing."""


def placed(domain: Domain, table: Table, move: Move) -> Heard:
    """The table after the learner's move; what cannot be taken as it stands stays off it."""
    said, problems = _said(domain, table, move)
    learner = {i: v for i, v in table.learner.items() if i not in move.withdraws}
    learner.update(said)
    changed = tuple(i for i in table.offer if learner.get(i) != table.learner.get(i))
    first = {**said, **table.first}
    after = table.model_copy(update={"learner": learner, "first": first})
    reopened = tuple(i for i in table.agreed if i in changed and _worse(domain, i, learner, table))
    return Heard(table=after, changed=changed, problems=problems, reopened=reopened)


def _worse(domain: Domain, issue_id: IssueId, learner: Package, table: Table) -> bool:
    """Whether the learner's word on an agreed issue is now gone or worse for the counterpart."""
    priced, value = domain.by_id[issue_id], learner.get(issue_id)
    agreed = priced.worth("counterpart", table.offer[issue_id])
    return value is None or priced.worth("counterpart", value) < agreed


def _said(
    domain: Domain, table: Table, move: Move
) -> tuple[dict[IssueId, Value], tuple[Problem, ...]]:
    said: dict[IssueId, Value] = {}
    problems: list[Problem] = list(move.unclear)
    if move.takes == "offer" and table.shown:
        said.update(table.offer)
    elif move.takes == "alternative" and table.alternative is not None:
        said.update(table.alternative)
    if table.shown:
        said.update({i: table.offer[i] for i in move.accepts if i in table.offer})
    named = dict(move.offer)
    for relative in move.relative:
        figure = resolved(domain, table, relative)
        if figure is None:
            problems.append(Problem(issue=relative.issue, kind="no-figure"))
        elif named.get(relative.issue, figure) != figure:
            named.pop(relative.issue)
            problems.append(Problem(issue=relative.issue, kind="contradictory", said=figure))
        else:
            named[relative.issue] = figure
    for issue_id, value in named.items():
        if issue_id not in domain.by_id:
            problems.append(Problem(issue=issue_id, kind="unknown-issue", said=value))
        elif not domain.by_id[issue_id].issue.holds(value):
            problems.append(Problem(issue=issue_id, kind="outside", said=value))
        else:
            said[issue_id] = value
    return said, tuple(problems)


def resolved(domain: Domain, table: Table, relative: Relative) -> Decimal | None:
    """The figure a relative move means, to the cent; None when there is nothing to start from."""
    own = table.learner.get(relative.issue)
    theirs = table.offer.get(relative.issue) if table.shown else None
    if relative.how == "split":
        if isinstance(own, Decimal) and isinstance(theirs, Decimal):
            return ((own + theirs) / 2).quantize(_CENT).normalize() + 0
        return None
    start = own if relative.of == "own" else theirs
    if not isinstance(start, Decimal) or relative.amount is None:
        return None
    if relative.how == "times":
        return (start * relative.amount).quantize(_CENT).normalize() + 0
    step = relative.amount if relative.how == "by" else start * relative.amount / 100
    up = _upwards(domain, relative)
    return (start + step if up else start - step).quantize(_CENT).normalize() + 0


def _upwards(domain: Domain, relative: Relative) -> bool:
    if relative.direction in {"up", "down"}:
        return relative.direction == "up"
    row = domain.by_id[relative.issue].worths["learner"]
    mine_up = row[-1] >= row[0]
    return mine_up if relative.direction == "mine" else not mine_up


_IN = {
    ("week", "day"): Decimal(7),
    ("month", "day"): Decimal(30),
    ("year", "month"): Decimal(12),
    ("year", "day"): Decimal(360),
    ("dozen", "piece"): Decimal(12),
    ("t", "kg"): Decimal(1000),
}
"""How many of the second unit one of the first counts for in trade usage."""


def converted(
    domain: Domain, issue_id: IssueId, amount: Decimal, unit: str | None
) -> Decimal | None:
    """`amount` in the issue's own unit, to the cent; None when nothing says how to convert it."""
    own = domain.by_id[issue_id].issue.unit
    if unit is None or unit == own or own is None:
        return amount
    rates = domain.case.rates
    if own == domain.case.currency and rates.get(unit):
        return (amount / rates[unit]).quantize(_CENT)
    if unit == domain.case.currency and rates.get(own):
        return (amount * rates[own]).quantize(_CENT)
    if (unit, own) in _IN:
        return amount * _IN[unit, own]
    if (own, unit) in _IN:
        return (amount / _IN[own, unit]).quantize(_CENT)
    return None
