"""Numbers: digits written the French or the English way, and numbers in words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from dialogues.reading.fractions import Fractions
from dialogues.reading.model import ReadLang
from dialogues.reading.number_words import digits_value

_FRACTION = re.compile(r"(?<![\d/.,])(?:(\d{1,4}) {1,2})?(\d{1,4}) ?/ ?(\d{1,4})(?![\d/])")
_POWER = re.compile(
    r"(?<!\d)(\d{1,30}(?:[.,]\d{1,30})?)(?:e([+-]?\d{1,3})|\^([+-]?\d{1,2}(?:\.\d+)?))(?![\d\w])"
)
_TEN_TO_THE = re.compile(
    r"(?<![\d.,])(\d{1,30}(?:[.,]\d{1,30})?) ?[x*×.·] ?10 ?(?:\^|e|\*\*) ?([+-]?\d{1,2})(?![\d\w])"
)
_LARGEST_POWER = 30


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


def numbers_in(text: str, lang: ReadLang) -> tuple[Number, ...]:
    """Every number, in order, none inside another; articles are marked."""
    reader = Fractions(text, lang)
    tokens = reader.tokens
    special = {m.start(): m for p in (_POWER, _FRACTION, _TEN_TO_THE) for m in p.finditer(text)}
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        match = special.get(token.start)
        if match and (number := _symbolic(match, lang)):
            value, start = _signed(reader, i, number.start, number.value)
            found.append(Number(start, number.end, value, spelled=False))
            while i < len(tokens) and tokens[i].start < match.end():
                i += 1
            continue
        whole = reader.whole(i)
        if whole is None:
            if token.text in reader.words.articles:
                found.append(Number(token.start, token.end, Decimal(1), spelled=True, article=True))
            i += 1
            continue
        value, after = whole
        start, end = token.start, tokens[after - 1].end
        alone = after == i + 1 and token.text in {"un", "une", "one", "neuf"}
        unsigned = start
        value, start = _signed(reader, i, start, value)
        alone = alone and start == unsigned
        found.append(Number(start, end, value, spelled=not token.digits, article=alone))
        i = after
    return tuple(found)


def _signed(reader: Fractions, i: int, start: int, value: Decimal) -> tuple[Decimal, int]:
    text = reader.cardinals.text
    before = text[max(0, start - 3) : start]
    sign = re.search(r"(?:^|(?<=[\s(:=]))-{1,2} ?$", before)
    if (
        sign
        and reader.tokens[i].digits
        and not re.search(r"\d ?$", text[: start - len(sign.group())][-3:])
    ):
        return -value, start - len(sign.group())
    if i and reader.tokens[i - 1].text in reader.words.minus and reader.cardinals.near(i):
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
    if power := match.group(2):
        if abs(int(power)) > _LARGEST_POWER:
            return None
        return Number(match.start(), match.end(), base.scaleb(int(power)), spelled=False)
    return Number(match.start(), match.end(), base ** Decimal(match.group(3)), spelled=False)
