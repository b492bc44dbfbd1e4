"""Who a clause puts a duty on: charge phrases, subjects with their verbs, what a price includes."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dialogues.truth.content import language
from dialogues.truth.lexicon import lexicon
from dialogues.truth.patterns import compiled

Who = Literal["we", "you", "seller", "buyer"]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A side found, and where the words that say so stand in the clause."""

    who: Who
    start: int
    end: int
    included: bool = False
    """Said by what the price includes, not by who acts."""
    left_out: bool = False
    phrase: bool = False
    """Said by a phrase ('at your cost'), which only a denial right before it turns round."""
    """Said by what the price leaves out."""


@dataclass(frozen=True, slots=True)
class _Said:
    strong: tuple[tuple[Who, re.Pattern[str]], ...]
    weak: tuple[tuple[Who, re.Pattern[str]], ...]
    risk: tuple[tuple[Who, re.Pattern[str]], ...]
    subjects: tuple[tuple[Who, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _said() -> _Said:
    said = language()
    phrases = {name: said.words[name] for name in said.words}

    def every(name: str) -> tuple[tuple[Who, re.Pattern[str]], ...]:
        found: list[tuple[Who, re.Pattern[str]]] = []
        sides: tuple[Who, ...] = ("we", "you", "seller", "buyer")
        for who in sides:
            if f"{who}-{name}" in phrases:
                found.append((who, compiled(phrases[f"{who}-{name}"], phrases)))
        return tuple(found)

    return _Said(
        strong=every("strong"),
        weak=every("weak"),
        risk=every("risk"),
        subjects=(*every("subject"), ("we", compiled(phrases["on-subject"], phrases))),
    )


def assigned(text: str, mention: tuple[int, int], *, risk: bool) -> Assigned | None:
    """The side that `text` puts the duty at `mention` on; None when it does not say."""
    said = _said()
    found = _nearest(text, mention, said.strong + (said.risk if risk else ()), phrase=True)
    if found is None:
        found = _nearest(text, mention, said.subjects)
    if found is None and not risk:
        found = _included(text, mention)
    return found or _nearest(text, mention, said.weak, phrase=True)


def _nearest(
    text: str,
    mention: tuple[int, int],
    patterns: tuple[tuple[Who, re.Pattern[str]], ...],
    *,
    phrase: bool = False,
) -> Assigned | None:
    best: tuple[tuple[int, int], Assigned] | None = None
    for who, pattern in patterns:
        for found in pattern.finditer(text):
            start, end = found.span()
            off = max(mention[0] - end, start - mention[1], 0) * 2 + (start > mention[0])
            far = off, -start
            if best is None or far < best[0]:
                best = far, Assigned(who, start, end, phrase=phrase)
    return best[1] if best else None


def _included(text: str, mention: tuple[int, int]) -> Assigned | None:
    words = lexicon()
    out = words.excluded.search(text) or words.without.search(text[: mention[0]])
    if out is not None:
        return Assigned("buyer", out.start(), out.end(), included=True, left_out=True)
    put_in = words.included.search(text)
    return Assigned("seller", put_in.start(), put_in.end(), included=True) if put_in else None
