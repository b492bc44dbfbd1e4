"""Claims about who bears the risk of the journey and where it passes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dialogues.truth.assigning import assigned
from dialogues.truth.duties import side_of
from dialogues.truth.hearing import Clause, Heard, Sentence
from dialogues.truth.lexicon import lexicon
from dialogues.truth.model import Parties, Side


@dataclass(frozen=True, slots=True)
class RiskSaid:
    """Either a side that bears the risk of the journey, or a place where it passes."""

    side: Side | None
    passes: Literal["departure", "arrival"] | None
    at_place: bool
    """The place is that of the Incoterm: arrival for a C or D rule, departure for E and F."""
    start: int
    end: int


def risks_in(heard: Heard, parties: Parties, place: str) -> Iterator[RiskSaid]:
    """Every claim of a turn about the risk of the journey; `place` is the Incoterm's, folded."""
    for sentence in heard.sentences:
        for clause in sentence.clauses:
            if clause.mood in {"asserted", "condition"} and lexicon().risk.words.search(
                clause.text
            ):
                said = _risk(heard, sentence, clause, parties, place)
                if said is not None:
                    yield said


def _risk(
    heard: Heard, sentence: Sentence, clause: Clause, parties: Parties, place: str
) -> RiskSaid | None:
    words = lexicon().risk
    if words.other.search(clause.text) or clause.negations:
        return None
    found = words.words.search(clause.text)
    assert found is not None
    whole = heard.folded.text[sentence.start : sentence.end]
    said_place = bool(place) and place in heard.folded.text[clause.start : clause.end]
    arrival = bool(words.at_arrival.search(whole))
    departure = bool(words.at_departure.search(whole))
    asserted = clause.mood == "asserted"
    who = assigned(clause.text, found.span(), risk=True) if asserted else None
    at = sentence.clauses.index(clause)
    held = clause
    if who is None and at + 1 < len(sentence.clauses):
        after = sentence.clauses[at + 1]
        if after.mood == "asserted" and not after.negations:
            who = assigned(after.text, (0, 0), risk=True)
            held = after
    start, end = clause.start + found.start(), clause.start + found.end()
    side = side_of(who.who, parties) if who else None
    if asserted and (words.passing.search(clause.text) or _only_from(clause.text)):
        if arrival == departure and not (said_place and not departure):
            return None
        passes: Literal["departure", "arrival"] = "arrival" if arrival else "departure"
        at_place = said_place and not arrival and not departure
        return RiskSaid(None, passes, at_place, start, clause.end)
    if who is None or side is None:
        return None
    if (departure and side == "seller") or (side == "buyer" and arrival):
        return None
    return RiskSaid(
        side, None, False, min(start, held.start + who.start), max(end, held.start + who.end)
    )


def _only_from(text: str) -> bool:
    return lexicon().only_from.search(text) is not None
