"""Typing damage: what thumbs, haste and dictation do to a message."""

import unicodedata
from typing import Literal, get_args

from numpy.random import Generator, default_rng

from rubrics.imported import ImportedTalk

Damage = Literal["no-accents", "no-punctuation", "typos"]
DAMAGES: tuple[Damage, ...] = get_args(Damage)

TYPO_EVERY = 5
"""One word in so many gets a typing error."""
_LEAST = 4
"""Letters of the shortest word that gets one."""


def damaged_text(text: str, damage: Damage, seed: int = 0) -> str:
    """The text as it would come damaged; the same seed damages alike."""
    match damage:
        case "no-accents":
            plain = unicodedata.normalize("NFKD", text)
            return "".join(c for c in plain if not unicodedata.combining(c)).lower()
        case "no-punctuation":
            kept = (c if c.isalnum() or c in "'’%€$£/-" or c.isspace() else " " for c in text)
            return " ".join("".join(kept).split())
        case "typos":
            chance = default_rng(seed)
            return " ".join(_mistyped(word, chance) for word in text.split(" "))


def _mistyped(word: str, chance: Generator) -> str:
    if len(word) < _LEAST or not word.isalpha() or chance.integers(TYPO_EVERY):
        return word
    at = int(chance.integers(1, len(word) - 1))
    kind = chance.integers(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    return word[: at + 1] + word[at:]


def damaged(talk: ImportedTalk, damage: Damage) -> ImportedTalk:
    """The talk with its learner turns damaged."""
    turns = tuple(
        turn.model_copy(update={"text": damaged_text(turn.text, damage, number)})
        if turn.who == "learner"
        else turn
        for number, turn in enumerate(talk.turns)
    )
    return talk.model_copy(update={"turns": turns})
