"""The trade-truth check: contradictions in what the learner promises or states."""

from collections.abc import Iterator, Sequence

from dialogues.reading.model import Reading
from dialogues.reading.reader import read
from dialogues.text import Text
from dialogues.truth.content import incoterms
from dialogues.truth.hearing import Heard, TermSaid, hear_after
from dialogues.truth.judging import Judged, articles_of, judged_in
from dialogues.truth.lexicon import lexicon
from dialogues.truth.model import Contradiction, Family, Parties, Quote
from dialogues.truth.shares import wrong_shares
from dialogues.truth.statements import Broken, broken_in, denied_later
from dialogues.truth.wording import (
    about_duty,
    about_obsolete,
    about_place,
    about_risk,
    about_shares,
    incoterm_source,
)

_NO_PARTIES = Parties()
_LOGIC = Text(fr="Arithmétique des conditions de paiement", en="The arithmetic of payment terms")
_C_AND_D = frozenset({"CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"})
_F = frozenset({"FAS", "FOB"})
_SAID_INSTEAD = 3
"""Words from "sorry" to the end that make it a correction."""
_RIGHT_AFTER = 8
"""Characters from a rule to the place that belongs to it."""


def check(
    turns: Sequence[Reading],
    *,
    parties: Parties | None = None,
    others: Sequence[Reading | None] = (),
) -> tuple[Contradiction, ...]:
    """The contradictions in the learner's turns, in the order of the talk.

    An Incoterm or an instrument named in an earlier turn holds until another is named. Questions,
    suppositions and words she takes back are not counted.

    Args:
        turns: The learner's messages alone, oldest first.
        parties: Who trades; without the learner's side, "we" and "you" say nothing of duties.
        others: What the other side said just before each turn, None where it said nothing; may be
            left out, or shorter than `turns`.
    """
    who = parties or _NO_PARTIES
    before = (*others, *[None] * (len(turns) - len(others)))
    heard = [hear_after(each, other) for each, other in zip(turns, before, strict=True)]
    judged = [j for turn in range(len(heard)) for j in judged_in(heard, turn, who)]
    found = [_of_duty(heard, j) for j in judged if j.wrong and not _put_right(heard, judged, j)]
    for turn in range(len(heard)):
        found += _of_terms(heard, turn)
        found += _of_shares(heard, turn)
        found += [
            _of_rule(heard, turn, broken)
            for broken in broken_in(heard, turn, who)
            if not denied_later(broken.pattern, heard, turn, broken.claim[1])
        ]
    kept: dict[tuple[str, int], Contradiction] = {}
    for each in sorted(found, key=lambda c: (c.claim.turn, c.claim.span.start)):
        if not _taken_back(heard, each):
            kept.setdefault((each.rule, each.claim.turn), each)
    return tuple(kept.values())


def warm_up() -> None:
    """Load the rules and compile their words before the first message."""
    for text in (
        "EXW Lyon : nous payons les droits, 30 % puis 80 % à la commande.",
        "CIF: risk is on us.",
    ):
        check([read(text)], parties=Parties(learner="seller", seller="FR", buyer="US"))


def _quote(heard: Sequence[Heard], turn: int, start: int, end: int) -> Quote:
    span = heard[turn].span(start, end)
    return Quote(turn=turn, span=span, text=span.of(heard[turn].folded.original))


def _made(
    heard: Sequence[Heard],
    rule: str,
    family: Family,
    anchor: tuple[int, int, int],
    claim: tuple[int, int, int],
    law: tuple[Text, Text],
    source: Text,
) -> Contradiction:
    return Contradiction(
        rule=rule,
        family=family,
        anchor=_quote(heard, *anchor),
        claim=_quote(heard, *claim),
        law=law[0],
        source=source,
        ask=law[1],
    )


def _of_duty(heard: Sequence[Heard], judged: Judged) -> Contradiction:
    term = judged.held.term
    risk = judged.matter == "transfer-of-risk"
    law = (
        about_risk(term.rule)
        if risk
        else about_duty(term.rule, judged.matter, judged.owner, judged.side, does=judged.does)
    )
    return _made(
        heard,
        judged.matter if risk else f"duty-{judged.matter}",
        "incoterm",
        (judged.held.turn, term.start, term.end),
        (judged.turn, judged.start, judged.end),
        law,
        incoterm_source(term.rule, articles_of(judged.matter)),
    )


def _put_right(heard: Sequence[Heard], judged: Sequence[Judged], wrong: Judged) -> bool:
    """Whether a later claim says it right, or a later Incoterm fits what was said."""
    place = (wrong.turn, wrong.start)
    for later in judged:
        if (later.turn, later.start) > place and later.matter == wrong.matter and not later.wrong:
            return True
    for turn in range(wrong.turn, len(heard)):
        for term in heard[turn].terms:
            if (turn, term.start) > (wrong.turn, wrong.end) and _fits(term, wrong):
                return True
    return False


def _fits(term: TermSaid, wrong: Judged) -> bool:
    if term.rejected or term.obsolete or term.mood != "asserted":
        return False
    rule = incoterms().rules[term.rule]
    if wrong.matter == "transfer-of-risk":
        return rule.risk == ("S" if wrong.side == "seller" else "B")
    owner = rule.duties[wrong.matter]
    if owner not in {"S", "B"}:
        return owner == "P" and wrong.side == "seller"
    return ((owner == "S") == (wrong.side == "seller")) == wrong.does


def _of_terms(heard: Sequence[Heard], turn: int) -> Iterator[Contradiction]:
    """Rules of earlier editions, and rules named with the place of the wrong end."""
    here = heard[turn]
    for term in here.terms:
        if term.rejected or term.mood in {"asked", "reported"}:
            continue
        spot = (turn, term.start, term.end)
        if term.obsolete:
            clause = here.clause_at(term.start)
            known = term.rule in incoterms().successors
            if known and not clause.negations and not _renamed(here, term):
                law = about_obsolete(term.rule)
                source = incoterm_source(term.rule, "").model_copy(
                    update={"fr": "Incoterms 2020", "en": "Incoterms 2020"}
                )
                yield _made(heard, "obsolete-rule", "incoterm", spot, spot, law, source)
            continue
        wrong = _wrong_end(here, term)
        if wrong is not None:
            law = about_place(term.rule, arrival=term.rule in _C_AND_D)
            claim = (turn, *wrong)
            source = incoterm_source(term.rule, "A2")
            yield _made(heard, "place-wrong-end", "incoterm", spot, claim, law, source)


def _renamed(here: Heard, term: TermSaid) -> bool:
    """Whether the successor is named in the same turn."""
    return any(other.rule == incoterms().successors[term.rule] for other in here.terms)


def _wrong_end(here: Heard, term: TermSaid) -> tuple[int, int] | None:
    words = lexicon()
    pattern = words.wrong_for_c if term.rule in _C_AND_D else words.wrong_for_f
    if term.rule not in _C_AND_D | _F:
        return None
    line_end = here.sentence_at(term.start).end
    found = pattern.search(here.folded.text, term.start, line_end)
    if found is None or here.clause_at(found.start()).mood == "asked":
        return None
    if found.start() - term.start <= _RIGHT_AFTER:
        return found.span()
    alone = not here.folded.text[found.end() : line_end].strip(" .,!)")
    beside = found.start() - term.end <= 4
    return found.span() if term.place and beside and alone else None


def _of_shares(heard: Sequence[Heard], turn: int) -> Iterator[Contradiction]:
    shares = wrong_shares(heard[turn])
    if shares is not None:
        law = about_shares(shares.total)
        first, last = (turn, *shares.first), (turn, *shares.last)
        yield _made(heard, "shares-total", "payment", first, last, law, _LOGIC)


def _of_rule(heard: Sequence[Heard], turn: int, broken: Broken) -> Contradiction:
    rule = broken.pattern.rule
    anchor = (broken.anchor_turn, *broken.anchor)
    claim = (turn, *broken.claim)
    return _made(heard, rule.id, rule.family, anchor, claim, (rule.law, rule.ask), rule.source)


def _taken_back(heard: Sequence[Heard], said: Contradiction) -> bool:
    """Whether the learner takes the words back further on in the same turn."""
    here = heard[said.claim.turn]
    return any(
        here.span(at, at + 1).start >= said.claim.span.end
        and len(here.folded.text[at:].split()) >= _SAID_INSTEAD
        for at in here.retractions
    )
