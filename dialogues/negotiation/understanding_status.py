"""Status: whether a figure in a message is put forward, or only spoken of."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import Problem
from dialogues.negotiation.understanding_claims import Claim, Heard
from dialogues.negotiation.understanding_cues import (
    Clause,
    agreeing,
    conditional,
    found,
    has,
    offering,
)
from dialogues.reading.model import Act, Reading

_ASKS = (Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED)
_OFFERS = (Act.PROPOSE, Act.TRADE, Act.CONCEDE, Act.ACCEPT, Act.SUMMARISE)
_REASONS = (Act.ARGUE, Act.PROVE, Act.JUSTIFY)
_SURE = 0.5
_STATED = 0.6
_LONG = 8
"""Words from which a clause with no offering word may be taken for plain information."""

_BARE = 3
"""Words beside a figure up to which a clause only names it: 'payment at 60 days, please'."""


def acts_over(reading: Reading, heard: Heard, clause: Clause) -> dict[Act, float]:
    """The acts that lie over a clause, with the reader's certainty."""
    spans = heard.folded.span(clause.start, clause.end)
    over: dict[Act, float] = {}
    for act in reading.acts:
        if act.span.start < spans.end and spans.start < act.span.end:
            over[act.act] = max(over.get(act.act, 0.0), act.strength)
    return over


def questioned(reading: Reading, heard: Heard, clause: Clause) -> bool:
    """Whether a clause belongs to a question."""
    acts = acts_over(reading, heard, clause)
    worded = has("asks_open", clause.sentence)
    return clause.asks or worded or any(acts.get(a, 0.0) >= _SURE for a in _ASKS)


def put_forward(
    reading: Reading, heard: Heard, claim: Claim, hers: Mapping[IssueId, Value]
) -> bool:
    """Whether a figure is on offer: not asked about, turned down, quoted, or part of a reason.

    `hers`: what the counterpart has offered, as far as she has shown it.
    """
    clause = claim.clause
    text, acts = clause.text, acts_over(reading, heard, claim.clause)
    tied = conditional(text)
    if Act.REFORMULATE in acts and not tied and Act.TRADE not in acts:
        return has("recaps", clause.sentence)
    agreed = agreeing(text)
    if _turned_down(heard, claim) or _only_judged(heard, claim):
        return False
    if has("withdraws", text):
        return False
    if questioned(reading, heard, clause):
        asked = has("inquiring", text)
        proposed = any(has(cue, clause.sentence) for cue in ("proposing", "probe"))
        proposed = proposed or (offering(text) and has("mine", text))
        return (proposed or tied or Act.TRADE in acts) and not (asked and not tied)
    if _only_repeated(heard, claim, acts, hers):
        return False
    if has("theirs", text) and not (tied or agreed or has("limit", text)):
        return has("mine", _before(clause, claim)) and not has("theirs", _before(clause, claim))
    offers = offering(text) or has("limit", text) or tied or agreed
    offers = offers or has("held", clause.sentence)
    if has("factual", text) and not (offers and claim.issue is not None):
        return False
    if offers or any(a in acts for a in _OFFERS):
        return claim.issue is not None or offering(text)
    if claim.issue is not None and has("listed", clause.sentence):
        return True
    reasoned = any(acts.get(a, 0.0) >= _SURE for a in _REASONS)
    stated = acts.get(Act.INFORM, 0.0) >= _STATED and len(text.split()) >= _LONG
    return claim.issue is not None and not (reasoned or stated)


def _turned_down(heard: Heard, claim: Claim) -> bool:
    """Whether a figure is refused, in its clause or after a comma."""
    clause = claim.clause
    if has("limit", clause.text):
        return False
    if claim.nothing:
        return has("refused", clause.text[max(0, claim.end - clause.start) :])
    if has("refused", clause.text):
        return True
    if has("denied", _before(clause, claim)):
        return True
    next_ = found("refused_next", clause.text)
    if next_ is not None and claim.start - clause.start >= next_.start():
        return not _put_instead(heard, claim, clause.start + next_.start())
    alone = [c for c in heard.claims if c.clause.sentence_start == clause.sentence_start] == [claim]
    whole = clause.sentence
    if not alone or conditional(whole) or has("but", whole[:4]):
        return False
    beside = [c for c in heard.clauses if c.sentence_start == clause.sentence_start]
    return any(has("refused", c.text) and not _names_another(heard, c, claim) for c in beside)


def _put_instead(heard: Heard, claim: Claim, since: int) -> bool:
    """Whether a figure stands in the place of one just turned down: 'not 60 days 30 days'."""
    clause = claim.clause
    ahead = [c for c in heard.claims if c.issue == claim.issue and since <= c.start < claim.start]
    between = heard.folded.text[ahead[-1].end : claim.start] if ahead else ""
    return bool(ahead) and ahead[-1].clause == clause and not has("either", between)


def _only_judged(heard: Heard, claim: Claim) -> bool:
    """Whether a figure is only called hard, long or a loss: '60 days is hard for our cash'."""
    clause = claim.clause
    judged = found("judged", clause.text)
    if judged is None:
        return False
    said = clause.text[: judged.end()]
    if claim.start - clause.start >= judged.end():
        said = clause.text[judged.end() : claim.start - clause.start]
    if has("offering", said) or has("limit", clause.text) or agreeing(said):
        return False
    return not _taken_after_all(heard, claim)


def _taken_after_all(heard: Heard, claim: Claim) -> bool:
    """Whether a yes follows a complaint: '60 days is hard for us but ok'."""
    clause = claim.clause
    figured = {c.clause.start for c in heard.claims}
    return any(
        has("but", c.text[:4]) and (agreeing(c.text) or has("offering", c.text))
        for c in heard.clauses
        if c.sentence_start == clause.sentence_start
        and c.start > clause.start
        and c.start not in figured
        and not _names_another(heard, c, claim)
    )


def _only_repeated(
    heard: Heard, claim: Claim, acts: Mapping[Act, float], hers: Mapping[IssueId, Value]
) -> bool:
    """Whether a figure of hers is spoken of, and neither taken nor made part of an own offer."""
    clause, text = claim.clause, claim.clause.text
    reasoned = has("reasoning", _before(clause, claim))
    if claim.trouble is not None:
        return reasoned
    if claim.issue is None or claim.nothing or hers.get(claim.issue) != claim.value:
        return False
    line = clause.sentence_start
    beside = [c for c in heard.claims if c.clause.sentence_start == line and c.trouble is None]
    if any(c.issue is not None and hers.get(c.issue) != c.value for c in beside):
        return False
    if reasoned:
        return True
    offers = has("offering", text) or has("limit", text) or conditional(text) or agreeing(text)
    offers = offers or _taken_after_all(heard, claim)
    offers = offers or any(has(cue, clause.sentence) for cue in ("held", "listed", "recaps"))
    if offers or any(acts.get(a, 0.0) >= _SURE for a in _OFFERS):
        return False
    return len(_around(heard, claim)) > _BARE


def _around(heard: Heard, claim: Claim) -> list[str]:
    """The words of a clause besides its figures and the names of issues."""
    clause = claim.clause
    left = heard.folded.text
    spans = [(c.start, c.end) for c in heard.claims] + [(m.start, m.end) for m in heard.mentions]
    for start, end in spans:
        if clause.start <= start < clause.end:
            left = left[:start] + " " * (end - start) + left[end:]
    return re.findall(r"[a-z']{2,}", left[clause.start : clause.end])


def _names_another(heard: Heard, clause: Clause, claim: Claim) -> bool:
    """Whether a clause speaks of another issue than the claim's."""
    named = {m.issue for m in heard.mentions if clause.start <= m.start < clause.end}
    return bool(named - {claim.issue})


def _before(clause: Clause, claim: Claim) -> str:
    return clause.text[: max(0, claim.start - clause.start)]


def settled(
    heard: Heard, claims: Iterable[Claim], better: dict[IssueId, bool]
) -> tuple[dict[IssueId, Value], list[Problem], tuple[IssueId, ...]]:
    """One value for each issue, what cannot be taken as it stands, and where a range was said.

    `better`: whether the counterpart likes higher figures; a range is heard at her end.
    """
    by_issue: dict[IssueId, list[Claim]] = {}
    problems: list[Problem] = []
    ranged: list[IssueId] = []
    for claim in claims:
        if claim.trouble is not None:
            problems.append(_problem(heard, claim))
        elif claim.issue is not None:
            by_issue.setdefault(claim.issue, []).append(claim)
    offer: dict[IssueId, Value] = {}
    for issue_id, said in by_issue.items():
        one = _one(heard, said)
        if one is None:
            problems.append(
                Problem(issue=issue_id, kind="contradictory", quoted=_quoted(heard, said))
            )
            continue
        value = one.value
        assert value is not None
        if one.high is not None:
            ranged.append(issue_id)
            value = one.high if better[issue_id] else value
        offer[issue_id] = value
    problems = [p for p in problems if not _only_named(p, offer)]
    return offer, problems, tuple(ranged)


def _only_named(problem: Problem, offer: dict[IssueId, Value]) -> bool:
    """Whether it is a name beside the option it goes with: 'open account' at 60 days."""
    figure = any(c.isdigit() for c in problem.quoted or "")
    return problem.kind == "outside" and problem.issue in offer and not figure


def _problem(heard: Heard, claim: Claim) -> Problem:
    assert claim.trouble is not None
    return Problem(
        issue=claim.issue,
        kind=claim.trouble,
        said=claim.value,
        quoted=heard.folded.span(claim.start, claim.end).of(heard.folded.original),
        among=claim.among,
    )


def _quoted(heard: Heard, said: list[Claim]) -> str:
    quotes = [heard.folded.span(c.start, c.end).of(heard.folded.original) for c in said]
    return " / ".join(dict.fromkeys(quotes))


def _one(heard: Heard, said: list[Claim]) -> Claim | None:
    """The claim that counts when several figures are said on one issue; None when they clash."""
    first, last = said[0], said[-1]
    if all(c.value == first.value for c in said):
        return first
    if len(said) > 2:  # more than two figures on one issue are a menu, not a slip
        return None
    between = heard.folded.text[first.end : last.start]
    low, high = first.value, last.value
    ranging = has("range", heard.folded.text[max(0, first.start - 9) : last.start])
    if ranging and isinstance(low, Decimal) and isinstance(high, Decimal):
        return replace(first, value=min(low, high), high=max(low, high))
    around = heard.folded.text[max(0, first.start - 14) : last.end]
    if has("instead", between):
        return first
    if has("corrects", between):
        return last
    if has("from_to", around):
        return last
    return None
