"""Acts: rules and the classifier weighed together, each act with its characters and its reason."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dialogues.reading.classifier import Weights, nearest, weights
from dialogues.reading.cues import Found
from dialogues.reading.encoder import encoder
from dialogues.reading.features import ACTS
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act, ActFound, Context, Term
from dialogues.reading.rules import clauses_of, found_in
from dialogues.reading.settling import settled
from dialogues.reading.weighing import Weighed, narrowed, weighed

_FALLBACK = 0.22
"""Below this likelihood the best act of a message is not believed either."""


@dataclass(frozen=True, slots=True)
class _Sum:
    act: Act
    likely: float
    limit: float
    at: int
    """The unit that speaks loudest for the act."""


def acts_in(folded: Folded, terms: tuple[Term, ...], context: Context) -> tuple[ActFound, ...]:
    """The acts of a message, in the order of their spans; `other` when nothing else was found."""
    if not any(char.isalnum() for char in folded.text):
        return (_other(folded, "nothing to read"),)
    found = found_in(folded, terms)
    model = weights(encoder() is not None)
    if model is None:
        believed = [(f, f.strength) for f in found]
    else:
        believed = _believed(folded, terms, found, context, model)
    acts = [
        ActFound(
            act=f.act,
            span=folded.span(f.start, f.end),
            strength=round(min(1.0, likely), 3),
            why=f.why,
        )
        for f, likely in settled(folded, believed)
    ]
    if not acts:
        return (_other(folded, "nothing recognised"),)
    return tuple(sorted(acts, key=lambda a: (a.span.start, a.span.end, a.act.value)))


def _other(folded: Folded, why: str) -> ActFound:
    span = folded.span(0, len(folded.text))
    return ActFound(act=Act.OTHER, span=span, strength=0.5, why=why)


def _believed(
    folded: Folded, terms: tuple[Term, ...], found: list[Found], context: Context, model: Weights
) -> list[tuple[Found, float]]:
    units = weighed(folded, terms, found, context)
    table = np.stack([model.probabilities(u.meaning, u.letters, u.dense) for u in units])
    sums = []
    for j, act in enumerate(ACTS):
        at = int(table[:, j].argmax())
        sums.append(_Sum(act, float(table[at, j]), float(model.threshold[j]), at))
    chosen = [s for s in sums if s.likely >= s.limit]
    if not chosen:
        best = max(sums, key=lambda s: s.likely / s.limit)
        chosen = [best] if best.likely >= _FALLBACK else []
    return [pair for s in chosen for pair in _shown(folded, s, found, units, table, model)]


def _shown(
    folded: Folded,
    chosen: _Sum,
    found: list[Found],
    units: list[Weighed],
    table: npt.NDArray[np.float32],
    model: Weights,
) -> list[tuple[Found, float]]:
    """The places where an act is done: where a rule points, else where the classifier hears it."""
    j = ACTS.index(chosen.act)
    ruled = [f for f in found if f.act is chosen.act]
    if ruled:
        return [(f, max(chosen.likely, 0.0)) for f in ruled]
    units_in = [
        (unit, float(table[i, j]))
        for i, unit in enumerate(units)
        if (i > 0 or len(units) == 1) and table[i, j] >= chosen.limit
    ]
    if not units_in:
        best = max(range(1 if len(units) > 1 else 0, len(units)), key=lambda i: float(table[i, j]))
        units_in = [(units[best], chosen.likely)]
    shown = []
    for unit, likely in units_in:
        start, end = unit.unit.start, unit.unit.end
        clauses = clauses_of(folded, start, end) if "\n" not in folded.text[start:end] else []
        if len(clauses) > 1:
            start, end = narrowed(folded, clauses, model, j)
        why = (
            f"like: {nearest(unit.meaning, chosen.act)}" if unit.meaning is not None else "letters"
        )
        shown.append((Found(chosen.act, start, end, likely, why), likely))
    return shown
