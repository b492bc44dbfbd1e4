"""Cues: what in the wording itself speaks for an act."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dialogues.reading.content import apostrophes, load
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act


@dataclass(frozen=True, slots=True)
class Found:
    """An act in folded text: `start` and `end` index `Folded.text`."""

    act: Act
    start: int
    end: int
    strength: float
    why: str


CERTAIN = 0.97
"""The strength of what leaves no doubt: an unmistakable wording, or what both messages show."""
_STRENGTH = {"certain": CERTAIN, "sure": 0.9, "likely": 0.6}


def heard_only(found: Found) -> bool:
    """Whether only the classifier hears an act, and no rule shows it."""
    return found.why.startswith(("like: ", "letters"))


def pattern_of(source: str) -> str:
    """A cue as a plain regular expression: forgiving blanks, apostrophes and openings."""
    spelled = apostrophes(source).replace(" ?", "\x00").replace(" ", r"[ ,]{1,3}")
    spelled = spelled.replace("\x00", " ?")
    return re.sub(r"(?<![\[\\])\^", r"(?:^|(?<=[,:(] ))(?:[\"'(-] ?)?", spelled)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[Act, float, re.Pattern[str]], ...]:
    compiled = []
    for act, grades in load("cues.yaml").items():
        for grade, sources in grades.items():
            for source in sources:
                pattern = re.compile(pattern_of(str(source)), re.MULTILINE)
                compiled.append((Act(act), _STRENGTH[grade], pattern))
    return tuple(compiled)


def cues_in(folded: Folded) -> Iterator[Found]:
    """Every cue found, in the order of the cue file."""
    for act, strength, pattern in _cues():
        for match in pattern.finditer(folded.text):
            if match.end() > match.start():
                typed = folded.span(*match.span()).of(folded.original)
                yield Found(act, match.start(), match.end(), strength, f"cue: {typed}")
