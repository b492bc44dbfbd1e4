"""Due days: a day of the school's zone, due at its end, and how it is said and typed."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

from bot.config import settings
from dialogues.reading.dates import dates_in
from dialogues.reading.folding import fold
from dialogues.text import Lang

_SHORT = re.compile(r"(0?[1-9]|[12]\d|3[01])[/. ](0?[1-9]|1[0-2])")
_OVERMORROW = re.compile(r"\b(?:apres[ -]demain|day after tomorrow)\b")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def zone() -> ZoneInfo:
    """The zone of the school's days."""
    return settings().time_zone


def city(lang: Lang) -> str:
    """The town that stands for the zone."""
    return get_timezone_location(zone(), locale=_locale(lang), return_city=True)


def today(now: datetime) -> date:
    """The day it is."""
    return now.astimezone(zone()).date()


def end_of(day: date) -> datetime:
    """The last moment of a day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), zone()).astimezone(UTC) - timedelta(
        seconds=1
    )


def day_of(at: datetime) -> date:
    """The day a moment lies in."""
    return at.astimezone(zone()).date()


def said(day: date, now: datetime, lang: Lang) -> str:
    """'Friday 12 January'; with the year when it is another one."""
    pattern = "EEEE d MMMM" if day.year == today(now).year else "EEEE d MMMM y"
    text = format_date(day, pattern, locale=_locale(lang))
    return re.sub(r" 1 ", " 1er ", text) if lang == "fr" else text


def moment(at: datetime, now: datetime, lang: Lang) -> str:
    """'Friday 12 January, 14:05 (Paris)'."""
    clock = at.astimezone(zone()).strftime("%H:%M")
    return f"{said(day_of(at), now, lang)}, {clock} ({city(lang)})"


def _locale(lang: Lang) -> str:
    return "fr" if lang == "fr" else "en_GB"


def typed(text: str, now: datetime) -> date | None:
    """The day a trainer typed, in French or English; the next one when no year is said.

    '12/01', '12 janvier', '12 January 2027', '2027-01-12', 'vendredi', 'tomorrow'.
    """
    here = today(now)
    short = _SHORT.fullmatch(text.strip())
    if short:
        return _coming(here, int(short[2]), int(short[1]))
    plain = fold(text.strip()).text
    if _OVERMORROW.search(plain):
        return here + timedelta(days=2)
    found = dates_in(plain)
    return _day(found[0].value, here) if len(found) == 1 else None


def _day(value: str, here: date) -> date | None:
    """From what the reader of dates says: '2027-01-12', '--01-12', 'friday', 'tomorrow'."""
    if value == "today":
        return here
    if value == "tomorrow":
        return here + timedelta(days=1)
    if value in _WEEK:
        ahead = (_WEEK.index(value) - here.weekday()) % 7
        return here + timedelta(days=ahead or 7)
    if re.fullmatch(r"--\d\d-\d\d", value):
        return _coming(here, int(value[2:4]), int(value[5:7]))
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _coming(here: date, month: int, day: int) -> date | None:
    """The next such day; None when there is none within four years."""
    for year in range(here.year, here.year + 5):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= here:
            return found
    return None
