"""Claims: which figure or option of a message speaks of which issue."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.understanding_cues import Clause, clauses, has
from dialogues.negotiation.understanding_fit import Fit, Trouble, fitted
from dialogues.negotiation.understanding_names import Lexicon, Mention, Placed, told
from dialogues.negotiation.understanding_terms import gleaned
from dialogues.reading.folding import Folded, fold
from dialogues.reading.model import Term, TermKind

ENOUGH = 1.5
"""Score from which a figure belongs to an issue."""

CLOSE = 0.4
"""Lead under which two issues cannot be told apart."""

_DOUBT = 1.0
"""What a figure that an issue cannot take loses against one that another issue can."""

HALF = Decimal(50)
_NEAR = 12
"""Characters between a figure and a name that belongs to it."""

_JOIN = re.compile(r"\b(?:and|et|with|avec|plus|contre|against|or|ou|but|mais|if|si)\b|[,;+/]")
"""Words after which something new begins: a name beyond them belongs to another figure."""

_SKIPPED = frozenset({TermKind.RELATIVE, TermKind.DATE})
_DOLLARS = frozenset({"CAD", "AUD", "NZD", "SGD", "HKD"})
_CANADIAN = re.compile(r" ?ca[nd]?\b")
_AMERICAN = re.compile(r" ?(?:us|usd|americ\w+)\b")
_CENTS = frozenset({"cent", "penny"})
_AHEAD = 24
"""Characters before a step in which a word says which way it goes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure or an option said, the issue it belongs to, and where; in folded text."""

    issue: IssueId | None
    value: Value | None
    """None when it cannot be worked out."""
    start: int
    end: int
    clause: Clause
    high: Decimal | None = None
    """The upper end of a range."""
    trouble: Trouble | None = None
    among: tuple[IssueId, ...] = ()
    nothing: bool = False
    """Whether its 'no' is the figure: 'no discount'."""


@dataclass(frozen=True)
class Heard:
    """A message cut up: clauses, names, figures."""

    folded: Folded
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    relatives: tuple[tuple[Term, Clause], ...]

    def clause_at(self, at: int) -> Clause:
        """The clause a place stands in."""
        return next((c for c in self.clauses if at < c.end), self.clauses[-1])


def heard(
    lexicon: Lexicon, folded: Folded, terms: tuple[Term, ...], pressed: IssueId | None
) -> Heard:
    """A message cut up; `pressed` is the issue the counterpart has just asked about."""
    cut = clauses(folded)
    terms = gleaned(folded, terms)
    mentions = lexicon.mentions(folded.text)
    if not cut:
        return Heard(folded, (), mentions, (), ())
    whole = Heard(folded, cut, mentions, (), ())
    terms = tuple(_in_home_dollars(lexicon.domain, folded, t) for t in terms)
    terms = tuple(_as_step(lexicon.domain, folded, _as_plain(lexicon, t)) for t in terms)
    every = told(lexicon, [(*_place(folded, t), t) for t in terms], mentions)
    placed = [p for p in every if p[2].kind not in _SKIPPED]
    claims = [_claim(lexicon, whole, one, placed, pressed) for one in placed]
    found = [c for c in claims if c is not None]
    found += _options(whole, found, placed)
    said = {c.issue for c in found}
    none = [m for m in lexicon.none_of(folded.text, mentions) if m.issue not in said]
    found += [
        Claim(m.issue, Decimal(0), m.start, m.end, whole.clause_at(m.start), nothing=True)
        for m in none
    ]
    halves = [h for h in lexicon.halves_in(folded.text, mentions) if h[0].issue not in said]
    halved = {
        h[0].issue: h for h in reversed(halves)
    }  # its first half: 'half for you, half for us'
    found += [
        Claim(m.issue, HALF, start, m.end, whole.clause_at(m.start)) for m, start in halved.values()
    ]
    moves = tuple(
        (t, whole.clause_at(start)) for start, _, t in every if t.kind is TermKind.RELATIVE
    )
    ordered = tuple(sorted(found, key=lambda c: c.start))
    return Heard(folded, cut, mentions, ordered, moves)


def _place(folded: Folded, term: Term) -> tuple[int, int]:
    """A term's characters in folded text."""
    return bisect_left(folded.starts, term.span.start), bisect_left(folded.starts, term.span.end)


def _as_plain(lexicon: Lexicon, term: Term) -> Term:
    """A guaranteed week is a week where no warranty is at stake."""
    guaranteed = term.kind is TermKind.WARRANTY and isinstance(term.value, Decimal)
    if not guaranteed or any("warranty" in n.topics for n in lexicon.namings.values()):
        return term
    return term.model_copy(update={"kind": TermKind.DURATION})


def _in_home_dollars(domain: Domain, folded: Folded, term: Term) -> Term:
    """A bare '$' is the dollar of the case, as its papers write it; '$ CA' is always Canada's."""
    if term.kind is not TermKind.AMOUNT or term.unit != "USD" or "$" not in term.text:
        return term
    start, end = _place(folded, term)
    canadian = _CANADIAN.match(folded.text, end) or folded.text[:start].endswith(("c", "ca"))
    home = domain.case.currency if domain.case.currency in _DOLLARS else None
    american = "us" in fold(term.text).text or _AMERICAN.match(folded.text, end)
    unit = "CAD" if canadian else home
    return term if american or unit is None else term.model_copy(update={"unit": unit})


def _as_step(domain: Domain, folded: Folded, term: Term) -> Term:
    """Cents that are no price of the case are a step: 'up 40 cents', 'un geste de 30 centimes'."""
    cents = term.kind is TermKind.AMOUNT and term.unit in _CENTS
    if not cents or not isinstance(term.value, Decimal):
        return term
    money = [i for i in domain.case.issues if i.unit == domain.case.currency]
    if any(issue.holds(term.value / 100) for issue in money):
        return term
    start, end = _place(folded, term)
    before = folded.text[max(0, start - _AHEAD) : start]
    way = "up" if has("upwards", before) else "down" if has("downwards", before) else None
    way = "down" if has("discounted", folded.text[end : end + _AHEAD]) else way
    if way is None and has("gesture", before + folded.text[end : end + _AHEAD]):
        way = "better"
    if way is None:
        return term
    return term.model_copy(update={"kind": TermKind.RELATIVE, "detail": way})


def _claim(
    lexicon: Lexicon, whole: Heard, one: Placed, placed: list[Placed], pressed: IssueId | None
) -> Claim | None:
    start, end, term = one
    clause = whole.clause_at(start)
    if term.kind is TermKind.PAYMENT and term.detail == "balance" and _deposits(placed):
        return None
    fits = []
    late = _of_a_delivery(whole, one, clause)
    for issue_id, naming in lexicon.namings.items():
        fit = fitted(lexicon.domain, naming, term)
        if fit is None:
            continue
        score = fit.score + _named(whole, issue_id, one, clause, placed)
        score += 0.8 * (issue_id == pressed)
        score -= 3.0 * (late and "payment" in naming.topics)
        fits.append(Fit(issue_id, score, fit.value, fit.high, fit.trouble))
    if _counted_otherwise(fits, whole, one, placed):
        fits = [f for f in fits if f.trouble == "unit"]
    sound = any(f.trouble is None and f.score >= ENOUGH for f in fits)
    fits.sort(key=lambda f: -f.score + _DOUBT * (sound and f.trouble is not None))
    best = fits[0] if fits else None
    if best is None or best.score < ENOUGH:
        telling = term.unit is not None or term.kind is not TermKind.NUMBER
        trouble: Trouble = "no-issue"
        return Claim(None, term.value, start, end, clause, trouble=trouble) if telling else None
    rivals = [f for f in fits if f.trouble is None] if best.trouble is None and sound else fits
    near = tuple(f.issue for f in rivals if best.score - f.score < CLOSE)
    if len(near) > 1:
        return Claim(None, term.value, start, end, clause, trouble="which", among=near)
    return Claim(best.issue, best.value, start, end, clause, best.high, best.trouble)


def _of_a_delivery(whole: Heard, one: Placed, clause: Clause) -> bool:
    """Whether a time is one of delivery and none to pay in: 'livraison dans 1 mois'."""
    start, _, term = one
    before = whole.folded.text[max(clause.start, start - _AHEAD) : start]
    timed = term.kind is TermKind.DURATION and not has("pays", clause.text)
    return timed and has("delivers", before) and not any(c.isdigit() for c in before)


def _counted_otherwise(fits: list[Fit], whole: Heard, one: Placed, placed: list[Placed]) -> bool:
    """Whether money is said beside the name of a percentage: '300 € de commission'."""
    start, end, _ = one
    near = {
        m.issue
        for m in whole.mentions
        if max(m.start - end, start - m.end) <= _NEAR
        and not _JOIN.search(whole.folded.text, min(end, m.end), max(start, m.start))
    }
    clause = whole.clause_at(start)
    rated = any(t.unit == "%" and clause.start <= a < clause.end for a, _, t in placed)
    named = [f for f in fits if f.trouble == "unit" and f.issue in near]
    fitting = any(f.trouble is None and f.issue in near for f in fits)
    return bool(named) and not rated and not fitting


def _deposits(placed: list[Placed]) -> bool:
    return any(t.kind is TermKind.PAYMENT and t.detail == "deposit" for _, _, t in placed)


def _named(
    whole: Heard, issue_id: IssueId, one: Placed, clause: Clause, placed: list[Placed]
) -> float:
    """How clearly the words around a figure name an issue."""
    start, end, _ = one
    best = 0.0
    for mention in whole.mentions:
        if mention.issue != issue_id:
            continue
        inside = mention.start < end and start < mention.end
        gap = max(mention.start - end, start - mention.end, 0)
        low, high = min(end, mention.end), max(start, mention.start)
        between = any(
            low <= a < high or low < b <= high for a, b, _ in placed if (a, b) != (start, end)
        )
        same = clause.start <= mention.start < clause.end
        line = clause.sentence_start
        sentence = line <= mention.start < line + len(clause.sentence)
        joined = _JOIN.search(whole.folded.text, low, high) is not None
        if inside or (gap <= _NEAR and not (between or joined) and same):
            best = max(best, 3.0)
        elif same:
            best = max(best, 0.2 if joined else 1.0 if between else 2.0)
        elif sentence and not between:
            best = max(best, 0.7)
    return best


def _options(whole: Heard, claims: list[Claim], placed: list[Placed]) -> list[Claim]:
    """Options named in words, where no figure has spoken for the issue."""
    found = []
    for mention in whole.mentions:
        if mention.option is None:
            continue
        over = any(a < mention.end and mention.start < b for a, b, _ in placed)
        if not (over or any(c.issue == mention.issue for c in claims)):
            clause = whole.clause_at(mention.start)
            found.append(Claim(mention.issue, mention.option, mention.start, mention.end, clause))
    return found
