"""What thumbs type in a talk: questions without marks, figures, conditions, promises."""

import pytest

from dialogues.reading.model import Act, Context
from dialogues.reading.reader import read
from dialogues.text import Lang
from tests.dialogues.reading.heard import acts

ASKING = {Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED, Act.CHECK}
SAID: dict[Lang, str] = {"fr": "Nous avons trois boutiques.", "en": "We have three shops."}


@pytest.mark.parametrize(
    ("lang", "text", "act"),
    [
        ("fr", "je vois, et qu'est-ce qui bloque ?", Act.ASK_OPEN),
        ("fr", "merci pour ces infos et qu est ce qui bloque", Act.ASK_OPEN),
        ("fr", "ca se passe comment avec lui", Act.ASK_OPEN),
        ("fr", "et votre fille elle en pense quoi", Act.ASK_OPEN),
        ("en", "how is it going with your current supplier", Act.ASK_OPEN),
        ("fr", "et qui valide a la fin chez vous", Act.ASK_FACT),
        ("fr", "vous achetez chez qui aujourd'hui", Act.ASK_FACT),
        ("fr", "dans les 1960 y a quoi exactement", Act.ASK_FACT),
        ("fr", "c'est quand que vous devez etre livré", Act.ASK_FACT),
        ("en", "whos your supplier today", Act.ASK_FACT),
        ("fr", "y a autre chose qui vous gene", Act.ASK_CLOSED),
        ("fr", "c'est le montant qui vous gene ou c'est le risque", Act.ASK_CLOSED),
        ("fr", "et c'est vous qui decidez tout seul ou y a quelqu'un d'autre", Act.ASK_CLOSED),
        ("en", "the 40 percent is it a question of cash for you or more the risk", Act.ASK_CLOSED),
        ("en", "before we talk dates is there anything else that would stop u", Act.CHECK),
    ],
)
def test_that_a_question_needs_no_mark_wherever_it_stands(lang: Lang, text: str, act: Act) -> None:
    assert ASKING & acts(text, SAID[lang], lang) == {act}


@pytest.mark.parametrize(
    ("lang", "text", "presses"),
    [
        ("fr", "elles sont chez vous le 16 octobre si vous commandez avant fin septembre", False),
        ("en", "they are with you on 16 October if you order before the end of September", False),
        ("fr", "si vous ne signez pas ce soir on arrete", True),
        ("en", "if you don't sign tonight we stop", True),
        ("fr", "vous baissez ou c'est fini", True),
    ],
)
def test_that_a_condition_presses_only_by_what_is_not_done(
    lang: Lang, text: str, *, presses: bool
) -> None:
    assert (Act.PRESSURE in acts(text, "Et le délai ?", lang)) is presses


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "je vous envoie une page recap mardi 3 novembre"),
        ("en", "ill send you a recap by email tomorrow"),
    ],
)
def test_that_a_recap_that_is_promised_sums_nothing_up(lang: Lang, text: str) -> None:
    heard = acts(text, SAID[lang], lang)

    assert Act.NEXT_STEP in heard
    assert Act.SUMMARISE not in heard


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("18e la veste", "18"),
        ("je prends a 9,80e le lot", "9.8"),
        ("le 18e jour on livre", None),
        ("au 19e siecle deja", None),
    ],
)
def test_that_an_e_after_a_figure_is_euros_unless_it_counts(text: str, amount: str | None) -> None:
    terms = read(text, Context(lang="fr")).terms
    euros = [str(term.value) for term in terms if term.unit == "EUR"]

    assert euros == ([amount] if amount else [])


@pytest.mark.parametrize(
    ("lang", "text", "other"),
    [
        ("fr", "22 euros c est trop cher pour moi", "22 euros la veste."),
        ("fr", "a 22 euros je perds de l argent", "22 euros la veste."),
        ("en", "60 days is hard for our cash", "60 days."),
        ("fr", "22 ans c est impressionant bravo", "22 ans que je fais cela."),
    ],
)
def test_that_a_figure_complained_of_is_not_on_offer(lang: Lang, text: str, other: str) -> None:
    assert Act.PROPOSE not in acts(text, other, lang)


def test_that_a_condition_waits_for_what_follows_from_it() -> None:
    text = "si vous descendez a 18e la veste je peux vous prendre 20000 pieces"

    assert Act.TRADE in acts(text, "22 euros.", "fr")


def test_that_reckoning_is_no_trade() -> None:
    text = "if you add 310 for the arm and 45 for fitting it is 2315"

    assert Act.TRADE not in acts(text, "Thalmann is 1960.", "en")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "on peut faire 2% mais faut signer 2 ans"),
        ("en", "we can do 2% but then u sign for two years"),
    ],
)
def test_that_a_but_with_a_duty_ties_the_move(lang: Lang, text: str) -> None:
    assert Act.TRADE in acts(text, SAID[lang], lang)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("ok je comprend c normal apres 210000 perdus", "J'ai perdu 210 000."),
        ("dac donc en gros vs perdez 3 lots par mois a cause du four", "3 lots par mois."),
    ],
)
def test_that_their_figure_heard_out_or_given_back_is_not_agreed_to(text: str, other: str) -> None:
    assert Act.ACCEPT not in acts(text, other, "fr")
