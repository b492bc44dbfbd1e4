"""Cardinals: whole numbers and decimals, in words, in digits, or in both."""

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
_SERIES = re.compile(r"(?<![\d.,])\d{1,3}([.,])\d{1,3}(?:\1\d{1,3})+(?![.,]?\d)")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})*,\d{3}")
_LARGEST_DIGITS = 24
_TENS = 20


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a run of digits."""

    text: str
    start: int
    end: int
    digits: bool


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A value, the token after it, and the room below its last scale."""

    value: Decimal
    after: int
    room: int


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text; the members of a series ('22,24,26') one by one."""
    series = [m.span() for m in _SERIES.finditer(text) if not _GROUPED.fullmatch(m.group())]
    tokens: list[Token] = []
    at = 0
    for start, end in [*series, (len(text), len(text))]:
        tokens += [
            Token(m.group(), m.start(), m.end(), m.lastgroup == "digits")
            for m in _TOKEN.finditer(text, at, start)
        ]
        tokens += [
            Token(m.group(), m.start(), m.end(), True)
            for m in re.compile(r"\d+").finditer(text, start, end)
        ]
        at = end
    return tokens


class Cardinals:
    """The tokens of a text, read as whole numbers from any of them."""

    def __init__(self, text: str, lang: ReadLang) -> None:
        self.text = text
        self.lang = lang
        self.words = number_words(lang)
        self.tokens = tokens_of(text)
        self._stop = len(self.tokens)

    def near(self, i: int) -> bool:
        """Whether token `i` follows its predecessor with nothing but blanks or a hyphen."""
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap == "" or (len(gap) <= 4 and gap.strip(" -") == "")

    def word(self, i: int) -> str:
        """The word at token `i`, if it is one and follows closely."""
        if i >= self._stop or (i > 0 and not self.near(i)):
            return ""
        return "" if self.tokens[i].digits else self.tokens[i].text

    def exactly(self, start: int, stop: int) -> Cardinal | None:
        """The tokens from `start` to `stop`, if they are one number."""
        self._stop, before = stop, self._stop
        number = self.cardinal(start)
        self._stop = before
        return number if number and number.after == stop else None

    def cardinal(self, i: int) -> Cardinal | None:
        """The number without fraction that starts at token `i`."""
        if i >= self._stop:
            return None
        if not self.tokens[i].digits:
            return self._in_words(i)
        digits = self._digits(i)
        if digits is None:
            return None
        value, room, j = digits, 1, i + 1
        while (scale := self.words.scales.get(self.word(j), 0)) and not self._coins(j):
            value, room, j = value * scale, scale, j + 1
        if many := self.words.collectives.get(self.word(j)):
            return Cardinal(value * many, j + 1, 1)
        while room > 1 and (more := self._more(j, room)):
            value, j, room = value + more.value, more.after, more.room
        return Cardinal(value, j, room)

    def _digits(self, i: int) -> Decimal | None:
        text = self.tokens[i].text
        if sum(c.isdigit() for c in text) > _LARGEST_DIGITS:
            return None
        return digits_value(text, self.lang)

    def _more(self, j: int, room: int) -> Cardinal | None:
        """What digits and a scale are followed by: '4 thousand [3 hundred] [and 21]'."""
        joined = self.word(j) in self.words.and_
        at = j + 1 if joined else j
        if at >= self._stop or not self.near(at):
            return None
        token = self.tokens[at]
        if token.digits and (
            not token.text.isdigit() or self.text[token.end : token.end + 2].strip()[:1] == "%"
        ):
            return None
        if not token.digits and token.text not in self.words.ones:
            return None
        more = self.cardinal(at)
        if more is None or not 0 < more.value < room:
            return None
        if self.word(more.after) in self.words.denominators:
            return None
        english = joined and self.lang == "en"
        scaled = self.word(at + 1) in self.words.scales
        full = room == 1000 and token.digits and len(token.text) == 3
        if english or (scaled and not joined) or full or (not token.digits and not joined):
            return more
        return None

    def _coins(self, j: int) -> bool:
        """Whether 'cent(s)' after digits is a coin."""
        return self.lang == "fr" and self.word(j) in {"cent", "cents"}

    def _in_words(self, i: int) -> Cardinal | None:
        words = self.words
        total = current = 0
        room = 0
        j = i
        if self.tokens[i].text in words.articles and (
            self.word(i + 1) in words.scales or self.word(i + 1) in words.collectives
        ):
            current, j, room = 1, i + 1, 1
        while j < self._stop and (j == i or self.near(j)) and not self.tokens[j].digits:
            text = self.tokens[j].text
            if text in words.ones:
                value = words.ones[text]
                score = value == 20 and current % 10 == 4 and current % 100 < 10 and room == 1
                if score:
                    current, room = current - 4 + 80, 20
                elif room == 0 or value < room:
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
                many = max(current, 1) * words.collectives[text]
                return Cardinal(Decimal(total + many), j + 1, 1)
            elif not self._joins(i, j, room):
                break
            j += 1
        return Cardinal(Decimal(total + current), j, room) if room else None

    def _room(self, value: int) -> int:
        """What may still be added: under ten after 'vingt', under twenty after 'soixante'."""
        if self.lang != "en" and value in {60, 80}:
            return 20
        return 10 if value >= _TENS or (self.lang != "en" and value == 10) else 1

    def _joins(self, i: int, j: int, room: int) -> bool:
        """Whether this 'and' stands inside one number: 'two hundred and ten', 'vingt et un'."""
        text = self.tokens[j].text
        if text not in self.words.and_ or room < 10 or self.word(j + 1) not in self.words.ones:
            return False
        value = self.words.ones[self.word(j + 1)]
        scale = self.words.scales.get(self.word(j + 2), 0)
        if value >= room or self._fractional(j + 1) or 0 < scale == room:
            return False
        if scale and i and self.tokens[i - 1].text in {"between", "entre"}:
            return False
        if self.lang == "fr":
            return (room in {10, 20} and self.word(j + 1) in {"un", "une", "onze"}) or room >= 1000
        return room >= 100

    def _fractional(self, j: int) -> bool:
        """Whether what follows is a proper fraction: 'and two thirds', not 'and thirty fifths'."""
        top = self._in_words(j)
        below = self.words.denominators.get(self.word(top.after)) if top else None
        return bool(
            top and below and self.word(top.after) not in ORDINAL_ONLY and top.value < below
        )

    def decimals(self, j: int) -> tuple[str, int] | None:
        """The digits after a spoken decimal point, and the token after them."""
        text = ""
        ones = self.words.ones
        while ones.get(self.word(j)) == 0:
            text, j = text + "0", j + 1
        if self.word(j) in ones and (value := self.cardinal(j)):
            text, j = text + str(value.value), value.after
            while (digit := ones.get(self.word(j), 10)) < 10:
                text, j = text + str(digit), j + 1
        return (text, j) if text.isdigit() else None


ORDINAL_ONLY = frozenset({"second", "seconde", "seconds", "secondes"})
"""Words that name a rank or a span of time before they name a share."""
