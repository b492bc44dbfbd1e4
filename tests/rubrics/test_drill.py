"""Answers of drills: points with the words that earn them, nothing for nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.drills.content import KINDS, DrillKind, drill_set
from dialogues.ids import IndicatorId, LearnerId
from dialogues.text import LANGS, Lang
from rubrics.catalogue import load_catalogue
from rubrics.drill import (
    POINTS,
    Judged,
    Score,
    capped,
    common,
    drill_rubric,
    ranking,
    score,
)
from rubrics.drill_answers import judge

VOLLEY, SPRINT = drill_set("objection-volley"), drill_set("open-question-sprint")
EXAMPLES = [
    (kind, item.id, lang) for kind in KINDS for item in drill_set(kind).items for lang in LANGS
]


def of(kind: DrillKind, item: str, text: str, lang: Lang = "fr") -> Judged:
    return judge(kind, drill_set(kind).item(item), text, lang=lang, number=2)


def names(found: Judged) -> tuple[list[str], list[str]]:
    return [one.indicator for one in found.seen], [one.indicator for one in found.faults]


@pytest.mark.parametrize(("kind", "item", "lang"), EXAMPLES)
def test_that_the_better_example_of_every_item_earns_every_point(
    kind: DrillKind, item: str, lang: Lang
) -> None:
    found = of(kind, item, drill_set(kind).item(item).better.in_(lang), lang)
    assert found.points == POINTS, found.unseen
    assert not found.faults


@pytest.mark.parametrize(("kind", "item", "lang"), EXAMPLES)
def test_that_every_point_has_her_own_words(kind: DrillKind, item: str, lang: Lang) -> None:
    text = drill_set(kind).item(item).better.in_(lang)
    found = of(kind, item, text, lang)
    for one in found.seen:
        assert one.quote == text[one.span.start : one.span.end] != ""
        assert one.message == 2


@pytest.mark.parametrize(("kind", "item", "lang"), EXAMPLES)
def test_that_repeating_what_was_given_earns_next_to_nothing(
    kind: DrillKind, item: str, lang: Lang
) -> None:
    given_ = drill_set(kind).item(item)
    for text in (given_.line.in_(lang), given_.file.in_(lang)):
        if len(text.split()) > 8:
            assert of(kind, item, text, lang).points <= 1


@pytest.mark.parametrize("text", ["", "?", "ok", "…", "je sais pas", "no idea"])
@pytest.mark.parametrize("kind", KINDS)
def test_that_silence_and_noise_earn_nothing(kind: DrillKind, text: str) -> None:
    for lang in LANGS:
        assert of(kind, drill_set(kind).items[0].id, text, lang).points == 0


@pytest.mark.parametrize(
    ("lang", "text", "fault", "most"),
    [
        ("fr", "Vous vous trompez, vous n'y connaissez rien.", "attacked", 0),
        ("fr", "D'accord, je vous fais 10 % de remise.", "gave-away", 2),
        ("en", "I understand. Take it or leave it: order today or the offer ends.", "pressed", 1),
    ],
)
def test_that_a_fault_caps_and_is_quoted(lang: Lang, text: str, fault: str, most: int) -> None:
    found = of("objection-volley", "seals-too-dear", text, lang)
    assert fault in names(found)[1]
    assert found.points <= most
    assert found.faults[0].quote in text


def test_that_phone_typing_is_understood() -> None:
    text = "je comprend l'ecart, mais ca tient 4000 cycles contre 1900. vous en changez combien"
    seen, faults = names(of("objection-volley", "seals-too-dear", text))
    assert {"asked", "answered", "fitting"} <= set(seen)
    assert not faults


@pytest.mark.parametrize(
    ("lang", "text", "seen", "points"),
    [
        ("fr", "Comment faites-vous ?", {"opened", "single", "unprompted"}, 3),
        ("fr", "Vous arrive-t-il d'avoir des retards ?", {"bears", "single", "unprompted"}, 1),
        ("en", "What happens when deliveries are late?", set(), 4),
        ("en", "Have you thought of changing? We can deliver in two days.", {"single"}, 1),
        ("fr", "Pourquoi ces retards ? Et depuis quand arrivent-ils ?", {"opened", "bears"}, 3),
    ],
)
def test_that_a_question_is_judged_by_its_four_sides(
    lang: Lang, text: str, seen: set[str], points: int
) -> None:
    found = of("open-question-sprint", "late-deliveries", text, lang)
    assert found.points == points, names(found)
    assert not seen or seen <= set(names(found)[0]) | {"unprompted"}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=1500), st.sampled_from(LANGS), st.sampled_from(KINDS))
def test_that_any_text_is_judged_and_always_alike(text: str, lang: Lang, kind: DrillKind) -> None:
    item = drill_set(kind).items[0]
    found = judge(kind, item, text, lang=lang, number=0)
    assert 0 <= found.points <= POINTS
    assert len(found.seen) + len(found.unseen) == POINTS
    assert found == judge(kind, item, text, lang=lang, number=0)
    assert Judged.model_validate_json(found.model_dump_json()) == found


def test_that_every_check_rests_on_an_official_criterion() -> None:
    catalogue = load_catalogue()
    for kind in KINDS:
        by = drill_rubric(kind)
        for criterion in [c.criterion for c in by.checks] + [f.criterion for f in by.faults]:
            assert catalogue.statement(criterion).observable == "live"
        priced = [c.price_criterion for c in by.checks if c.price_criterion]
        assert all(catalogue.statement(c) for c in priced)
        assert by.check(IndicatorId("none")) is None
        assert by.fault(IndicatorId("none")) is None


def test_that_the_worst_fault_decides() -> None:
    by = drill_rubric("objection-volley")
    good = judge(
        "objection-volley", VOLLEY.items[0], VOLLEY.items[0].better.fr, lang="fr", number=0
    )
    evidence = good.seen[0]
    faults = [
        evidence.model_copy(update={"indicator": IndicatorId(i)}) for i in ("gave-away", "pressed")
    ]
    assert capped(by, good.seen, ()) == 4
    assert capped(by, good.seen, faults[:1]) == 2
    assert capped(by, good.seen, faults) == 1


def test_that_late_answers_are_counted_and_give_no_points() -> None:
    good = judge(
        "objection-volley", VOLLEY.items[0], VOLLEY.items[0].better.fr, lang="fr", number=0
    )
    assert score({0: good}, late=2, items=4) == Score(points=4, most=16, answered=3, late=2)
    assert score({}, late=0, items=0) == Score(points=0, most=0, answered=0, late=0)


def test_that_equal_points_share_a_rank_and_nobody_else_is_listed() -> None:
    points = {"a": 7, "b": 9, "c": 7, "d": 1}
    made = {LearnerId(n): Score(points=p, most=16, answered=4, late=0) for n, p in points.items()}
    assert [(p.rank, p.learner) for p in ranking(made)] == [(1, "b"), (2, "a"), (2, "c"), (4, "d")]
    assert ranking({}) == ()


def test_that_common_errors_are_counts_without_names() -> None:
    by = drill_rubric("objection-volley")
    answers = [
        of("objection-volley", "seals-too-dear", text)
        for text in (
            "Je comprends. D'accord, je vous fais 10 % de remise.",
            "Je vous comprends tout à fait.",
            VOLLEY.item("seals-too-dear").better.fr,
        )
    ]
    found = common(by, answers)
    counts = {str(one.indicator): (one.count, one.of) for one in found}
    assert counts["asked"] == (2, 3)
    assert counts["gave-away"] == (1, 3)
    assert "heard" not in counts
    assert [one.count for one in found] == sorted((one.count for one in found), reverse=True)
    assert {name for one in found for name in one.model_dump()} == {
        "indicator",
        "fault",
        "count",
        "of",
    }
    assert common(by, ()) == ()
