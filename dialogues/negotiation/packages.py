"""Packages the counterpart finds: her next offer, and a second one of equal worth to her."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dialogues.negotiation.domain import Domain, Priced
from dialogues.negotiation.frontier import frontier
from dialogues.negotiation.model import IssueId, Side, Value
from dialogues.negotiation.standing import Standing, own_range

MOST_ISSUES = 3
"""Issues she moves on in one turn."""

QUANTUM = 50
"""Thousandths of her own range: the least step worth saying before the end is near."""

_STOPS = 12
"""Values she looks at between two positions on one issue."""

_EXTRA_ISSUE = 2_000
"""What moving on one more issue must bring, in the units of `_wish`."""

Values = dict[IssueId, Value]


@dataclass(frozen=True)
class _Menu:
    """What she may put on one issue: its worth to her, and to the learner by her guess."""

    issue: IssueId
    values: tuple[Decimal | str, ...]
    hers: tuple[int, ...]
    wished: tuple[int, ...]


def way(priced: Priced, start: Decimal | str, end: Decimal | str) -> tuple[Decimal | str, ...]:
    """Values from `start` to `end`, both included, thinned out when there are many."""
    a, b = priced.place(start), priced.place(end)
    low, high = min(a, b), max(a, b)
    between = [v for n, v in enumerate(priced.grid) if low < n < high]
    if a > b:
        between.reverse()
    if len(between) > _STOPS:
        last = len(between) - 1
        between = [between[at * last // (_STOPS - 1)] for at in range(_STOPS)]
    return (start, *between, end) if start != end else (start,)


def _wish(priced: Priced, standing: Standing, value: Decimal | str, wished: Decimal | str) -> int:
    """How near `value` comes to what the learner wishes, times how much it seems to matter."""
    span = max(1, len(priced.grid) - 1)
    far = abs(priced.place(value) - priced.place(wished)) / span
    return int((1 - min(Decimal(1), far)) * standing.importance.get(priced.issue.id, 100) * 1000)


def _menu(priced: Priced, standing: Standing, start: Decimal | str, wished: Decimal | str) -> _Menu:
    stops = way(priced, start, wished)
    here = _wish(priced, standing, start, wished)
    wishes = tuple(
        here + _EXTRA_ISSUE if value == start else max(0, _wish(priced, standing, value, wished))
        for value in stops
    )
    hers = tuple(priced.worth("counterpart", value) for value in stops)
    return _Menu(priced.issue.id, stops, hers, wishes)


def _best(menus: Sequence[_Menu], least: int) -> Values:
    """The choice the learner should like best among those worth `least` to the counterpart."""
    front = frontier([m.hers for m in menus], [m.wished for m in menus])
    at = front.best(least)
    assert at is not None, "what she offers now is on every menu"
    return {m.issue: m.values[k] for m, k in zip(menus, front.choice(at), strict=True)}


def next_offer(domain: Domain, standing: Standing, target: int, *, fine: bool) -> Values:
    """Her offer after the turn: never under `target`, only towards what the learner has said.

    What costs her nothing she takes over at once; the rest goes where it should please most for
    what it costs her. Small steps wait until they add up, unless `fine`.
    """
    offer, learner = dict(standing.table.offer), standing.table.learner
    for issue_id, wished in learner.items():
        priced = domain.by_id[issue_id]
        if priced.worth("counterpart", wished) >= priced.worth("counterpart", offer[issue_id]):
            offer[issue_id] = wished
    worth = domain.worth("counterpart", offer)
    room = worth - target
    if room <= 0 or (not fine and room < own_range(domain) * QUANTUM // 1000):
        return offer
    menus = [
        _menu(domain.by_id[i], standing, offer[i], wished)
        for i, wished in learner.items()
        if offer[i] != wished
    ]
    if not menus:
        return offer
    found = _limited(menus, offer, room)
    after = {**offer, **found}
    cost = worth - domain.worth("counterpart", after)
    if not fine and cost < own_range(domain) * QUANTUM // 1000:
        return offer
    return after


def _limited(menus: list[_Menu], offer: Values, room: int) -> Values:
    """The best change that costs `room` at most, on a few issues only."""
    found = _best(menus, sum(m.hers[0] for m in menus) - room)
    changed = [m for m in menus if found.get(m.issue, offer[m.issue]) != offer[m.issue]]
    if len(changed) <= MOST_ISSUES:
        return found
    gains = {m.issue: m.wished[m.values.index(found[m.issue])] - m.wished[0] for m in changed}
    kept = sorted(changed, key=lambda m: -gains[m.issue])[:MOST_ISSUES]
    return _best(kept, sum(m.hers[0] for m in kept) - room)


def other_package(domain: Domain, standing: Standing, offer: Values) -> Values | None:
    """A second package worth as much to her, which the learner should like better by her guess.

    It may ask for more on what seems to matter little to the learner; she goes back on nothing:
    her standing offer stays.
    """
    learner = standing.table.learner
    opened = first_way(domain)
    menus = []
    for issue_id, wished in learner.items():
        priced = domain.by_id[issue_id]
        start = opened[issue_id]
        stops = tuple(dict.fromkeys((*way(priced, start, wished), offer[issue_id])))
        wishes = tuple(_wish(priced, standing, v, wished) for v in stops)
        hers = tuple(priced.worth("counterpart", v) for v in stops)
        menus.append(_Menu(issue_id, stops, hers, wishes))
    if len(menus) < 2:
        return None
    rest = sum(domain.by_id[i].worth("counterpart", offer[i]) for i in offer if i not in learner)
    package = {**offer, **_best(menus, domain.worth("counterpart", offer) - rest)}
    now = sum(_wish(domain.by_id[i], standing, offer[i], w) for i, w in learner.items())
    then = sum(_wish(domain.by_id[i], standing, package[i], w) for i, w in learner.items())
    whole = sum(standing.importance.get(i, 100) * 1000 for i in learner)
    return package if then - now >= whole // 33 else None


def first_way(domain: Domain) -> Values:
    """What she likes best on each issue."""
    return {p.issue.id: p.best("counterpart") for p in domain.issues}


def little_more(
    domain: Domain, standing: Standing, package: Values, most: int = 30_000
) -> Values | None:
    """One small extra to ask for at signing: on what seems to matter least to the learner."""
    side: Side = "counterpart"
    asks: list[tuple[int, int, IssueId, Value]] = []
    for at, priced in enumerate(domain.issues):
        issue_id = priced.issue.id
        now = priced.worth(side, package[issue_id])
        better = [
            (priced.worths[side][k] - now, value)
            for k, value in enumerate(priced.grid)
            if 0 < priced.worths[side][k] - now <= most
        ]
        if better:
            gain, value = max(better, key=lambda pair: pair[0])
            asks.append((standing.importance.get(issue_id, 100), at, issue_id, value))
            del gain
    if not asks:
        return None
    _, _, issue_id, value = min(asks, key=lambda ask: ask[:2])
    return {issue_id: value}
