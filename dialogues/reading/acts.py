"""Acts: rules and the classifier weighed together, each act with its characters and its reason."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dialogues.reading.classifier import Weights, nearest, weights
from dialogues.reading.consistency import consistent
from dialogues.reading.cues import CERTAIN, Found, heard_only
from dialogues.reading.encoder import encoder
from dialogues.reading.features import ACTS, SURE
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act, ActFound, Context, Term
from dialogues.reading.occasion import LEISURE_OF_REASONS, OF_BUSINESS, at_business
from dialogues.reading.rules import clauses_of, described, found_in, line_of
from dialogues.reading.settling import settled
from dialogues.reading.telling import ASKING, Told, before_asking, beside, only_a_word, only_asked
from dialogues.reading.weighing import Weighed, narrowed, weighed

_WITH_SURE_CUE = {
    Act.GREET: 0.4,
    Act.THANK: 0.3,
    Act.LEAVE: 0.5,
    Act.APOLOGISE: 0.4,
    Act.ASK_OPEN: 0.4,
    Act.ASK_FACT: 0.4,
    Act.CHECK: 0.5,
    Act.PRESSURE: 0.5,
    Act.INTRODUCE: 0.6,
    Act.PROPOSE: 0.3,
    Act.ACCEPT: 0.6,
    Act.REFUSE: 0.75,
    Act.ASK_CLOSED: 0.5,
}
"""How far a sure cue lowers what is asked of the classifier, by how often that cue is right."""
_WITHOUT_CUE = {
    Act.ASK_OPEN: 0.4,
    Act.ASK_FACT: 0.4,
    Act.ASK_CLOSED: 0.25,
    Act.CHECK: 0.3,
    Act.GREET: 0.3,
    Act.THANK: 0.4,
    Act.REFUSE: 0.4,
    Act.ACCEPT: 0.25,
    Act.TRADE: 0.25,
    Act.PROPOSE: 0.2,
    Act.CONCEDE: 0.2,
    Act.REFORMULATE: 0.2,
    Act.ACKNOWLEDGE: 0.15,
    Act.OFFEND: 0.45,
    Act.SUMMARISE: 0.2,
    Act.PROVE: -0.3,
    Act.ARGUE: -0.1,
    Act.PRESSURE: 0.45,
    Act.STALL: 0.3,
    Act.JUSTIFY: 0.25,
    Act.INTRODUCE: 0.4,
    Act.APOLOGISE: 0.35,
    Act.LEAVE: 0.2,
    Act.NEXT_STEP: 0.15,
}
"""How much more is asked of the classifier when it hears an act that no cue shows.

Less for reasons and proofs: they are told in words that no list of cues can hold.
"""
_TRUSTED = frozenset(
    {
        Act.ASK_OPEN,
        Act.ASK_FACT,
        Act.ASK_CLOSED,
        Act.PROPOSE,
        Act.TRADE,
        Act.REFUSE,
        Act.REFORMULATE,
        Act.ACKNOWLEDGE,
        Act.NEXT_STEP,
        Act.INTRODUCE,
        Act.PRESSURE,
        Act.LEAVE,
    }
)
"""Acts whose sure cues are right at least two times in three on the exemplars."""
_BESIDE_ASKING = frozenset({Act.INFORM, Act.OTHER, Act.GREET, Act.THANK, Act.APOLOGISE})
_UNASKED = 0.85
"""How clearly a question must be heard that has neither mark nor wording."""
_REASONS = frozenset({Act.ARGUE, Act.PROVE})
"""What whoever chats does all day without meaning to win anybody."""
_NEVER = 1.01
"""In a message about no business at all, what no cue shows is not believed."""
_PER_SENTENCE, _MANY = 0.05, 0.2
"""Each sentence is one more chance to hear what is not there: more is asked of a long message."""
_WHOLE = 0.9
"""What the whole of several sentences counts beside each of them."""
_STATED_WORDS = 4
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
    found = found_in(folded, terms, context)
    model = weights(encoder() is not None)
    sentences: list[Told] = []
    if model is None:
        believed = [(f, f.strength) for f in found]
    else:
        believed, sentences = _believed(folded, terms, found, context, model)
    standing = settled(consistent(believed, folded, terms, context))
    standing = beside(folded, standing, sentences)
    if not standing and (terms or _statement(folded)):
        standing = [(Found(Act.INFORM, 0, len(folded.text), 0.4, "a statement"), 0.4)]
    acts = [
        ActFound(
            act=f.act,
            span=folded.span(f.start, f.end),
            strength=round(min(1.0, likely), 3),
            why=f.why,
        )
        for f, likely in standing
    ]
    if not acts:
        return (_other(folded, "nothing recognised"),)
    return tuple(sorted(acts, key=lambda a: (a.span.start, a.span.end, a.act.value)))


def _limit(act: Act, trained: float, cued: float, *, anchored: bool, sentences: int) -> float:
    """The likelihood asked of an act: less when a sure cue speaks for it, more when none does.

    Exemplars show every act equally often; in talk most messages inform, ask or greet, so an act
    that only the classifier hears must be heard more clearly.
    """
    if cued >= CERTAIN:
        return 0.0
    if cued >= SURE:
        return trained * _WITH_SURE_CUE.get(act, 0.75)
    if act in {Act.INFORM, Act.OTHER}:
        return trained
    if not cued and not anchored:
        return _NEVER
    if cued:
        return trained
    many = min(_MANY, _PER_SENTENCE * (sentences - 1))
    return min(0.95, trained + _WITHOUT_CUE.get(act, 0.1) + many)


def _statement(folded: Folded) -> bool:
    """Whether a message is a sentence of some length that asks nothing."""
    return len(folded.text.split()) >= _STATED_WORDS and "?" not in folded.text


def _other(folded: Folded, why: str) -> ActFound:
    span = folded.span(0, len(folded.text))
    return ActFound(act=Act.OTHER, span=span, strength=0.5, why=why)


def _believed(
    folded: Folded, terms: tuple[Term, ...], found: list[Found], context: Context, model: Weights
) -> tuple[list[tuple[Found, float]], list[Told]]:
    """What is believed of the message, and how likely each sentence tells something."""
    units = weighed(folded, terms, found, context)
    table = np.stack([model.probabilities(u.meaning, u.letters, u.dense) for u in units])
    if len(units) > 1:
        table[0] *= _WHOLE
    leisure = model.leisure(units[0].meaning)
    anchored = at_business(folded, terms, context, leisure)
    reasoned = at_business(folded, terms, context, leisure, LEISURE_OF_REASONS)
    if not anchored:
        found = [one for one in found if one.act not in OF_BUSINESS or one.strength >= CERTAIN]
    asked = "?" in folded.text or any(one.act in ASKING for one in found)
    cued: dict[Act, float] = {}
    for one in found:
        cued[one.act] = max(cued.get(one.act, 0.0), one.strength)
    sums = []
    for j, act in enumerate(ACTS):
        at = int(table[:, j].argmax())
        if act is Act.ACCEPT and not context.other.strip() and cued.get(act, 0.0) < SURE:
            continue
        if act in ASKING and not asked and table[at, j] < _UNASKED:
            continue
        limit = _limit(
            act,
            float(model.threshold[j]),
            cued.get(act, 0.0),
            anchored=reasoned if act in _REASONS else anchored,
            sentences=max(1, len(units) - 1),
        )
        sums.append(_Sum(act, float(table[at, j]), limit, at))
    chosen = [s for s in sums if s.likely >= s.limit]
    if not chosen:
        stated = _statement(folded)
        best = max(sums, key=lambda s: s.likely / s.limit)
        chosen = [best] if best.likely >= max(_FALLBACK, best.limit * 0.8) and not stated else []
        asks = [f for f in found if f.act in ASKING]
        if not chosen and asks:
            surest = max(asks, key=lambda f: f.strength).act
            chosen = [s for s in sums if s.act is surest]
        if not chosen and (stated or terms):
            chosen = [next(s for s in sums if s.act is Act.INFORM)]
    shown = [pair for s in chosen for pair in _shown(folded, s, found, units, table, model)]
    shown = [(before_asking(f, found), p) for f, p in shown]
    shown = [
        (f, p)
        for f, p in shown
        if not _only_described(folded, terms, f)
        and not only_asked(f, found)
        and not only_a_word(folded, f)
    ]
    told = table[:, ACTS.index(Act.INFORM)]
    sentences = [
        Told(u.unit.start, u.unit.end, float(told[i]))
        for i, u in enumerate(units)
        if i or len(units) == 1
    ]
    return shown + _unanswered(found, shown), sentences


def _only_described(folded: Folded, terms: tuple[Term, ...], found: Found) -> bool:
    """Whether an offer was heard only because figures stand in a statement of fact."""
    if found.act not in {Act.PROPOSE, Act.CONCEDE} or not terms:
        return False
    if not heard_only(found) and not found.why.startswith("terms"):
        return False
    start, end = line_of(folded, found.start)
    return described(folded.text[start:end])


def _unanswered(found: list[Found], shown: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """Sure cues in a sentence where the classifier hears nothing else."""
    return [
        (one, one.strength * 0.7)
        for one in found
        if one.act in _TRUSTED
        and one.strength >= SURE
        and not any(
            other.start < one.end
            and one.start < other.end
            and other.act not in _BESIDE_ASKING
            and not (other.act in _REASONS and heard_only(other))
            for other, _ in shown
        )
    ]


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
    certain = [f for f in ruled if f.strength >= CERTAIN]
    if certain and chosen.likely < float(model.threshold[j]):
        ruled = certain
    if ruled:
        return [
            (f, max(chosen.likely, f.strength if f.strength >= CERTAIN else 0.0)) for f in ruled
        ]
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
