"""Figures as bargainers type them: '11€90', '45j fdm', 'one more week'."""

import re
from bisect import bisect_left
from decimal import Decimal

from dialogues.reading.folding import Folded
from dialogues.reading.model import Term, TermKind

_CENTS = re.compile(r"(\d+) ?[€$£] ?(\d\d)(?![\d.,])")
_DATED = re.compile(r"(\d{1,2})[.,](\d\d)")
"""12.10 is a price here, whatever the calendar says."""
_ITS = re.compile(r"'s (\d+(?:[.,]\d+)?)")
"""'It's 12.10' is no week of the year."""
_DAYS = re.compile(r"(?<![\d.,])(\d{1,3}) ?(?:j|jrs?|d)(?: (fdm))?(?![a-z'0-9])")
_DOUBLED = re.compile(
    r"\bdoubl(?:e|ez|er|ons|ing|ed|iez|ait|ais) (?:le|la|les|l'|votre|vos|the|your|that|it)\b"
)
_FURTHER = re.compile(
    r" (?:more|extra|additional)\b"
    r"| (?:[a-z]+ ){0,3}?(?:more|extra|de plus|en plus|supplementaires?|on top)\b"
)
_FEWER = re.compile(
    r" (?:less|fewer|off)\b(?! (?:the )?(?:invoice|order))"
    r"| (?:[a-z]+ ){0,3}?(?:less|fewer|de moins|en moins)\b"
)
_LONGER = re.compile(
    r"\b(?:add|adding|plus) ?$"
    r"|\b(?:allong|rallong|extend|prolong|lengthen)\w*\b[^\n]* (?:de|d'|by) ?$"
)
_SHORTER = re.compile(r"\b(?:raccourc|shorten|cut|reduc|redui)\w*\b[^\n]* (?:de|d'|by) ?$")
_SIGHT = re.compile(r"\b(?:at sight|a vue)\b")
_AHEAD = 40
_UNITS = {"week": "week", "weeks": "week", "day": "day", "days": "day", "month": "month"}
_UNIT_AFTER = re.compile(r" (?:more|extra|additional|less|fewer) ([a-z]+)")
_SPELT = re.compile(r"\b(one|two|three|four|five|ten) (?=(?:more|extra|fewer|less) )")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_RATE = re.compile(r"(?:a|an|per|par|l'|each|every|chaque) ?[a-z]+$")
_AFTER_FIGURE = 20
_STEPPED = frozenset(
    {TermKind.NUMBER, TermKind.QUANTITY, TermKind.DURATION, TermKind.AMOUNT, TermKind.PERCENT}
)


def gleaned(folded: Folded, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms of a message with what bargaining adds to them, in the order of the text."""
    placed = [_placed(folded, t) for t in terms]
    found = [
        one
        for term, (start, end) in zip(terms, placed, strict=True)
        if (one := _bargained(folded, term, start, end, placed)) is not None
    ]
    taken = [_placed(folded, t) for t in found]
    for make in (_days, _doubled, _spelt):
        for term in make(folded):
            start, end = _placed(folded, term)
            if not any(a < end and start < b for a, b in taken):
                found.append(term)
                taken.append((start, end))
    return tuple(sorted(found, key=lambda t: t.span.start))


def _placed(folded: Folded, term: Term) -> tuple[int, int]:
    return bisect_left(folded.starts, term.span.start), bisect_left(folded.starts, term.span.end)


def _bargained(
    folded: Folded, term: Term, start: int, end: int, placed: list[tuple[int, int]]
) -> Term | None:
    """A term as it is meant; None for a rate that belongs to the figure before it."""
    text = folded.text
    words = text[start:end]
    after_figure = any(0 <= start - b <= _AFTER_FIGURE for _, b in placed)
    if term.kind is TermKind.DURATION and _RATE.match(words) and after_figure:
        return None
    if term.kind is TermKind.DATE and (its := _ITS.match(text, max(0, start - 1))):
        where = folded.span(*its.span(1))
        value = Decimal(its[1].replace(",", "."))
        update = {"kind": TermKind.NUMBER, "value": value, "unit": None, "span": where}
        return term.model_copy(update={**update, "text": where.of(folded.original)})
    if term.kind is TermKind.DATE and (figure := _DATED.fullmatch(words)):
        value = Decimal(f"{figure[1]}.{figure[2]}")
        return term.model_copy(update={"kind": TermKind.NUMBER, "value": value, "unit": None})
    if term.value == "lc-usance" and _SIGHT.search(words):
        return term.model_copy(update={"value": "lc-sight"})
    if term.kind is TermKind.PAYMENT and term.detail == "usance" and _SIGHT.search(text, 0, start):
        return term.model_copy(update={"kind": TermKind.DURATION, "detail": None})
    cents = _CENTS.match(text, start)
    if cents is not None and term.kind is TermKind.AMOUNT:
        value = Decimal(f"{cents[1]}.{cents[2]}")
        return term.model_copy(update={"value": value, "span": folded.span(*cents.span())})
    if term.kind is TermKind.PERCENT and term.detail == "discount":
        return term.model_copy(update={"kind": TermKind.RELATIVE, "detail": "down"})
    if term.kind in _STEPPED and term.high is None:
        before = text[max(0, start - _AHEAD) : start]
        for pattern, way in ((_LONGER, "up"), (_SHORTER, "down")):
            if pattern.search(before):
                return term.model_copy(update={"kind": TermKind.RELATIVE, "detail": way})
        for pattern, way in ((_FURTHER, "up"), (_FEWER, "down")):
            match = pattern.match(text, end)
            if match is not None and "\n" not in match.group():
                return _step(text, term, end, way)
    return term


def _step(text: str, term: Term, end: int, way: str) -> Term:
    named = _UNIT_AFTER.match(text, end)
    unit = term.unit or (_UNITS.get(named[1]) if named else None)
    return term.model_copy(update={"kind": TermKind.RELATIVE, "detail": way, "unit": unit})


def _made(folded: Folded, span: tuple[int, int], **update: object) -> Term:
    where = folded.span(*span)
    return Term.model_validate({"text": where.of(folded.original), "span": where, **update})


def _days(folded: Folded) -> list[Term]:
    return [
        _made(
            folded,
            m.span(),
            kind=TermKind.PAYMENT if m[2] else TermKind.DURATION,
            value=Decimal(m[1]),
            unit="day",
            detail="end-of-month" if m[2] else None,
        )
        for m in _DAYS.finditer(folded.text)
    ]


def _doubled(folded: Folded) -> list[Term]:
    return [
        _made(folded, m.span(), kind=TermKind.RELATIVE, value=Decimal(2), detail="double")
        for m in _DOUBLED.finditer(folded.text)
    ]


def _spelt(folded: Folded) -> list[Term]:
    """'one more week': a step spelt out."""
    found = []
    for match in _SPELT.finditer(folded.text):
        named = _UNIT_AFTER.match(folded.text, match.end() - 1)
        way = "up" if folded.text[match.end() :].startswith(("more", "extra")) else "down"
        unit = _UNITS.get(named[1]) if named else None
        found.append(
            _made(
                folded,
                match.span(),
                kind=TermKind.RELATIVE,
                value=Decimal(_NUMBERS[match[1]]),
                unit=unit,
                detail=way,
            )
        )
    return found
