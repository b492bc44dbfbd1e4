"""Units by name: what follows a number, in both languages, and what an amount is per."""

import re
from functools import lru_cache

from dialogues.reading.content import load
from dialogues.reading.folding import fold
from dialogues.reading.model import TermKind

_NEXT = re.compile(
    r"[ (\[{<-]{0,2}(u\.s\. dollars?|(?:us|hk|nz)\$|[a-zμ]+(?:'[a-z]+)?[23]?|"
    r"[€$£¥%°₹₩₺₽₦₿¢₡₾₭元\"]|/ ?[a-z]+[23]?)"
)
_THUMBED_EURO = re.compile(
    r"e(?![a-z'])(?! (?:siecle|jour|mois|semaine|annee|an|etage|fois|edition|place|client|point|"
    r"rang|anniversaire|salon|arrondissement|lot|commande)s?\b)"
)
"""'18e la veste': euros, as thumbs write them."""
_ORDERED = re.compile(r"\b(?:le|la|du|au|les|un|une|ce|cette|notre|votre|son|sa|leur) \d+$")
"""Before a number with an 'e' that counts: 'le 18e'."""
_KINDS = {
    "currency": TermKind.AMOUNT,
    "duration": TermKind.DURATION,
    "quantity": TermKind.QUANTITY,
    "percent": TermKind.PERCENT,
}


@lru_cache(maxsize=1)
def units() -> dict[str, tuple[TermKind, str]]:
    """Every name of a unit, with its kind and code."""
    content = load("units.yaml")
    return {
        str(name): (kind, str(unit))
        for group, kind in _KINDS.items()
        for unit, names in content[group].items()
        for name in names
    }


@lru_cache(maxsize=1)
def _per() -> dict[str, str]:
    return {
        str(name): str(unit) for unit, names in load("units.yaml")["per"].items() for name in names
    }


def _following(text: str, at: int, many: int) -> list[tuple[str, int]]:
    """The next words: each prefix of them with where it ends, longest last."""
    words: list[tuple[str, int]] = []
    joined = ""
    for _ in range(many):
        match = _NEXT.match(text, at)
        if not match:
            break
        word = match.group(1)
        word = "per " + word[1:].strip() if word.startswith("/") else word
        joined = f"{joined} {word}".strip()
        at = match.end()
        words.append((joined, at))
    return words


def _singular(words: str) -> str:
    return " ".join(w[:-1] if len(w) > 2 and w[-1] in "sx" else w for w in words.split())


def unit_after(text: str, at: int) -> tuple[TermKind, str, int] | None:
    """The unit named at a place: kind, code and where its name ends."""
    if _THUMBED_EURO.match(text, at) and not _ORDERED.search(text, max(0, at - 12), at):
        return TermKind.AMOUNT, "EUR", at + 1
    table = units()
    for words, end in reversed(_following(text, at, 4)):
        for form in (words, _singular(words), re.sub(r"s\b", "", words)):
            if form in table:
                return *table[form], end
    return None


def per_after(text: str, at: int) -> tuple[str, int] | None:
    """What an amount is per, named at a place, and where the name ends."""
    slash = re.compile(r" ?(?:/|par |per )").match(text, at)
    for words, end in reversed(_following(text, at, 3)):
        plain = words.removeprefix("per ") if slash else words
        for form in (words, plain):
            if form in _per() and (
                slash
                or form
                not in {
                    "an",
                    "jour",
                    "day",
                    "u",
                    "t",
                    "kg",
                    "m2",
                    "hour",
                    "heure",
                    "year",
                    "week",
                    "month",
                    "mois",
                    "semaine",
                    "piece",
                    "tonne",
                }
            ):
                return _per()[form], end
    return None


def unit_named(name: str) -> str | None:
    """Our code for a unit's name in French or English: 'Square meters' as 'm2'."""
    folded = fold(name).text.replace("\n", " ").strip()
    for form in (folded, _singular(folded), re.sub(r"s\b", "", folded)):
        if form in units():
            return units()[form][1]
    return None
