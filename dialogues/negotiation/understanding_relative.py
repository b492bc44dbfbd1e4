"""Relative moves: '5 % better', 'ten cents less', 'split the difference'."""

from decimal import Decimal
from typing import Literal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import Issue, IssueId
from dialogues.negotiation.moves import Problem, Relative
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.table import converted
from dialogues.negotiation.understanding_claims import Heard
from dialogues.negotiation.understanding_cues import Clause, conditional, has, offering
from dialogues.negotiation.understanding_names import Lexicon
from dialogues.reading.model import Term

Direction = Literal["up", "down", "mine", "yours"]
_HALF = {"half": Decimal("0.5"), "double": Decimal(2)}


def relatives(
    lexicon: Lexicon, heard: Heard, standing: Standing, pressed: IssueId | None
) -> tuple[list[Relative], list[Problem]]:
    """The relative moves of a message, and those that nobody could work out."""
    found: list[Relative] = []
    problems: list[Problem] = []
    for term, clause in heard.relatives:
        if not _meant(clause):
            continue
        issue = _issue(lexicon, heard, standing, term, clause, pressed)
        if issue is None:
            problems.append(Problem(kind="no-figure", quoted=term.text))
            continue
        one = _relative(lexicon, issue, standing, term, clause)
        if one is None:
            problems.append(Problem(issue=issue.id, kind="no-figure", quoted=term.text))
        else:
            found.append(one)
    return found, problems


def _meant(clause: Clause) -> bool:
    if has("factual", clause.text) and not offering(clause.text):
        return False
    if has("refused", clause.text) and not offering(clause.text):
        return True
    return not (has("inquiring", clause.sentence) and clause.asks) or conditional(clause.text)


def _relative(
    lexicon: Lexicon, issue: Issue, standing: Standing, term: Term, clause: Clause
) -> Relative | None:
    giving = _giving(clause)
    own = issue.id in standing.table.learner
    of: Literal["offer", "own"] = "own" if giving and own else "offer"
    if not (own if of == "own" else standing.table.shown):
        of = "own" if own else "offer"
    if term.detail == "split":
        return Relative(issue=issue.id, how="split")
    if term.detail in _HALF:
        return Relative(issue=issue.id, how="times", amount=_HALF[term.detail], of=of)
    if not isinstance(term.value, Decimal):
        return None
    direction = _direction(term, giving=giving)
    if term.unit == "%" and issue.unit != "%":
        return Relative(
            issue=issue.id, how="percent", amount=term.value, direction=direction, of=of
        )
    amount = _amount(lexicon, issue, term)
    if amount is None:
        return None
    return Relative(issue=issue.id, how="by", amount=amount, direction=direction, of=of)


def _giving(clause: Clause) -> bool:
    """Whether the learner speaks of her own step."""
    return has("mine", clause.text) and not has("theirs", clause.text)


def _direction(term: Term, *, giving: bool) -> Direction:
    if term.detail == "up":
        return "up"
    if term.detail in {"down", "discount"}:
        return "down"
    return "yours" if giving else "mine"


def _amount(lexicon: Lexicon, issue: Issue, term: Term) -> Decimal | None:
    assert isinstance(term.value, Decimal)
    if term.unit in lexicon.namings[issue.id].units:
        return term.value
    if term.unit in {"cent", "penny"}:
        return term.value / 100
    if term.unit == "point":
        return term.value
    return converted(lexicon.domain, issue.id, term.value, term.unit)


def _issue(
    lexicon: Lexicon,
    heard: Heard,
    standing: Standing,
    term: Term,
    clause: Clause,
    pressed: IssueId | None,
) -> Issue | None:
    """The issue a relative move is about: named, or the only one it fits, or the one in hand."""
    domain = lexicon.domain
    fitting = [i for i in domain.case.issues if i.range is not None and _fits(domain, i, term)]
    by_id = {i.id: i for i in fitting}
    near = [m.issue for m in heard.mentions if clause.start <= m.start < clause.end]
    line = clause.sentence_start
    near += [m.issue for m in heard.mentions if line <= m.start < line + len(clause.sentence)]
    for issue_id in near:
        if issue_id in by_id:
            return by_id[issue_id]
    if len(fitting) == 1:
        return fitting[0]
    if pressed in by_id:
        return by_id[pressed]
    table = standing.table
    apart = [
        i
        for i in fitting
        if i.id in table.learner and table.learner[i.id] != table.offer[i.id] and table.shown
    ]
    if len(apart) == 1:
        return apart[0]
    money = domain.case.money
    wanted = term.unit in {None, "%"} or term.unit == domain.case.currency
    if wanted and money is not None and money.issue in by_id:
        return by_id[money.issue]
    return None


def _fits(domain: Domain, issue: Issue, term: Term) -> bool:
    if term.unit is None or term.unit == "%":
        return True
    if term.unit in {"cent", "penny"}:
        return issue.unit == domain.case.currency
    if term.unit == "point":
        return issue.unit == "%"
    assert isinstance(term.value, Decimal)
    if term.unit not in {issue.unit, None} and issue.unit == "piece":
        return True
    return converted(domain, issue.id, term.value, term.unit) is not None
