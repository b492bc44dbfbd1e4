"""What screens show of a negotiation: the table as it stands, and the learner's side to prepare."""

from decimal import Decimal
from typing import Literal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.script import Negotiation
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.wording_terms import shown
from dialogues.text import Frozen, Lang

MOST_STARS = 5


class Row(Frozen):
    """One issue on the table."""

    issue: IssueId
    label: str
    state: Literal["agreed", "open", "unsaid"]
    """Both said the same; they differ, or only one has spoken; nobody has spoken."""
    mine: str | None
    """The learner's position, as it is written."""
    theirs: str | None
    """The counterpart's; None while she has not said her offer."""


class Prepared(Frozen):
    """One issue of the preparation sheet, from the learner's side."""

    issue: IssueId
    label: str
    stars: int
    """How much it weighs for the learner, 1 to 5."""
    best: str
    worst: str
    choices: tuple[str, ...] = ()
    """Options, in the order of the case; empty for figures."""


class Clock(Frozen):
    """Learner turns."""

    turn: int
    left: int
    soon: bool
    """Whether the end is in sight."""


def table_rows(block: Negotiation, standing: Standing, lang: Lang) -> tuple[Row, ...]:
    """The table as it stands, in the order of the case."""
    table, agreed = standing.table, standing.table.agreed
    rows = []
    for issue in block.case.issues:
        mine = table.learner.get(issue.id)
        theirs = table.offer[issue.id] if table.shown else None
        spoken = mine is not None or theirs is not None
        rows.append(
            Row(
                issue=issue.id,
                label=issue.label.in_(lang),
                state="agreed" if issue.id in agreed else "open" if spoken else "unsaid",
                mine=_shown(block, issue.id, mine, lang),
                theirs=_shown(block, issue.id, theirs, lang),
            )
        )
    return tuple(rows)


def package_rows(
    block: Negotiation, package: dict[IssueId, Value], lang: Lang
) -> tuple[tuple[str, str], ...]:
    """A package as pairs of label and value, in the order of the case."""
    return tuple(
        (issue.label.in_(lang), shown(issue, package[issue.id], lang))
        for issue in block.case.issues
        if issue.id in package
    )


def prepared(domain: Domain, lang: Lang) -> tuple[Prepared, ...]:
    """The learner's side of each issue, the weightiest first."""
    heaviest = max(p.weight["learner"] for p in domain.issues)
    rows = []
    for priced in sorted(domain.issues, key=lambda p: -p.weight["learner"]):
        issue, row = priced.issue, priced.worths["learner"]
        best, worst = priced.grid[row.index(max(row))], priced.grid[row.index(min(row))]
        stars = Decimal(MOST_STARS * priced.weight["learner"]) / max(1, heaviest)
        rows.append(
            Prepared(
                issue=issue.id,
                label=issue.label.in_(lang),
                stars=max(1, int(stars + Decimal("0.5"))),
                best=shown(issue, best, lang),
                worst=shown(issue, worst, lang),
                choices=tuple(o.label.in_(lang) for o in issue.options or ()),
            )
        )
    return tuple(rows)


def clock(domain: Domain, standing: Standing) -> Clock:
    """Where the clock stands."""
    deadline = domain.case.deadline
    return Clock(
        turn=standing.turn,
        left=standing.turns_left(domain),
        soon=standing.turn >= deadline.soft,
    )


def _shown(block: Negotiation, issue_id: IssueId, value: Value | None, lang: Lang) -> str | None:
    return None if value is None else shown(block.case.issue(issue_id), value, lang)
