"""Terms: every figure and every condition of trade in a message."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dialogues.reading.content import load_list
from dialogues.reading.dates import dates_in
from dialogues.reading.folding import Folded
from dialogues.reading.incoterms import incoterms_in
from dialogues.reading.masking import figure_pattern, masked
from dialogues.reading.measures import Measure, measures_in
from dialogues.reading.model import Context, ReadLang, Term, TermKind
from dialogues.reading.relative import resolved

_NAMED_BY_NUMBER = re.compile(
    r"(?:\b(?:iso|iec|norme|norm|en|nf|article|art|ref|reference|numero|no|nr|n°|incoterms?|rue|"
    r"tel|bp|"
    r"room|hall|stand|version|v|option|page|chapitre|chapter|since|depuis|en|in|de|of|annee|year|"
    r"ucp|rue)\.?|#|-)[ :]?$"
)
_LONE_LETTER = re.compile(r"\d {0,2}[gm](?![a-z0-9])")
_SHOUTED = 8
_YEAR = re.compile(r"(?:19|20)\d\d")
_PER = re.compile(r"(?:par|per|a|chaque|each|every) (jour|day|semaine|week|mois|month)")
_PER_UNITS = {
    "jour": "day",
    "day": "day",
    "semaine": "week",
    "week": "week",
    "mois": "month",
    "month": "month",
}
_LINK_BEFORE = re.compile(r"(?: (?:a|at))? ?$")
_SIGHT = re.compile(r"a vue|sight")
_PLACE_AFTER = re.compile(
    r" (?:sur|pour|for|in|en|au|dans|on|aux|over) (?:la |le |l'|les |the )?(?P<p>[a-z]+)"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: TermKind
    pattern: re.Pattern[str]
    value: str | None
    detail: str | None
    plain: bool
    """Speaks of words only: matched on the text before figures are masked."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            TermKind(entry["kind"]),
            re.compile(figure_pattern(str(entry["pattern"]))),
            entry.get("value"),
            entry.get("detail"),
            "{" not in re.sub(r"\{[0-9,w]+\}", "", str(entry["pattern"])),
        )
        for entry in load_list("terms.yaml")
    )


def _capitals(folded: Folded) -> frozenset[int]:
    """Where a lone letter after a figure stands as a capital, unless the message shouts."""
    if folded.original.isupper() and sum(c.isalpha() for c in folded.original) > _SHOUTED:
        return frozenset()
    return frozenset(
        m.end() - 1
        for m in _LONE_LETTER.finditer(folded.text)
        if folded.original[folded.starts[m.end() - 1]].isupper()
    )


def terms_in(folded: Folded, context: Context, lang: ReadLang) -> tuple[Term, ...]:
    """Every term, in the order of the text; none lies over another."""
    text = folded.text
    dates = dates_in(text)
    covered = [(d.start, d.end) for d in dates]
    measures = [
        m
        for m in measures_in(text, lang, _capitals(folded))
        if not _overlaps(m.start, m.end, covered)
    ]
    found: list[tuple[int, Term]] = []
    taken: list[tuple[int, int]] = []
    used: set[int] = set()

    def keep(start: int, end: int, term: Term) -> None:
        taken.append((start, end))
        found.append((start, term))

    hidden = masked(text, measures)
    for entry in _patterns():
        for match in entry.pattern.finditer(text if entry.plain else hidden):
            start, end = match.span()
            if _overlaps(start, end, taken) or _overlaps(start, end, covered):
                continue
            inside = [m for m in measures if start <= m.start and m.end <= end]
            if entry.value == "lc" and inside:
                usance = _usance(folded, inside[0])
                used.add(inside[0].start)
                keep(inside[0].start, inside[0].end, usance)
                end = inside[0].start - len(_LINK_BEFORE.findall(text[: inside[0].start])[0])
            term = _built(folded, entry, start, end, inside)
            if term is not None:
                used.update(m.start for m in inside)
                keep(start, end, term)
    for rule in incoterms_in(folded):
        if not _overlaps(rule.start, rule.end, taken):
            span = folded.span(rule.start, rule.end)
            keep(
                rule.start,
                rule.end,
                Term(
                    kind=TermKind.INCOTERM,
                    text=span.of(folded.original),
                    span=span,
                    value=rule.rule,
                    place=rule.place,
                    detail=rule.detail,
                ),
            )
    for date in dates:
        if not _overlaps(date.start, date.end, taken):
            span = folded.span(date.start, date.end)
            keep(
                date.start,
                date.end,
                Term(
                    kind=TermKind.DATE,
                    text=span.of(folded.original),
                    span=span,
                    value=date.value,
                    detail=date.detail,
                ),
            )
    for measure in measures:
        if measure.start not in used and not _overlaps(measure.start, measure.end, taken):
            if measure.kind is TermKind.NUMBER and _is_name(text, measure):
                continue
            keep(measure.start, measure.end, _plain(folded, measure))
    ordered = tuple(term for _, term in sorted(found, key=lambda item: item[0]))
    return resolved(folded, ordered, context)


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in spans)


def _is_name(text: str, measure: Measure) -> bool:
    """Whether a bare number names something ('ISO 9001', 'article 5', 'since 1998')."""
    before = text[max(0, measure.start - 11) : measure.start]
    written = text[measure.start : measure.end]
    if _YEAR.fullmatch(written) and _NAMED_BY_NUMBER.search(before):
        return True
    strict = re.search(
        r"(?:iso|iec|norme|norm|nf|article|ref|reference|n°|incoterms?|ucp|tel)[ :]?$", before
    )
    return bool(strict) or (len(written.replace(" ", "")) >= 9 and written.startswith("0"))


def _plain(folded: Folded, measure: Measure) -> Term:
    span = folded.span(measure.start, measure.end)
    more = measure.detail == "more"
    return Term(
        kind=TermKind.RELATIVE if more else measure.kind,
        text=span.of(folded.original),
        span=span,
        value=_tidy(measure.value),
        high=None if measure.high is None else _tidy(measure.high),
        unit=measure.unit,
        per=measure.per,
        detail="up" if more else measure.detail,
    )


def _tidy(value: Decimal) -> Decimal:
    """Without the zeros that no one wrote: 12.50 stays 12.5, 1.2E+3 becomes 1200."""
    plain = value.normalize()
    return (
        plain.quantize(Decimal(1))
        if plain == plain.to_integral_value() and plain.adjusted() < 27
        else plain
    )


def _built(
    folded: Folded, entry: _Pattern, start: int, end: int, inside: list[Measure]
) -> Term | None:
    while end > start and folded.text[end - 1] in " ,.":
        end -= 1
    while start < end and folded.text[start] in " ,":
        start += 1
    span = folded.span(start, end)
    base = {"kind": entry.kind, "text": span.of(folded.original), "span": span}
    words = folded.text[start:end]
    if entry.value == "figure":
        if not inside:
            return None
        main = inside[0]
        return Term.model_validate(
            {
                **base,
                "value": _tidy(main.value),
                "high": None if main.high is None else _tidy(main.high),
                "unit": _unit(entry, main),
                "per": _per(words) or main.per,
                "detail": entry.detail,
            }
        )
    if entry.value == "lc":
        return Term.model_validate({**base, **_letter_of_credit(words, inside)})
    if entry.kind is TermKind.EXCLUSIVITY:
        place = _place(folded, end)
        return Term.model_validate({**base, "place": place})
    value = (
        entry.value
        if entry.kind is not TermKind.RELATIVE
        else {"half": Decimal("0.5"), "double": Decimal(2)}.get(str(entry.value))
    )
    return Term.model_validate({**base, "value": value, "detail": entry.detail})


def _unit(entry: _Pattern, measure: Measure) -> str | None:
    if measure.unit is None and entry.kind is TermKind.PAYMENT:
        return "day"
    return measure.unit


def _per(words: str) -> str | None:
    match = _PER.search(words)
    return _PER_UNITS[match.group(1)] if match else None


def _place(folded: Folded, end: int) -> str | None:
    match = _PLACE_AFTER.match(folded.text, end)
    if not match:
        return None
    place = folded.span(*match.span("p")).of(folded.original)
    return place if place[:1].isupper() else None


def _letter_of_credit(words: str, inside: list[Measure]) -> dict[str, object]:
    marks = [
        name
        for name, pattern in (
            ("irrevocable", r"irrevocable"),
            ("confirmed", r"(?<!un)(?<!non )confirm"),
        )
        if re.search(pattern, words)
    ]
    value = "lc-usance" if inside else "lc-sight" if _SIGHT.search(words) else "lc"
    return {"value": value, "detail": "-".join(marks) or None}


def _usance(folded: Folded, measure: Measure) -> Term:
    """The days of a documentary credit paid later, as a payment term of their own."""
    span = folded.span(measure.start, measure.end)
    return Term(
        kind=TermKind.PAYMENT,
        text=span.of(folded.original),
        span=span,
        value=_tidy(measure.value),
        unit=measure.unit,
        detail="usance",
    )
