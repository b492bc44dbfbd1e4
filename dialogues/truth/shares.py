"""Shares of a price that do not add up: '30 % now, the balance of 60 % on delivery'."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dialogues.truth.content import language
from dialogues.truth.hearing import Heard
from dialogues.truth.patterns import compiled

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?) ?(?:%|percent|per cent|pour ?cent)")
_WHOLE = Decimal(100)
_CHANGED = re.compile(
    r"(?:from|instead of|rather than|and not|d[eu]|au lieu d[eu]|et non|et pas)(?: l[ea]s?)? $"
)
"""Stands before a share that no longer holds."""
_TO = re.compile(r" ?(?:to|a|vers) ")


@dataclass(frozen=True, slots=True)
class Shares:
    """The first and the last share, as places in folded text, and their sum."""

    first: tuple[int, int]
    last: tuple[int, int]
    total: Decimal


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = language().words
    names = ("share-of-price", "share-rest", "share-other")
    paid, rest, other = (compiled(words[name], words) for name in names)
    return paid, rest, other


def wrong_shares(heard: Heard) -> Shares | None:
    """Payment shares of one sentence or list that exceed the price, or leave part of it unpaid."""
    found = list(_PERCENT.finditer(heard.folded.text))
    if len(found) < 2:
        return None
    paid, rest, other = _words()
    shares: list[tuple[int, int, Decimal]] = []
    balanced = False
    text = heard.folded.text
    for at, match in enumerate(found):
        clause = heard.clause_at(match.start())
        if clause.mood != "asserted":
            return None
        begin = max(clause.start, found[at - 1].end() if at else 0)
        stop = found[at + 1].start() if at + 1 < len(found) else len(text)
        line_end = heard.sentence_at(match.start()).end
        around = text[begin : min(stop, line_end, match.end() + 40)]
        if _replaced(text, match, stop) or other.search(around) or not paid.search(around):
            continue
        before = text[max(0, match.start() - 30) : match.start()]
        balanced = balanced or bool(rest.search(before))
        shares.append((match.start(), match.end(), Decimal(match[1].replace(",", "."))))
    total = sum((share for *_, share in shares), Decimal(0))
    if len(shares) < 2 or not (total > _WHOLE or (balanced and total != _WHOLE)):
        return None
    return Shares(shares[0][:2], shares[-1][:2], total)


def _replaced(text: str, share: re.Match[str], until: int) -> bool:
    """Whether a share is only named as what it was: 'from 30 % to 20 %', 'instead of 30 %'."""
    before = _CHANGED.search(text, 0, share.start())
    if before is None:
        return False
    moved = before.group().startswith(("from", "d"))
    return not moved or bool(_TO.fullmatch(text[share.end() : until]))
