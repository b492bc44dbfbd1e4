"""Whether a negotiation case makes a game worth playing: findings as data, with their paths."""

from collections.abc import Iterator
from typing import Literal

from dialogues.negotiation.domain import Domain, Priced
from dialogues.negotiation.model import IssueId, NegotiationCase, Preference, Side
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.reference import EXPERT, NOVICE, result
from dialogues.negotiation.standing import first_offer, floor_at
from dialogues.negotiation.styles import styles
from dialogues.text import Frozen

Rule = Literal[
    "reference",
    "value",
    "limit",
    "zopa",
    "balance",
    "integrative",
    "chance",
    "anchor",
    "secret",
    "money",
    "clock",
    "size",
    "expert",
    "novice",
]

FAIREST, UNFAIREST = 0.35, 0.70
"""Between these a side's gain at the Nash point should lie, as a share of the most it can gain."""

INTEGRATIVE = 1.08
LUCKY = 0.93
"""Share of the best sum that blind deals above both limits keep, from which skill adds little."""
FEW = 2
"""Issues up to which that is always so."""
WARMEST = 0.6
"""Rapport that a courteous learner who asks and gives back can reach while there is still time."""
FRONTIER = 5_000
PUSHOVER = 0.35
_SIDES: tuple[Side, Side] = ("learner", "counterpart")


class Finding(Frozen):
    """One thing to mend, at a path inside `negotiation:`."""

    rule: Rule
    severity: Literal["error", "warning"]
    path: tuple[str | int, ...]
    message: str


def findings(case: NegotiationCase) -> tuple[Finding, ...]:
    """What is wrong with the case's numbers and names, without playing it."""
    found = tuple(_references(case))
    if found:
        return found
    domain = Domain(case)
    return (
        *_values(domain),
        *_limits(domain),
        *_shape(domain),
        *_secrets(domain),
        *_money(domain),
        *_clock(domain),
    )


def played_findings(case: NegotiationCase) -> tuple[Finding, ...]:
    """What playing it shows: the expert must reach a deal with every style, the pushover little."""
    found = []
    for name, style in styles().items():
        domain = Domain(case, style)
        expert = played(domain, PLAYERS[EXPERT])
        if (expert.deal is None) != case.no_zopa:
            said = "reaches no deal" if expert.deal is None else "reaches a deal"
            found.append(
                _finding("expert", "error", ("style",), f"the expert {said} with '{name}'")
            )
        nash = domain.landmarks.nash
        if nash is None:
            continue
        limit = domain.reservation["learner"]
        novice = result(domain, played(domain, PLAYERS[NOVICE]).end)
        share = (novice - limit) / max(1, nash.learner - limit)
        if share > PUSHOVER:
            message = f"giving in gets {share:.0%} of the fair share from '{name}'"
            found.append(_finding("novice", "warning", ("style",), message))
    return tuple(found)


def _finding(
    rule: Rule, severity: Literal["error", "warning"], path: tuple[str | int, ...], message: str
) -> Finding:
    return Finding(rule=rule, severity=severity, path=path, message=message)


def _references(case: NegotiationCase) -> Iterator[Finding]:
    known = {issue.id for issue in case.issues}

    def unknown(path: tuple[str | int, ...], issue_id: IssueId) -> Iterator[Finding]:
        if issue_id not in known:
            yield _finding("reference", "error", path, f"there is no issue '{issue_id}'")

    for at, argument in enumerate(case.arguments):
        yield from unknown(("arguments", at, "issue"), argument.issue)
    for at, secret in enumerate(case.secrets):
        for issue_id in (*secret.dear, *secret.cheap):
            yield from unknown(("secrets", at), issue_id)
    if case.money is not None:
        yield from unknown(("money", "issue"), case.money.issue)
    terms = [
        (("authority", at, "issue"), limit.issue, limit.beyond)
        for at, limit in enumerate(case.authority)
    ]
    terms += [
        (("incoherent", at, "terms"), issue_id, value)
        for at, pair in enumerate(case.incoherent)
        for issue_id, value in pair.terms.items()
    ]
    for path, issue_id, value in terms:
        yield from unknown(path, issue_id)
        if issue_id in known and not case.issue(issue_id).holds(value):
            yield _finding("reference", "error", path, f"'{issue_id}' cannot be {value}")
    for name, things in (("secrets", case.secrets), ("arguments", case.arguments)):
        ids = [thing.id for thing in things]
        for at, thing_id in enumerate(ids):
            if thing_id in ids[:at]:
                yield _finding("reference", "error", (name, at, "id"), f"'{thing_id}' twice")


def _preference(priced: Priced, side: Side) -> Preference:
    return priced.issue.learner if side == "learner" else priced.issue.counterpart


def _values(domain: Domain) -> Iterator[Finding]:
    for at, priced in enumerate(domain.issues):
        for side in _SIDES:
            row, weight = priced.worths[side], priced.weight[side]
            peaked = _preference(priced, side).peak is not None
            if max(row) < weight * 99 // 100 or (min(row) > weight // 100 and not peaked):
                message = f"the worth of '{priced.issue.id}' must run from 0 to 1"
                yield _finding("value", "error", ("issues", at, side), message)


def _limits(domain: Domain) -> Iterator[Finding]:
    for side in _SIDES:
        if domain.reservation[side] >= domain.most[side] * 9 // 10:
            yield _finding(
                "limit", "error", (side, "reservation"), "the limit leaves nothing to win"
            )
    best = {p.issue.id: p.best("learner") for p in domain.issues}
    if domain.worth("counterpart", best) >= floor_at(domain, 1000):
        message = "the learner's best package is good enough for the counterpart"
        yield _finding("anchor", "error", ("counterpart", "reservation"), message)
    opening = first_offer(domain)
    if domain.worth("learner", opening) >= domain.reservation["learner"]:
        message = "the counterpart's opening is already above the learner's limit"
        yield _finding("anchor", "warning", ("learner", "reservation"), message)
    wished = {**opening, **{i.id: i.opening for i in domain.case.issues if i.opening is not None}}
    if wished != opening:
        message = "the openings are below the counterpart's own limit and margin"
        yield _finding("anchor", "error", ("issues",), message)


def _shape(domain: Domain) -> Iterator[Finding]:
    marks, case = domain.landmarks, domain.case
    if marks.zopa == case.no_zopa:
        message = (
            "there is a zone of agreement, and 'no_zopa' says there is none"
            if marks.zopa
            else "no package is above both limits; say 'no_zopa: true' if that is meant"
        )
        yield _finding("zopa", "error", ("no_zopa",), message)
    if marks.integrative < INTEGRATIVE:
        message = f"trading adds {marks.integrative - 1:.0%}: both sides weigh the issues too alike"
        yield _finding("integrative", "warning", ("issues",), message)
    if marks.zopa and len(domain.issues) > FEW and marks.chance.kept > LUCKY:
        message = f"blind deals keep {marks.chance.kept:.0%} of what the best one gives both"
        yield _finding("chance", "warning", ("issues",), message)
    if len(domain.frontier) > FRONTIER:
        message = f"the frontier has {len(domain.frontier)} points; use coarser steps"
        yield _finding("size", "error", ("issues",), message)
    if marks.nash is None or marks.rational is None:
        return
    first, last = marks.rational
    most = {
        "learner": int(domain.frontier.first[first]),
        "counterpart": int(domain.frontier.second[last]),
    }
    fair = {"learner": marks.nash.learner, "counterpart": marks.nash.counterpart}
    for side in _SIDES:
        limit = domain.reservation[side]
        share = (fair[side] - limit) / max(1, most[side] - limit)
        if not FAIREST <= share <= UNFAIREST:
            message = f"the fair deal gives the {side} {share:.0%} of what there is to gain"
            yield _finding("balance", "warning", (side, "reservation"), message)


def _secrets(domain: Domain) -> Iterator[Finding]:
    mean = sum(p.weight["counterpart"] for p in domain.issues) // len(domain.issues)
    for at, secret in enumerate(domain.case.secrets):
        if secret.least_rapport > WARMEST:
            message = (
                f"'{secret.id}' stays hidden: nobody reaches a rapport of {secret.least_rapport}"
            )
            yield _finding("secret", "error", ("secrets", at, "least_rapport"), message)
        for issue_id in secret.dear:
            if domain.by_id[issue_id].weight["counterpart"] < mean:
                message = f"it says '{issue_id}' matters, and it weighs less than most"
                yield _finding("secret", "error", ("secrets", at, "dear"), message)
        for issue_id in secret.cheap:
            if domain.by_id[issue_id].weight["counterpart"] > mean:
                message = f"it says '{issue_id}' matters little, and it weighs more than most"
                yield _finding("secret", "error", ("secrets", at, "cheap"), message)


def _money(domain: Domain) -> Iterator[Finding]:
    money = domain.case.money
    if money is None:
        return
    issue = domain.by_id[money.issue].issue
    if issue.learner.linear is None or issue.unit != domain.case.currency:
        message = "the money issue needs the case's currency and a linear worth for the learner"
        yield _finding("money", "error", ("money", "issue"), message)


def _clock(domain: Domain) -> Iterator[Finding]:
    turns, soft = domain.case.deadline.turns, domain.case.deadline.soft
    if not turns * 3 // 5 <= soft <= turns - 2:
        message = f"the end must come in sight between turns {turns * 3 // 5} and {turns - 2}"
        yield _finding("clock", "warning", ("deadline", "soft"), message)
    least = max(8, 3 * len(domain.issues) // 2)
    if turns < least:
        message = (
            f"{turns} turns are short for {len(domain.issues)} issues; about {least} are needed"
        )
        yield _finding("clock", "warning", ("deadline", "turns"), message)
