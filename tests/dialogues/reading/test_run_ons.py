"""Messages typed without stops, or dictated: every sentence is read as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.folding import fold
from dialogues.reading.model import Act, Context
from dialogues.reading.reader import read
from dialogues.reading.run_ons import breaks_in


def sentences(text: str) -> list[str]:
    return fold(text).text.split("\n")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "je comprends que le prix vous arrete combien de pieces vous faut il par mois",
            ["je comprends que le prix vous arrete", "combien de pieces vous faut il par mois"],
        ),
        (
            "thanks for your time today what would you need to feel safe about the delay",
            ["thanks for your time today", "what would you need to feel safe about the delay"],
        ),
    ],
)
def test_that_a_question_starts_a_sentence_of_its_own(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "je ne sais pas encore combien de pieces il nous faudra pour la saison",
        "i would really like to know how much time your team spends on each order",
        "our jackets last 110 washes and so you pay much less for every wash",
        "Nous livrons en trois semaines, combien de palettes prenez-vous par mois en moyenne ?",
    ],
)
def test_that_what_belongs_together_or_has_its_stops_is_not_split(text: str) -> None:
    assert len(sentences(text)) == 1


def test_that_each_part_of_a_dictated_message_does_its_own_act() -> None:
    acts = {
        found.act
        for found in read(
            "je comprends que le prix vous arrete combien de pieces vous faut il par mois "
            "je vous envoie une offre ecrite jeudi",
            Context(other="C'est trop cher pour nous."),
        ).acts
    }
    assert {Act.ACKNOWLEDGE, Act.ASK_FACT, Act.NEXT_STEP} <= acts


@given(st.text(alphabet="abcdefghij hw'?., \n", max_size=200))
def test_that_breaks_fall_on_blanks_only(text: str) -> None:
    for at in breaks_in(text):
        assert text[at] == " "


@pytest.mark.parametrize("text", ["et pr quand il vous les faut", "depuis quand vous les avez"])
def test_that_for_when_asks_a_date_in_any_order(text: str) -> None:
    assert Act.ASK_FACT in {found.act for found in read(text, Context(lang="fr")).acts}
