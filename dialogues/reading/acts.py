"""Acts: cues, questions and terms weighed together."""

import re

from dialogues.reading.cues import Found, cues_in
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act, ActFound, Term
from dialogues.reading.questions import questions_in

QUESTIONS = frozenset({Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED})
_IF_THEN = re.compile(
    r"\b(?:si (?:vous|tu|on|je|nous|c'est|votre|vos)|s'il|if (?:you|we|i|your|it)|when you|provided)\b.{4,160}?"
    r"(?:,|\b(?:alors|then|je|j'|nous|on|vous aurez|i|we|i'll|we'll|you'll|you get|you can)\b)"
)
_FIGURES = re.compile(r"\d")
_ABSORBS = {
    Act.TRADE: {Act.PROPOSE, Act.CONCEDE, Act.INFORM},
    Act.ARGUE: {Act.INFORM},
    Act.PROVE: {Act.INFORM},
    Act.REFORMULATE: {Act.ASK_CLOSED, Act.CHECK, Act.ACKNOWLEDGE, Act.INFORM, Act.SUMMARISE},
    Act.SUMMARISE: {Act.REFORMULATE, Act.CHECK, Act.INFORM},
    Act.CHECK: {Act.ASK_CLOSED, Act.ASK_FACT, Act.ACCEPT},
    Act.ASK_OPEN: {Act.ASK_CLOSED, Act.ASK_FACT, Act.INFORM},
    Act.ASK_FACT: {Act.ASK_CLOSED, Act.INFORM},
    Act.ASK_CLOSED: {Act.INFORM, Act.ACCEPT, Act.REFUSE},
    Act.REFUSE: {Act.ACCEPT, Act.INFORM},
    Act.NEXT_STEP: {Act.INFORM, Act.STALL},
    Act.LEAVE: {Act.GREET, Act.INFORM},
    Act.PRESSURE: {Act.INFORM, Act.TRADE},
    Act.CONCEDE: {Act.PROPOSE, Act.INFORM, Act.ACCEPT},
    Act.PROPOSE: {Act.INFORM, Act.ACCEPT},
}


def acts_in(folded: Folded, terms: tuple[Term, ...]) -> tuple[ActFound, ...]:
    """The acts of a message; `other` when nothing else was found."""
    found = [_clause(folded, cue) for cue in cues_in(folded)]
    found += list(questions_in(folded))
    found += list(_trades(folded))
    found += list(_from_terms(folded, terms, found))
    kept = _absorbed(_merged(found))
    kept += _statements(folded, kept)
    if not kept:
        kept = [Found(Act.OTHER, 0, len(folded.text), 0.5, "nothing recognised")]
    acts = [
        ActFound(act=f.act, span=folded.span(f.start, f.end), strength=round(f.strength, 3), why=f.why)
        for f in kept
    ]
    return tuple(sorted(acts, key=lambda a: (a.span.start, a.span.end, a.act.value)))


def _line(folded: Folded, at: int) -> tuple[int, int]:
    start = folded.text.rfind("\n", 0, at) + 1
    end = folded.text.find("\n", at)
    return start, len(folded.text) if end < 0 else end


def _clause(folded: Folded, found: Found) -> Found:
    """The cue widened to its sentence; formulae stay short."""
    if found.act in {Act.GREET, Act.THANK, Act.LEAVE}:
        return found
    start, _ = _line(folded, found.start)
    _, end = _line(folded, max(found.start, found.end - 1))
    return Found(found.act, start, end, found.strength, found.why)


def _trades(folded: Folded) -> list[Found]:
    trades = []
    for match in _IF_THEN.finditer(folded.text):
        start, end = _line(folded, match.start())
        sentence = folded.text[start:end]
        if sentence.rstrip().endswith("?") and not _FIGURES.search(sentence):
            continue
        if _FIGURES.search(sentence) or re.search(r"remise|discount|prix|price|livr|deliver|offer|commande|order", sentence):
            trades.append(Found(Act.TRADE, start, end, 0.85, "condition and counter-move"))
    return trades


def _from_terms(folded: Folded, terms: tuple[Term, ...], found: list[Found]) -> list[Found]:
    """Terms stated by oneself, with nothing else said of them, are an offer."""
    offers = []
    for term in terms:
        at = next((i for i, s in enumerate(folded.starts) if s >= term.span.start), 0)
        start, end = _line(folded, at)
        others = [f for f in found if f.start < end and start < f.end]
        if folded.text[start:end].rstrip().endswith("?") or any(f.act not in {Act.GREET, Act.THANK, Act.ACCEPT} for f in others):
            continue
        offers.append(Found(Act.PROPOSE, start, end, 0.6, f"terms stated: {term.text}"))
    return offers


def _merged(found: list[Found]) -> list[Found]:
    best: dict[tuple[Act, int], Found] = {}
    for one in sorted(found, key=lambda f: (f.start, -f.strength, f.end)):
        key = next((k for k, f in best.items() if k[0] is one.act and f.start < one.end and one.start < f.end), (one.act, one.start))
        if key not in best or best[key].strength < one.strength:
            best[key] = one
    return list(best.values())


def _absorbed(found: list[Found]) -> list[Found]:
    return [
        one
        for one in found
        if not any(
            one.act in _ABSORBS.get(other.act, set()) and other.start < one.end and one.start < other.end and other is not one
            for other in found
        )
    ]


def _statements(folded: Folded, found: list[Found]) -> list[Found]:
    """Sentences of some length in which nothing else happens state facts."""
    statements = []
    start = 0
    for line in folded.text.split("\n"):
        end = start + len(line)
        if len(line.split()) >= 4 and not any(f.start < end and start < f.end for f in found):
            statements.append(Found(Act.INFORM, start, end, 0.5, "a statement"))
        start = end + 1
    return _merged(statements)
