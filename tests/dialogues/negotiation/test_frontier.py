"""The frontier and the landmarks against brute force."""

import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.frontier import frontier
from dialogues.negotiation.outcome import left_on_table
from dialogues.negotiation.worth import FULL, apportioned, level
from tests.dialogues.negotiation.games import NAMES, case, cases

Rows = list[list[int]]


def random_rows(seed: int) -> tuple[Rows, Rows]:
    """Random worths: opposed, aligned or unruly issues, with ties."""
    rng = random.Random(seed)
    first: Rows = []
    second: Rows = []
    for _ in range(rng.randint(1, 5)):
        size = rng.randint(1, 7)
        grain = rng.choice((1, 1000, 60_000))
        a = [rng.randrange(0, 200_000) // grain * grain for _ in range(size)]
        b = [rng.randrange(0, 200_000) // grain * grain for _ in range(size)]
        mode = rng.randrange(3)
        if mode:
            a.sort()
            b.sort(reverse=mode == 1)
        first.append(a)
        second.append(b)
    return first, second


def everything(first: Rows, second: Rows) -> list[tuple[int, int, tuple[int, ...]]]:
    """All packages."""
    return [
        (
            sum(a[k] for a, k in zip(first, choice, strict=True)),
            sum(b[k] for b, k in zip(second, choice, strict=True)),
            choice,
        )
        for choice in itertools.product(*(range(len(a)) for a in first))
    ]


def unbeaten(points: list[tuple[int, int, tuple[int, ...]]]) -> list[tuple[int, int]]:
    """The frontier, by looking at every package."""
    kept: list[tuple[int, int]] = []
    for a, b in sorted({(a, b) for a, b, _ in points}, key=lambda p: (-p[0], -p[1])):
        if not kept or b > kept[-1][1]:
            kept.append((a, b))
    return kept


@pytest.mark.parametrize("block", range(10))
def test_that_the_frontier_equals_brute_force_on_300_random_domains(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        first, second = random_rows(seed)
        points = everything(first, second)
        found = frontier(first, second)
        assert list(zip(found.first.tolist(), found.second.tolist(), strict=True)) == unbeaten(
            points
        ), seed
        counts = [sum((a, b) == pair for a, b, _ in points) for pair in unbeaten(points)]
        assert found.counts.tolist() == counts, seed
        for at in range(len(found)):
            choice = found.choice(at)
            assert sum(a[k] for a, k in zip(first, choice, strict=True)) == found.first[at]
            assert sum(b[k] for b, k in zip(second, choice, strict=True)) == found.second[at]


@given(st.integers(0, 10_000), st.integers(0, 1_000_000))
def test_that_the_best_under_a_condition_equals_brute_force(seed: int, least: int) -> None:
    first, second = random_rows(seed)
    fits = [b for a, b, _ in everything(first, second) if a >= least]
    found = frontier(first, second)
    at = found.best(least)
    assert (at is None) == (not fits)
    if at is not None:
        assert found.second[at] == max(fits)


@given(cases())
def test_that_the_landmarks_equal_brute_force(drawn: object) -> None:
    domain = Domain(drawn)  # type: ignore[arg-type]
    rows = [[list(p.worths[side]) for p in domain.issues] for side in ("learner", "counterpart")]
    points = everything(rows[0], rows[1])
    mine, hers = domain.reservation["learner"], domain.reservation["counterpart"]
    fits = [(a, b) for a, b, _ in points if a >= mine and b >= hers]
    marks = domain.landmarks
    assert marks.zopa == bool(fits)
    assert marks.best_joint.joint == max(a + b for a, b, _ in points)
    assert (marks.nash is None) == (not fits)
    if marks.nash is not None and marks.best_rational is not None:
        product = (marks.nash.learner - mine) * (marks.nash.counterpart - hers)
        assert product == max((a - mine) * (b - hers) for a, b in fits)
        assert marks.best_rational.joint == max(a + b for a, b in fits)
    if len(points) <= 10_000:
        front = set(unbeaten(points))
        efficient = sum((a, b) in front for a, b, _ in points) / len(points)
        assert marks.chance.efficient == pytest.approx(efficient)
        assert marks.chance.rational == pytest.approx(len(fits) / len(points))
        for a, b, _ in points[:: max(1, len(points) // 7)]:
            left, better = left_on_table(domain, a, b)
            assert left == max(x + y for x, y, _ in points if x >= a and y >= b) - a - b
            if better is not None:
                assert better.learner >= a
                assert better.counterpart >= b
                assert domain.worth("learner", better.package) == better.learner
                assert domain.worth("counterpart", better.package) == better.counterpart


@pytest.mark.parametrize("name", NAMES)
def test_that_a_sample_tells_the_chance_level_of_a_large_domain(name: str) -> None:
    domain = Domain(case(name))
    rng = random.Random(7)
    drawn = [
        domain.package(tuple(rng.randrange(len(p.grid)) for p in domain.issues))
        for _ in range(4000)
    ]
    fits = [
        p
        for p in drawn
        if all(domain.worth(s, p) >= domain.reservation[s] for s in ("learner", "counterpart"))
    ]
    assert domain.outcomes > 100_000
    assert domain.landmarks.chance.rational == pytest.approx(len(fits) / len(drawn), abs=0.03)
    mean = sum(domain.worth("learner", p) for p in drawn) / len(drawn)
    assert domain.landmarks.chance.learner == pytest.approx(mean, rel=0.03)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.integers(0, 10**7))
def test_that_shares_sum_to_the_whole_and_keep_their_order(parts: list[int], total: int) -> None:
    shares = apportioned(parts, total)
    assert sum(shares) == (total if sum(parts) else 0)
    for (a, x), (b, y) in itertools.combinations(zip(parts, shares, strict=True), 2):
        if a > b:
            assert x >= y


def test_that_value_functions_give_what_a_trader_would_read_off_them() -> None:
    sales = case("sales")
    price, volume = sales.issues[0], sales.issues[1]
    assert level(price, price.learner, Decimal("1.25")) == Decimal("0.5")
    assert level(price, price.counterpart, Decimal("1.22")) == Decimal("0.65")
    assert level(price, price.counterpart, Decimal("1.45")) == 0
    assert level(volume, volume.counterpart, Decimal(96000)) == 1
    assert level(volume, volume.counterpart, Decimal(67200)) == Decimal("0.5")
    flat = price.counterpart.model_copy(update={"points": {Decimal("1.1"): 1, Decimal("1.2"): 0}})
    assert level(price, flat, Decimal("1.05")) == 1
    assert level(price, flat, Decimal("1.45")) == 0
    with pytest.raises(ValueError, match="price cannot be 2"):
        level(price, price.learner, Decimal(2))


@given(cases())
def test_that_figures_between_two_steps_are_worth_something_between(drawn: object) -> None:
    domain = Domain(drawn)  # type: ignore[arg-type]
    for priced in domain.issues:
        if priced.issue.range is None or priced.issue.counterpart.peak is not None:
            continue
        for low, high in itertools.pairwise(priced.grid):
            assert isinstance(low, Decimal)
            assert isinstance(high, Decimal)
            ends = sorted((priced.worth("counterpart", low), priced.worth("counterpart", high)))
            assert ends[0] - 1 <= priced.worth("counterpart", (low + high) / 2) <= ends[1] + 1


@given(cases())
def test_that_weights_sum_to_the_whole(drawn: object) -> None:
    domain = Domain(drawn)  # type: ignore[arg-type]
    for side in ("learner", "counterpart"):
        assert sum(p.weight[side] for p in domain.issues) == FULL
