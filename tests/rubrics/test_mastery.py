"""Mastery never claims more than the talks say, and the advice follows from it."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dialogues.ids import CriterionId, ScenarioId
from rubrics.estimate import Observation, Span
from rubrics.mastery import Advice, Candidate, advice, mastery
from rubrics.rubric import rubric

FAMILIES = ("discovery", "objection")
LEVELS = st.integers(0, 4)


def seen(family: str, level: int, scenario: str = "s") -> list[Observation]:
    """Every criterion of a family's rubric at one level in one talk."""
    return [
        Observation(family, c.criterion, ScenarioId(scenario), Fraction(level, 4))
        for c in rubric("discovery" if family == "discovery" else "objection").criteria
    ]


def scenario(name: str, family: str, level: int = 1, **known: object) -> Candidate:
    return Candidate(ScenarioId(name), family, level, **known)  # type: ignore[arg-type]


SHELF = (
    scenario("d1", "discovery"),
    scenario("d2", "discovery", 2),
    scenario("o1", "objection"),
)


def test_that_nothing_is_claimed_before_anything_was_shown() -> None:
    for block in mastery([], FAMILIES):
        assert block.mean is None
        assert block.seen == 0
        assert block.span == Span(Fraction(0), Fraction(1))
        assert {one.sure for one in block.criteria} == {"none"}


@given(st.lists(LEVELS, max_size=12))
def test_that_the_mean_lies_in_the_interval_and_talks_narrow_it(levels: list[int]) -> None:
    found = [o for n, level in enumerate(levels) for o in seen("discovery", level, f"s{n}")]
    (block,) = mastery(found, ("discovery",))
    for one in block.criteria:
        assert 0 <= one.span.low <= one.span.high <= 1
        if one.mean is not None:
            assert one.span.low <= one.mean <= one.span.high
            assert one.span.high - one.span.low == Fraction(2, 2 + len(one.shares))


def test_that_what_was_never_tried_comes_first() -> None:
    blocks = mastery(seen("discovery", 3), FAMILIES)

    assert advice(blocks, SHELF) == Advice(ScenarioId("o1"), "first", None)


def test_that_the_weakest_criterion_is_the_reason() -> None:
    weak = CriterionId("rdci:C.3.1.1b")
    mixed = [
        Observation(o.family, o.criterion, o.scenario, Fraction(int(o.criterion != weak)))
        for n in range(6)
        for o in seen("discovery", 4, f"s{n}")
    ]
    found = advice(mastery([*mixed, *seen("objection", 4)], ("discovery",)), SHELF)

    assert found is not None
    assert (found.why, found.criterion) == ("weak", weak)


def test_that_a_good_mark_leads_to_the_next_level_and_a_poor_one_does_not() -> None:
    blocks = mastery(seen("discovery", 3), ("discovery",))
    for best, wanted in ((Decimal(14), "d2"), (Decimal(7), "d1")):
        shelf = (scenario("d1", "discovery", 1, attempts=1, best=best), *SHELF[1:])
        found = advice(blocks, shelf)
        assert found is not None
        assert found.scenario == wanted


def test_that_there_is_no_advice_without_a_scenario() -> None:
    assert advice(mastery([], FAMILIES), ()) is None


@given(st.lists(st.tuples(st.sampled_from(FAMILIES), LEVELS), max_size=10))
def test_that_the_advice_is_always_something_that_exists(talks: list[tuple[str, int]]) -> None:
    found = [o for n, (f, level) in enumerate(talks) for o in seen(f, level, f"s{n}")]
    given_ = advice(mastery(found, FAMILIES), SHELF)

    assert given_ is not None
    assert given_.scenario in {c.scenario for c in SHELF}
    assert (given_.criterion is None) == (given_.why == "first")
