"""Closeness without the encoder, and similarity behind the port."""

import pytest

from dialogues.reading import closeness
from dialogues.reading.encoder import encoder, similarity
from dialogues.reading.folding import fold
from dialogues.reading.model import Expected, Vocabulary

POINT = Expected(id="lc", good=("Le crédit documentaire protège le vendeur contre l'impayé.",))


def score(text: str) -> float:
    found = closeness.closeness_in(fold(text), Vocabulary(expected=(POINT,)))
    return max((near.score for near in found), default=0.0)


def test_that_without_an_encoder_shared_words_still_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closeness, "encoder", lambda: None)
    right = score("le credit documentaire protege le vendeur d'un impaye")
    assert right > 0.5
    assert score("le credit documentaire ne protege pas le vendeur d'un impaye") < right / 2
    assert score("bonjour, comment allez-vous ?") == 0.0


@pytest.mark.skipif(encoder() is None, reason="meaning needs the encoder")
def test_that_similarity_knows_a_paraphrase_across_languages() -> None:
    near = similarity("Quand pouvez-vous livrer ?", "When can you deliver?")
    far = similarity("Quand pouvez-vous livrer ?", "I like jazz.")
    assert near > 0.6 > 0.3 > far
    assert similarity("", "anything") == 0.0
