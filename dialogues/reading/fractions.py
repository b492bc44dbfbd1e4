"""Numbers from any token: cardinals, decimals, fractions, and shares of a scale."""

import re
from decimal import Decimal

from dialogues.reading.cardinals import ORDINAL_ONLY, Cardinal, Cardinals
from dialogues.reading.model import ReadLang

_TIME = re.compile(r"(?:year|month|day|week|hour|an|mois|jour|semaine|heure|annee)s?$")
_LONGEST = 9
"""Tokens of a fraction in words."""
_ONE_IN = 1000
_FIRST = frozenset({"unieme", "uniemes", "first", "firsts"})
_SHARES = frozenset({"half", "demi", "demie", "quart", "quarter", "tiers"})
"""Shares that are no ordinals: they end no longer denominator."""
_TEN = 10
_NOUNS = frozenset({"party", "parties", "person", "personne"})
"""After 'third', no share."""


class Fractions:
    """The tokens of a text, read as numbers of every kind."""

    def __init__(self, text: str, lang: ReadLang) -> None:
        self.cardinals = Cardinals(text, lang)
        self.words = self.cardinals.words
        self.tokens = self.cardinals.tokens

    def whole(self, i: int) -> tuple[Decimal, int] | None:
        """The number from token `i`, and the token after it."""
        word = self.cardinals.word
        if self._rank(i):
            return None
        if share := self._share_of_scale(i):
            return share
        fraction = self._fraction(i)
        if fraction is not None:
            value, j = fraction
            if scale := self._scale(j):
                return value * scale[0], scale[1]
            return fraction
        base = self.cardinals.cardinal(i)
        if base is None:
            return None
        value, j = base.value, base.after
        if word(j) in self.words.point and (decimals := self.cardinals.decimals(j + 1)):
            text, j = decimals
            return value + Decimal(f"0.{text}"), j
        if ratio := self._ratio(value, j):
            return ratio
        return self._mixed(base)

    def _rank(self, i: int) -> bool:
        """Whether a ten and an ordinal only name a rank: 'the twenty-fifth'."""
        ordinal = self.cardinals.word(i + 1)
        low = self.words.denominators.get(ordinal, _TEN + 1) < _TEN or ordinal in _FIRST
        ten = self.words.ones.get(self.tokens[i].text, 0) >= 2 * _TEN
        return ten and low and ordinal not in _SHARES and not ordinal.endswith("s")

    def _share_of_scale(self, i: int) -> tuple[Decimal, int] | None:
        """'half a million', 'quarter million', 'demi-douzaine'."""
        below = self.words.denominators.get(self.tokens[i].text)
        if not below or self.tokens[i].text in ORDINAL_ONLY:
            return None
        scale = self._scale(i + 1)
        return (scale[0] / below, scale[1]) if scale else None

    def _scale(self, j: int) -> tuple[Decimal, int] | None:
        """A scale a share is taken of: '[of] [a] million'."""
        word = self.cardinals.word
        at = j + (word(j) in {"of", "de", "d"})
        at += word(at) in self.words.articles
        many = self.words.scales.get(word(at)) or self.words.collectives.get(word(at))
        if not many or (at == j and many < 100 and word(at) not in self.words.collectives):
            return None
        return Decimal(many), at + 1

    def _fraction(self, i: int) -> tuple[Decimal, int] | None:
        """'three quarters', 'twenty-one hundredths', 'one hundred thirty-fifths'."""
        below = self._denominator_at(i)
        if below is None:
            return None
        ordinal, value = below
        for split in range(i + 1, ordinal + 1):
            joined = self.cardinals.word(split) in self.words.and_
            if joined or (split > i and self.cardinals.word(split - 1) in self.words.and_):
                continue
            top = self._exactly(i, split)
            under = self._under(split, ordinal, value)
            if top is not None and under and self._split(i, split, ordinal):
                return top / under, ordinal + 1
        return None

    def _denominator_at(self, i: int) -> tuple[int, int] | None:
        """Where the denominator of a fraction that starts at token `i` stands, and its value."""
        first = self.tokens[i]
        article = first.text in self.words.articles
        if not (article or first.digits or first.text in self._counting()):
            return None
        for j in range(i + 1, min(i + _LONGEST, len(self.tokens))):
            text = self.cardinals.word(j)
            if value := self.words.denominators.get(text):
                plain = text in ORDINAL_ONLY or self.cardinals.word(j + 1) in _NOUNS
                return None if plain else (j, value)
            if text in _FIRST and j > i + 1:
                return j, 1
            if not text or (text not in self._counting() and text not in self.words.and_):
                return None
        return None

    def _counting(self) -> dict[str, int]:
        return {**self.words.ones, **self.words.scales}

    def _exactly(self, start: int, stop: int) -> Decimal | None:
        """The value of the tokens from `start` to `stop`, if they are one number."""
        if stop == start + 1 and self.tokens[start].text in self.words.articles:
            return Decimal(1)
        number = self.cardinals.exactly(start, stop)
        return number.value if number else None

    def _under(self, start: int, ordinal: int, value: int) -> int | None:
        """The denominator: an ordinal, behind a cardinal with room for it or none."""
        if start == ordinal:
            return value if value > 1 else None
        joined = ordinal - 1 if self.cardinals.word(ordinal - 1) in self.words.and_ else ordinal
        before = self.cardinals.exactly(start, joined)
        if value == 1 and (before is None or before.room != _TEN):
            return None
        if before is None or not value < before.room or self.tokens[ordinal].text in _SHARES:
            return None
        return int(before.value) + value

    def _split(self, i: int, split: int, ordinal: int) -> bool:
        """Whether numerator and denominator may part here.

        English takes the longest denominator ('one hundred | thirty-fifths'), French only after
        one; a ten and its digit stay together, and a proper fraction after 'and' stands alone.
        """
        last, word = self.cardinals.word(split - 1), self.cardinals.word(split)
        if split < ordinal:
            ones = self.words.ones
            if ones.get(last, 0) >= 2 * _TEN and 0 < ones.get(word, _TEN) < _TEN:
                return False
            if split == i + 1 and self.tokens[i].text in {"un", "une", "one", "a", "an", "1"}:
                return True
            return self.cardinals.lang != "fr" and self.tokens[ordinal].text.endswith("s")
        for j in range(split - 1, i, -1):
            if self.cardinals.word(j) in self.words.and_:
                part = self.cardinals.exactly(j + 1, split)
                below = self.words.denominators.get(word, 0)
                return part is None or part.value >= below
        return True

    def _ratio(self, value: Decimal, j: int) -> tuple[Decimal, int] | None:
        """'two out of three', 'deux sur trois', 'one in five'."""
        word = self.cardinals.word
        if word(j) == "out" and word(j + 1) == "of":
            at = j + 2
        elif word(j) in self.words.over or (word(j) == "in" and value == 1):
            at = j + 1
        else:
            return None
        if at >= len(self.tokens) or not self.cardinals.near(at):
            return None
        under = self.cardinals.cardinal(at)
        if under is None or not under.value or _TIME.match(word(under.after)):
            return None
        chance = word(j) in {"in", "out"}
        if (chance and not value < under.value) or (word(j) == "in" and under.value > _ONE_IN):
            return None
        return value / under.value, under.after

    def _mixed(self, base: Cardinal) -> tuple[Decimal, int]:
        """A whole number with what is added to it: 'two and a half', 'five and a half million'."""
        word = self.cardinals.word
        value, j, room = base.value, base.after, base.room
        if (
            room == 10
            and word(j) in self.words.and_
            and 0 < self.words.ones.get(word(j + 1), 10) < 10
            and word(j + 2) in self.words.and_
            and self._part(j + 3)
        ):
            value, j, room = value + self.words.ones[word(j + 1)], j + 2, 1
        if word(j) in self.words.and_ and (part := self._part(j + 1)):
            share, after = part
            scale = self._scale(after) if self.words.scales.get(word(after)) else None
            if scale and scale[0] < room:
                return value + share * scale[0], scale[1]
            if scale:
                return (value + share) * scale[0], scale[1]
            return value + share * (room if room >= 1000 else 1), after
        if word(j) in self.words.denominators and room >= 1000 and word(j) not in ORDINAL_ONLY:
            return value + Decimal(room) / self.words.denominators[word(j)], j + 1
        return value, j

    def _part(self, j: int) -> tuple[Decimal, int] | None:
        """A fraction after 'and': 'a half', 'demi', 'two thirds'."""
        if j >= len(self.tokens) or not self.cardinals.near(j):
            return None
        below = self.words.denominators
        if (one := below.get(self.cardinals.word(j))) and self.tokens[j].text not in ORDINAL_ONLY:
            return Decimal(1) / one, j + 1
        return self._fraction(j)
