"""Questions by their order: inversion, question words without a mark, typed in a hurry."""

import pytest

from dialogues.reading.model import Act, Context
from dialogues.reading.reader import read

TABLE = "Nous pouvons livrer 200 caisses à la fin du mois."


def acts(text: str, other: str = TABLE) -> set[Act]:
    return {found.act for found in read(text, Context(other=other, lang="fr")).acts}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Quand le conteneur quitte-t-il le port", Act.ASK_FACT),
        ("quand votre associé est-il né", Act.ASK_FACT),
        ("où la marchandise est-elle stockée", Act.ASK_FACT),
        ("à partir de quand puis-je passer commande", Act.ASK_FACT),
        ("quand commence la saison", Act.ASK_FACT),
        ("près de quelle gare se trouve votre dépôt", Act.ASK_FACT),
        ("votre atelier est situé dans quelle région", Act.ASK_FACT),
        ("que contient votre offre", Act.ASK_OPEN),
        ("vos ouvriers se forment comment", Act.ASK_OPEN),
        ("dac et ca vous coute cb par an", Act.ASK_FACT),
        ("ya qui qui valide chez vous", Act.ASK_FACT),
        ("Ai-je droit à une remise de fidélité", Act.ASK_CLOSED),
        ("les frais de dossier sont-ils inclus", Act.ASK_CLOSED),
        ("on signe lundi est-ce que le prix reste le même", Act.ASK_CLOSED),
        ("vous seriez preneur ou pas", Act.ASK_CLOSED),
    ],
)
def test_that_french_order_asks_without_a_mark(text: str, act: Act) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le budget est ce qu'il est, je n'y peux rien.",
        "Ah la la, quelle histoire.",
        "Je ne sais pas dans quel port le bateau fait escale.",
        "Le client est, semble-t-il, satisfait du lot.",
        "Peut-être est-il déjà parti.",
        "Cela vous coûte 4 000 euros par an.",
        "Toute avarie pendant la traversée est à notre charge.",
    ],
)
def test_that_a_statement_with_asking_words_asks_nothing(text: str) -> None:
    assert not {Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED} & acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Qeul est votre délai ?", Act.ASK_FACT),
        ("quele est la quantité minimum", Act.ASK_FACT),
        ("Cmbien de cartons par palette ?", Act.ASK_FACT),
        ("Commemt organisez-vous vos tournées ?", Act.ASK_OPEN),
        ("Wher is your warehouse?", Act.ASK_FACT),
    ],
)
def test_that_a_slip_in_the_question_word_changes_nothing(text: str, act: Act) -> None:
    assert act in acts(text)
    assert Act.ASK_CLOSED not in acts(text)


def test_that_any_opens_a_question_only_without_a_verb() -> None:
    assert Act.ASK_CLOSED in acts("any stock left in your depot")
    assert Act.ASK_CLOSED not in acts("any damage in transit is at our risk")
