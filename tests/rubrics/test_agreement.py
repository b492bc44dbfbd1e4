"""Weighted kappa, its interval, and the card that compares engine and people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.ids import CriterionId
from rubrics.agreement import Marked, Pair, agreement, card, weighted_kappa

C = CriterionId("rdci:C.3.1.1/crit-04")


def _pairs(*marks: tuple[int, int]) -> list[Pair]:
    return [Pair(case=str(n), one=a, other=b) for n, (a, b) in enumerate(marks)]


def test_that_full_agreement_is_one() -> None:
    assert weighted_kappa(_pairs((0, 0), (2, 2), (4, 4))) == 1.0


def test_that_kappa_matches_a_table_worked_out_by_hand() -> None:
    # Marks 0,0 0,1 1,1 1,0 on two steps: observed 2, expected 8/4 = 2, so no better than chance.
    assert weighted_kappa(_pairs((0, 0), (0, 1), (1, 1), (1, 0)), steps=2) == 0.0


def test_that_opposite_marks_are_minus_one() -> None:
    assert weighted_kappa(_pairs((0, 4), (4, 0))) == -1.0


def test_that_marks_that_never_vary_have_no_kappa() -> None:
    assert weighted_kappa(_pairs((2, 2), (2, 2))) is None
    assert weighted_kappa([]) is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=30))
def test_that_kappa_is_symmetric_and_bounded(marks: list[tuple[int, int]]) -> None:
    there = weighted_kappa(_pairs(*marks))
    back = weighted_kappa(_pairs(*((b, a) for a, b in marks)))

    assert there == back
    assert there is None or -1.0 <= there <= 1.0


def test_that_too_few_pairs_get_no_kappa_but_a_bias() -> None:
    found = agreement(_pairs((3, 2), (2, 2)))

    assert found.value is None
    assert found.bias == pytest.approx(0.5)


def test_that_the_interval_holds_the_value_and_is_the_same_every_time() -> None:
    pairs = _pairs(*((n % 5, (n + (n % 3 == 0)) % 5) for n in range(30)))

    found = agreement(pairs)

    assert found == agreement(pairs)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high


def _marked(marks: list[tuple[float, int | None]]) -> list[Marked]:
    return [Marked(case=str(n), total=t, levels={C: level}) for n, (t, level) in enumerate(marks)]


def test_that_a_criterion_below_the_people_is_indicative() -> None:
    people = [_marked([(n * 2.0, n % 5) for n in range(10)]) for _ in range(2)]
    engine = _marked([(n * 2.0, (n + 2) % 5) for n in range(10)])

    found = card(engine, people)

    assert found.totals.value == pytest.approx(1.0)
    assert found.people_totals is not None
    assert found.people_totals.value == pytest.approx(1.0)
    assert found.indicative(C)
    assert found.median_criterion is not None
    assert found.median_criterion < 1


def test_that_a_criterion_as_good_as_the_people_is_not_indicative() -> None:
    people = [_marked([(n * 2.0, n % 5) for n in range(10)]) for _ in range(2)]

    assert not card(people[0], people).indicative(C)


def test_that_no_opportunity_is_left_out_of_a_criterion() -> None:
    engine = _marked([(n * 2.0, n % 5 if n else None) for n in range(10)])
    people = [_marked([(n * 2.0, n % 5) for n in range(10)])]

    engine_people, between = card(engine, people).criteria[C]

    assert engine_people.pairs == 9
    assert between is None
