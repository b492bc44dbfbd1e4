"""The number words of a language, and digits with their separators."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dialogues.reading.content import load
from dialogues.reading.model import ReadLang


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What the words of a language add, multiply or divide by."""

    ones: dict[str, int]
    scales: dict[str, int]
    collectives: dict[str, int]
    denominators: dict[str, int]
    articles: frozenset[str]
    and_: frozenset[str]
    point: frozenset[str]
    over: frozenset[str]
    minus: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """All words of number: none of them is a slip of another word."""
        return frozenset({*self.ones, *self.scales, *self.collectives, *self.denominators})


@lru_cache(maxsize=3)
def number_words(lang: ReadLang) -> NumberWords:
    """The words of a language; of both for a mixed message."""
    content = load("numbers.yaml")
    parts = [content["fr"], content["en"]] if lang == "mixed" else [content[lang]]
    merged: dict[str, dict[str, int]] = {}
    for name in ("ones", "scales", "collectives", "denominators"):
        merged[name] = {str(k): int(v) for part in parts for k, v in part[name].items()}
    tenths = {
        (word + end): value
        for word, value in merged["denominators"].items()
        for end in ("", "s")
        if not (word + end).endswith("ss")
    }
    return NumberWords(
        merged["ones"],
        merged["scales"],
        merged["collectives"],
        tenths,
        *(
            frozenset(word for part in parts for word in _listed(part[name]))
            for name in ("articles", "and", "point", "over", "minus")
        ),
    )


def _listed(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def digits_value(written: str, lang: ReadLang) -> Decimal:
    """The value of digits with separators; three digits after one separator follow the language."""
    plain = written.replace(" ", "").replace("'", "")
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
    elif commas + points != 1:
        decimal = ""
    else:
        separator = "," if commas else "."
        before, after = plain.split(separator)
        grouped = len(after) == 3 and before not in {"", "0"} and len(before) <= 3
        foreign = separator == ("," if lang == "fr" else ".") and after != "000"
        decimal = "" if grouped and not foreign else separator
    digits = "".join("." if c == decimal else c for c in plain if c.isdigit() or c == decimal)
    return Decimal(digits or "0")
