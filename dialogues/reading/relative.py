"""Relative moves: '5 % de mieux', 'half of that', worked out against the offer on the table."""

import re
from decimal import Decimal

from dialogues.reading.folding import Folded
from dialogues.reading.model import Context, Term, TermKind

_ABOUT = (
    (
        TermKind.AMOUNT,
        re.compile(r"\b(?:prix|price|tarif|cout|cost|salary|salaire|cher|cheaper|montant)"),
    ),
    (
        TermKind.DURATION,
        re.compile(
            r"\b(?:delai|lead time|semaines?|weeks?|jours?|days?|livr|deliver|plus tot|earlier|"
            r"sooner|later)"
        ),
    ),
    (
        TermKind.QUANTITY,
        re.compile(
            r"\b(?:quantit|volume|pieces?|units?|conteneur|container|palette|pallet|commande|order)"
        ),
    ),
    (TermKind.PAYMENT, re.compile(r"\b(?:acompte|deposit|down payment|paiement|payment|avance)")),
    (
        TermKind.PERCENT,
        re.compile(r"\b(?:remise|discount|rabais|ristourne|rebate|commission|pension)"),
    ),
)
_CENTS = {"cent", "penny"}


def resolved(folded: Folded, terms: tuple[Term, ...], context: Context) -> tuple[Term, ...]:
    """`terms` with relative moves worked out as far as the offer on the table allows."""
    if not context.on_table or not any(t.kind is TermKind.RELATIVE for t in terms):
        return terms
    return tuple(
        _resolve(folded, term, terms, context.on_table) if term.kind is TermKind.RELATIVE else term
        for term in terms
    )


def _resolve(folded: Folded, term: Term, terms: tuple[Term, ...], table: tuple[Term, ...]) -> Term:
    base = _base(folded, term, table)
    if base is None or not isinstance(base.value, Decimal):
        return term
    start = base.value
    figure = term.value if isinstance(term.value, Decimal) else None
    if term.detail == "split":
        other = _counterpart(base, terms, table)
        worth = None if other is None else (start + other) / 2
        return _with(term, worth, base, "split")
    if figure is None:
        return term
    if term.detail in {"half", "double"}:
        return _with(term, start * figure, base, term.detail)
    better = "up" if base.kind is TermKind.PERCENT else "down"
    direction = better if term.detail == "better" else term.detail or "down"
    if term.unit == "%" and base.unit != "%":
        step = start * figure / 100
    elif term.unit in _CENTS:
        step = figure / 100
    else:
        step = figure
    worth = start + step if direction == "up" else start - step
    return _with(term, worth, base, direction)


def _with(term: Term, worth: Decimal | None, base: Term, detail: str) -> Term:
    if worth is None:
        return term
    plain = worth.normalize()
    whole = plain == plain.to_integral_value()
    tidy = plain.quantize(Decimal(1)) if whole and plain.adjusted() < 27 else plain
    return term.model_copy(update={"resolved": tidy, "resolved_unit": base.unit, "detail": detail})


def _base(folded: Folded, term: Term, table: tuple[Term, ...]) -> Term | None:
    """The term on the table that the move is about."""
    figures = [t for t in table if isinstance(t.value, Decimal) and t.kind is not TermKind.RELATIVE]
    if (
        term.unit is None
        and isinstance(term.value, Decimal)
        and term.detail in {"up", "down", "better"}
    ):
        step = term.value
        figures = [t for t in figures if isinstance(t.value, Decimal) and t.value >= step]
    if term.unit is not None and term.unit not in {"%", "point"}:
        same = [
            t
            for t in figures
            if t.unit == term.unit or (t.kind is TermKind.AMOUNT and term.unit in _CENTS)
        ]
        return same[-1] if same else None
    if term.unit == "point":
        percents = [t for t in figures if t.unit == "%"]
        return percents[-1] if percents else None
    sentence = _sentence(folded, term)
    for kind, words in _ABOUT:
        if words.search(sentence):
            named = [t for t in figures if t.kind is kind]
            if named:
                return named[-1]
    for kind in (TermKind.AMOUNT, TermKind.NUMBER, TermKind.PERCENT, TermKind.QUANTITY):
        if kind is TermKind.PERCENT and term.unit == "%" and len(figures) > 1:
            continue
        named = [t for t in figures if t.kind is kind]
        if named:
            return named[-1]
    return figures[-1] if len(figures) == 1 else None


def _sentence(folded: Folded, term: Term) -> str:
    original = folded.original
    start = max((original.rfind(mark, 0, term.span.start) for mark in ".!?\n"), default=-1) + 1
    ends = [e for mark in "!?\n" if (e := original.find(mark, term.span.end)) >= 0]
    words = original[start : min(ends, default=len(original))]
    return words.lower().replace("é", "e").replace("û", "u")


def _counterpart(base: Term, terms: tuple[Term, ...], table: tuple[Term, ...]) -> Decimal | None:
    """The other figure of a split: one's own in the message, else an earlier one on the table."""
    for pool in (terms, tuple(t for t in table if t is not base)):
        for other in pool:
            if (
                other.kind is base.kind
                and isinstance(other.value, Decimal)
                and other.value != base.value
            ):
                return other.value
    return None
