"""Which facts a learner's turn asks for, and which it gives back."""

from decimal import Decimal

from dialogues.case import ASKS, FACT
from dialogues.events import FactTold
from dialogues.families.view import GIVING_BACK, QUESTIONS, View
from dialogues.ids import FactId
from dialogues.reading.model import Act, Reading, Span, Term
from dialogues.stems import stems

ASKS_CLOSE = 0.5
"""Closeness from which a question counts as one of a fact's example questions."""
BACK_SHARE = 0.34
"""Share of a gist's content stems that a reformulation must hold."""


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def aimed_at(view: View) -> tuple[FactId, ...]:
    """Facts the turn's questions ask for, best aimed first.

    Words of a fact count 3 (within the questions) and shared topics 1; an example question close
    to the words counts 4 times its closeness.
    """
    reading = view.reading
    if reading is None:
        return ()
    questions = [a.span for a in reading.acts if a.act in QUESTIONS]
    if not questions:
        questions = [Span(start=0, end=len(reading.text))]
    near = {c.id.removeprefix(ASKS): c.score for c in reading.closeness if c.id.startswith(ASKS)}
    topics = [t.topic for t in reading.topics if any(_overlaps(t.span, q) for q in questions)]
    scores: dict[FactId, float] = {}
    for fact in view.case.scenario.facts:
        score = 3.0 * topics.count(FACT + fact.id)  # type: ignore[arg-type]
        close = near.get(fact.id, 0.0)
        score += 4 * close if close >= ASKS_CLOSE else 0
        if score:
            score += sum(topic in topics for topic in fact.topics)
        elif any(topic in topics for topic in fact.topics):
            score = 1.0
        if score:
            scores[fact.id] = score
    return tuple(sorted(scores, key=lambda f: -scores[f]))


def tellable(view: View, fact_id: FactId) -> bool:
    """Whether the fact is not yet known in full, and what must come before it was told."""
    fact = view.case.scenario.fact(fact_id)
    return view.attempt.told.get(fact_id) != "full" and all(
        a in view.attempt.told for a in fact.after
    )


def untold_aim(view: View) -> FactId | None:
    """The best-aimed fact that is still to be told."""
    return next((f for f in aimed_at(view) if tellable(view, f)), None)


def next_stated(view: View) -> FactId | None:
    """The next fact she volunteers to a wide question: never an unstated need."""
    return next(
        (f.id for f in view.case.scenario.facts if f.need != "unstated" and tellable(view, f.id)),
        None,
    )


def _figures(terms: tuple[Term, ...]) -> dict[str, set[Decimal]]:
    figures: dict[str, set[Decimal]] = {}
    for term in terms:
        if isinstance(term.value, Decimal):
            figures.setdefault(term.unit or "", set()).add(term.value)
    return figures


def _contradicts(back: Reading, spans: list[Span], gist: Reading) -> bool:
    """Whether a figure given back differs from the fact's figure in the same unit."""
    said = _figures(tuple(t for t in back.terms if any(_overlaps(t.span, s) for s in spans)))
    true = _figures(gist.terms)
    return any(unit in true and not (values & true[unit]) for unit, values in said.items() if unit)


def given_back(view: View) -> tuple[tuple[FactId, ...], tuple[FactId, ...]]:
    """Told facts that the turn gives back: rightly, and with a wrong figure."""
    reading = view.reading
    if reading is None or not view.attempt.told:
        return (), ()
    strong = [a.span for a in reading.acts if a.act in (Act.REFORMULATE, Act.SUMMARISE)]
    spans = strong or [a.span for a in reading.acts if a.act in GIVING_BACK]
    if not spans:
        return (), ()
    said = frozenset().union(*(stems(s.of(reading.text)) for s in spans))
    least = 1 if strong else 2
    right: dict[FactId, float] = {}
    wrong: list[FactId] = []
    for fact_id in view.attempt.told:
        fact = view.case.scenario.fact(fact_id)
        gist = view.case.gists[fact_id, view.lang]
        heard = stems(gist.text)
        told = [
            t.text
            for t in view.attempt.persona_turns
            for e in t.effects
            if isinstance(e, FactTold) and e.fact == fact_id
        ]
        common = said & (heard | frozenset().union(*(stems(t) for t in told)))
        share = len(said & heard) / max(1, len(heard))
        pointed = any(
            t.topic == FACT + fact.id and any(_overlaps(t.span, s) for s in spans)
            for t in reading.topics
        )
        enough = (
            len(common) >= least + 1 or share >= BACK_SHARE or (pointed and len(common) >= least)
        )
        if not enough:
            continue
        if _contradicts(reading, spans, gist):
            wrong.append(fact_id)
        else:
            right[fact_id] = len(common) + 2 * pointed
    return tuple(sorted(right, key=lambda f: -right[f])), tuple(wrong)
