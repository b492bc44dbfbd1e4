"""Content stems: a cheap measure of what two texts have in common."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_WORD = re.compile(r"[a-z]{4,}|\d+(?:[.,]\d+)?")
_STEM = 6
"""Letters kept of a word: enough to tell words apart, few enough to bring inflections together."""


@cache
def _empty_words() -> frozenset[str]:
    path = Path(__file__).parent / "empty_words.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """Content stems of a text, folded, and its numbers; words that carry no content left out."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("\u202f", "").replace("’", "'"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    words = (w for w in _WORD.findall(plain) if w not in _empty_words())
    return frozenset(w[:_STEM] if w[0].isalpha() else w for w in words)
