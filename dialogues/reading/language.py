"""The language of a message: a vote of function words."""

import re
from functools import lru_cache

from dialogues.reading.content import load
from dialogues.reading.folding import Folded
from dialogues.reading.model import ReadLang, Switch
from dialogues.text import Lang

_FEW = 2
"""Words of a second language from which a message may be mixed."""
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=1)
def _votes() -> tuple[frozenset[str], frozenset[str]]:
    content = load("languages.yaml")
    return frozenset(content["fr"].split()), frozenset(content["en"].split())


def function_words() -> frozenset[str]:
    """The words of both languages that only join others or say little by themselves."""
    french, english = _votes()
    return french | english


def language_of(folded: Folded, hint: Lang | None) -> tuple[ReadLang, tuple[Switch, ...]]:
    """The language, and its stretches when the message holds both."""
    french, english = _votes()
    marks: list[tuple[Lang, int, int]] = []
    for match in _WORD.finditer(folded.text):
        word = match.group()
        if word in french:
            marks.append(("fr", *match.span()))
        elif word in english:
            marks.append(("en", *match.span()))
    fr = sum(1 for lang, _, _ in marks if lang == "fr")
    en = len(marks) - fr
    accented = any(char in "éèêàçùâîôûœëï" for char in folded.original[: len(folded.text)].lower())
    fr += 1 if accented else 0
    low, high = min(fr, en), max(fr, en)
    if low / max(1, low + high) >= (0.2 if low <= _FEW else 0.15) and low >= _FEW:
        return "mixed", _stretches(folded, marks)
    if fr == en:
        return hint or ("fr" if accented else "en"), ()
    return ("fr" if fr > en else "en"), ()


def _stretches(folded: Folded, marks: list[tuple[Lang, int, int]]) -> tuple[Switch, ...]:
    runs: list[tuple[Lang, int]] = []
    for index, (lang, start, _) in enumerate(marks):
        if not runs:
            runs.append((lang, 0))
        elif runs[-1][0] != lang and marks[min(index + 1, len(marks) - 1)][0] == lang:
            runs.append((lang, start))
    ends = [start for _, start in runs[1:]] + [len(folded.text)]
    return tuple(
        Switch(lang=lang, span=folded.span(start, end))
        for (lang, start), end in zip(runs, ends, strict=True)
    )
