"""Incoterms: the rule, its named place, and rules of earlier editions."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dialogues.reading.content import load
from dialogues.reading.folding import Folded
from dialogues.reading.language import function_words

_LONGEST_PLACE = 3
_NO_PLACE = ("ing", "ed", "ly")
"""Endings of words that name no place."""


@dataclass(frozen=True, slots=True)
class RuleFound:
    """An Incoterm in folded text; `end` covers its place."""

    start: int
    end: int
    rule: str
    place: str | None
    detail: str | None


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]], frozenset[str], frozenset[str]]:
    content = load("incoterms.yaml")
    names = {
        str(name): (str(rule), group == "obsolete")
        for group in ("rules", "obsolete")
        for rule, listed in content[group].items()
        for name in listed
    }
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![a-z0-9])(?P<rule>" + "|".join(map(re.escape, longest)) + r")(?![a-z0-9&])"
        r"(?: ?\(?incoterms? ?(?:®)? ?(?:2020|2010)?\)?)?"
    )
    return pattern, names, frozenset(content["places"]), frozenset(content["not_places"])


_LINK = re.compile(
    r"[ ,:]{1,2}(?:port (?:of|de|du|d') ?|named place |to |at |a |au |jusqu'a |from )?"
)
_WORD = re.compile(r"[a-z][a-z'-]*")


def incoterms_in(folded: Folded) -> tuple[RuleFound, ...]:
    """Every Incoterm, with its place when one is named."""
    pattern, names, places, stops = _rules()
    found = []
    for match in pattern.finditer(folded.text):
        start, end = match.span()
        rule, obsolete = names[match.group("rule")]
        typed = folded.span(*match.span("rule")).of(folded.original)
        if obsolete and not typed.isupper():
            continue
        place_end = _place_end(folded, end, places, stops)
        place = folded.span(*place_end).of(folded.original) if place_end else None
        detail = "obsolete" if obsolete else None
        found.append(RuleFound(start, place_end[1] if place_end else end, rule, place, detail))
    return tuple(found)


def _place_end(
    folded: Folded, at: int, places: frozenset[str], stops: frozenset[str]
) -> tuple[int, int] | None:
    """Where the named place lies: a known port, a run of capitals, or one plain word."""
    link = _LINK.match(folded.text, at)
    if not link:
        return None
    start = link.end()
    words = []
    position = start
    for _ in range(_LONGEST_PLACE):
        word = _WORD.match(folded.text, position)
        if not word:
            break
        words.append(word)
        position = word.end() + 1 if folded.text[word.end() : word.end() + 1] == " " else word.end()
        if folded.text[word.end() : word.end() + 1] not in {" "}:
            break
    for many in range(len(words), 0, -1):
        end = words[many - 1].end()
        if folded.text[start:end] in places:
            return start, end
    capital = [w for w in words if folded.span(*w.span()).of(folded.original)[:1].isupper()]
    if words and words[0] in capital and not _shouted(folded):
        run = 1
        while run < len(words) and (words[run] in capital):
            run += 1
        return start, words[run - 1].end()
    if not words or len(words[0].group()) < 3:
        return None
    common = function_words() | stops
    if words[0].group() in common or words[0].group().endswith(_NO_PLACE):
        return None
    if folded.text[at:start].strip() in {",", ":"}:
        return None
    return start, words[0].end()


def _shouted(folded: Folded) -> bool:
    letters = [c for c in folded.original[:200] if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) > 0.7
