"""Where a negotiation stands: one frozen value from which the next reply follows."""

from typing import Literal

from dialogues.ids import Topic
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import ArgumentId, IssueId, SecretId, Value
from dialogues.negotiation.moves import Move, Reply
from dialogues.negotiation.styles import Tactic
from dialogues.negotiation.table import Table
from dialogues.negotiation.worth import FULL
from dialogues.text import Frozen

EndKind = Literal["deal", "left", "time", "stalemate", "insulted"]


class Ended(Frozen):
    """How it ended, and the terms when it is a deal."""

    kind: EndKind
    package: dict[IssueId, Value] | None = None


class Recap(Frozen):
    """A recap waiting for the learner's word."""

    package: dict[IssueId, Value]
    extra: dict[IssueId, Value] | None = None


class Standing(Frozen):
    """Everything the next reply depends on, besides the case, the move and the seed."""

    turn: int = 0
    """Learner turns so far."""
    target: int
    """What the counterpart aims for, in millionths; never rises."""
    rapport: int = 0
    goodwill: int = 0
    table: Table
    importance: dict[IssueId, int] = {}
    """How much each issue seems to matter to the learner, 100 at the start."""
    peaks: dict[IssueId, int] = {}
    """The best she has heard from the learner on each issue: a gift is only counted once."""
    stale: int = 0
    """Turns in a row without anything new."""
    strikes: int = 0
    asked: tuple[Topic, ...] = ()
    told: tuple[SecretId, ...] = ()
    hinted: tuple[SecretId, ...] = ()
    argued: tuple[ArgumentId, ...] = ()
    reformulated: int = 0
    thanked: int = 0
    greeted: bool = False
    used: tuple[Tactic, ...] = ()
    called: bool = False
    """Whether her bluff was called."""
    referred: tuple[IssueId, ...] = ()
    recap: Recap | None = None
    declined: dict[IssueId, Value] | None = None
    """The last recap that was not confirmed."""
    promised: int | None = None
    """What a recap was worth to her whose own terms the learner opened again: she holds to it."""
    waiting: dict[IssueId, Value] | None = None
    """An offer not booked until the learner says against what."""
    final_at: int | None = None
    ended: Ended | None = None

    def turns_left(self, domain: Domain) -> int:
        """Learner turns left on the clock."""
        return max(0, domain.case.deadline.turns - self.turn)


class Exchange(Frozen):
    """A learner's move and the reply it got."""

    move: Move
    reply: Reply


class Course(Frozen):
    """A whole game: what was said, and where it stood after each turn."""

    opening: Reply
    exchanges: tuple[Exchange, ...]
    standings: tuple[Standing, ...]
    """One more than exchanges: the first is before the first move."""

    @property
    def end(self) -> Standing:
        """Where it stands now."""
        return self.standings[-1]

    @property
    def deal(self) -> dict[IssueId, Value] | None:
        """The terms agreed, if any."""
        return self.end.ended.package if self.end.ended else None


def own_range(domain: Domain) -> int:
    """The counterpart's range above her limit, in millionths."""
    return max(0, domain.most["counterpart"] - domain.reservation["counterpart"])


def floor_at(domain: Domain, goodwill: int) -> int:
    """What she never goes below: her limit plus what is left of her hidden margin."""
    margin = int(own_range(domain) * domain.style.margin)
    return domain.reservation["counterpart"] + margin * (1000 - goodwill) // 1000


def first_offer(domain: Domain) -> dict[IssueId, Value]:
    """Her opening package: the case's openings, her best where it gives none."""
    best: dict[IssueId, Value] = {p.issue.id: p.best("counterpart") for p in domain.issues}
    wished = {p.issue.id: p.issue.opening for p in domain.issues if p.issue.opening is not None}
    package = {**best, **wished}
    return package if domain.worth("counterpart", package) >= floor_at(domain, 0) else best


def seated(domain: Domain) -> Standing:
    """Before the first word."""
    offer = first_offer(domain)
    aim = int(domain.most["counterpart"] * domain.style.aim)
    target = max(floor_at(domain, 0), min(aim, domain.worth("counterpart", offer)))
    return Standing(
        target=min(target, FULL),
        table=Table(offer=offer),
        importance={p.issue.id: 100 for p in domain.issues},
    )
