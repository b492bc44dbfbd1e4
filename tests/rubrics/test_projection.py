"""The official points are exact, intervals are honest, and better levels never cost points."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dialogues.ids import CriterionId, ScenarioId
from rubrics.catalogue import load_catalogue
from rubrics.coverage import coverage, families_of, rubric_for
from rubrics.estimate import (
    DOUBT,
    LATEST,
    LUCID,
    PER_SCENARIO,
    Observation,
    Span,
    estimate,
    observed,
    recent,
)
from rubrics.exam import Bloc, Exam, Slice, exam
from rubrics.lucidity import CRITERION, Gap, Lucidity
from rubrics.projection import Projection, Trained, projection, trained
from tests.rubrics.test_lucidity import judged

STANDINGS = ("below", "unsure", "above", "kept")
SHARES = st.builds(Fraction, st.integers(0, 4), st.just(4))


def rdci() -> Exam:
    found = exam("rdci")
    assert found is not None
    return found


def saw(
    criterion: str, level: int, *, family: str = "discovery", scenario: str = "s"
) -> Observation:
    return Observation(family, CriterionId(criterion), ScenarioId(scenario), Fraction(level, 4))


def everything(level: int, talks: int = 1) -> list[Observation]:
    """Every criterion that talks are judged by, at one level, in so many scenarios."""
    return [
        Observation(t.family, t.criterion, ScenarioId(f"s{n}"), Fraction(level, 4))
        for n in range(talks)
        for t in trained()
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Observation]:
    picked = draw(st.lists(st.tuples(st.sampled_from(trained()), SHARES, st.integers(0, 4))))
    return [
        Observation(t.family, t.criterion, ScenarioId(f"s{place}"), share)
        for t, share, place in picked
    ]


# The grid


def test_that_the_grid_is_the_official_one() -> None:
    of = rdci()
    assert (of.points, of.passing, of.eliminatory, of.kept_from) == (1000, 500, 8, 10)
    assert [bloc.points for bloc in of.blocs] == [100, 225, 250, 175, 250]
    assert [bloc.floor for bloc in of.blocs] == [40, 90, 100, 70, 125]
    assert {bloc.id: [part.points for part in bloc.parts] for bloc in of.blocs} == {
        "bloc-1": [100],
        "bloc-2": [150, 50, 25],
        "bloc-3": [80, 20, 150],
        "bloc-4": [50, 50, 75],
        "professional": [75, 125, 50],
    }
    for bloc in of.blocs[:4]:
        assert Fraction(bloc.floor, bloc.points) == Fraction(of.eliminatory, 20)


def test_that_the_grid_agrees_with_the_catalogue() -> None:
    catalogue = load_catalogue()
    numbers = {"rdci:exam/bloc1-dossier": "100"}
    for bloc in rdci().blocs:
        assert str(bloc.points) in catalogue.statement(bloc.statement).wording.en
        for part in bloc.parts:
            said = catalogue.statement(part.statement).wording.en
            assert numbers.get(part.statement, str(part.points)) in said


def test_that_every_group_names_statements_and_written_papers_are_silent() -> None:
    statements = [s.id for s in load_catalogue().statements]
    for bloc in rdci().blocs:
        for part in bloc.parts:
            for one in part.slices:
                for group in one.groups:
                    assert any(s.startswith(group) for s in statements), group
    silent = {
        bloc.id: sum(part.points for part in bloc.parts if all(s.silent for s in part.slices))
        for bloc in rdci().blocs
    }
    assert silent == {
        "bloc-1": 100,
        "bloc-2": 225,
        "bloc-3": 20,
        "bloc-4": 125,
        "professional": 250,
    }


def test_that_every_rdci_criterion_that_is_judged_counts_somewhere() -> None:
    slices = [s for bloc in rdci().blocs for part in bloc.parts for s in part.slices]
    for one in trained():
        if one.criterion.startswith("rdci:C.3") and one.family in ("discovery", "objection"):
            assert any(s.holds(one.family, one.criterion) for s in slices), one


def test_that_a_grid_that_does_not_add_up_is_refused() -> None:
    bloc = rdci().blocs[0]
    with pytest.raises(ValidationError, match="do not add up to 90 points"):
        Bloc.model_validate({**bloc.model_dump(), "points": 90})
    with pytest.raises(ValidationError, match="do not add up to 999 points"):
        Exam.model_validate({**rdci().model_dump(), "points": 999})


def test_that_a_slice_is_trained_or_says_why_not() -> None:
    name = {"fr": "a", "en": "a"}
    with pytest.raises(ValidationError, match="or else 'silent'"):
        Slice.model_validate({"id": "a", "name": name, "share": 1})
    with pytest.raises(ValidationError, match="or else 'silent'"):
        Slice.model_validate(
            {
                "id": "a",
                "name": name,
                "share": 1,
                "silent": name,
                "families": ["discovery"],
                "groups": ["rdci:C"],
            }
        )


@pytest.mark.parametrize("other", ["moci", "cqpm-animateur", "cqpm-flux", "aie"])
def test_that_the_other_four_have_no_points(other: str) -> None:
    assert exam(other) is None


# Intervals


def test_that_without_any_talk_the_range_is_full() -> None:
    of = projection(rdci(), [])
    assert of.span == Span(Fraction(0), Fraction(1000))
    assert of.seen == 0
    assert all(bloc.pace is None and bloc.standing == "unknown" for bloc in of.blocs)
    assert of.gains == ()


@given(st.lists(SHARES, max_size=10), SHARES)
def test_that_one_more_talk_narrows_the_interval(shares: list[Fraction], more: Fraction) -> None:
    before, after = estimate(shares), estimate([more, *shares])
    assert after.high - after.low < before.high - before.low
    assert 0 <= after.low < after.high <= 1
    mean = sum(shares, more) / (len(shares) + 1)
    assert after.low <= mean <= after.high


def test_that_the_interval_is_what_two_more_talks_could_make_of_it() -> None:
    assert estimate([Fraction(1, 2)]) == Span(Fraction(1, 6), Fraction(5, 6))
    assert estimate([Fraction(1)] * 8) == Span(Fraction(4, 5), Fraction(1))


def test_that_replays_of_one_scenario_and_old_talks_stop_counting() -> None:
    replays = [saw("rdci:C.3.1.1b", level) for level in (4, 4, 4, 0, 0)]
    assert recent(replays) == (1,) * PER_SCENARIO
    many = [saw("rdci:C.3.1.1b", 4 if n < LATEST else 0, scenario=f"s{n}") for n in range(12)]
    assert recent(many) == (1,) * LATEST


# Sums


def check_sums(of: Projection) -> None:
    assert of.span.low == sum(bloc.span.low for bloc in of.blocs)
    assert of.span.high == sum(bloc.span.high for bloc in of.blocs)
    for bloc in of.blocs:
        assert 0 <= bloc.span.low <= bloc.span.high <= bloc.bloc.points
        assert bloc.span.low == sum(part.span.low for part in bloc.parts)
        for part in bloc.parts:
            assert sum(one.points for one in part.slices) == part.part.points
            assert part.span.high == sum(one.span.high for one in part.slices)
            for one in part.slices:
                if one.criteria:
                    assert sum(c.points for c in one.criteria) == one.points
    assert 0 <= of.seen <= of.trainable <= of.exam.points


@given(histories())
def test_that_points_add_up_whatever_was_played(seen: list[Observation]) -> None:
    check_sums(projection(rdci(), seen))


def test_that_a_mastered_exam_still_leaves_what_training_cannot_say() -> None:
    of = projection(rdci(), everything(4, talks=LATEST))
    check_sums(of)
    assert of.seen == of.trainable
    assert of.span.high == 1000
    assert of.span.low == of.trainable * Fraction(LATEST, LATEST + 2)
    assert of.gains == ()
    silent = next(p for p in of.blocs[2].parts if p.part.id == "bloc-3-offer")
    assert silent.span == Span(Fraction(0), Fraction(20))
    assert silent.slices[0].talks == 0


# Better is never worse


@given(histories(), st.data())
def test_that_better_levels_never_lower_anything(
    seen: list[Observation], data: st.DataObject
) -> None:
    better = [
        Observation(o.family, o.criterion, o.scenario, data.draw(SHARES.filter(o.share.__le__)))
        for o in seen
    ]
    before, after = projection(rdci(), seen), projection(rdci(), better)
    for old, new in zip(before.blocs, after.blocs, strict=True):
        assert new.span.low >= old.span.low
        assert new.span.high >= old.span.high
        if old.pace is not None:
            assert new.pace is not None
            assert new.pace.low >= old.pace.low
            assert new.pace.high >= old.pace.high
            assert STANDINGS.index(new.standing) >= STANDINGS.index(old.standing)


# Floors


@pytest.mark.parametrize(
    ("level", "talks", "standing"),
    [(0, 1, "unsure"), (0, 4, "below"), (2, 1, "unsure"), (2, LATEST, "above"), (3, 8, "kept")],
)
def test_that_floors_and_kept_blocs_are_judged_on_what_was_seen(
    level: int, talks: int, standing: str
) -> None:
    of = projection(rdci(), everything(level, talks))
    assert of.blocs[2].standing == standing
    assert of.blocs[0].standing == "unknown"


def test_that_the_professional_floor_is_also_the_mark_that_keeps_it() -> None:
    whole = rdci().model_dump()
    part = whole["blocs"][4]["parts"][1]["slices"][0]
    part |= {"silent": None, "families": ["discovery"], "groups": ["rdci:C.3.1.1"]}
    of = Exam.model_validate(whole)
    assert projection(of, everything(2, LATEST)).blocs[4].standing == "unsure"
    assert projection(of, everything(3, LATEST)).blocs[4].standing == "kept"


# What to practise

BY = (
    Trained("discovery", CriterionId("rdci:C.3.1.1b"), 3),
    Trained("discovery", CriterionId("rdci:C.3.1.1/crit-02"), 1),
    Trained("objection", CriterionId("rdci:C.3.1.4/crit-03"), 1),
    Trained("objection", CriterionId("rdci:C.3.2.2/crit-08"), 2),
    Trained("negotiation", CriterionId("rdci:C.3.2.2/crit-08"), 1),
    Trained("negotiation", CriterionId("rdci:C.3.2.2/crit-04"), 1),
)


def test_that_the_gain_of_a_level_is_what_the_points_really_move_by() -> None:
    seen = [saw("rdci:C.3.1.1b", 2), saw("rdci:C.3.1.1/crit-02", 4)]
    of = projection(rdci(), seen, BY)
    [gain] = of.gains
    # 80 points, 3 of 8 for the need, 3 of 4 for this criterion, one level of four.
    assert gain.criterion == "rdci:C.3.1.1b"
    assert gain.gain == Fraction(80 * 3 * 3, 8 * 4 * 4)
    assert of.family_gains == {"discovery": gain.gain}


@pytest.mark.parametrize("talks", [1, 3, LATEST])
def test_that_talks_one_level_better_move_the_points_by_the_gain(talks: int) -> None:
    before, after = (
        projection(
            rdci(), [saw("rdci:C.3.1.1b", level, scenario=f"s{n}") for n in range(talks)], BY
        )
        for level in (2, 3)
    )
    [gain] = before.gains
    assert after.span.low - before.span.low == gain.gain * talks / (talks + DOUBT)


def test_that_less_than_a_level_is_gained_near_the_top() -> None:
    seen = [saw("rdci:C.3.1.1b", level, scenario=f"s{level}") for level in (3, 4)]
    [gain] = projection(rdci(), seen, BY).gains
    assert gain.gain == gain.points * Fraction(1, 8)


def test_that_a_criterion_that_counts_twice_gains_twice() -> None:
    seen = [saw("rdci:C.3.2.2/crit-04", 1, family="negotiation")]
    of = projection(rdci(), seen, BY)
    [gain] = of.gains
    # All of the offer in oral 1, and 1 of 3 of the meeting in oral 2.
    assert gain.points == Fraction(80 * 2, 8) + Fraction(150 * 3, 5) / 3
    assert gain.gain == gain.points / 4
    assert of.seen == gain.points


def test_that_the_same_criterion_counts_from_every_family_that_judges_it() -> None:
    seen = [
        saw("rdci:C.3.2.2/crit-08", 4, family="negotiation"),
        saw("rdci:C.3.2.2/crit-08", 2, family="objection", scenario="t"),
        saw("rdci:C.3.2.2/crit-08", 0, family="dispute", scenario="u"),
    ]
    of = projection(rdci(), seen, BY)
    [view] = [c for c in of.criteria if c.shares]
    assert view.shares == (Fraction(1), Fraction(1, 2))
    assert view.families == ("objection", "negotiation")


def test_that_what_was_never_practised_is_named_with_its_points() -> None:
    of = projection(rdci(), [saw("rdci:C.3.1.1b", 2)], BY)
    assert of.blank["objection"] == 30 + 60
    assert of.blank["negotiation"] == 20 + 90
    assert of.blank["discovery"] == 30 * Fraction(1, 4)
    assert next(iter(of.blank)) == "negotiation"


# What a talk shows


def test_that_no_opportunity_is_no_observation_and_lucidity_is_one() -> None:
    talk = judged(3, None, 1)
    lucid = Lucidity(tuple(Gap(CriterionId(f"rdci:C.{n}"), 2, 2) for n in range(3)))
    few = Lucidity(lucid.gaps[:1])
    shown = observed(talk, ScenarioId("s"), lucid)
    assert [o.share for o in shown] == [Fraction(3, 4), Fraction(1, 4), 1]
    assert (shown[-1].family, shown[-1].criterion) == (LUCID, CRITERION)
    assert len(observed(talk, ScenarioId("s"), few)) == len(observed(talk, ScenarioId("s"))) == 2


# Coverage


def test_that_coverage_counts_live_statements_with_their_level() -> None:
    statements = load_catalogue().find(referential="moci", observable="live", leaf=True)
    first, second = statements[0], statements[1]
    seen = [
        saw(first.id, 4),
        saw(first.id, 3),
        saw(second.id, 0),
        saw("rdci:C.3.1.1b", 4),
    ]
    of = coverage("moci", seen)
    assert (of.practised, of.total) == (2, len([s for s in statements if s.family]))
    assert dict(of.levels) == {4: 1, 0: 1}
    assert sum(total for _, total in of.families.values()) == of.total
    assert sum(done for done, _ in of.families.values()) == 2
    assert [p.level for p in of.statements[:3]] == [4, 0, None]


@pytest.mark.parametrize("other", ["moci", "cqpm-animateur", "aie"])
def test_that_talks_can_be_judged_for_another_qualification(other: str) -> None:
    families = families_of(other)
    assert "discovery" in families
    for family in families:
        judged_by = rubric_for(family, other)
        assert judged_by.criteria
        assert all(c.criterion.startswith(f"{other}:") for c in judged_by.criteria)


def test_that_the_page_for_trainers_gives_the_widths_there_are() -> None:
    page = (Path(__file__).parents[2] / "docs" / "projection.md").read_text("utf-8")
    said = dict(re.findall(r"^\| (\d+) \| (\d+) % \|$", page, re.MULTILINE))
    assert set(said) == {"1", str(PER_SCENARIO), str(LATEST)}
    for talks, width in said.items():
        found = estimate([Fraction(1, 2)] * int(talks))
        assert round((found.high - found.low) * 100) == int(width)
