"""Telling and asking side by side: what each sentence does, in both languages alike."""

import pytest

from dialogues.reading.model import Act
from dialogues.text import Lang
from tests.dialogues.reading.heard import acts

ASKING = {Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We had a stand at the fair last year, did you see it?"),
        ("fr", "On avait un stand au salon l'an dernier, vous l'avez vu ?"),
        ("en", "That sounds like a long trip. How did you get here?"),
        ("fr", "Cela fait un long voyage. Comment êtes-vous venu ?"),
    ],
)
def test_that_what_leads_up_to_a_question_is_told(lang: Lang, text: str) -> None:
    heard = acts(text, lang=lang)

    assert Act.INFORM in heard
    assert ASKING & heard


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Yeah. Have you ever been to the fair in Lyon?"),
        ("fr", "Oui. Êtes-vous déjà allé au salon de Lyon ?"),
        ("en", "Do you like old films?"),
        ("fr", "Vous aimez les vieux films ?"),
    ],
)
def test_that_a_question_alone_tells_nothing(lang: Lang, text: str) -> None:
    assert Act.INFORM not in acts(text, lang=lang)


@pytest.mark.parametrize(
    ("lang", "text", "act"),
    [
        (
            "fr",
            "pouvez-vous garantir que le labo ne changera pas la formule",
            Act.ASK_CLOSED,
        ),
        ("fr", "pius-je avoir un echantillon de la toile", Act.ASK_CLOSED),
        ("fr", "quad le bateau est-il arrive", Act.ASK_FACT),
        ("fr", "combine de palettes le camion peut-il porter", Act.ASK_FACT),
        ("fr", "ou est votre usine", Act.ASK_FACT),
        ("fr", "je me demande ce qui plaît à vos clients", Act.ASK_OPEN),
        ("en", "I saw your shops near the port where do you store it all", Act.ASK_FACT),
        ("en", "So what about your team, you said that they had all left.", Act.ASK_OPEN),
    ],
)
def test_that_a_hurried_question_is_heard_for_what_it_asks(lang: Lang, text: str, act: Act) -> None:
    assert ASKING & acts(text, lang=lang) == {act}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Les choses pour lesquelles vous ne vouliez pas payer sont dans le devis."),
        ("fr", "qui devrait marcher, parce que je passe au dépôt le matin de toute façon."),
        ("fr", "Il a dit-il vu trois ateliers."),
    ],
)
def test_that_a_clause_that_describes_asks_nothing(lang: Lang, text: str) -> None:
    assert not ASKING & acts(text, lang=lang)


@pytest.mark.parametrize(
    ("lang", "text", "leaves"),
    [
        ("fr", "Bonjour, j'espère que vous passez une bonne journée !", False),
        ("en", "Hello, I hope that your day is going well!", False),
        ("fr", "Passez une bonne journée !", True),
        ("fr", "C'était sympathique de discuter avec vous.", True),
        ("en", "It's been fun and quick talking with you.", True),
        ("en", "let's see, you got it?", False),
    ],
)
def test_that_wishes_part_only_at_a_parting(lang: Lang, text: str, leaves: bool) -> None:
    assert (Act.LEAVE in acts(text, lang=lang)) is leaves


@pytest.mark.parametrize(
    ("text", "offends"),
    [
        ("La grille repousse les voleurs la nuit.", False),
        ("Vous êtes des voleurs.", True),
        ("Bande de voleurs !", True),
        ("voleurs !", True),
    ],
)
def test_that_thieves_offend_only_whom_they_are_said_to(text: str, offends: bool) -> None:
    assert (Act.OFFEND in acts(text, lang="fr")) is offends
