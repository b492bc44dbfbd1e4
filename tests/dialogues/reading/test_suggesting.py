"""Offers in the shape of a question, and denials of what the other side demands."""

import pytest

from dialogues.reading.model import Act
from dialogues.text import Lang
from tests.dialogues.reading.heard import acts


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("Could we settle on 11 days?", "We need it in 7 days.", "en"),
        ("11 days ok?", "We need it in 7 days.", "en"),
        ("Would you be willing to take the evening shift?", "I want the morning shift.", "en"),
        ("Vous pourriez faire 11 jours ?", "Il nous faut 7 jours.", "fr"),
        ("11 jours, ça irait ?", "Il nous faut 7 jours.", "fr"),
    ],
)
def test_that_a_question_which_names_other_terms_offers_them(
    text: str, other: str, lang: Lang
) -> None:
    found = acts(text, other, lang)
    assert Act.PROPOSE in found
    assert Act.ASK_CLOSED not in found


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("How many days would you need?", "We need 7 days."),
    ],
)
def test_that_a_question_without_rival_terms_only_asks(text: str, other: str) -> None:
    assert Act.PROPOSE not in acts(text, other)


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("There is no parking space left.", "I would like a parking space.", "en"),
        ("we cannot give the parking space away", "I want a parking space", "en"),
        ("Il n'y a plus de place de parking.", "Je voudrais une place de parking.", "fr"),
        ("refuse", "I want 7 days", "en"),
        ("I disagree.", "I want 7 days", "en"),
    ],
)
def test_that_denying_what_is_demanded_refuses(text: str, other: str, lang: Lang) -> None:
    assert Act.REFUSE in acts(text, other, lang)


def test_that_going_without_what_they_do_without_is_no_refusal() -> None:
    assert Act.REFUSE not in acts(
        "Without a parking space suits us.", "We would like to do without the parking space."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is your favourite dish?", "Quel est votre plat préféré ?"),
        ("What does an idle crane cost you?", "Combien vous coûte une grue à l'arrêt ?"),
        ("What games have you played?", "À quels jeux avez-vous joué ?"),
        ("What do you enjoy in your spare time?", "Qu'aimez-vous faire de votre temps libre ?"),
        ("Do you know that bees dance?", "Savez-vous que les abeilles dansent ?"),
    ],
)
def test_that_both_languages_ask_alike(one: str, other: str) -> None:
    asking = {Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED, Act.CHECK}
    english, french = acts(one, "", "en"), acts(other, "", "fr")
    assert english & asking == french & asking != set()
