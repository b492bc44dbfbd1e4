"""Measures: numbers with what they count, ranges, and what an amount is per."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from dialogues.reading.currencies import CURRENCY_SYMBOLS, currency_before
from dialogues.reading.model import ReadLang, TermKind
from dialogues.reading.numbers import Number, numbers_in
from dialogues.reading.unit_names import per_after, unit_after

_MAGNITUDE = re.compile(r" {0,2}(k|mm|m|g|mio|mn|bn|b|mds?|mrd)(?![a-z0-9])")
_MAGNITUDES = {
    "k": 1000,
    "m": 10**6,
    "g": 10**9,
    "mm": 10**6,
    "mio": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "md": 10**9,
    "mds": 10**9,
    "mrd": 10**9,
}
_MILLIONS_OF = re.compile(r" (?:de |d'|of )")
_PERCENT_OF = re.compile(
    r"\b(?:per ?cents?|percentage|pourcentages?|pourcents?|pour cent) (?:of|de|des|d')\s?$"
)
_COINS = re.compile(r"(\d\d)(?![\d.,]\d|\d| ?%)")
_MORE = re.compile(r" (?:more|additional|extra|further|other|autres?)(?= )")
_INCHES = re.compile(r" (?:and )?(\d{1,2}) ?(?:inch(?:es)?|in)\b")
_SCALE = re.compile(r" ?(million|milliard|billion|bn|mn)s?\b")
_RANGE = re.compile(r" ?(?:-|a|to|jusqu'a|et|and|ou|or)(?: |(?<=-))")
_WEIGHS = re.compile(r"\b(?:weigh|weight|heavy|pese|poids|lourd|lbs?)\w*")
_MORE_OF = frozenset({TermKind.DURATION, TermKind.QUANTITY})
_NOT_AFTER_AN_ARTICLE = frozenset(
    [
        "piece",
        "unit",
        "set",
        "machine",
        "sample",
        "order",
        "shipment",
        "person",
        "customer",
        "supplier",
        "shop",
        "case",
        "t",
        "l",
        "m",
        "g",
        "point",
        "BRL",
        "box",
        "turn",
        "cup",
        "degree",
        "bit",
        "u",
        "in",
        "pair",
        "roll",
        "drum",
        "DEM",
    ]
)
"""Units that after 'a' or 'un' are only nouns."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit, in folded text."""

    kind: TermKind
    start: int
    end: int
    value: Decimal
    unit: str | None
    high: Decimal | None = None
    per: str | None = None
    detail: str | None = None
    spelled: bool = False
    bare_end: int = 0
    """Where the number itself ends."""


def measures_in(
    text: str, lang: ReadLang, capitals: frozenset[int] = frozenset()
) -> tuple[Measure, ...]:
    """Every number with what it counts, in order; an article counts only before a unit.

    `capitals` are the places where a letter after a figure was typed as a capital: '10M' counts
    millions, '10 m' metres.
    """
    numbers = numbers_in(text, lang)
    measures = [m for n in numbers if (m := _measure(text, n, capitals))]
    apart = [m for i, m in enumerate(measures) if not i or m.start >= measures[i - 1].end]
    return tuple(_cents_joined(text, _ranged(text, apart)))


def _measure(text: str, number: Number, capitals: frozenset[int]) -> Measure | None:
    start, end, value = number.start, number.end, number.value
    before = currency_before(text, start)
    if start and text[start - 1].isalnum() and before is None:
        return None
    magnitude = _MAGNITUDE.match(text, end)
    if magnitude and not number.spelled:
        scale = _MAGNITUDES[magnitude.group(1)]
        beyond = unit_after(text, magnitude.end())
        sold = before is not None or (beyond is not None and beyond[0] is TermKind.AMOUNT)
        large = magnitude.start(1) in capitals and beyond is None
        if magnitude.group(1) in {"k", "bn", "b", "mio"} or sold or large:
            value, end = value * scale, magnitude.end()
    bare_end = end
    if of := _MILLIONS_OF.match(text, end):
        money = unit_after(text, of.end())
        millions = re.search(r"(?:million|milliard|billion|mille|thousand)s?$", text[start:end])
        after = money if millions else None
    else:
        after = unit_after(text, end)
    more = _MORE.match(text, end) if after is None and before is None else None
    if more and (counted := unit_after(text, more.end())) and counted[0] in _MORE_OF:
        return replace(
            _counted(number, counted), detail="more", spelled=number.spelled, bare_end=bare_end
        )
    if before:
        same = (
            after is not None
            and after[:2] == (TermKind.AMOUNT, before[0])
            and text[after[2] - 1] not in CURRENCY_SYMBOLS
        )
        after = after if same else (TermKind.AMOUNT, before[0], end)
        if scaled := _SCALE.match(text, end):
            value *= 10**6 if scaled.group(1).startswith("m") else 10**9
            after = (TermKind.AMOUNT, before[0], scaled.end())
        elif before[1] < start and re.match(r"m[a-z]{3}", text[before[1] : start]):
            value *= 10**6
        start = before[1]
    elif after and after[0] is TermKind.AMOUNT:
        if scaled := _SCALE.match(text, after[2]):
            value *= (
                10**6
                if scaled.group(1).startswith("mil") and scaled.group(1) != "milliard"
                else 10**9
            )
            after = (*after[:2], scaled.end())
        elif text[after[2] - 4 : after[2] - 3] == "m" and re.match(
            r"m[a-z]{3}$", text[after[2] - 4 : after[2]]
        ):
            value *= 10**6
    if after is None and not number.article and _PERCENT_OF.search(text[:start][-24:]):
        after = (TermKind.PERCENT, "%", end)
    if after is None:
        if number.article or (start and text[start - 1] in CURRENCY_SYMBOLS):
            return None
        if end < len(text) and (text[end].isalpha()):
            return None
        return Measure(
            TermKind.NUMBER, start, end, value, None, spelled=number.spelled, bare_end=bare_end
        )
    kind, unit, stop = after
    if number.article and (unit in _NOT_AFTER_AN_ARTICLE or text[stop - 1] in CURRENCY_SYMBOLS):
        return None
    if (
        kind is TermKind.QUANTITY
        and number.value == 1
        and number.article is False
        and unit == "order"
    ):
        return None
    kind, unit = _weight_or_money(text, kind, unit)
    if kind is TermKind.AMOUNT and text[stop - 1] in CURRENCY_SYMBOLS and value == int(value):
        coins = _COINS.match(text, stop)
        value, stop = (
            (value + Decimal(coins.group(1)) / 100, coins.end()) if coins else (value, stop)
        )
    detail = None
    if kind is TermKind.DURATION and unit == "working-day":
        unit, detail = "day", "working"
    if kind is TermKind.DURATION and unit == "fortnight":
        value, unit = value * 14, "day"
    if kind is TermKind.QUANTITY and unit == "ft" and (inches := _INCHES.match(text, stop)):
        value, stop = value + Decimal(inches.group(1)) / 12, inches.end()
    per = None
    if kind in {TermKind.AMOUNT, TermKind.QUANTITY, TermKind.PERCENT, TermKind.DURATION} and (
        found := per_after(text, stop)
    ):
        per, stop = found
    return Measure(kind, start, stop, value, unit, None, per, detail, number.spelled, bare_end)


def _counted(number: Number, unit: tuple[TermKind, str, int]) -> Measure:
    """A number of what stands behind 'more' or 'other'."""
    return Measure(unit[0], number.start, unit[2], number.value, unit[1])


def _weight_or_money(text: str, kind: TermKind, unit: str) -> tuple[TermKind, str]:
    if unit == "GBP" and _WEIGHS.search(text) and "sterling" not in text and "£" not in text:
        return TermKind.QUANTITY, "lb"
    return kind, unit


def _ranged(text: str, measures: list[Measure]) -> list[Measure]:
    """Neighbours joined by a range word become one measure with both ends."""
    joined: list[Measure] = []
    for measure in measures:
        last = joined[-1] if joined else None
        gap = text[last.end : measure.start] if last else ""
        if last and last.high is None and _RANGE.fullmatch(gap) and last.value < measure.value:
            word = gap.strip()
            between = re.search(
                r"\b(?:entre|between)\s*$", text[max(0, last.start - 9) : last.start]
            )
            same = last.unit == measure.unit or last.kind is TermKind.NUMBER
            if (
                same
                and (word not in {"et", "and", "ou", "or"} or between)
                and measure.kind is not TermKind.NUMBER
            ) or (same and last.unit is None and measure.unit is None and word in {"-", "to", "a"}):
                joined[-1] = replace(
                    measure, start=last.start, value=last.value, high=measure.value
                )
                continue
        joined.append(measure)
    return joined


def _cents_joined(text: str, measures: list[Measure]) -> list[Measure]:
    """'12 euros 50' and '12 dollars and 50 cents' as one amount."""
    joined: list[Measure] = []
    for measure in measures:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind is TermKind.AMOUNT
            and last.unit not in {"cent", "penny"}
            and last.value == last.value.to_integral_value()
            and 0 < measure.value < 100
            and measure.high is None
            and text[last.end : measure.start] in {"", " ", " and ", " et "}
            and (
                measure.unit in {"cent", "penny"}
                or (
                    measure.kind is TermKind.NUMBER
                    and (measure.end - measure.start == 2 or measure.spelled)
                )
            )
        ):
            value = last.value + measure.value / 100
            joined[-1] = replace(last, value=value, end=measure.end, per=measure.per or last.per)
            if found := per_after(text, measure.end):
                joined[-1] = replace(joined[-1], per=found[0], end=found[1])
            continue
        joined.append(measure)
    return joined
