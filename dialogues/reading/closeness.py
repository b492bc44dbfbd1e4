"""Closeness: how near a message comes to an expected point, or to a known wrong idea.

Meaning alone is blind to negation ("je peux" and "je ne peux pas" are neighbours), so a score is
gated by polarity, by the figures and rules named, and by wordings that only look alike.
"""

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dialogues.reading.encoder import Encoder, encoder
from dialogues.reading.features import ngrams
from dialogues.reading.folding import Folded, fold
from dialogues.reading.model import Closeness, Expected, Vocabulary
from dialogues.reading.units import Unit, readable, units_of

_NEGATED = re.compile(
    r"\b(?:ne|n'|pas|non|jamais|plus de|aucun\w*|sans|ni|rien|impossible|not|no|never|none|"
    r"without|nor|nothing|"
    r"don't|doesn't|didn't|can't|cannot|won't|isn't|aren't|wasn't|wouldn't|shouldn't|couldn't|"
    r"hardly|unable|"
    r"refus\w+|exclu[st]?)\b|n't\b"
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_RULE = re.compile(r"\b(?:exw|fca|fas|fob|cfr|cif|cpt|cip|dap|dpu|ddp)\b")
_CAPITAL = re.compile(
    r"\b(?:l/c|lc|credit documentaire|letter of credit|open account|compte ouvert|d/p|d/a)\b"
)
_LOW, _HIGH = 0.30, 0.72
"""Cosines taken as 0 and as 1: unrelated sentences end, paraphrases begin."""
_POLARITY, _FIGURES, _RULES = 0.35, 0.55, 0.5
"""What is left of a score when polarity, figures or rules contradict."""
_SHOWN = 0.2


def closeness_in(folded: Folded, vocabulary: Vocabulary) -> tuple[Closeness, ...]:
    """Every expected point that the message comes near, the nearest first."""
    if not vocabulary.expected or not folded.text.strip():
        return ()
    units = units_of(folded)
    port = encoder()
    found = []
    for expected in vocabulary.expected:
        scores = [(score_of(folded, unit, expected, port), unit) for unit in units]
        score, unit = max(scores, key=lambda pair: pair[0])
        if score >= _SHOWN:
            span = folded.span(unit.start, unit.end)
            found.append(
                Closeness(id=expected.id, kind=expected.kind, score=round(score, 3), span=span)
            )
    return tuple(sorted(found, key=lambda near: (-near.score, near.id)))


def score_of(folded: Folded, unit: Unit, expected: Expected, port: Encoder | None) -> float:
    """0 to 1: the best of the good wordings after gating, unless a bad wording lies nearer."""
    own = folded.text[unit.start : unit.end]
    mine = _meaning(readable(folded, unit), own, port)
    good = [_gated(own, word, _near(mine, word, port)) for word in expected.good]
    bad = [
        _near(mine, word, port)
        for word in expected.bad
        if _polarity(own) == _polarity(_plain(word))
    ]
    best = max(good, default=0.0)
    if bad and max(bad) > best and max(bad) >= _SHOWN:
        return best * 0.5
    return best


def _gated(own: str, wording: str, near: float) -> float:
    """A nearness, less what contradicts it."""
    other = _plain(wording)
    if _polarity(own) != _polarity(other):
        near *= _POLARITY
    said, meant = set(_FIGURE.findall(own)), set(_FIGURE.findall(other))
    if said and meant and not said & meant:
        near *= _FIGURES
    for named in (_RULE, _CAPITAL):
        said, meant = set(named.findall(own)), set(named.findall(other))
        if said and meant and not said & meant:
            near *= _RULES
    return near


def _polarity(text: str) -> bool:
    """Whether the words deny: an odd number of negations, 'ne … pas' counted once."""
    words = re.sub(r"\bn(?:e |'|e')(?=.{0,30}\b(?:pas|plus|jamais|aucun\w*|rien|que)\b)", "", text)
    return len(_NEGATED.findall(words)) % 2 == 1


@lru_cache(maxsize=8192)
def _plain(wording: str) -> str:
    return fold(wording).text


def _meaning(
    words: str, plain: str, port: Encoder | None
) -> npt.NDArray[np.float32] | dict[int, float]:
    return ngrams(plain) if port is None else port.encode([words])[0]


def _near(
    mine: npt.NDArray[np.float32] | dict[int, float], wording: str, port: Encoder | None
) -> float:
    if isinstance(mine, dict):
        other = _letters(wording)
        cosine = sum(value * other.get(bucket, 0.0) for bucket, value in mine.items()) * 1.4
    elif port is None:
        return 0.0
    else:
        cosine = float(port.encode([wording])[0] @ mine)
    return min(1.0, max(0.0, (cosine - _LOW) / (_HIGH - _LOW)))


@lru_cache(maxsize=4096)
def _letters(wording: str) -> dict[int, float]:
    return ngrams(_plain(wording))
