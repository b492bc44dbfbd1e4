"""Which facts a learner's turn asks for, and which it gives back."""

from decimal import Decimal

from dialogues.case import ASKS, FACT
from dialogues.events import FactTold
from dialogues.families.aboutness import aboutness, overlaps
from dialogues.families.view import GIVING_BACK, View
from dialogues.ids import FactId
from dialogues.reading.model import Act, Reading, Span, Term
from dialogues.stems import stems

ASKS_CLOSE = 0.5
"""Closeness from which a question counts as one of a fact's example questions."""
CLEARLY_LESS = 2.0
"""How much weaker an aim must be to give way to a fact that was told already."""
FOLLOW_UP_WORDS = 4
BACK_SHARE = 0.34
"""Share of a gist's content stems that a reformulation must hold."""


def _aims(view: View) -> dict[FactId, float]:
    """How well the turn's questions aim at each fact.

    Words of a fact count 3 (within the questions) and shared topics 1; an example question close
    to the words counts 4 times its closeness. What is set aside for later is no aim, unless the
    turn has no other and asks nothing open.
    """
    if view.reading is None:
        return {}
    about = aboutness(view)
    scores = _scored(view, about.named, but=about.set_aside)
    if not scores and about.set_aside and not (about.firmly and view.has(Act.ASK_OPEN)):
        scores = _scored(view, (*about.named, *about.set_aside), but=frozenset())
    return scores or _follow_up(view)


def _scored(view: View, topics: tuple[str, ...], *, but: frozenset[str]) -> dict[FactId, float]:
    """The weight of each fact under these topics; facts of `but` are not aimed at by likeness."""
    found = view.reading.closeness if view.reading else ()
    near = {c.id.removeprefix(ASKS): c.score for c in found if c.id.startswith(ASKS)}
    scores: dict[FactId, float] = {}
    for fact in view.case.scenario.facts:
        close = 0.0 if FACT + fact.id in but else near.get(fact.id, 0.0)
        score = 3.0 * topics.count(FACT + fact.id) + (4 * close if close >= ASKS_CLOSE else 0)
        shared = sum(str(topic) in topics for topic in fact.topics)
        if score or shared:
            scores[fact.id] = score + (shared if score else min(shared, 1))
    return scores


def _follow_up(view: View) -> dict[FactId, float]:
    """A short question without aim ('why?', 'how come?') goes back to the last fact told."""
    if len(view.text.split()) > FOLLOW_UP_WORDS or not view.has(Act.ASK_OPEN):
        return {}
    last = [
        e.fact for t in view.attempt.persona_turns for e in t.effects if isinstance(e, FactTold)
    ]
    if not last:
        return {}
    behind = [f.id for f in view.case.scenario.facts if last[-1] in f.after]
    return dict.fromkeys((last[-1], *behind), 1.0)


def aim_strength(view: View) -> float:
    """How well the turn's questions aim at the fact still to be told they aim at best, or 0."""
    return max((aim for fact, aim in _aims(view).items() if tellable(view, fact)), default=0.0)


def aimed_at(view: View) -> tuple[FactId, ...]:
    """Facts the turn's questions ask for, best aimed first."""
    aims = _aims(view)
    return tuple(sorted(aims, key=lambda f: -aims[f]))


def tellable(view: View, fact_id: FactId) -> bool:
    """Whether the fact is not yet known in full, and what must come before it was told."""
    fact = view.case.scenario.fact(fact_id)
    open_now = all(a in view.attempt.told for a in fact.after)
    return open_now and view.attempt.told.get(fact_id) != "full"


def untold_aim(view: View) -> FactId | None:
    """The best-aimed fact that is still to be told, unless a told one is aimed at far better."""
    aims = _aims(view)
    best = max(aims.values(), default=0.0)
    return next(
        (f for f in aimed_at(view) if tellable(view, f) and aims[f] > best - CLEARLY_LESS), None
    )


def next_stated(view: View) -> FactId | None:
    """The next fact she volunteers to a wide question: never an unstated need."""
    return next(
        (f.id for f in view.case.scenario.facts if f.need != "unstated" and tellable(view, f.id)),
        None,
    )


_Figures = dict[str, set[Decimal]]


def _figures(terms: tuple[Term, ...]) -> _Figures:
    figures: _Figures = {}
    for term in terms:
        if isinstance(term.value, Decimal):
            figures.setdefault(term.unit or "", set()).add(term.value)
    return figures


def _contradicts(back: Reading, spans: list[Span], gist: Reading, known: _Figures) -> bool:
    """Whether a figure given back differs from the fact's, and belongs to no other fact told."""
    said = _figures(tuple(t for t in back.terms if any(overlaps(t.span, s) for s in spans)))
    true = _figures(gist.terms)
    return any(
        unit in true and not values & true[unit] and bool(values - known.get(unit, set()))
        for unit, values in said.items()
        if unit
    )


def given_back(view: View) -> tuple[tuple[FactId, ...], tuple[FactId, ...]]:
    """Told facts that the turn gives back: rightly, and with a wrong figure."""
    reading = view.reading
    if reading is None or not view.attempt.told:
        return (), ()
    strong = [
        # The cue may be all that the act's characters hold: what is given back follows it.
        Span(start=a.span.start, end=len(reading.text))
        for a in reading.acts
        if a.act in (Act.REFORMULATE, Act.SUMMARISE)
    ]
    spans = strong or [a.span for a in reading.acts if a.act in GIVING_BACK]
    if not spans:
        return (), ()
    said = frozenset().union(*(stems(s.of(reading.text)) for s in spans))
    least = 1 if strong else 2
    known = _figures(
        tuple(t for f in view.attempt.told for t in view.case.gists[f, view.lang].terms)
    )
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
            t.topic == FACT + fact.id and any(overlaps(t.span, s) for s in spans)
            for t in reading.topics
        )
        enough = (
            len(common) >= least + 1 or share >= BACK_SHARE or (pointed and len(common) >= least)
        )
        if not enough:
            continue
        if _contradicts(reading, spans, gist, known):
            wrong.append(fact_id)
        else:
            right[fact_id] = len(common) + 2 * pointed
    return tuple(sorted(right, key=lambda f: -right[f])), tuple(wrong)
