"""Dates: written out, in figures, by the weekday, or by the part of a month or year."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dialogues.reading.content import load


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in folded text, ISO 8601 as far as it is said: '--03-15', 'W12', 'monday'."""

    start: int
    end: int
    value: str
    detail: str | None = None


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, int], dict[str, str], dict[str, str]]:
    content = load("dates.yaml")
    months = {str(n): int(i) for i, names in content["months"].items() for n in names}
    days = {str(n): str(d) for d, names in content["weekdays"].items() for n in names}
    words = {str(n): str(d) for d, names in content["words"].items() for n in names}
    return months, days, words


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    months, days, words = _tables()
    month = "|".join(sorted(months, key=len, reverse=True))
    day = "|".join(sorted(days, key=len, reverse=True))
    word = "|".join(sorted(words, key=len, reverse=True))
    return (
        re.compile(
            rf"(?<!\d)(?P<d>[12]\d|3[01]|0?[1-9])(?:er|st|nd|rd|th)?(?: of)? (?P<m>{month})\b\.?"
            rf"(?:,? (?P<y>20\d\d))?"
        ),
        re.compile(
            rf"\b(?P<m>{month})\b\.? (?:the )?(?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|"
            rf"[.,]\d)"
            rf"(?:,? (?P<y>20\d\d))?"
        ),
        re.compile(r"(?<![\d/.-])(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-2]\d|3[01])(?!\d)"),
        re.compile(
            r"(?<![\d/.,-])(?P<d>0?[1-9]|[12]\d|3[01])(?P<s>[/.])(?P<m>0?[1-9]|1[0-2])"
            r"(?:(?P=s)(?P<y>20\d\d|\d\d))(?![\d/])"
        ),
        re.compile(
            rf"\b(?:(?P<part>fin|debut|mi|courant|end of|early|late|mid|beginning of|end|start "
            rf"of)[ -])"
            rf"(?:de |d'|of )?(?P<m>{month})\b(?: (?P<y>20\d\d))?"
        ),
        re.compile(
            rf"\b(?:en|in|by|before|avant|d'ici|until|jusqu'en|pour|for|since|depuis) "
            rf"(?P<m>{month})\b"
            rf"(?: (?P<y>20\d\d))?"
        ),
        re.compile(rf"\b(?P<w>{day})\b(?: (?:prochain|qui vient|matin|apres midi|soir))?"),
        re.compile(
            r"(?<!')\b(?:semaine|week|sem\.?|w|s) ?(?P<week>[1-4]?\d|5[0-3])\b"
            r"(?!\d|[.,]\d| ?(?:%|€|\$|jours|days))"
        ),
        re.compile(
            r"\b(?:q|t)(?P<q>[1-4])\b|\b(?P<qo>premier|deuxieme|troisieme|quatrieme|first|second|"
            r"third|fourth) (?:trimestre|quarter)\b"
        ),
        re.compile(rf"\b(?P<word>{word})\b"),
    )


_ORDINALS = {"premier": 1, "first": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "third": 3}
_PARTS = {
    "fin": "end",
    "end of": "end",
    "end": "end",
    "late": "end",
    "debut": "start",
    "early": "start",
    "beginning of": "start",
    "start of": "start",
    "mi": "mid",
    "mid": "mid",
}


def dates_in(text: str) -> tuple[DateFound, ...]:
    """Every date, in order, none over another."""
    found: list[DateFound] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if any(f.start < match.end() and match.start() < f.end for f in found):
                continue
            if date := _date(match):
                found.append(date)
    return tuple(sorted(found, key=lambda f: f.start))


def _date(match: re.Match[str]) -> DateFound | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    months, days, words = _tables()
    start, end = match.span()
    if "word" in groups:
        return DateFound(start, end, words[groups["word"]])
    if "w" in groups:
        return DateFound(start, end, days[groups["w"]])
    if "week" in groups:
        if int(groups["week"]) == 0:
            return None
        return DateFound(start, end, f"W{int(groups['week']):02d}")
    if "q" in groups or "qo" in groups:
        return DateFound(start, end, f"Q{groups.get('q') or _ORDINALS.get(groups['qo'], 4)}")
    written = groups["m"]
    month = int(written) if written.isdigit() else months[written]
    year = groups.get("y", "-")
    year = f"20{year}" if len(year) == 2 else year
    value = f"{year}-{month:02d}" + (f"-{int(groups['d']):02d}" if "d" in groups else "")
    return DateFound(start, end, value, _PARTS.get(groups.get("part", "")))
