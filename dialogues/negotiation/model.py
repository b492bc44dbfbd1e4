"""What an author writes under `negotiation:`: issues, their worth to each side, what is hidden."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, NewType, Self

from pydantic import BeforeValidator, Field, model_validator

from dialogues.ids import Topic
from dialogues.text import Frozen, Text

IssueId = NewType("IssueId", str)
SecretId = NewType("SecretId", str)
ArgumentId = NewType("ArgumentId", str)

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Share = Annotated[Decimal, Field(ge=0, le=1)]
Side = Literal["learner", "counterpart"]
StyleName = Literal["pragmatic", "analyst", "dominant", "amiable", "haggler", "hurried"]
Motive = Literal["security", "pride", "novelty", "comfort", "money", "sympathy", "environment"]

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:E[-+]?\d+)?\Z")


def _value(raw: object) -> object:
    """Read figures as Decimal, also when JSON made texts of them; options start with a letter."""
    if isinstance(raw, str) and _NUMBER.match(raw):
        return Decimal(raw)
    return Decimal(raw) if isinstance(raw, int) else raw


Value = Annotated[Decimal | str, BeforeValidator(_value)]
"""A figure in the issue's unit, or the name of one of its options."""

Package = Mapping[IssueId, Value]
"""Terms by issue: a full package names every issue, a partial offer some."""


class Range(Frozen):
    """The figures an issue can take; offers between two steps are heard as they are."""

    min: Decimal
    max: Decimal
    step: Decimal = Field(gt=0)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.max <= self.min or (self.max - self.min) % self.step:
            raise ValueError("the range must be a whole number of steps")
        if (self.max - self.min) / self.step > 2_000:
            raise ValueError("the range has more than 2,000 steps")
        return self


class Option(Frozen):
    """One of the choices an issue offers."""

    id: Name
    label: Text


class Peak(Frozen):
    """Best at one figure, worth nothing at both ends."""

    at: Decimal
    zero: tuple[Decimal, Decimal]


class Preference(Frozen):
    """What an issue is worth to one side: a weight, and how its worth runs from 0 to 1."""

    weight: int = Field(ge=0, le=1000)
    linear: Literal["up", "down"] | None = None
    points: dict[Decimal, Share] | None = None
    """Figure → worth, straight lines between."""
    peak: Peak | None = None
    table: dict[str, Share] | None = None
    """Option → worth."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [f for f in (self.linear, self.points, self.peak, self.table) if f is not None]
        if len(given) != 1:
            raise ValueError("give one of linear, points, peak and table")
        if self.points is not None and len(self.points) < 2:
            raise ValueError("points need at least two figures")
        if self.peak is not None and not self.peak.zero[0] < self.peak.at < self.peak.zero[1]:
            raise ValueError("the peak must lie between the two figures worth nothing")
        return self


class Issue(Frozen):
    """A negotiable term."""

    id: Annotated[IssueId, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    label: Text
    unit: str | None = None
    """ISO 4217 code, '%', 'day', 'week', 'month', 'piece'…; None for options."""
    per: str | None = None
    """What an amount is for: 'piece', 'month', 'total'…"""
    range: Range | None = None
    options: tuple[Option, ...] | None = None
    """In an order that makes sense to a trader: neighbours are near in practice."""
    learner: Preference
    counterpart: Preference
    opening: Value | None = None
    """What the counterpart asks for first; her best figure when not given."""

    @model_validator(mode="after")
    def _fitting(self) -> Self:
        if (self.range is None) == (self.options is None):
            raise ValueError("give either a range or options")
        names = [option.id for option in self.options or ()]
        if self.options is not None and (len(names) < 2 or len(set(names)) < len(names)):
            raise ValueError("options need at least two different names")
        for side in (self.learner, self.counterpart):
            if self.options is None and side.table is not None:
                raise ValueError("a table goes with options")
            if self.options is not None and set(side.table or {}) != set(names):
                raise ValueError("options need a table that gives each of them a worth")
        if self.opening is not None and not self.holds(self.opening):
            raise ValueError("the opening is outside the issue")
        return self

    def holds(self, value: Decimal | str) -> bool:
        """Whether the issue can take this value."""
        if self.range is None:
            return any(value == option.id for option in self.options or ())
        return isinstance(value, Decimal) and self.range.min <= value <= self.range.max


class Party(Frozen):
    """Where one side stops: what it does without a deal, and the least worth a deal must have."""

    reservation: Share
    batna: Text


class Deadline(Frozen):
    """The clock, in learner turns."""

    turns: int = Field(ge=6, le=40)
    soft: int = Field(ge=3)
    """The turn after which the end is in sight."""

    @model_validator(mode="after")
    def _before(self) -> Self:
        if self.soft >= self.turns:
            raise ValueError("the soft deadline must come before the last turn")
        return self


class Money(Frozen):
    """How worth is said in money: one issue's figures, times the quantity the brief speaks of."""

    issue: IssueId
    quantity: Decimal = Field(gt=0)


class Secret(Frozen):
    """Something true that the counterpart says only when it is asked for."""

    id: SecretId
    topics: tuple[Topic, ...] = Field(min_length=1)
    asked: Literal["open", "fact"] = "open"
    """The least a question must be: open, or any question that asks for the fact itself."""
    least_rapport: Annotated[Decimal, Field(ge=-1, le=1)] = Decimal(0)
    dear: tuple[IssueId, ...] = ()
    """Issues it shows to weigh much for her."""
    cheap: tuple[IssueId, ...] = ()
    """Issues it shows to weigh little for her."""
    gist: Text


class Argument(Frozen):
    """A reason that moves this person; each counts once."""

    id: ArgumentId
    issue: IssueId
    motive: Motive
    gist: Text


class Bluff(Frozen):
    """A statement meant to press, and the truth about it; resolved in the debrief."""

    id: Name
    topics: tuple[Topic, ...] = Field(min_length=1)
    says: Text
    truth: Text


class Authority(Frozen):
    """Past this figure the counterpart must refer to somebody."""

    issue: IssueId
    beyond: Value
    boss: Text


class Incoherent(Frozen):
    """Terms that do not go together in practice: worth a remark, never a number."""

    id: Name
    terms: dict[IssueId, Value] = Field(min_length=2)
    remark: Text


class NegotiationCase(Frozen):
    """The negotiable part of a scenario."""

    style: StyleName
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    rates: dict[str, Decimal] = {}
    """Units of another currency for one of `currency`, as the brief gives them."""
    issues: tuple[Issue, ...] = Field(min_length=2, max_length=12)
    learner: Party
    counterpart: Party
    deadline: Deadline
    money: Money | None = None
    motives: tuple[Motive, ...] = ()
    """What moves this person: arguments on these count double."""
    secrets: tuple[Secret, ...] = ()
    arguments: tuple[Argument, ...] = ()
    bluff: Bluff | None = None
    authority: tuple[Authority, ...] = ()
    incoherent: tuple[Incoherent, ...] = ()
    no_zopa: bool = False
    """Whether leaving is the right end of this case."""

    @model_validator(mode="after")
    def _weighty(self) -> Self:
        if len({issue.id for issue in self.issues}) < len(self.issues):
            raise ValueError("two issues have the same name")
        for side in ("learner", "counterpart"):
            if not sum(getattr(issue, side).weight for issue in self.issues):
                raise ValueError(f"nothing weighs anything for the {side}")
        return self

    def issue(self, issue_id: IssueId) -> Issue:
        """The issue of that id.

        Raises:
            KeyError: no such issue.
        """
        for issue in self.issues:
            if issue.id == issue_id:
                return issue
        raise KeyError(issue_id)
