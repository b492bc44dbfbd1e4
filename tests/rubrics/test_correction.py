"""Corrections: a person’s levels in place of the engine’s; pure, with a receipt of their own."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.ids import CriterionId, IndicatorId
from rubrics.assessment import Assessment, Level, NoOpportunity, Outcome, Result, total
from rubrics.correction import Correction, corrected, correction_receipt, is_correction

A, B, C = (CriterionId(name) for name in ("a", "b", "c"))
MISSING = (IndicatorId("asks-open"),)
ENGINE = Assessment(
    receipt="pp1-aaaaa-aaaaa-aaaaa-aaaaa",
    family="discovery",
    rubric_hash="r",
    engine="e",
    results=(
        Result(criterion=A, weight=2, outcome=Level(level=1), missing=MISSING),
        Result(criterion=B, weight=1, outcome=Level(level=4)),
        Result(criterion=C, weight=1, outcome=NoOpportunity()),
    ),
    total=Decimal("10.0"),
)
OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Level, level=st.integers(0, 4)), st.just(NoOpportunity())
)
CORRECTIONS = st.lists(
    st.builds(
        Correction,
        criterion=st.sampled_from((A, B, C)),
        outcome=OUTCOMES,
        reason=st.text(min_size=1, max_size=20),
    ),
    max_size=6,
)


def test_that_no_correction_is_the_engines_own_assessment() -> None:
    assert corrected(ENGINE, ()) is ENGINE
    assert not is_correction(ENGINE.receipt)


@given(CORRECTIONS)
def test_that_the_last_correction_of_each_criterion_counts_and_the_rest_stays(
    corrections: list[Correction],
) -> None:
    found = corrected(ENGINE, corrections)
    last = {one.criterion: one.outcome for one in corrections}
    for before, after in zip(ENGINE.results, found.results, strict=True):
        assert after.outcome == last.get(before.criterion, before.outcome)
        assert (after.criterion, after.weight) == (before.criterion, before.weight)
        assert after.evidence == before.evidence
    assert found.total == total(found.results)
    assert is_correction(found.receipt) == bool(corrections)
    assert (found.engine, found.rubric_hash) == (ENGINE.engine, ENGINE.rubric_hash)


def test_that_what_is_missing_is_told_only_below_the_top() -> None:
    def missing(outcome: Outcome) -> tuple[IndicatorId, ...]:
        found = corrected(ENGINE, (Correction(criterion=A, outcome=outcome, reason="r"),))
        return found.results[0].missing

    assert missing(Level(level=3)) == MISSING
    assert missing(Level(level=4)) == ()
    assert missing(NoOpportunity()) == ()


def test_that_nothing_can_be_left_to_judge() -> None:
    none = [Correction(criterion=c, outcome=NoOpportunity(), reason="r") for c in (A, B)]
    assert corrected(ENGINE, none).total == NoOpportunity()


def test_that_a_criterion_that_was_not_judged_cannot_be_corrected() -> None:
    with pytest.raises(KeyError, match="x"):
        corrected(
            ENGINE, (Correction(criterion=CriterionId("x"), outcome=Level(level=1), reason="r"),)
        )


def test_that_the_receipt_changes_with_anything_said_and_not_with_the_order() -> None:
    one = Correction(criterion=A, outcome=Level(level=2), reason="r")
    two = Correction(criterion=B, outcome=Level(level=2), reason="r")
    receipts = {
        correction_receipt(ENGINE.receipt, found)
        for found in (
            (one,),
            (two,),
            (one, two),
            (one.model_copy(update={"reason": "s"}),),
            (one.model_copy(update={"outcome": Level(level=3)}),),
        )
    } | {correction_receipt("pp1-other", (one,))}
    assert len(receipts) == 6
    assert correction_receipt("x", (one, two)) == correction_receipt("x", (two, one))
