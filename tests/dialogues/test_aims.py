"""What a question in a discovery talk is about, as the person who answers hears it."""

import pytest

from dialogues import engine
from dialogues.events import FactTold, PersonaTurn
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.text import Lang
from tests.playing import NOW, played

HELLO = {"fr": "Bonjour, je suis Anne Legrand.", "en": "Good morning, I am Anne Legrand."}
MALLOW, VOLOS = "line-two-mallow", "infusions-for-volos"


def _told(scenario: str, lang: Lang, said: str) -> list[str]:
    case = library().case(ScenarioId(scenario))
    attempt = engine.restored(case, played(case, lang, [HELLO[lang]]))
    answer = engine.answer(case, attempt, said, now=NOW)
    turn = next(e for e in answer if isinstance(e, PersonaTurn))
    return [str(e.fact) for e in turn.effects if isinstance(e, FactTold)]


@pytest.mark.parametrize(
    ("scenario", "lang", "said", "fact"),
    [
        (VOLOS, "en", "before prices, who do you sell to", "customers"),
        (VOLOS, "en", "what are you looking for, before we get to the price?", "project"),
        (VOLOS, "en", "Before we talk price, could you tell me what you need?", "project"),
        (MALLOW, "en", "before i send u any prices why are you replacing the pumps now", "stops"),
        (
            VOLOS,
            "fr",
            "avant de parler prix jaimerais comprendre ce que vous cherchez et pour qui",
            "project",
        ),
        (VOLOS, "fr", "avant les prix, à qui vendez-vous ?", "customers"),
        (VOLOS, "fr", "vous cherchez quoi avant qu'on parle du prix ?", "project"),
        (MALLOW, "fr", "avant de vous envoyer des prix, pourquoi changer de pompes ?", "stops"),
    ],
)
def test_that_what_is_set_aside_for_later_is_not_told(
    scenario: str, lang: Lang, said: str, fact: str
) -> None:
    assert _told(scenario, lang, said) == [fact]


@pytest.mark.parametrize(
    ("scenario", "lang", "said", "fact"),
    [
        (VOLOS, "en", "what happens before delivery?", "delivery"),
        (MALLOW, "en", "What steps come before an order?", "who-signs"),
        (VOLOS, "fr", "Avant de parler prix, quel prix payez-vous aujourd'hui ?", "price-now"),
        (MALLOW, "fr", "Avant la commande, quelles sont les étapes ?", "who-signs"),
        (MALLOW, "fr", "Avant tout, quel est votre calendrier ?", "timing"),
    ],
)
def test_that_a_question_may_be_about_what_comes_before(
    scenario: str, lang: Lang, said: str, fact: str
) -> None:
    assert _told(scenario, lang, said) == [fact]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "so tell me who are your main customers"),
        ("en", "who are your biggest clients"),
        ("en", "who are ur 3 biggest clients"),
        ("fr", "qui sont vos principaux clients ?"),
        ("fr", "qui sont vos plus gros clients"),
        ("fr", "vos meilleurs clients c'est qui"),
    ],
)
def test_that_an_adjective_does_not_hide_what_is_asked_for(lang: Lang, said: str) -> None:
    assert _told(VOLOS, lang, said) == ["customers"]


@pytest.mark.parametrize(
    ("scenario", "lang", "said", "fact"),
    [
        (
            MALLOW,
            "en",
            "and the maintenance guys what do they need from the pump",
            "maintenance",
        ),
        (MALLOW, "en", "as for payment, how do you go about it?", "payment"),
        (VOLOS, "en", "and the label, what do you need there?", "label"),
        (MALLOW, "fr", "et la maintenance, qu'est-ce qu'elle attend de la pompe ?", "maintenance"),
        (MALLOW, "fr", "côté paiement, comment ça se passe chez vous ?", "payment"),
        (VOLOS, "fr", "et l'étiquette, vous avez besoin de quoi ?", "label"),
    ],
)
def test_that_what_stands_before_the_question_names_what_it_is_about(
    scenario: str, lang: Lang, said: str, fact: str
) -> None:
    assert _told(scenario, lang, said) == [fact]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "We deliver in three weeks, what problems do you have with the present pumps?"),
        ("fr", "Nous livrons en trois semaines, quels problèmes avez-vous avec vos pompes ?"),
    ],
)
def test_that_a_statement_before_the_question_is_not_what_it_is_about(
    lang: Lang, said: str
) -> None:
    assert _told(MALLOW, lang, said) == ["stops"]
