"""Which Incoterm a claim stands under: named beside it, or earlier in the turn or the talk."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogues.truth.hearing import Heard, TermSaid

_JOINED = 14
"""Characters between two Incoterms that are named together ('FOB or CIF')."""


@dataclass(frozen=True, slots=True)
class InForce:
    """An Incoterm and the turn that names it."""

    turn: int
    term: TermSaid


def in_force(heard: Sequence[Heard], turn: int, at: int) -> tuple[InForce, ...]:
    """The Incoterms that hold for what is said at a place.

    Several when they are named together, or when the other side has named another one since: a
    claim must then be wrong under each.
    """
    here = heard[turn]
    sentence, clause = here.sentence_at(at), here.clause_at(at)
    named = [t for t in here.terms if not t.obsolete]
    beside = [t for t in named if clause.start <= t.start < clause.end]
    if beside:
        kept = [t for t in beside if not t.rejected]
        return _with_joined(turn, kept, at) if kept else ()
    kept = [t for t in named if not t.rejected and t.mood not in {"asked", "reported"}]
    inside = [t for t in kept if sentence.start <= t.start < sentence.end]
    before = [t for t in inside if t.start < at]
    if before or inside:
        nearest = before[-1] if before else inside[0]
        return _with_joined(turn, [t for t in inside if t.mood == nearest.mood], nearest.start)
    earlier = [t for t in named if t.start < at and not t.rejected and t.mood != "reported"]
    if earlier:
        return _with_joined(turn, earlier, earlier[-1].start)
    for index in range(turn - 1, -1, -1):
        held = [t for t in heard[index].terms if not t.rejected and not t.obsolete]
        held = [t for t in held if t.mood in {"asserted", "condition"}]
        if held:
            since = [t for each in heard[index + 1 : turn + 1] for t in each.heard_before]
            return tuple(InForce(index, t) for t in (*reversed(held), *since))
    return ()


def _with_joined(turn: int, terms: Sequence[TermSaid], at: int) -> tuple[InForce, ...]:
    before = [t for t in terms if t.start <= at]
    main = before[-1] if before else terms[0]
    joined = [
        t
        for t in terms
        if t is main or (t.start - main.end < _JOINED and main.start - t.end < _JOINED)
    ]
    return tuple(InForce(turn, t) for t in joined)
