"""French typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.typography import french


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Bonjour !", "Bonjour_!"),
        ("Bonjour!", "Bonjour_!"),
        ("Quoi ?!", "Quoi_?!"),
        ("Prix : dix ; délai : deux", "Prix_: dix_; délai_: deux"),
        ("Objet: prix", "Objet_: prix"),
        ("« Non », dit-elle", "«_Non_», dit-elle"),
        ("«Non»", "«_Non_»"),
        ("« Quoi ? »", "«_Quoi_?_»"),
        ("«\u00a0Non\u00a0»", "«_Non_»"),
        ("L'an 2026 d'ici là", "L’an 2026 d’ici là"),
        ("un conteneur de 40'", "un conteneur de 40'"),
        ("12 500 € et 1 200 000 pièces", "12_500_€ et 1_200_000 pièces"),
        ("12,50 €, 3 % et 5 $", "12,50_€, 3_% et 5_$"),
        ("en 2026 300 pièces", "en 2026 300 pièces"),
        ("04 72 10 20 30", "04 72 10 20 30"),
        ("à 10:30, ratio 1:2", "à 10:30, ratio 1:2"),
        ("https://ec.europa.eu/?a=b;c", "https://ec.europa.eu/?a=b;c"),
        ("{persona} : {firm} ?", "{persona}_: {firm}_?"),
        ("*elle relit* ; oui", "*elle relit*_; oui"),
        ("Ah… ! (vraiment) ?", "Ah…_! (vraiment)_?"),
        ("qu' ; et d'!", "qu’_; et d’_!"),
        ("Deux lignes\n: ici", "Deux lignes\n: ici"),
        ("", ""),
    ],
)
def test_that_what_is_typed_is_shown_as_french_wants_it(typed: str, shown: str) -> None:
    assert french(typed).replace("\u202f", "_") == shown


@given(st.text(alphabet=st.sampled_from("ab1 \u00a0\u202f;:!?«»'’€%…,.\n{}()"), max_size=40))
def test_that_setting_twice_changes_nothing_more(text: str) -> None:
    assert french(french(text)) == french(text)


@given(st.text(max_size=60))
def test_that_only_spaces_and_apostrophes_change(text: str) -> None:
    def bare(words: str) -> str:
        return "".join(c for c in words if c not in " \u00a0\u2009\u202f'’")

    assert bare(french(text)) == bare(text)
