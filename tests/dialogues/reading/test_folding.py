"""Folding: phone spelling, damage and the way back to what was typed."""

from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.folding import LONGEST, fold


def test_that_accents_case_and_typographic_signs_are_put_aside() -> None:
    assert fold("« Économisez » l’été…").text == '" economisez " l\'ete.'


def test_that_phone_spelling_is_written_out_and_traced_back() -> None:
    folded = fold("bjr, pk vs hésitez ?")
    assert folded.text == "bonjour, pourquoi vous hesitez ?"
    start = folded.text.index("pourquoi")
    assert folded.span(start, start + len("pourquoi")).of(folded.original) == "pk"


def test_that_invisible_and_bidirectional_characters_are_not_read() -> None:
    assert fold("10\u200b \u202eeu\u00adros\u2066").text == "10 euros"


def test_that_a_letter_of_credit_is_not_taken_for_phone_spelling() -> None:
    assert fold("L/C at sight, C&F").text == "l/c at sight, c&f"


def test_that_a_slip_in_a_common_word_is_mended_and_a_name_is_left_alone() -> None:
    assert "livraison" in fold("delai de livarison").text
    assert "livarison" in fold("Madame Livarison").text


def test_that_sentences_are_told_apart_but_not_at_abbreviations_or_decimals() -> None:
    assert fold("Bonjour M. Diop. On part sur 12.50 ? Oui.").text.split("\n") == [
        "bonjour m. diop.",
        "on part sur 12.50 ?",
        "oui.",
    ]


@given(st.text(max_size=300))
def test_that_every_folded_character_comes_from_the_message(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True)
    )
    assert list(folded.starts) == sorted(folded.starts)


def test_that_what_lies_beyond_the_longest_message_is_not_read() -> None:
    folded = fold("a" * (LONGEST + 10))
    assert max(folded.ends) == LONGEST
