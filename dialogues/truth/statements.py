"""Statements that break a rule: parts that stand together in a sentence, under an anchor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dialogues.truth.content import Claim, Rule, countries, numerals, rules, words
from dialogues.truth.hearing import Clause, Heard, Sentence
from dialogues.truth.model import Parties, Trade
from dialogues.truth.patterns import compiled
from dialogues.truth.scope import in_force

_SILENT = frozenset({"asked", "hypothetical", "reported"})


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """A claim, compiled."""

    claim: Claim
    parts: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class RulePattern:
    """A rule, compiled."""

    rule: Rule
    terms: frozenset[str]
    """Incoterms that anchor it; '*' for any."""
    anchors: tuple[str, ...]
    """Names of words that anchor it."""
    claims: tuple[ClaimPattern, ...]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule broken: where its anchor and the claim stand."""

    pattern: RulePattern
    anchor_turn: int
    anchor: tuple[int, int]
    claim: tuple[int, int]


@lru_cache(maxsize=1)
def rule_patterns() -> tuple[RulePattern, ...]:
    """Every rule, compiled."""
    shared = words()
    return tuple(
        RulePattern(
            rule=rule,
            terms=frozenset(a.removeprefix("term:") for a in rule.anchors if a.startswith("term:")),
            anchors=tuple(a for a in rule.anchors if not a.startswith("term:")),
            claims=tuple(
                ClaimPattern(c, tuple(_numbered(p) for p in c.parts)) for c in rule.claims
            ),
            unless=compiled(rule.unless, shared) if rule.unless else None,
        )
        for rule in rules()
    )


def _numbered(part: str) -> re.Pattern[str]:
    return compiled((part,), words())


def trade_of(parties: Parties) -> Trade | None:
    """What kind of trade it is for the Union; None when a country is not known."""
    if parties.seller is None or parties.buyer is None:
        return None
    known = countries()
    from_eu, to_eu = (
        code == "XI" or (code in known and known[code].eu)
        for code in (parties.seller, parties.buyer)
    )
    if parties.seller == parties.buyer:
        return "domestic"
    if from_eu and to_eu:
        return "eu"
    return "export" if from_eu else "import" if to_eu else "third"


def speaks_for(rule: Rule, parties: Parties) -> bool:
    """Whether a rule concerns these parties."""
    when = rule.when
    return (
        (when.learner is None or when.learner == parties.learner)
        and (not when.trade or trade_of(parties) in when.trade)
        and (not when.seller or parties.seller in when.seller)
        and (not when.buyer or parties.buyer in when.buyer)
    )


def broken_in(heard: Sequence[Heard], turn: int, parties: Parties) -> Iterator[Broken]:
    """Every rule that a turn breaks, given the turns before it."""
    here = heard[turn]
    termed = any(h.terms for h in heard[: turn + 1])
    anchored = {name for h in heard[: turn + 1] for name in h.anchors}
    for pattern in rule_patterns():
        named = pattern.terms and termed
        if not named and not any(name in anchored for name in pattern.anchors):
            continue
        if not speaks_for(pattern.rule, parties):
            continue
        for sentence in here.sentences:
            found = _broken(heard, turn, sentence, pattern)
            if found is not None:
                yield found
                break


def _broken(
    heard: Sequence[Heard], turn: int, sentence: Sentence, pattern: RulePattern
) -> Broken | None:
    here = heard[turn]
    line = here.folded.text[sentence.start : sentence.end]
    if pattern.unless is not None and pattern.unless.search(line):
        return None
    for claim in pattern.claims:
        spans = _parts(claim, line, sentence)
        if spans is None or not _meant(claim, spans, sentence):
            continue
        anchor = _anchor(heard, turn, sentence, pattern, spans[0][0])
        if anchor is not None:
            start, end = min(a for a, _ in spans), max(b for _, b in spans)
            return Broken(pattern, anchor[0], anchor[1], (start, end))
    return None


def _parts(claim: ClaimPattern, line: str, sentence: Sentence) -> list[tuple[int, int]] | None:
    spans = []
    for part in claim.parts:
        found = part.search(line)
        if found is None:
            return None
        if "n" in part.groupindex and not _in_range(claim.claim, found["n"]):
            return None
        spans.append((sentence.start + found.start(), sentence.start + found.end()))
    return spans


def _in_range(claim: Claim, figure: str) -> bool:
    value = int(figure) if figure.isdigit() else numerals().get(figure)
    return (
        value is not None
        and (claim.above is None or value > claim.above)
        and (claim.below is None or value < claim.below)
    )


def _meant(claim: ClaimPattern, spans: list[tuple[int, int]], sentence: Sentence) -> bool:
    held: list[Clause] = [
        next((c for c in sentence.clauses if c.start <= a < c.end), sentence.clauses[-1])
        for a, _ in spans
    ]
    moods = {clause.mood for clause in held}
    if moods & _SILENT or "asserted" not in moods:
        return False
    if claim.claim.within == "clause" and len({clause.start for clause in held}) > 1:
        return False
    said_no = [n for clause in held for n in clause.negations]
    if claim.claim.negated == "yes":
        return bool(said_no)
    outside = [n for n in said_no if not any(a <= n[0] and n[1] <= b for a, b in spans)]
    return claim.claim.negated == "any" or not outside


def _anchor(
    heard: Sequence[Heard], turn: int, sentence: Sentence, pattern: RulePattern, at: int
) -> tuple[int, tuple[int, int]] | None:
    if pattern.terms:
        held = in_force(heard, turn, at)
        if held and all(h.term.rule in pattern.terms or "*" in pattern.terms for h in held):
            return held[0].turn, (held[0].term.start, held[0].term.end)
    named = [s for name in pattern.anchors for s in heard[turn].anchors.get(name, ())]
    beside = [s for s in named if sentence.start <= s[0] < sentence.end]
    if beside or pattern.rule.reach == "sentence":
        return (turn, beside[-1]) if beside else None
    for index in range(turn, -1, -1):
        spots = [s for name in pattern.anchors for s in heard[index].anchors.get(name, ())]
        if spots:
            before = [s for s in spots if index < turn or s[0] < at]
            return index, (before or spots)[-1]
    return None


def denied_later(pattern: RulePattern, heard: Sequence[Heard], turn: int, after: int) -> bool:
    """Whether the learner says the contrary afterwards: the same parts, denied."""
    for index in range(turn, len(heard)):
        for sentence in heard[index].sentences:
            if index == turn and sentence.start < after:
                continue
            line = heard[index].folded.text[sentence.start : sentence.end]
            for claim in pattern.claims:
                said = claim.claim.negated == "no" and all(p.search(line) for p in claim.parts)
                if said and any(c.negations for c in sentence.clauses if c.mood == "asserted"):
                    return True
    return False
