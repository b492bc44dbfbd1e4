"""How levels come about: needs, alternatives, caps, no opportunity, totals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.ids import CriterionId, IndicatorId
from dialogues.reading.model import Act
from dialogues.text import Text
from rubrics.assessment import Assessment, Level, NoOpportunity, Result, assess, total
from rubrics.detectors import ActsSeen
from rubrics.rubric import (
    CriterionRubric,
    Fault,
    Indicator,
    NeedSet,
    Placed,
    Rubric,
    RubricFile,
    SharedIndicators,
    completed,
    rubric,
)
from tests.rubrics.talks import talk

SAID = Text(fr="vu", en="seen")


def _indicator(name: str, *acts: Act) -> Indicator:
    detect = ActsSeen(kind="acts", acts=acts)
    return Indicator(id=IndicatorId(name), seen=SAID, unseen=SAID, next=SAID, detect=detect)


ASKED = _indicator("asked", Act.ASK_OPEN, Act.ASK_FACT)
THANKED = _indicator("thanked", Act.THANK)
OFFENDED = _indicator("offended", Act.OFFEND)


def _needs(**needs: int) -> dict[IndicatorId, int]:
    return {IndicatorId(name): times for name, times in needs.items()}


def _rubric(what: CriterionRubric) -> Rubric:
    return Rubric(family="discovery", indicators=(ASKED, THANKED, OFFENDED), criteria=(what,))


ONE = CriterionRubric(
    criterion=CriterionId("rdci:C.3.1.1/crit-04"),
    weight=2,
    levels=(
        (_needs(asked=1), _needs(thanked=1)),
        (_needs(asked=1, thanked=1),),
        (_needs(asked=2, thanked=1),),
        (_needs(asked=3, thanked=1),),
    ),
    faults=(Fault(indicator=IndicatorId("offended"), caps=1),),
)
ASK = "What matters most to you in a supplier?"
WHEN = "When do you need the first delivery?"


def _outcome(*lines: str, what: CriterionRubric = ONE) -> Result:
    return assess(talk(*lines), _rubric(what)).results[0]


def test_that_the_highest_level_whose_needs_are_all_met_counts() -> None:
    result = _outcome(f"L {ASK}", "C Price, mostly.", "L Thank you very much.")

    assert result.outcome == Level(level=2)
    assert result.missing == (IndicatorId("asked"),)


def test_that_one_alternative_of_a_level_is_enough() -> None:
    assert _outcome("L Thank you very much.").outcome == Level(level=1)
    assert _outcome(f"L {ASK}").outcome == Level(level=1)


def test_that_nothing_seen_is_level_nought_and_names_what_is_missing() -> None:
    result = _outcome("L Ok.")

    assert result.outcome == Level(level=0)
    assert result.missing in ((IndicatorId("asked"),), (IndicatorId("thanked"),))


def test_that_a_fault_caps_and_is_named_with_its_words() -> None:
    result = _outcome(
        f"L {ASK}", "C Price.", f"L {WHEN} Thank you.", "C In May.", "L You are an idiot."
    )

    assert result.outcome == Level(level=1, capped_by=IndicatorId("offended"))
    assert any(e.indicator == "offended" for e in result.evidence)


def test_that_a_criterion_without_occasion_is_not_a_level() -> None:
    never = ONE.model_copy(update={"opportunity": (IndicatorId("offended"),)})

    assert _outcome(f"L {ASK}", what=never).outcome == NoOpportunity()


def test_that_a_talk_without_any_occasion_has_no_total() -> None:
    never = ONE.model_copy(update={"opportunity": (IndicatorId("offended"),)})

    assert assess(talk("L Ok."), _rubric(never)).total == NoOpportunity()


def test_that_every_piece_of_evidence_quotes_the_learner_word_for_word() -> None:
    said = talk(f"L {ASK}", "C Price.", f"L {WHEN} Thank you.")

    for result in assess(said, rubric("discovery")).results:
        for one in result.evidence:
            turn = next(t for t in said.turns if t.message == one.message)
            assert turn.who == "learner"
            assert one.span.of(turn.text) == one.quote


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4)), min_size=1, max_size=9))
def test_that_the_total_is_the_weighted_share_of_twenty(marks: list[tuple[int, int]]) -> None:
    results = tuple(
        Result(criterion=CriterionId(f"c{n}"), weight=w, outcome=Level(level=level))
        for n, (w, level) in enumerate(marks)
    )

    found = total(results)

    assert isinstance(found, Decimal)
    exact = 20 * sum(w * level for w, level in marks) / sum(4 * w for w, _ in marks)
    assert abs(float(found) - exact) <= 0.05 + 1e-9
    assert 0 <= found <= 20


def test_that_criteria_without_occasion_do_not_count_in_the_total() -> None:
    judged = Result(criterion=CriterionId("a"), weight=1, outcome=Level(level=4))
    silent = Result(criterion=CriterionId("b"), weight=5, outcome=NoOpportunity())

    assert total((judged, silent)) == Decimal(20)


def test_that_the_same_talk_gives_the_same_receipt_and_any_change_another() -> None:
    lines = (f"L {ASK}", "C Price.", "L Thank you.")
    one, same = assess(talk(*lines)), assess(talk(*lines))
    other = assess(talk(*lines[:2], "L Thank you!"))

    assert one == same
    assert one.receipt != other.receipt
    assert one.receipt.startswith("pp1-")


def test_that_an_assessment_survives_its_json() -> None:
    judged = assess(talk(f"L {ASK}", "C Price."))

    assert Assessment.model_validate_json(judged.model_dump_json()) == judged


def test_that_a_change_of_text_leaves_the_structure_hash_and_moves_the_content_hash() -> None:
    before = _rubric(ONE)
    said = ASKED.model_copy(update={"seen": Text(fr="autre", en="other")})
    after = before.model_copy(update={"indicators": (said, THANKED, OFFENDED)})

    assert before.structure == after.structure
    assert before.hash != after.hash


def test_that_a_change_of_needs_moves_both_hashes() -> None:
    before = _rubric(ONE)
    after = _rubric(ONE.model_copy(update={"weight": 3}))

    assert before.structure != after.structure
    assert before.hash != after.hash


def test_that_a_rubric_read_back_from_its_json_judges_alike() -> None:
    original = rubric("discovery")

    again = Rubric.model_validate_json(original.model_dump_json(by_alias=True))

    assert again.hash == original.hash
    said = talk(f"L {ASK}", "C Price.", "L Thank you.")
    assert assess(said, again) == assess(said, original)


def test_that_an_unknown_set_or_indicator_is_refused() -> None:
    levels = tuple((_needs(nobody=1),) for _ in range(4))
    file = RubricFile(
        format=1,
        family="discovery",
        sets=(NeedSet(id="s", levels=levels),),
        criteria=(Placed(criterion=CriterionId("c"), set="s", weight=1),),
    )

    with pytest.raises(KeyError, match="nobody"):
        completed(file, SharedIndicators(format=1, indicators=()))
    with pytest.raises(KeyError, match="absent"):
        lost = (Placed(criterion=CriterionId("c"), set="absent", weight=1),)
        completed(
            file.model_copy(update={"criteria": lost}), SharedIndicators(format=1, indicators=())
        )
