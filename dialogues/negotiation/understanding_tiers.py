"""Tiers: one price up to a quantity and another beyond it, which no single term can hold."""

from decimal import Decimal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import Issue
from dialogues.negotiation.moves import Problem
from dialogues.negotiation.understanding_claims import Claim, Heard
from dialogues.negotiation.understanding_cues import has

_PRICES = 2
"""Prices from which a sentence speaks of tiers."""


def untiered(
    domain: Domain, heard: Heard, claims: list[Claim]
) -> tuple[list[Claim], list[Problem]]:
    """The claims outside a sentence of two prices by quantity, and what to ask about it."""
    issue = _priced(domain)
    if issue is None:
        return claims, []
    problems: list[Problem] = []
    for start, sentence in {c.sentence_start: c.sentence for c in heard.clauses}.items():
        if not (has("tiers", sentence) and _prices(issue, sentence) >= _PRICES):
            continue
        quoted = heard.folded.span(start, start + len(sentence)).of(heard.folded.original)
        problems.append(Problem(issue=issue.id, kind="tiers", quoted=quoted.strip(" .!")))
        claims = [c for c in claims if c.clause.sentence_start != start]
    return claims, problems


def _priced(domain: Domain) -> Issue | None:
    """The issue that is a price by the piece."""
    money = [i for i in domain.case.issues if i.unit == domain.case.currency and i.per == "piece"]
    return money[0] if len(money) == 1 else None


def _prices(issue: Issue, sentence: str) -> int:
    """How many different figures of a sentence can be prices of the issue."""
    assert issue.range is not None
    span = issue.range.max - issue.range.min
    low, high = issue.range.min - span, issue.range.max + span
    words = sentence.replace(",", ".").replace("€", " ").replace("$", " ").split()
    figures = {Decimal(w.strip(".;:!?")) for w in words if _number(w.strip(".;:!?"))}
    return sum(low <= f <= high for f in figures)


def _number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()
