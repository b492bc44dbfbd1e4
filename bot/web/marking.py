"""Which characters of a turn to mark: spans of evidence, laid over each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rubrics.evidence import Evidence


@dataclass(frozen=True)
class Numbered:
    """A piece of evidence under the number that the panel lists it by."""

    number: int
    evidence: Evidence
    fault: bool


@dataclass(frozen=True)
class Piece:
    """A stretch of a turn that the same evidence lies on."""

    text: str
    numbers: tuple[int, ...] = ()
    """Empty: unmarked."""
    ends: tuple[int, ...] = ()
    """Of these the last marked stretch, where their numbers are written."""
    fault: bool = False


def pieces(text: str, found: Sequence[Numbered]) -> tuple[Piece, ...]:
    """The text in stretches; joined again they are the text, character for character."""
    spans = [
        (max(0, one.evidence.span.start), min(len(text), one.evidence.span.end), one)
        for one in found
    ]
    spans = [(start, end, one) for start, end, one in spans if start < end]
    edges = sorted({0, len(text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    made = []
    for start, end in pairwise(edges):
        over = [one for s, e, one in spans if s <= start and end <= e]
        ending = [one.number for _, e, one in spans if e == end and one in over]
        made.append(
            Piece(
                text[start:end],
                tuple(one.number for one in over),
                tuple(ending),
                fault=any(one.fault for one in over),
            )
        )
    return tuple(made)
