"""The rubric files: complete, reachable, without gaps between levels, said in both languages."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from dialogues.families.view import QUESTIONS
from dialogues.ids import CriterionId, IndicatorId
from dialogues.reading.model import Span
from dialogues.source import load
from dialogues.text import LANGS, Lang
from dialogues.typography import french
from rubrics.assessment import Level, NoOpportunity, Result, judged
from rubrics.catalogue import load_catalogue
from rubrics.detectors import ActsSeen, Confirmed, Facts, Heard, Worded
from rubrics.evidence import Evidence
from rubrics.rubric import (
    FOLDER,
    RUBRIC_FAMILIES,
    CriterionRubric,
    Indicator,
    NeedSet,
    RubricFamily,
    RubricFile,
    rubric,
    shared_indicators,
    whole_rubric,
)

FILES = {f: load(FOLDER / f"{f}.yaml", RubricFile, name=f"{f}.yaml") for f in RUBRIC_FAMILIES}
SETS = [(family, one) for family, file in FILES.items() for one in file.sets]
NAMES = [f"{family}:{one.id}" for family, one in SETS]
OWN = [i for file in FILES.values() for i in file.indicators]
ALL = [*shared_indicators().indicators, *OWN]

BORROWED = {
    "moci:A3T2": "supplier-sourcing",
    "moci:U5S2.1": "supplier-sourcing",
    "moci:U5S2.2": "supplier-sourcing",
}
"""Criteria that the catalogue files under negotiation and that buying talks evidence as well."""

LONGEST = 150
"""Characters of a sentence, so that criterion, quote and advice fit one phone screen."""

SCORING = Path(__file__).parents[2] / "docs" / "scoring.md"

Counts = dict[IndicatorId, int]


def _used(family: RubricFamily) -> set[IndicatorId]:
    return {i for c in whole_rubric(family).criteria for i in c.indicators}


def _implies(one: Indicator, other: Indicator) -> bool:
    """Whether every piece of evidence of `one` is one of `other` too, by their definitions."""
    a, b = one.detect, other.detect
    if isinstance(a, Facts) and isinstance(b, Facts):
        return set(a.need) <= set(b.need)
    if isinstance(a, Confirmed):
        return isinstance(b, ActsSeen) and b == ActsSeen(kind="acts", acts=b.acts, given_back=True)
    if isinstance(b, Worded):
        any_question = b == Worded(kind="worded", asking=True)
        asks = isinstance(a, Worded) and a.asking
        asks |= isinstance(a, ActsSeen) and set(a.acts) <= set(QUESTIONS) and not a.given_back
        return any_question and asks
    if not (isinstance(a, ActsSeen) and isinstance(b, ActsSeen) and set(a.acts) <= set(b.acts)):
        return False
    if a.given_back and not b.given_back:
        return False
    free = ActsSeen(kind="acts", acts=b.acts)
    names = [n for n in ActsSeen.model_fields if n not in ("kind", "acts", "given_back")]
    return all(getattr(b, n) in (getattr(free, n), getattr(a, n)) for n in names)


def _closed(family: RubricFamily, counts: Counts) -> Counts:
    """The counts, and what they imply of other indicators."""
    known = whole_rubric(family).indicators
    found = dict(counts)
    for one in known:
        for other in known:
            if one.id in counts and _implies(one, other):
                found[other.id] = max(found.get(other.id, 0), counts[one.id])
    return found


def _evidence(indicator: IndicatorId, number: int) -> Evidence:
    span = Span(start=0, end=1)
    return Evidence(
        indicator=indicator, message=number, span=span, quote="x", strength=1.0, why="counted"
    )


def _judged(what: CriterionRubric, counts: Counts) -> Result:
    """The engine's own judgement on so much evidence of each indicator."""
    named = dict.fromkeys(what.indicators, 0) | counts
    return judged(
        what, {i: tuple(_evidence(i, n) for n in range(times)) for i, times in named.items()}
    )


def _criterion(one: NeedSet, *, faults: bool = False) -> CriterionRubric:
    return CriterionRubric(
        criterion=CriterionId("any"),
        weight=1,
        levels=one.levels,
        faults=one.faults if faults else (),
    )


def _level(result: Result) -> int:
    assert isinstance(result.outcome, Level)
    return result.outcome.level


@pytest.mark.parametrize(("family", "one"), SETS, ids=NAMES)
def test_that_every_level_is_reached_by_each_of_its_alternatives(
    family: RubricFamily, one: NeedSet
) -> None:
    for level, alternatives in enumerate(one.levels, start=1):
        for needs in alternatives:
            assert _level(_judged(_criterion(one), needs)) >= level, (one.id, level, needs)


@pytest.mark.parametrize(("family", "one"), SETS, ids=NAMES)
def test_that_every_level_has_evidence_of_its_own(family: RubricFamily, one: NeedSet) -> None:
    for level, alternatives in enumerate(one.levels, start=1):
        levels = [_level(_judged(_criterion(one), needs)) for needs in alternatives]
        assert min(levels) == level, (one.id, level, "always reaches a higher level")


@pytest.mark.parametrize(("family", "one"), SETS, ids=NAMES)
def test_that_a_level_contains_the_level_below(family: RubricFamily, one: NeedSet) -> None:
    for below, above in pairwise(one.levels):
        for needs in above:
            have = _closed(family, needs)
            assert any(all(have.get(i, 0) >= t for i, t in low.items()) for low in below), (
                one.id,
                needs,
            )


@pytest.mark.parametrize(("family", "one"), SETS, ids=NAMES)
def test_that_one_act_the_reader_missed_costs_two_levels_at_most(
    family: RubricFamily, one: NeedSet
) -> None:
    what = _criterion(one)
    for level, alternatives in enumerate(one.levels, start=1):
        for needs in alternatives:
            for missed in needs:
                # one act missed lowers its own count and that of all indicators it feeds
                have = _closed(family, needs)
                known = {i.id: i for i in whole_rubric(family).indicators}
                left = {
                    i: t - (i == missed or (i not in needs and _implies(known[missed], known[i])))
                    for i, t in have.items()
                }
                assert _level(_judged(what, left)) >= level - 2, (one.id, needs, missed)


@pytest.mark.parametrize(("family", "one"), SETS, ids=NAMES)
def test_that_every_fault_of_a_set_can_cap_it(family: RubricFamily, one: NeedSet) -> None:
    best = dict(one.levels[3][0])
    for fault in one.faults:
        alone = one.model_copy(update={"faults": (fault,)})
        result = _judged(_criterion(alone, faults=True), best | {fault.indicator: fault.times})
        assert result.outcome == Level(level=fault.caps, capped_by=fault.indicator)


@pytest.mark.parametrize(("family", "one"), SETS, ids=NAMES)
def test_that_no_fault_is_idle_behind_a_stricter_one(family: RubricFamily, one: NeedSet) -> None:
    for fault in one.faults:
        for other in one.faults:
            if other is not fault and other.indicator == fault.indicator:
                assert (other.times < fault.times) == (other.caps > fault.caps), fault


@pytest.mark.parametrize("family", RUBRIC_FAMILIES)
def test_that_a_rude_talk_never_gets_beyond_the_middle_of_any_criterion(
    family: RubricFamily,
) -> None:
    for what in whole_rubric(family).criteria:
        best = dict(what.levels[3][0])
        for rude in ("offended", "pressed"):
            counts = best | {IndicatorId(rude): 3, IndicatorId("left-offence"): 3}
            counts |= dict.fromkeys(what.opportunity, 1)
            assert _level(_judged(what, counts)) <= 1, (what.criterion, rude)


@pytest.mark.parametrize("family", RUBRIC_FAMILIES)
def test_that_nothing_said_is_level_nought_or_no_opportunity(family: RubricFamily) -> None:
    for what in whole_rubric(family).criteria:
        assert _judged(what, {}).outcome in (Level(level=0), NoOpportunity())


@pytest.mark.parametrize("family", RUBRIC_FAMILIES)
def test_that_the_core_of_a_family_is_what_a_trainer_would_show(family: RubricFamily) -> None:
    core = rubric(family)

    assert 6 <= len(core.criteria) <= 8
    assert sum(c.weight for c in core.criteria) >= 16


@pytest.mark.parametrize("family", RUBRIC_FAMILIES)
def test_that_every_set_and_every_own_indicator_is_used(family: RubricFamily) -> None:
    file = FILES[family]

    assert {s.id for s in file.sets} == {c.set for c in file.criteria}
    assert {i.id for i in file.indicators} <= _used(family)
    assert len({s.id for s in file.sets}) == len(file.sets)
    assert len({c.criterion for c in file.criteria}) == len(file.criteria)


def test_that_every_shared_indicator_serves_at_least_two_families() -> None:
    serves = Counter(i for family in RUBRIC_FAMILIES for i in _used(family))

    assert [i.id for i in shared_indicators().indicators if serves[i.id] < 2] == []


@pytest.mark.parametrize("family", RUBRIC_FAMILIES)
def test_that_criteria_are_live_leaves_of_their_family(family: RubricFamily) -> None:
    for placed in FILES[family].criteria:
        statement = load_catalogue().statement(placed.criterion)
        assert statement.leaf, placed.criterion
        assert statement.observable == "live", placed.criterion
        assert statement.kind != "exam-rule", placed.criterion
        if statement.family != family:
            assert BORROWED[placed.criterion] == family


def test_that_every_live_leaf_is_judged_somewhere() -> None:
    judged_here = {c.criterion for file in FILES.values() for c in file.criteria}
    live = load_catalogue().find(observable="live", leaf=True)

    left_out = {s.id for s in live} - judged_here
    rules = {s.id for s in live if s.kind == "exam-rule"}
    modules = {s.id for s in live if re.match(r"rdci:M\d", s.id)}
    assert left_out == rules | modules


@pytest.mark.parametrize("family", RUBRIC_FAMILIES)
def test_that_an_opportunity_can_come_and_can_stay_away(family: RubricFamily) -> None:
    for what in whole_rubric(family).criteria:
        if not what.opportunity:
            continue
        assert _judged(what, {}).outcome == NoOpportunity()
        for one in what.opportunity:
            assert isinstance(_judged(what, {one: 1}).outcome, Level), (what.criterion, one)


def test_that_the_other_sides_words_open_an_occasion_and_never_count_as_evidence() -> None:
    heard = {i.id for i in ALL if isinstance(i.detect, Heard)}
    for family in RUBRIC_FAMILIES:
        for what in whole_rubric(family).criteria:
            counted = {i for level in what.levels for needs in level for i in needs}
            faults = {f.indicator for f in what.faults}
            assert not heard & (counted | faults), what.criterion


def test_that_indicators_have_one_id_each() -> None:
    assert [i for i, n in Counter(i.id for i in ALL).items() if n > 1] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", ["seen", "unseen", "next"])
def test_that_no_sentence_is_said_of_two_indicators(part: str, lang: Lang) -> None:
    said = Counter(getattr(i, part).in_(lang) for i in ALL)

    assert [sentence for sentence, times in said.items() if times > 1] == []


@pytest.mark.parametrize("indicator", ALL, ids=[i.id for i in ALL])
def test_that_sentences_are_short_set_in_type_and_speak_to_the_learner(
    indicator: Indicator,
) -> None:
    for text in (indicator.seen, indicator.unseen, indicator.next):
        assert text.fr == french(text.fr)
        assert "'" not in text.fr
        for sentence in (text.fr, text.en):
            assert len(sentence) <= LONGEST, sentence
            assert sentence.rstrip("”»\u202f ").endswith((".", "?", "!")), sentence
        assert "«" not in text.en
        assert not re.search(r"\b(?:tu|ton|ta|tes)\b", text.fr), text.fr
        assert not re.search(r"\b(?:he|she|his|her)\b", text.en), text.en


def test_that_the_guide_lists_the_core_criteria_as_they_are() -> None:
    listed = re.findall(
        r"^\| ([a-z-]*) *\| `([^`]+)` *\| (\d) \|",
        SCORING.read_text(encoding="utf-8"),
        re.MULTILINE,
    )

    family = ""
    found: list[tuple[str, str, int]] = []
    for name, criterion, weight in listed:
        family = name or family
        found.append((family, criterion, int(weight)))
    assert found == [
        (f, str(c.criterion), c.weight) for f in RUBRIC_FAMILIES for c in rubric(f).criteria
    ]


def _examples() -> list[tuple[str, str, dict[str, int], int]]:
    """The worked examples of the guide: family, criterion, counts, the level it says."""
    text = SCORING.read_text(encoding="utf-8")
    found = []
    for head, body in re.findall(
        r"^<!-- example: (.+?) -->\n(.+?)^<!-- end -->$", text, re.MULTILINE | re.DOTALL
    ):
        family, criterion, level = head.split(" ")
        counts = {i: int(n) for i, n in re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", body, re.M)}
        found.append((family, criterion, counts, int(level)))
    return found


def test_that_the_guide_has_worked_examples() -> None:
    assert len(_examples()) >= 4


@pytest.mark.parametrize(("family", "criterion", "counts", "level"), _examples())
def test_that_the_guides_worked_examples_come_out_as_it_says(
    family: RubricFamily, criterion: str, counts: dict[str, int], level: int
) -> None:
    what = next(c for c in whole_rubric(family).criteria if c.criterion == criterion)
    seen = {IndicatorId(i): n for i, n in counts.items()}

    assert set(seen) <= set(what.indicators)
    assert _level(_judged(what, seen)) == level
