"""Cues: what the wording around a figure says about it, and the clause it stands in."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from dialogues.reading.folding import Folded

_JOINED = (
    r"pas|non|not|je|j'|nous|on|vous|i|we|you|moi|le|la|les|l'|un|une|the|a|pour|for|sur|on|en|in"
)
_TURNS = (
    r"mais|but|contre|against|en echange|in exchange|in return|sauf|except|moyennant|however|"
    r"par contre|en revanche|provided|a condition|whereas|alors que|si|s'il|if"
)
_CUT = re.compile(
    r"(?<=[^\d\s])[,;:](?= )|(?<=\d)[,;:](?= )|(?<= )[;:](?= )|[()]| - "
    rf"|(?= (?:{_TURNS})\b)|(?= (?:et|and) (?:{_JOINED})\b)"
)
_LEAST = 3
_SPEAKS = re.compile(r"\b(?:je|j'|on|nous|vous|moi|i|we|you)\b")
"""Words before a French colon that make a clause of it, and no label: 'je l'ai dit : 11,90 €'."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = Path(__file__).with_name("understanding.yaml").read_text(encoding="utf-8")
    listed: dict[str, list[str]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return {
        name: re.compile("|".join(f"(?:{one})" for one in sources), re.MULTILINE)
        for name, sources in listed.items()
    }


def found(name: str, text: str) -> re.Match[str] | None:
    """The first place where a cue stands in folded text."""
    return _patterns()[name].search(text)


def has(name: str, text: str) -> bool:
    """Whether a cue stands in folded text."""
    return found(name, text) is not None


def without(name: str, text: str) -> str:
    """Folded text with the places of a cue blanked out, as long as before."""
    return _patterns()[name].sub(lambda m: " " * len(m.group()), text)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in folded text, and the sentence it belongs to."""

    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int

    @property
    def asks(self) -> bool:
        """Whether its sentence is written as a question."""
        return "?" in self.sentence


def clauses(folded: Folded) -> tuple[Clause, ...]:
    """The clauses of a message, in order."""
    cut: list[Clause] = []
    start = 0
    for line in folded.text.split("\n"):
        places = [0]
        for match in _CUT.finditer(line):
            at = match.end() if match.group() else match.start()
            colon = match.group() == ":" and line[match.start() - 1] == " "
            if colon and not _SPEAKS.search(line, 0, match.start()):
                continue
            if at - places[-1] >= _LEAST and len(line) - at >= 2:
                places.append(at)
        for a, b in zip(places, [*places[1:], len(line)], strict=True):
            if line[a:b].strip():
                cut.append(Clause(start + a, start + b, line[a:b].strip(), line, start))
        start += len(line) + 1
    return tuple(cut)


def agreeing(text: str) -> bool:
    """Whether a clause says yes: 'no problem' is a yes, 'not agreed' is none."""
    plain = without("harmless", text)
    yes = plain != text or has("agrees", plain) or has("suits", plain)
    return yes and not has("negated", plain)


def offering(text: str) -> bool:
    """Whether a clause puts terms forward, if only by opening with a figure."""
    return has("offering", text) or has("leading", text)


def conditional(text: str) -> bool:
    """Whether a message ties something to something."""
    return has("condition", without("no_condition", text))
