"""Features: what the classifier weighs in a unit of a message."""

import math
import re
import zlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dialogues.reading.cues import Found
from dialogues.reading.model import Act, Term, TermKind

NGRAMS = 1 << 14
SURE = 0.75
"""From this strength a cue counts as sure."""
_WORDS = re.compile(r"[a-z]+|0+|[?!%€$£]")
ACTS = tuple(Act)
_KINDS = tuple(TermKind)
CONTEXT = ("cosine", "words given back", "figures given back", "asked", "figures named")
DENSE = (
    *(f"sure cue {act.value}" for act in ACTS),
    *(f"likely cue {act.value}" for act in ACTS),
    *(f"term {kind.value}" for kind in _KINDS),
    "asks",
    "exclaims",
    "length",
    "short",
    "two figures",
    "whole",
    *CONTEXT,
)
"""The names of the dense features, in their order."""


@lru_cache(maxsize=65536)
def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode()) % NGRAMS


@lru_cache(maxsize=16384)
def _letters(word: str) -> tuple[int, ...]:
    """The buckets of the letters within a word."""
    padded = f"_{word}_"
    return tuple(
        _bucket(padded[at : at + size])
        for size in (3, 4, 5)
        for at in range(len(padded) - size + 1)
    )


def ngrams(text: str) -> dict[int, float]:
    """Hashed words, word pairs and the letters within words, as a unit vector."""
    words = _WORDS.findall(re.sub(r"\d", "0", text))
    counts: dict[int, float] = {}

    def count(gram: str, weight: float) -> None:
        bucket = _bucket(gram)
        counts[bucket] = counts.get(bucket, 0.0) + weight

    for i, word in enumerate(words):
        count("w" + word, 1.0)
        count("b" + (words[i - 1] if i else "^") + " " + word, 1.0)
        if i > 1:
            count(f"t{words[i - 2]} {words[i - 1]} {word}", 0.7)
        for bucket in _letters(word):
            counts[bucket] = counts.get(bucket, 0.0) + 0.5
    if words:
        count("f" + " ".join(words[:2]), 1.0)
        count("l" + " ".join(words[-2:]), 1.0)
    norm = math.sqrt(sum(v * v for v in counts.values())) or 1.0
    return {bucket: value / norm for bucket, value in counts.items()}


def dense(
    text: str,
    found: Iterable[Found],
    terms: Iterable[Term],
    context: tuple[float, ...],
    *,
    whole: bool,
) -> npt.NDArray[np.float32]:
    """Cues, terms, shape and context of a unit, in the order of `DENSE`."""
    sure, likely = dict.fromkeys(ACTS, 0.0), dict.fromkeys(ACTS, 0.0)
    for cue in found:
        graded = sure if cue.strength >= SURE else likely
        graded[cue.act] = max(graded[cue.act], cue.strength)
    kinds = dict.fromkeys(_KINDS, 0)
    for term in terms:
        kinds[term.kind] += 1
    words = len(text.split())
    figures = sum(kinds.values())
    return np.array(
        [
            *(sure[act] for act in ACTS),
            *(likely[act] for act in ACTS),
            *(min(kinds[kind], 2) / 2 for kind in _KINDS),
            float("?" in text),
            float("!" in text),
            math.log1p(words) / 4,
            float(words <= 3),
            float(figures >= 2),
            float(whole),
            *context,
        ],
        dtype=np.float32,
    )
