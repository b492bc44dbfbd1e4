"""Numbers: digits written the French or the English way, and numbers in words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from dialogues.reading.model import ReadLang
from dialogues.reading.number_words import digits_value, number_words

_DIGITS = (
    r"(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|"
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?|(?<![\d.,])[.,]\d+)(?!\d)"
)
_TOKEN = re.compile(rf"(?P<digits>(?<![\d]){_DIGITS})|(?P<word>[a-z]+)")
_FRACTION = re.compile(r"(?<![\d/.,])(?:(\d{1,4}) {1,2})?(\d{1,4}) ?/ ?(\d{1,4})(?![\d/])")
_POWER = re.compile(
    r"(?<!\d)(\d{1,30}(?:[.,]\d{1,30})?)(?:e([+-]?\d{1,3})|\^([+-]?\d{1,2}(?:\.\d+)?))(?![\d\w])"
)
_TIME = re.compile(r"(?:year|month|day|week|hour|an|mois|jour|semaine|heure|annee)s?$")
_LARGEST_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Number:
    """A number in folded text, with what its writing says about it."""

    start: int
    end: int
    value: Decimal
    spelled: bool
    """Written in words."""
    article: bool = False
    """Only an article ('un', 'a'): a number before a unit, else none."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    digits: bool


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, lang: ReadLang) -> None:
        self.text = text
        self.lang = lang
        self.words = number_words(lang)
        self.tokens = [
            _Token(m.group(), m.start(), m.end(), m.lastgroup == "digits")
            for m in _TOKEN.finditer(text)
        ]

    def near(self, i: int) -> bool:
        """Whether token `i` follows its predecessor with nothing but blanks or a hyphen."""
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap == "" or (len(gap) <= 4 and gap.strip(" -") == "")

    def word(self, i: int) -> str:
        if i >= len(self.tokens) or (i > 0 and not self.near(i)):
            return ""
        return "" if self.tokens[i].digits else self.tokens[i].text

    def plain(self, i: int) -> tuple[Decimal, int, int] | None:
        """A number without fraction: value, next token, the room below its last scale."""
        if i >= len(self.tokens):
            return None
        token, words = self.tokens[i], self.words
        if token.digits:
            if sum(c.isdigit() for c in token.text) > _LARGEST_DIGITS:
                return None
            value, room, j = digits_value(token.text, self.lang), 1, i + 1
            while (scale := words.scales.get(self.word(j), 0)) and not self._cents(j):
                value, room, j = value * scale, scale, j + 1
            if many := words.collectives.get(self.word(j)):
                return value * many, j + 1, 1
            return value, j, room
        return self._in_words(i)

    def _cents(self, j: int) -> bool:
        """Whether 'cent(s)' after digits is a coin."""
        return self.lang == "fr" and self.word(j) in {"cent", "cents"}

    def _in_words(self, i: int) -> tuple[Decimal, int, int] | None:
        words = self.words
        total = current = 0
        room = 0
        j = i
        if self.tokens[i].text in words.articles and (
            self.word(i + 1) in words.scales or self.word(i + 1) in words.collectives
        ):
            current, j, room = 1, i + 1, 1
        while j < len(self.tokens) and (j == i or self.near(j)) and not self.tokens[j].digits:
            text = self.tokens[j].text
            if text in words.ones:
                value = words.ones[text]
                score = value == 20 and current % 10 == 4 and current % 100 < 10 and room == 1
                if score:
                    current, room = current - 4 + 80, 20
                    j += 1
                    continue
                if room == 0 or value < room:
                    current += value
                    room = self._room(value)
                else:
                    break
            elif text in words.scales:
                scale = words.scales[text]
                if j == i and scale == 100 and self.lang == "en":
                    return None
                if scale == 100:
                    french = text in {"cent", "cents"}
                    if current >= 100 or (room and current == 0) or (french and current >= 10):
                        break
                    current, room = max(current, 1) * 100, 100
                else:
                    if total and scale >= total:
                        total, current = (total + current) * scale, 0
                    else:
                        total, current = total + max(current, 1) * scale, 0
                    room = scale
            elif text in words.collectives and (room or text != "dz"):
                total, current, room, j = (
                    total + max(current, 1) * words.collectives[text],
                    0,
                    1,
                    j + 1,
                )
                break
            elif self._joins(text, j, room):
                pass
            else:
                break
            j += 1
        return (Decimal(total + current), j, room) if room else None

    def _room(self, value: int) -> int:
        """What may still be added: under ten after 'vingt', under twenty after 'soixante'."""
        if self.lang != "en" and value in {60, 80}:
            return 20
        return 10 if value >= 20 or (self.lang != "en" and value == 10) else 1

    def _joins(self, text: str, j: int, room: int) -> bool:
        """Whether this 'and' stands inside one number: 'two hundred and ten', 'vingt et un'."""
        if text not in self.words.and_ or room < 10:
            return False
        after = self.plain(j + 1) if self.word(j + 1) in self.words.ones else None
        if after is None or after[0] >= room:
            return False
        if self.lang == "fr":
            return (room in {10, 20} and self.word(j + 1) in {"un", "une", "onze"}) or room >= 1000
        return room >= 100 and self.word(after[1]) not in self.words.denominators

    def whole(self, i: int) -> tuple[Decimal, int] | None:
        """A number from token `i`, with its decimals and fractions."""
        words = self.words
        first = self.tokens[i].text
        if words.denominators.get(first) == 2 and (
            self.word(j := i + 1 + (self.word(i + 1) in words.articles)) in words.scales
            or self.word(j) in words.collectives
        ):
            scale = words.scales.get(self.word(j)) or words.collectives[self.word(j)]
            return Decimal(scale) / 2, j + 1
        base = self.plain(i)
        if base is None and first in words.articles and self._denominator(i + 1):
            base = (Decimal(1), i + 1, 1)
        if base is None:
            return None
        value, j, room = base
        if self.word(j) in words.point and (decimals := self._decimals(j + 1)):
            text, j = decimals
            return value + Decimal(f"0.{text}"), j
        if (under := self._denominator(j)) and not self._ordinal(j):
            return value / under[0], under[1]
        if (
            self.word(j) in words.over
            and (below := self.plain(j + 1))
            and below[0]
            and not _TIME.match(self.word(below[1]))
        ):
            return value / below[0], below[1]
        if self.word(j) in words.and_ and (part := self._part(j + 1)):
            share, after = part
            return value + share * (room if room >= 1000 else 1), after
        if self.word(j) in words.denominators and room >= 1000:
            return value + Decimal(room) / words.denominators[self.word(j)], j + 1
        return value, j

    def _denominator(self, j: int) -> tuple[int, int] | None:
        """What a numerator is divided by: 'quarts', 'twenty-fifth', 'vingt et unième'."""
        words = self.words
        tens = words.ones.get(self.word(j), 0)
        joined = j + 1 + (self.word(j + 1) in words.and_)
        if tens >= 20 and (low := words.denominators.get(self.word(joined), 11)) < 10:
            return tens + low, joined + 1
        if tens >= 20 and self.word(joined) in {"first", "firsts", "unieme", "uniemes"}:
            return tens + 1, joined + 1
        below = words.denominators.get(self.word(j))
        return (below, j + 1) if below else None

    def _ordinal(self, j: int) -> bool:
        return self.word(j) in {"second", "seconde"}

    def _part(self, j: int) -> tuple[Decimal, int] | None:
        """A fraction after 'and': 'a half', 'demi', 'two thirds'."""
        below = self.words.denominators
        if (one := below.get(self.word(j))) is not None:
            return Decimal(1) / one, j + 1
        if self.word(j) in self.words.articles and (one := below.get(self.word(j + 1))):
            return Decimal(1) / one, j + 2
        top = self.plain(j) if self.word(j) in self.words.ones else None
        if top and (many := below.get(self.word(top[1]))):
            return top[0] / many, top[1] + 1
        return None

    def _decimals(self, j: int) -> tuple[str, int] | None:
        text = ""
        while self.word(j) == "zero" or (
            text and self.word(j) in self.words.ones and len(text) < 9
        ):
            value = self.plain(j)
            if self.word(j) == "zero" or value is None:
                text, j = text + "0", j + 1
            else:
                text, j = text + str(value[0]), value[1]
        if j < len(self.tokens) and self.word(j) in self.words.ones:
            value = self.plain(j)
            if value:
                text, j = text + str(value[0]), value[1]
                while self.word(j) in self.words.ones and self.words.ones[self.word(j)] < 10:
                    text, j = text + str(self.words.ones[self.word(j)]), j + 1
        return (text, j) if text.isdigit() else None


def numbers_in(text: str, lang: ReadLang) -> tuple[Number, ...]:
    """Every number, in order, none inside another; articles are marked."""
    reader = _Reader(text, lang)
    special = {m.start(): m for p in (_POWER, _FRACTION) for m in p.finditer(text)}
    found: list[Number] = []
    i = 0
    while i < len(reader.tokens):
        token = reader.tokens[i]
        match = special.get(token.start)
        if match and (number := _symbolic(match, lang)):
            value, start = _signed(reader, i, number.start, number.value)
            found.append(Number(start, number.end, value, spelled=False))
            while i < len(reader.tokens) and reader.tokens[i].start < match.end():
                i += 1
            continue
        whole = reader.whole(i)
        if whole is None:
            if token.text in reader.words.articles:
                found.append(Number(token.start, token.end, Decimal(1), spelled=True, article=True))
            i += 1
            continue
        value, after = whole
        start, end = token.start, reader.tokens[after - 1].end
        alone = after == i + 1 and token.text in {"un", "une", "one", "neuf"}
        unsigned = start
        value, start = _signed(reader, i, start, value)
        alone = alone and start == unsigned
        found.append(Number(start, end, value, spelled=not token.digits, article=alone))
        i = after
    return tuple(found)


def _signed(reader: _Reader, i: int, start: int, value: Decimal) -> tuple[Decimal, int]:
    before = reader.text[max(0, start - 3) : start]
    sign = re.search(r"(?:^|(?<=[\s(:=]))-{1,2} ?$", before)
    if (
        sign
        and reader.tokens[i].digits
        and not re.search(r"\d ?$", reader.text[: start - len(sign.group())][-3:])
    ):
        return -value, start - len(sign.group())
    if i and reader.tokens[i - 1].text in reader.words.minus and reader.near(i):
        return -value, reader.tokens[i - 1].start
    return value, start


def _symbolic(match: re.Match[str], lang: ReadLang) -> Number | None:
    if match.re is _FRACTION:
        whole, top, under = match.groups()
        if int(under) == 0 or (len(top) == 2 and len(under) == 4) or int(top) > 31 < int(under):
            return None
        value = Decimal(whole or 0) + Decimal(top) / Decimal(under)
        return Number(match.start(), match.end(), value, spelled=False)
    base = digits_value(match.group(1), lang)
    if match.group(2):
        if abs(int(match.group(2))) > 30:
            return None
        return Number(match.start(), match.end(), base.scaleb(int(match.group(2))), spelled=False)
    return Number(match.start(), match.end(), base ** Decimal(match.group(3)), spelled=False)
