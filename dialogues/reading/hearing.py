"""Hearing: how much of what the other side said a message gives back."""

import re
from functools import lru_cache

from dialogues.reading.folding import LONGEST, Folded, fold
from dialogues.reading.model import Context

NOTHING = (0.0, 0.0, 0.0, 0.0, 0.0)
_CONTENT = re.compile(r"[a-z]{4,}")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_COMMON = frozenset(
    [
        "vous",
        "votre",
        "nous",
        "notre",
        "avec",
        "pour",
        "dans",
        "mais",
        "plus",
        "cette",
        "sont",
        "avez",
        "avons",
        "etes",
        "tout",
        "tous",
        "bien",
        "comme",
        "elle",
        "leur",
        "leurs",
        "quel",
        "quelle",
        "alors",
        "donc",
        "aussi",
        "faire",
        "fait",
        "peut",
        "peux",
        "pouvez",
        "etre",
        "avoir",
        "have",
        "that",
        "this",
        "with",
        "your",
        "from",
        "what",
        "will",
        "would",
        "could",
        "should",
        "about",
        "there",
        "they",
        "their",
        "been",
        "were",
        "which",
        "when",
        "then",
        "than",
        "them",
        "very",
        "much",
        "more",
        "some",
        "just",
        "like",
        "also",
        "does",
        "into",
        "only",
        "over",
        "even",
        "here",
        "c'est",
    ]
)


def _content(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _CONTENT.findall(text) if word not in _COMMON)


@lru_cache(maxsize=256)
def _said(other: str) -> tuple[frozenset[str], frozenset[str], bool]:
    """The content words and the figures of the other side's message, and whether it asks."""
    text = fold(other).text
    return _content(text), frozenset(_FIGURE.findall(text)), "?" in text


def given_back(own: str, other: str) -> tuple[int, int]:
    """How many content words and how many figures of folded `own` the other side said."""
    theirs, named, _ = _said(other[:LONGEST])
    return len(_content(own) & theirs), len(set(_FIGURE.findall(own)) & named)


def heard(
    folded: Folded, start: int, end: int, cosine: float, context: Context
) -> tuple[float, ...]:
    """The context features of a unit, in the order of `features.CONTEXT`.

    `cosine` says how near the unit is in meaning to the other side's message.
    """
    if not context.other.strip():
        return NOTHING
    theirs, named, asked = _said(context.other[:LONGEST])
    own = folded.text[start:end]
    mine = _content(own)
    words = len(mine & theirs) / max(3, min(len(mine), len(theirs))) if mine and theirs else 0.0
    said = set(_FIGURE.findall(own))
    figures = len(said & named) / len(said) if said else 0.0
    return (max(0.0, cosine), words, figures, float(asked), float(bool(named)))
