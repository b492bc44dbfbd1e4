"""A learner's own levels beside those found: bias, distance, and what a trend is worth."""

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.events import SelfEvaluated
from dialogues.ids import CriterionId
from rubrics.assessment import Assessment, Level, NoOpportunity, Result
from rubrics.lucidity import TREND_MOST, Gap, Lucidity, lucidity, trend

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LEVELS = st.integers(0, 4)
PAIRS = st.lists(st.tuples(LEVELS, LEVELS), min_size=3, max_size=8)


def criterion(number: int) -> CriterionId:
    return CriterionId(f"rdci:C.3.1.1/crit-{number:02}")


def judged(*levels: int | None) -> Assessment:
    results = tuple(
        Result(
            criterion=criterion(n),
            weight=1,
            outcome=NoOpportunity() if level is None else Level(level=level),
        )
        for n, level in enumerate(levels)
    )
    return Assessment(
        receipt="r",
        family="discovery",
        rubric_hash="h",
        engine="e",
        results=results,
        total=NoOpportunity(),
    )


def own(*levels: int | None) -> SelfEvaluated:
    kept = {criterion(n): level for n, level in enumerate(levels) if level is not None}
    return SelfEvaluated(at=NOW, levels=kept)


def seen(*pairs: tuple[int, int]) -> Lucidity:
    return Lucidity(tuple(Gap(criterion(n), a, b) for n, (a, b) in enumerate(pairs)))


def at_distance(levels: int) -> Lucidity:
    return seen(*[(levels, 0)] * 3)


def test_that_bias_and_distance_are_means_in_levels() -> None:
    found = lucidity(own(3, 2, 4, 1), judged(1, 2, 4, 2))
    assert found.overs == (2, 0, 0, -1)
    assert found.bias == Fraction(1, 4)
    assert found.distance == Fraction(3, 4)
    assert found.near == 3


def test_that_what_she_left_out_or_had_no_occasion_for_is_not_compared() -> None:
    found = lucidity(own(3, None, 4, 2), judged(3, 2, None, 2))
    assert [gap.criterion for gap in found.gaps] == [criterion(0), criterion(2), criterion(3)]
    assert found.gaps[1].found is None
    assert found.gaps[1].over is None
    assert found.compared == 2
    assert found.bias == 0


def test_that_nothing_compared_says_nothing() -> None:
    found = lucidity(own(3), judged(None))
    assert (found.bias, found.distance, found.share) == (None, None, None)
    assert found.view == "too-few"


@pytest.mark.parametrize(
    ("pairs", "view"),
    [
        ([(3, 3), (3, 3)], "too-few"),
        ([(3, 3), (2, 2), (1, 2), (3, 2)], "close"),
        ([(2, 1), (3, 3)] * 2, "close"),
        ([(2, 1), (3, 2), (3, 3)], "higher"),
        ([(1, 2), (2, 3), (3, 3)], "lower"),
        ([(4, 1), (0, 3), (2, 2)], "mixed"),
    ],
)
def test_that_the_view_is_about_levels(pairs: list[tuple[int, int]], view: str) -> None:
    assert seen(*pairs).view == view


@given(PAIRS)
def test_that_distance_bounds_bias_and_swapping_sides_turns_bias_round(
    pairs: list[tuple[int, int]],
) -> None:
    one, other = seen(*pairs), seen(*[(b, a) for a, b in pairs])
    assert one.bias is not None
    assert other.bias is not None
    assert one.distance is not None
    assert abs(one.bias) <= one.distance
    assert one.bias == -other.bias
    assert one.distance == other.distance
    assert one.near == other.near


@pytest.mark.parametrize(("distance", "share"), [(0, 1), (1, Fraction(1, 2)), (2, 0), (4, 0)])
def test_that_the_share_of_points_falls_with_distance(distance: int, share: Fraction) -> None:
    assert at_distance(distance).share == share


def test_that_too_few_criteria_earn_no_share() -> None:
    assert seen((3, 3), (2, 2)).share is None


@pytest.mark.parametrize(
    ("distances", "drift", "sure"),
    [
        ([], "none", "too-early"),
        ([3, 2, 1], "closer", "too-early"),
        ([3, 2, 1, 0], "closer", "fairly-sure"),
        ([0, 1, 2, 3], "further", "fairly-sure"),
        ([2, 3, 1, 0], "closer", "perhaps"),
        ([2, 1, 3, 1], "closer", "unclear"),
        ([1, 1, 1, 1, 1], "none", "unclear"),
        ([2, 1, 1, 2], "none", "unclear"),
    ],
)
def test_that_a_trend_says_how_sure_it_is(distances: list[int], drift: str, sure: str) -> None:
    found = trend([at_distance(d) for d in distances])
    assert (found.drift, found.sure) == (drift, sure)


def test_that_a_trend_looks_at_the_latest_and_skips_what_cannot_be_compared() -> None:
    history = [at_distance(4), *[seen((1, 1))] * 5, *[at_distance(1)] * TREND_MOST]
    found = trend(history)
    assert len(found.seen) == TREND_MOST
    assert found.drift == "none"
    assert found.near == 3 * TREND_MOST
    assert found.bias == 1
    assert found.view == "higher"


def test_that_no_trend_has_no_bias() -> None:
    assert trend([]).bias is None


def brute(values: Sequence[int]) -> Fraction:
    """The chance by writing out every order."""

    def score(order: Sequence[int]) -> int:
        return sum((a > b) - (a < b) for a, b in combinations(order, 2))

    orders = list(permutations(values))
    wanted = abs(score(values))
    return Fraction(sum(score(order) >= wanted for order in orders), len(orders))


@given(st.lists(st.integers(0, 4), max_size=6))
def test_that_the_chance_is_that_of_all_orders(values: list[int]) -> None:
    assert trend([at_distance(v) for v in values]).chance == brute(values)
