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
from dialogues.reading.units import LONGEST_ENCODED, Unit, readable, units_of

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
    texts = [readable(folded, unit) for unit in units]
    meanings, nearness = _meanings(texts, context.other.strip()[:LONGEST_ENCODED])
    result = []
    for unit, meaning, near in zip(units, meanings, nearness, strict=True):
        span = folded.span(unit.start, unit.end)
        inside = [f for f in found if f.start < unit.end and unit.start < f.end]
        named = [t for t in terms if t.span.start < span.end and span.start < t.span.end]
        text = folded.text[unit.start : unit.end]
        given = heard(folded, unit.start, unit.end, near, context)
        result.append(
            Weighed(
                unit,
                meaning,
                ngrams(text),
                dense(text, inside, named, given, whole=unit is units[0]),
            )
        )
    return result


def _meanings(texts: list[str], other: str) -> tuple[list[Array | None], list[float]]:
    """What the message and each of its sentences mean, and how near that is to `other`."""
    port = encoder()
    if port is None:
        return [None] * len(texts), [0.0] * len(texts)
    rows = port.encode([*texts, other] if other else texts)
    own = [*rows[: len(texts)]]
    return [*own], [float(row @ rows[-1]) if other else 0.0 for row in own]


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
