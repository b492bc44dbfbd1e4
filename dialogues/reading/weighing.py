"""Weighing: every unit of a message as the numbers that the classifier reads."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dialogues.reading.classifier import Weights
from dialogues.reading.cues import Found
from dialogues.reading.encoder import encoder
from dialogues.reading.features import dense, ngrams
from dialogues.reading.folding import Folded
from dialogues.reading.hearing import heard
from dialogues.reading.model import Context, Term
from dialogues.reading.units import Unit, readable, units_of

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit and its features."""

    unit: Unit
    meaning: Array | None
    letters: dict[int, float]
    dense: Array


def weighed(
    folded: Folded, terms: tuple[Term, ...], found: list[Found], context: Context
) -> list[Weighed]:
    """The whole message first, then its sentences."""
    units = units_of(folded)
    port = encoder()
    texts = [readable(folded, unit) for unit in units]
    meanings = (
        port.encode([*texts, *([context.other.strip()[:600]] if context.other.strip() else [])])
        if port
        else None
    )
    result = []
    for i, (unit, text) in enumerate(zip(units, texts, strict=True)):
        span = folded.span(unit.start, unit.end)
        inside = [f for f in found if f.start < unit.end and unit.start < f.end]
        near = [t for t in terms if t.span.start < span.end and span.start < t.span.end]
        result.append(
            Weighed(
                unit,
                None if meanings is None else meanings[i],
                ngrams(folded.text[unit.start : unit.end]),
                dense(
                    folded.text[unit.start : unit.end],
                    inside,
                    near,
                    heard(folded, unit.start, unit.end, text, context),
                    whole=i == 0,
                ),
            )
        )
    return result


def narrowed(
    folded: Folded, clauses: list[tuple[int, int]], model: Weights, act: int
) -> tuple[int, int]:
    """The clause whose letters speak loudest for an act."""

    def loudness(clause: tuple[int, int]) -> float:
        letters = ngrams(folded.text[clause[0] : clause[1]])
        buckets = np.fromiter(letters.keys(), dtype=np.int64, count=len(letters))
        values = np.fromiter(letters.values(), dtype=np.float32, count=len(letters))
        return float(model.letters[act, buckets] @ values)

    return max(clauses, key=loudness)
