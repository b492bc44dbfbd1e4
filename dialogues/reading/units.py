"""Units: the sentences of a message, on which acts are weighed one by one."""

from dataclasses import dataclass

from dialogues.reading.folding import Folded

LONGEST_ENCODED = 600
"""Characters of one text given to the encoder."""
MOST = 8
"""Units weighed on their own; what follows is weighed with the whole."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or the whole message, in folded text."""

    start: int
    end: int


def units_of(folded: Folded) -> tuple[Unit, ...]:
    """The whole message first, then its sentences when there are several."""
    whole = Unit(0, len(folded.text))
    sentences = []
    start = 0
    for line in folded.text.split("\n"):
        end = start + len(line)
        if any(c.isalnum() for c in line):
            sentences.append(Unit(start, end))
        start = end + 1
    return (whole, *sentences[:MOST]) if len(sentences) > 1 else (whole,)


def readable(folded: Folded, unit: Unit) -> str:
    """The words of a unit for the encoder: as typed, or written out from phone spelling."""
    span = folded.span(unit.start, unit.end)
    typed = span.of(folded.original)
    written = folded.text[unit.start : unit.end]
    same = len(typed) == len(written.strip())
    return (typed if same else written.replace("\n", " ").strip())[:LONGEST_ENCODED]
