"""Duties named in a clause: clearance, duties, carriage, insurance, loading."""

import re
from collections.abc import Iterator
from typing import Literal

from dialogues.truth.content import Duty
from dialogues.truth.hearing import Clause, Sentence
from dialogues.truth.lexicon import country_words, lexicon
from dialogues.truth.model import Parties

Matter = Duty | Literal["transfer-of-risk"]

_JOINED = 5
"""Characters between side words that are named together: 'import et export'."""


def mentions_in(
    clause: Clause, sentence: Sentence, parties: Parties
) -> Iterator[tuple[tuple[Matter, ...], tuple[int, int]]]:
    """Duties named in a clause, with places in its text."""
    words = lexicon()
    text = clause.text
    taken: list[tuple[int, int]] = []
    for duty, pattern in words.legs.items():
        if found := pattern.search(text):
            taken.append(found.span())
            yield (duty,), found.span()
    for duty, pattern in words.duties.items():
        for found in pattern.finditer(text):
            if _overlaps(found, taken) or (duty == "freight" and _not_carriage(text, found)):
                continue
            taken.append(found.span())
            if duty == "insurance" and words.passive.search(text[: found.start()]):
                continue
            yield (duty,), found.span()
            break
    cleared = words.clearing.search(text)
    if cleared is not None and not _overlaps(cleared, taken):
        yield from _clearances(text, sentence.text, cleared.span(), parties)


def _overlaps(found: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(a < found.end() and found.start() < b for a, b in taken)


def _not_carriage(text: str, found: re.Match[str]) -> bool:
    """Whether the word is part of another thing ('transport documents')."""
    words = lexicon()
    return bool(words.not_carriage.search(text[: found.start()]) or words.risk.words.search(text))


def _clearances(
    text: str, line: str, mention: tuple[int, int], parties: Parties
) -> Iterator[tuple[tuple[Matter, ...], tuple[int, int]]]:
    for where in (text, line):
        out, into = _sides(where, parties)
        if out and into:
            if where is line and where != text:
                return
            out, into = _beside(where, mention)
        if out:
            yield ("export-clearance",), mention
        if into:
            yield ("import-clearance",), mention
        if out or into:
            return
    yield ("export-clearance", "import-clearance"), mention


def _beside(text: str, mention: tuple[int, int]) -> tuple[bool, bool]:
    """Which side words stand with the mention; both when they are joined ('import et export')."""
    words = lexicon()
    spots = [(f.start(), f.end(), "out") for f in words.export_side.finditer(text)]
    spots += [(f.start(), f.end(), "in") for f in words.import_side.finditer(text)]

    def far(spot: tuple[int, int, str]) -> int:
        return max(mention[0] - spot[1], spot[0] - mention[1], 0)

    nearest = min(spots, key=far)
    joined = {
        kind
        for start, end, kind in spots
        if (start, end, kind) == nearest or max(start - nearest[1], nearest[0] - end) <= _JOINED
    }
    return "out" in joined, "in" in joined


def _sides(text: str, parties: Parties) -> tuple[bool, bool]:
    words = lexicon()
    out, into = bool(words.export_side.search(text)), bool(words.import_side.search(text))
    if not out and not into:
        there, here = country_words(parties.buyer), country_words(parties.seller)
        into = bool(there and there.search(text))
        out = not into and bool(here and here.search(text))
    return out, into


def names_a_duty(text: str) -> bool:
    """Whether a text names any duty."""
    words = lexicon()
    return any(p.search(text) for p in words.duties.values()) or bool(words.clearing.search(text))
