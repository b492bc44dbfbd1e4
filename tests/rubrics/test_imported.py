"""Talks from elsewhere: read on both sides, effects inferred, damage that can be repeated."""

import pytest
from pydantic import ValidationError

from dialogues.events import Corrected, FactConfirmed, FactTold, MoodMoved, ObjectionMoved
from dialogues.ids import IndicatorId
from rubrics.assessment import assess
from rubrics.damage import DAMAGES, Damage, damaged, damaged_text
from rubrics.imported import ImportedTalk
from rubrics.indicators import evidence
from rubrics.rubric import RubricFamily, rubric, whole_rubric
from tests.rubrics.talks import talk

LONG = "C We buy about eight hundred pieces a year, mostly in spring, from two makers in Spain."


def test_that_a_substantial_answer_to_a_question_tells_a_fact_in_full() -> None:
    said = talk("L How many pieces do you buy a year?", LONG)

    effects = [e for t in said.turns for e in t.effects]
    assert effects == [FactTold(fact=effects[0].fact, depth="full")]  # type: ignore[union-attr]


def test_that_an_answer_that_tells_of_trouble_reveals_an_unstated_need() -> None:
    said = talk(
        "L How are things going with your supplier?",
        "C Frankly, he was late three times this year and we lost a big customer because of it.",
    )

    assert list(said.needs.values()) == ["unstated"]


def test_that_nothing_is_told_without_a_question() -> None:
    said = talk("L Our product is the best.", LONG)

    assert not [e for t in said.turns for e in t.effects if isinstance(e, FactTold)]


def test_that_assent_confirms_and_dissent_corrects_what_is_given_back() -> None:
    lines = ("L How many pieces do you buy a year?", LONG)
    back = "L So if I follow you, you buy eight hundred pieces a year from two Spanish makers."

    yes = talk(*lines, back, "C Exactly.")
    no = talk(*lines, back, "C Not quite, one of them is Portuguese.")

    assert any(isinstance(e, FactConfirmed) for e in yes.turns[-1].effects)
    assert any(isinstance(e, Corrected) for e in no.turns[-1].effects)


def test_that_words_given_back_count_as_confirmed_whatever_they_were_read_as() -> None:
    said = talk(
        "L what goes wrong for you",
        "C The labels. The cartons get damp and the labels scuff on the way.",
        "L right so the cartons get there but the labels are ruined",
        "C That's exactly it.",
    )

    assert any(isinstance(e, FactConfirmed) for e in said.turns[-1].effects)


def test_that_a_yes_to_something_else_confirms_nothing() -> None:
    said = talk(
        "L We make cots.",
        "C The cartons get damp on the way.",
        "L Our firm has forty people.",
        "C Exactly.",
    )

    assert not any(isinstance(e, FactConfirmed) for e in said.turns[-1].effects)


@pytest.mark.parametrize(
    ("answer", "by"),
    [
        ("Good question. We lose two days a week.", 1),
        ("I appreciate that you say so.", 1),
        ("Ça me rassure, merci.", 1),
        ("As I said, the price is not the matter.", -1),
        ("That's not what I asked.", -1),
        ("Ce n'est pas la question.", -1),
        ("Two hundred a year.", 0),
    ],
)
def test_that_the_other_sides_words_tell_whether_it_warms(answer: str, by: int) -> None:
    said = talk("L How is it going?", f"C {answer}")

    assert sum(e.by for e in said.turns[-1].effects if isinstance(e, MoodMoved)) == by


def _counts(indicator: str, *lines: str, family: RubricFamily = "negotiation") -> int:
    return len(evidence(whole_rubric(family).indicator(IndicatorId(indicator)), talk(*lines)))


def test_that_a_talk_sours_only_by_what_is_not_made_good() -> None:
    cold = ("L Sign now.", "C As I said, no.")
    warm = ("L What worries you most?", "C Good question.")

    assert _counts("soured", *cold) == 1
    assert _counts("soured", *cold, *warm) == 0


@pytest.mark.parametrize(
    ("answer", "times"),
    [
        ("Ok, 60 days.", 1),
        ("Ok, if you take 600.", 0),
        ("Ok, but what do I get?", 0),
        ("No, 30 days.", 0),
    ],
)
def test_that_a_bare_yes_to_a_demand_is_giving_way(answer: str, times: int) -> None:
    assert _counts("yielded", "C I pay at 60 days.", f"L {answer}") == times


def test_that_an_answer_speaks_to_the_case_by_its_figures_or_its_words() -> None:
    general = "L We are a serious house and you will be very happy with us, believe me."
    exact = "L The jackets are tested at fifty washes, so yours would last the whole season."
    heard = "C Our jackets wear out after thirty washes in one season."

    assert _counts("spoke-to-case", heard, general) == 0
    assert _counts("spoke-to-case", heard, exact) == 1


def test_that_a_talk_without_question_marks_still_asks() -> None:
    lines = ("L okay so can I ask how many you lose in a year", "C About two hundred.")

    assert _counts("asked", *lines) == 1


def test_that_an_objection_met_with_reasons_and_satisfied_words_is_settled() -> None:
    said = talk(
        "C It is too expensive for us.",
        "L I understand. Compared with what?",
        "C With our present maker, he is cheaper.",
        "L Ours lasts three times longer, so you replace it less often and your yearly cost falls.",
        "C Fair enough, that makes sense.",
        family="objection",
    )

    moved = [e for t in said.turns for e in t.effects if isinstance(e, ObjectionMoved)]
    assert moved[0].state == "raised"
    assert any(m.state == "settled" for m in moved)


def test_that_all_usual_names_of_the_learner_are_understood() -> None:
    body = '{"family": "discovery", "lang": "fr", "turns": [{"who": "Apprenant", "text": "ok"}]}'

    assert ImportedTalk.model_validate_json(body).turns[0].who == "learner"


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"family": "opera", "lang": "fr", "turns": []}',
        '{"family": "discovery", "lang": "de"}',
    ],
)
def test_that_a_file_that_is_no_talk_is_refused(body: str) -> None:
    with pytest.raises(ValidationError):
        ImportedTalk.model_validate_json(body)


def test_that_a_talk_without_a_learner_scores_nothing() -> None:
    judged = assess(talk("C Hello?", "C Anyone there?"), rubric("discovery"))

    assert judged.total == 0


@pytest.mark.parametrize("damage", DAMAGES)
def test_that_damage_repeats_itself_and_leaves_the_other_side_alone(damage: Damage) -> None:
    body = ImportedTalk.model_validate(
        {
            "family": "discovery",
            "lang": "fr",
            "turns": [
                {"who": "counterpart", "text": "Où êtes-vous située, déjà ?"},
                {
                    "who": "learner",
                    "text": "Nous sommes installés à Besançon, près de la frontière.",
                },
            ],
        }
    )

    once, twice = damaged(body, damage), damaged(body, damage)

    assert once == twice
    assert once.turns[0] == body.turns[0]
    assert once.turns[1] != body.turns[1] or damage == "typos"


def test_that_each_damage_does_what_it_says() -> None:
    text = "Où êtes-vous située, déjà ?"

    assert damaged_text(text, "no-accents") == "ou etes-vous situee, deja ?"
    assert damaged_text(text, "no-punctuation") == "Où êtes-vous située déjà"
    many = "fournisseur livraison paiement conditions quantite emballage " * 20
    assert damaged_text(many, "typos", 3) != many
    assert damaged_text("oui non ok", "typos") == "oui non ok"
