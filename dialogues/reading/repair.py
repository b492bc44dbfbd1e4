"""Typos: an unknown word one slip away from one that people use is read as that word."""

import re
from functools import lru_cache
from importlib.resources import files

from dialogues.reading.encoder import encoder
from dialogues.reading.number_words import number_words

SHORTEST = 5
"""Letters from which a word is worth repairing; shorter ones have too many neighbours."""
LONGEST = 24
_FAMILIAR = 3
"""How often a word stands in the exemplars before it may replace another."""


@lru_cache(maxsize=1)
def _words() -> dict[str, int]:
    """The words of the exemplars, with how often they stand there."""
    source = files("dialogues.reading").joinpath("data", "known_words.txt")
    if not source.is_file():
        return {}
    pairs = (line.split() for line in source.read_text(encoding="utf-8").splitlines())
    counted = {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2}
    return {**dict.fromkeys(number_words("mixed").every, 1), **counted}


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


@lru_cache(maxsize=1)
def _slips() -> dict[str, tuple[str, ...]]:
    """Every familiar word under each form with one letter less."""
    found: dict[str, list[str]] = {}
    for word, count in _words().items():
        if count >= _FAMILIAR and len(word) >= SHORTEST:
            for form in (word, *_deletes(word)):
                found.setdefault(form, []).append(word)
    return {form: tuple(words) for form, words in found.items()}


_ASKING = {
    "q": ("quel", "quelle", "quels", "quelles", "quand", "quoi", "combien"),
    "c": ("combien", "comment"),
    "p": ("pourquoi",),
    "w": ("what", "when", "where", "which"),
}
"""Words that make a question, by first letter: without them it is read as another."""
SHORTEST_ASKING = 3
_SAME_STEM = ("comment", "quelqu", "pourquoi")


@lru_cache(maxsize=16384)
def asking(word: str) -> str | None:
    """The question word one slip away from an unknown `word`, wherever capitals stand."""
    if word in _words() or word in _ASKING["q"] or word.startswith(_SAME_STEM):
        return None
    if len(word) < SHORTEST - (word[0] == "q") and not re.fullmatch(r"q[^u]\w|qul", word):
        return None
    for other in _ASKING.get(word[0], ()):
        if _one_slip(word, other):
            port = encoder()
            slipped = word[0] == "q" and word[1] != "u"
            return other if slipped or port is None or not port.knows(word) else None
    return None


@lru_cache(maxsize=16384)
def repaired(word: str, typed: str) -> str:
    """The familiar word one slip away from `word` (folded), or `word` itself."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in _words():
        return word
    if (typed[:1].isupper() and not typed.isupper()) or _inflected(word):
        return word
    candidates = {
        other
        for form in (word, *_deletes(word))
        for other in _slips().get(form, ())
        if word[0] == other[0] and not _ending(word, other) and _one_slip(word, other)
    }
    if not candidates:
        return word
    port = encoder()
    if port is not None and port.knows(typed.lower()):
        return word
    best = sorted(candidates, key=lambda other: (-_words()[other], other))
    return best[0]


def _inflected(word: str) -> bool:
    """Whether a word is a known one with an ending."""
    known = _words()
    return any(
        word.endswith(end) and (word[: -len(end)] in known or word[: -len(end)] + "e" in known)
        for end in (
            "s",
            "es",
            "ed",
            "d",
            "ing",
            "er",
            "ers",
            "ly",
            "ez",
            "ent",
            "ons",
            "ais",
            "ait",
            "ions",
            "iez",
            "e",
            "ee",
            "ees",
            "x",
        )
    )


def _ending(one: str, other: str) -> bool:
    """Whether two words differ in their ending only: another form of a word is no slip."""
    kept = min(len(one), len(other)) - 2
    return one[:kept] == other[:kept] and sorted(one) != sorted(other)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter was dropped, added, replaced, or two neighbours swapped."""
    if len(one) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] == other[wrong[1]]
            and one[wrong[1]] == other[wrong[0]]
        )
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
