"""A turn in terms of the case: a learner's move in, a counterpart's reply out."""

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from dialogues.ids import Topic
from dialogues.negotiation.model import ArgumentId, IssueId, SecretId, Value
from dialogues.negotiation.styles import Tactic
from dialogues.text import Frozen


class MoveAct(StrEnum):
    """What a learner's turn does besides offering, asking and arguing."""

    GREET = "greet"
    INTRODUCE = "introduce"
    THANK = "thank"
    REFORMULATE = "reformulate"
    RECAP = "recap"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    REFUSE_EXTRA = "refuse-extra"
    """Signs what was agreed and refuses the little more that was asked at the last moment."""
    NEXT_STEP = "next-step"
    LEAVE = "leave"
    APOLOGISE = "apologise"
    THREAT = "threat"
    ULTIMATUM = "ultimatum"
    INSULT = "insult"


class Question(Frozen):
    """A question on a topic."""

    topic: Topic
    form: Literal["open", "fact", "closed"]


class Argued(Frozen):
    """An argument of the case that the learner made."""

    argument: ArgumentId
    evidence: bool = True
    """Whether a proof, a figure or an example came with it."""


class Relative(Frozen):
    """A figure said against another one: '5 % better', 'ten days less', 'split the difference'."""

    issue: IssueId
    how: Literal["by", "percent", "times", "split"]
    amount: Decimal | None = None
    """In the issue's unit, in per cent, or a factor; None for a split."""
    direction: Literal["up", "down", "mine", "yours"] = "mine"
    """Up or down in figures; or better for the learner ('mine'), for the counterpart ('yours')."""
    of: Literal["offer", "own"] = "offer"
    """Against the counterpart's offer or the learner's own position."""


class Problem(Frozen):
    """Something said about terms that cannot be taken as it stands: asked about, never booked."""

    issue: IssueId | None = None
    """None: it is not clear which."""
    kind: Literal[
        "unknown-issue",
        "outside",
        "contradictory",
        "no-figure",
        "no-issue",
        "which",
        "no-rate",
        "unit",
        "tiers",
    ]
    said: Value | None = None
    quoted: str | None = None
    """The learner's own words for it."""
    among: tuple[IssueId, ...] = ()
    """The issues it could mean."""


class Move(Frozen):
    """One turn of the learner."""

    offer: dict[IssueId, Value] = {}
    """The issues she names, with what she proposes."""
    relative: tuple[Relative, ...] = ()
    conditional: bool | None = False
    """Whether what she gives hangs on what she asks; None: the words leave it open."""
    accepts: tuple[IssueId, ...] = ()
    """Issues on which she takes the counterpart's offer as it stands."""
    takes: Literal["offer", "alternative"] | None = None
    """Takes the whole of the standing offer, or of the alternative beside it."""
    withdraws: tuple[IssueId, ...] = ()
    """Issues on which she takes her own offer back."""
    questions: tuple[Question, ...] = ()
    arguments: tuple[Argued, ...] = ()
    acts: tuple[MoveAct, ...] = ()
    unclear: tuple[Problem, ...] = ()
    """What she says about terms and cannot be taken as it stands."""

    def does(self, *acts: MoveAct) -> bool:
        """Whether it performs one of `acts`."""
        return any(act in self.acts for act in acts)

    @property
    def hostile(self) -> bool:
        """Whether it threatens or insults."""
        return self.does(MoveAct.INSULT, MoveAct.THREAT, MoveAct.ULTIMATUM)

    @property
    def speaks_terms(self) -> bool:
        """Whether it says anything about terms."""
        said = (self.offer, self.relative, self.accepts, self.takes, self.withdraws, self.unclear)
        return any(said) or self.does(MoveAct.RECAP)

    @property
    def empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.speaks_terms or self.questions or self.arguments or self.acts)


class ReplyAct(StrEnum):
    """What the counterpart's turn mainly does."""

    OPEN = "open"
    ANSWER = "answer"
    OFFER = "offer"
    HOLD = "hold"
    CLARIFY = "clarify"
    WARN = "warn"
    FINAL = "final"
    RECAP = "recap"
    DEAL = "deal"
    WALK = "walk"
    PART = "part"
    """The learner left."""


class Named(Frozen):
    """One named part of a change, in millionths."""

    name: Literal["time", "trade", "argument", "discovery", "listening", "deadline", "floor"]
    by: int


class Trace(Frozen):
    """Why the counterpart's target moved: `before` plus all terms is exactly `after`."""

    before: int
    after: int
    terms: tuple[Named, ...] = ()
    floor: int
    rapport: int
    """Thousandths, −1000 to 1000."""
    goodwill: int
    """Thousandths, 0 to 1000."""
    hers: int | None = None
    """What the learner's terms, completed by the counterpart's, are worth to the counterpart."""
    gift: int = 0
    """What the learner gave for nothing this turn, as worth to the counterpart."""
    traded: int = 0
    """What the learner gave against something this turn, as worth to the counterpart."""
    news: bool = False
    """Whether the turn said anything new."""


class Reply(Frozen):
    """One turn of the counterpart: all that words are made from, and why."""

    act: ReplyAct
    turn: int
    """Learner turns so far."""
    turns_left: int = Field(ge=0)
    offer: dict[IssueId, Value] | None = None
    """Her full standing offer; None while she has not said one."""
    moved: tuple[IssueId, ...] = ()
    """Issues on which it has just come towards the learner."""
    alternative: dict[IssueId, Value] | None = None
    """A second package she would take as gladly."""
    recap: dict[IssueId, Value] | None = None
    """All terms, for the learner to confirm; or the terms of the deal."""
    extra: dict[IssueId, Value] | None = None
    """The little more she asks for at signing."""
    tactics: tuple[Tactic, ...] = ()
    bluff: bool = False
    """Whether the case's bluff is said in this turn."""
    bluff_called: bool = False
    """Whether she drops it, having been asked about it."""
    secrets: tuple[SecretId, ...] = ()
    """What she tells because she was asked for it."""
    hints: tuple[SecretId, ...] = ()
    """What a closed question gets: yes or no, no more."""
    dodged: tuple[SecretId, ...] = ()
    """What she would have told with more rapport."""
    heard: tuple[ArgumentId, ...] = ()
    """Arguments that moved her."""
    confirmed: bool = False
    """Whether the learner gave back something she has said, and she confirms it."""
    asks: tuple[Literal["against-what", "reason", "proposal", "what-else"], ...] = ()
    presses: IssueId | None = None
    """The issue she turns to next."""
    problems: tuple[Problem, ...] = ()
    reopened: tuple[IssueId, ...] = ()
    """Agreed points the learner has just opened again."""
    remarks: tuple[str, ...] = ()
    """Terms that do not go together, by the case's names for them."""
    authority: tuple[IssueId, ...] = ()
    """Issues on which she had to refer to somebody."""
    trace: Trace
