"""Claims about duties and risk held against Incoterms 2020."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogues.truth.content import Duty, Incoterm, duties, incoterms
from dialogues.truth.duties import Said, said_in
from dialogues.truth.hearing import Heard
from dialogues.truth.lexicon import lexicon
from dialogues.truth.mentions import Matter
from dialogues.truth.model import Parties, Side
from dialogues.truth.risks import RiskSaid, risks_in
from dialogues.truth.scope import InForce, in_force

_SIDES: dict[str, Side] = {"S": "seller", "B": "buyer"}
_DELIVERED = frozenset({"DAP", "DPU", "DDP"})
_FROM_ARRIVAL = _DELIVERED | {"CFR", "CIF", "CPT", "CIP"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and what the Incoterm in force says of it."""

    turn: int
    matter: Matter
    wrong: bool
    held: InForce
    owner: Side | None
    side: Side
    does: bool
    start: int
    end: int


def judged_in(heard: Sequence[Heard], turn: int, parties: Parties) -> Iterator[Judged]:
    """Every claim of a turn that an Incoterm decides, right or wrong."""
    here = heard[turn]
    for said in said_in(here, parties):
        held = in_force(heard, turn, said.start)
        verdicts = [_duty(each, said, heard) for each in held]
        if held and verdicts and all(v is not None for v in verdicts):
            matter, owner = next(v for v in verdicts if v is not None)[:2]
            wrong = all(v is not None and v[2] for v in verdicts)
            yield Judged(
                turn, matter, wrong, held[0], owner, said.side, said.does, said.start, said.end
            )
    places = {t.place for t in here.terms if t.place}
    for place in places or {""}:
        for risk in risks_in(here, parties, place):
            yield from _risk(heard, turn, risk)


def _duty(
    held: InForce, said: Said, heard: Sequence[Heard]
) -> tuple[Matter, Side | None, bool] | None:
    """The duty, whose it is, and whether the claim is wrong; None when the rule leaves it open."""
    rule = incoterms().rules[held.term.rule]
    found = [
        _one(held, rule, duty, said, heard) for duty in said.duties if duty != "transfer-of-risk"
    ]
    if not found or any(f is None for f in found):
        return None
    decided = [f for f in found if f is not None]
    wrong = all(f[2] for f in decided)
    if len(decided) > 1 and not wrong and any(f[2] for f in decided):
        return None
    return decided[-1][0], decided[-1][1], wrong


def _one(
    held: InForce, rule: Incoterm, duty: Duty, said: Said, heard: Sequence[Heard]
) -> tuple[Matter, Side | None, bool] | None:
    owner = rule.duties[duty]
    if duty == "freight" and _another_leg(held, said):
        return None
    if duty == "loading" and held.term.loaded:
        return None
    if duty == "import-vat" and held.term.rule == "DDP" and _vat_left_out(said, heard):
        return None
    if owner == "P":
        if not said.premises:
            return None
        owner = "S"
    if owner == "N":
        favour = not said.obliged or not said.does or said.side == "buyer"
        if duty != "insurance" or favour or held.term.rule in _DELIVERED:
            return None
        return duty, None, True
    side = _SIDES[owner]
    return duty, side, (said.side == side) != said.does


def _another_leg(held: InForce, said: Said) -> bool:
    """Whether the carriage spoken of is the one before or after the main one."""
    if lexicon().inland.search(said.text):
        return True
    place = held.term.place
    if not place:
        return False
    elsewhere = re.sub(rf"_[ ,:]*{re.escape(place)}", "_", said.text)
    if held.term.rule in _FROM_ARRIVAL:
        from_there = rf"(?:from|de|depuis|a partir de|after|apres) {re.escape(place)}"
        return re.search(from_there, elsewhere) is not None
    return place in elsewhere


def _vat_left_out(said: Said, heard: Sequence[Heard]) -> bool:
    return said.left_out or any(lexicon().vat_left_out.search(each.folded.text) for each in heard)


def _risk(heard: Sequence[Heard], turn: int, said: RiskSaid) -> Iterator[Judged]:
    held = in_force(heard, turn, said.start)
    if not held:
        return
    term = held[0].term.rule
    owner = _SIDES[incoterms().rules[term].risk]
    passes = said.passes
    if said.at_place:
        passes = "arrival" if term in _FROM_ARRIVAL else "departure"
    side = said.side or ("seller" if passes == "arrival" else "buyer")
    wrong = side != owner
    yield Judged(turn, "transfer-of-risk", wrong, held[0], owner, side, True, said.start, said.end)


def articles_of(matter: Matter) -> str:
    """The articles that share out a matter."""
    return duties().duties[matter].articles
