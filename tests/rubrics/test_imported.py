"""Talks from elsewhere: read on both sides, effects inferred, damage that can be repeated."""

import pytest
from pydantic import ValidationError

from dialogues.events import Corrected, FactConfirmed, FactTold, ObjectionMoved
from rubrics.assessment import assess
from rubrics.damage import DAMAGES, Damage, damaged, damaged_text
from rubrics.imported import ImportedTalk
from rubrics.rubric import rubric
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
