"""Claims about who does, pays or risks what, as the learner words them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dialogues.truth.assigning import Assigned, Who, assigned
from dialogues.truth.content import Duty, language
from dialogues.truth.hearing import Clause, Heard, Sentence
from dialogues.truth.lexicon import country_words, lexicon
from dialogues.truth.model import Parties, Side
from dialogues.truth.patterns import compiled

_JOINED = 5
"""Characters between side words that are named together: 'import et export', 'export and import'."""
_NEAR = 14
"""Characters around a subject and its duty in which a denial still bears on them."""
_SLIGHT = re.compile(r" (?!.*(?:compris|inclu|c'est|it's))(?:[a-z']+ ){0,2}")
"""What may stand between a denial and the phrase it turns round."""

Matter = Duty | Literal["transfer-of-risk"]


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: `side` does (or does not do) what `duties` name."""

    duties: tuple[Matter, ...]
    """More than one when the words leave open which is meant: all must be wrong."""
    side: Side
    does: bool
    start: int
    end: int
    obliged: bool
    """Said to follow from the rule, not as a favour."""
    left_out: bool = False
    premises: bool = False
    text: str = ""
    """The clause that names the duty, folded, Incoterms blotted out."""


@dataclass(frozen=True, slots=True)
class RiskPatterns:
    """Compiled words of risk."""

    words: re.Pattern[str]
    other: re.Pattern[str]
    passing: re.Pattern[str]
    at_departure: re.Pattern[str]
    at_arrival: re.Pattern[str]


@lru_cache(maxsize=1)
def risk_patterns() -> RiskPatterns:
    """The words of risk."""
    said = language()
    risk = said.risk
    return RiskPatterns(
        *(
            compiled(each, said.words)
            for each in (risk.words, risk.other, risk.passing, risk.at_departure, risk.at_arrival)
        )
    )


def side_of(who: Who, parties: Parties) -> Side | None:
    """The side behind a pronoun; None when the learner's side is not known."""
    if who == "seller" or who == "buyer":
        return who
    if parties.learner is None:
        return None
    if who == "we":
        return parties.learner
    return "buyer" if parties.learner == "seller" else "seller"


def said_in(heard: Heard, parties: Parties) -> Iterator[Said]:
    """Every claim of a turn about duties, in order; questions and suppositions left out."""
    for sentence in heard.sentences:
        for clause in sentence.clauses:
            if clause.mood != "asserted":
                continue
            for duties, mention in _mentions(clause, sentence, parties):
                said = _claim(heard, sentence, clause, duties, mention, parties)
                if said is not None:
                    yield said


def _mentions(
    clause: Clause, sentence: Sentence, parties: Parties
) -> Iterator[tuple[tuple[Matter, ...], tuple[int, int]]]:
    """Duties named in a clause, with places in its text."""
    words = lexicon()
    text = clause.text
    taken: list[tuple[int, int]] = []
    for duty, pattern in words.legs.items():
        if found := pattern.search(text):
            taken.append(found.span())
            yield (duty,), found.span()
    for duty, pattern in words.duties.items():
        for found in pattern.finditer(text):
            if any(a < found.end() and found.start() < b for a, b in taken):
                continue
            carries = duty == "freight"
            if carries and (
                words.not_carriage.search(text[: found.start()])
                or risk_patterns().words.search(text)
            ):
                continue
            taken.append(found.span())
            if duty == "insurance" and words.passive.search(text[: found.start()]):
                continue
            yield (duty,), found.span()
            break
    if cleared := words.clearing.search(text):
        if not any(a < cleared.end() and cleared.start() < b for a, b in taken):
            yield from _clearances(text, sentence.text, cleared.span(), parties)


def _clearances(
    text: str, line: str, mention: tuple[int, int], parties: Parties
) -> Iterator[tuple[tuple[Matter, ...], tuple[int, int]]]:
    for where in (text, line):
        out, into = _sides(where, parties)
        if out and into:
            if where is line and where != text:
                return
            out, into = _beside(where, mention)
        if out:
            yield ("export-clearance",), mention
        if into:
            yield ("import-clearance",), mention
        if out or into:
            return
    yield ("export-clearance", "import-clearance"), mention


def _beside(text: str, mention: tuple[int, int]) -> tuple[bool, bool]:
    """Which side words stand with the mention; both when they are joined ('import et export')."""
    words = lexicon()
    spots = [(f.start(), f.end(), "out") for f in words.export_side.finditer(text)]
    spots += [(f.start(), f.end(), "in") for f in words.import_side.finditer(text)]

    def far(spot: tuple[int, int, str]) -> int:
        return max(mention[0] - spot[1], spot[0] - mention[1], 0)

    nearest = min(spots, key=far)
    joined = {
        kind
        for start, end, kind in spots
        if (start, end, kind) == nearest or max(start - nearest[1], nearest[0] - end) <= _JOINED
    }
    return "out" in joined, "in" in joined


def _sides(text: str, parties: Parties) -> tuple[bool, bool]:
    words = lexicon()
    out, into = bool(words.export_side.search(text)), bool(words.import_side.search(text))
    if not out and not into:
        there, here = country_words(parties.buyer), country_words(parties.seller)
        into = bool(there and there.search(text))
        out = not into and bool(here and here.search(text))
    return out, into


def _claim(
    heard: Heard,
    sentence: Sentence,
    clause: Clause,
    duties: tuple[Matter, ...],
    mention: tuple[int, int],
    parties: Parties,
) -> Said | None:
    found, held = _assigned(sentence, clause, mention)
    if found is None:
        return None
    side = side_of(found.who, parties)
    if side is None:
        return None
    if held is clause and _excepted(clause, mention, found):
        return None
    denied = _denied(heard, held, found, clause.start + mention[1])
    if (
        duties == ("insurance",)
        and (denied or found.left_out)
        and lexicon().cover.search(clause.text)
    ):
        return None
    if denied and lexicon().unable.search(held.text):
        return None
    if found.included and denied:
        side, denied = "buyer", False
    start = min(clause.start + mention[0], held.start + found.start)
    end = max(clause.start + mention[1], held.start + found.end)
    words = lexicon()
    return Said(
        duties=duties,
        side=side,
        does=not denied,
        start=start,
        end=end,
        obliged=found.included or bool(words.obliged.search(sentence.text)),
        left_out=found.left_out,
        premises=bool(words.premises.search(sentence.text)),
        text=clause.text,
    )


def _excepted(clause: Clause, mention: tuple[int, int], found: Assigned) -> bool:
    """Whether the duty is what the words make an exception of: 'we do it all but the customs'."""
    between = clause.text[min(found.start, mention[0]) : mention[0]]
    return bool(lexicon().exception.search(between))


def _denied(heard: Heard, held: Clause, found: Assigned, mention_end: int) -> bool:
    if found.left_out:
        return False
    if not found.phrase:
        start = held.start + found.start
        end = max(held.start + found.end, mention_end) + _NEAR
        return any(start <= a <= end or start - _NEAR <= a <= end for a, _ in held.negations)
    at = held.start + found.start
    between = (heard.folded.text[end:at] for start, end in held.negations if end <= at)
    inside = any(at <= start < held.start + found.end for start, _ in held.negations)
    return inside or any(_SLIGHT.fullmatch(words) for words in between)


def _assigned(
    sentence: Sentence, clause: Clause, mention: tuple[int, int]
) -> tuple[Assigned | None, Clause]:
    """Who, from the clause itself, else from the one after it, when that names no duty of its own."""
    found = assigned(clause.text, mention, risk=False)
    if found is not None:
        return found, clause
    at = sentence.clauses.index(clause)
    for step in (1, -1):
        if not 0 <= at + step < len(sentence.clauses):
            continue
        other = sentence.clauses[at + step]
        if other.mood != "asserted" or _names_a_duty(other.text):
            continue
        if len(other.text.split()) > 8 or (step < 0 and "_" in other.text):
            continue
        edge = (0, 0) if step > 0 else (len(other.text), len(other.text))
        found = assigned(other.text, edge, risk=False)
        if found is not None:
            return found, other
    return None, clause


def _names_a_duty(text: str) -> bool:
    words = lexicon()
    return any(p.search(text) for p in words.duties.values()) or bool(words.clearing.search(text))
