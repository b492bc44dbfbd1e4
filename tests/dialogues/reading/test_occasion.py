"""Talk for its own sake holds no deals; the same words after the other side's do."""

import pytest

from dialogues.reading.encoder import encoder
from dialogues.reading.model import Act
from dialogues.reading.occasion import OF_BUSINESS
from dialogues.text import Lang
from tests.dialogues.reading.heard import acts

needs_meaning = pytest.mark.skipif(encoder() is None, reason="the encoder is not installed")


@needs_meaning
@pytest.mark.parametrize(
    "text",
    [
        "No, I never saw that film, maybe next winter with my cousins.",
        "Non, je n'ai jamais vu ce film, peut-être cet hiver avec mes cousins.",
        "I can't believe how long cats sleep, because mine never moves before noon.",
        "Je n'arrive pas à croire que les chats dorment autant, parce que le mien ne bouge jamais.",
    ],
)
def test_that_a_story_offers_and_refuses_nothing(text: str) -> None:
    assert not acts(text) & OF_BUSINESS
    assert Act.INFORM in acts(text)


@pytest.mark.parametrize(
    ("text", "other", "act"),
    [
        ("No, I can't do that.", "Could you take 5 % off the price?", Act.REFUSE),
        ("Non, je ne peux pas.", "Pouvez-vous enlever 5 % ?", Act.REFUSE),
    ],
)
def test_that_the_same_words_answer_a_demand(text: str, other: str, act: Act) -> None:
    assert act in acts(text, other)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Notre prix est de 12 € pièce, FCA Lyon.", Act.PROPOSE),
        ("We can offer you 12 euros a piece, FCA Lyon.", Act.PROPOSE),
    ],
)
def test_that_terms_of_trade_make_it_business_without_a_word_before(text: str, act: Act) -> None:
    assert act in acts(text)


def test_that_both_languages_have_their_words_of_business() -> None:
    langs: tuple[Lang, ...] = ("fr", "en")
    texts = {"fr": "Je vous accorde une remise de 3 %.", "en": "You get a discount of 3 %."}
    assert all(acts(texts[lang]) & OF_BUSINESS for lang in langs)
