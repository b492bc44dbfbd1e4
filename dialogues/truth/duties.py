"""Claims about who does, pays or risks what, as the learner words them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogues.truth.assigning import Assigned, Who, assigned
from dialogues.truth.hearing import Clause, Heard, Sentence
from dialogues.truth.lexicon import lexicon
from dialogues.truth.mentions import Matter, mentions_in, names_a_duty
from dialogues.truth.model import Parties, Side

_NEAR = 14
"""Characters around a subject and its duty in which a denial still bears on them."""
_QUOTED = 90
"""Characters of a clause that are quoted whole."""
_SLIGHT = re.compile(r" (?!.*(?:compris|inclu|c'est|it's))(?:[a-z']+ ){0,2}")
"""What may stand between a denial and the phrase it turns round."""


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
            for duties, mention in mentions_in(clause, sentence, parties):
                said = _claim(heard, sentence, clause, duties, mention, parties)
                if said is not None:
                    yield said


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
    end = _rounded(heard, start, end)
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


def _rounded(heard: Heard, start: int, end: int) -> int:
    """The end of the clause, so that a quote is not cut short; `end` itself in a long clause."""
    clause = heard.clause_at(end - 1)
    whole = clause.start + len(clause.text.rstrip(" .,;:!("))
    return max(end, whole) if whole - start <= _QUOTED else end


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
    """Who, from the clause itself, else from the next or the last, if that names no duty."""
    found = assigned(clause.text, mention, risk=False)
    if found is not None:
        return found, clause
    at = sentence.clauses.index(clause)
    for step in (1, -1):
        if not 0 <= at + step < len(sentence.clauses):
            continue
        other = sentence.clauses[at + step]
        if other.mood != "asserted" or names_a_duty(other.text):
            continue
        if len(other.text.split()) > 8 or (step < 0 and "_" in other.text):
            continue
        edge = (0, 0) if step > 0 else (len(other.text), len(other.text))
        found = assigned(other.text, edge, risk=False)
        if found is not None:
            return found, other
    return None, clause
