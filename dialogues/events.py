"""What happens in an attempt, in the past tense; the only record that scores are made from."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from dialogues.ids import (
    AttemptId,
    CriterionId,
    CustomId,
    FactId,
    LearnerId,
    ObjectionId,
    PhaseId,
    ScenarioId,
)
from dialogues.negotiation.moves import Move, Reply
from dialogues.negotiation.preparation import Plan, Sheet
from dialogues.negotiation.standing import Standing
from dialogues.reading.model import Reading
from dialogues.text import Frozen, Lang


class FactTold(Frozen):
    """The persona told a fact, in full or in brief."""

    kind: Literal["fact-told"] = "fact-told"
    fact: FactId
    depth: Literal["brief", "full"]


class FactConfirmed(Frozen):
    """The learner gave a fact back and the persona confirmed it."""

    kind: Literal["fact-confirmed"] = "fact-confirmed"
    fact: FactId


class Corrected(Frozen):
    """The learner gave something back wrongly and the persona put it right."""

    kind: Literal["corrected"] = "corrected"
    fact: FactId


class MoodMoved(Frozen):
    """The persona's mood moved, for a reason the debrief can quote."""

    kind: Literal["mood-moved"] = "mood-moved"
    by: int
    reason: str
    """A reason key: 'reformulated', 'pitched-early', 'offended'…"""


class PatienceSpent(Frozen):
    """The persona lost some patience."""

    kind: Literal["patience-spent"] = "patience-spent"
    reason: str


class ObjectionMoved(Frozen):
    """An objection changed state or gathered credit."""

    kind: Literal["objection-moved"] = "objection-moved"
    objection: ObjectionId
    state: Literal["raised", "settled", "bought", "parked"]
    credit: int = 0
    """Credit gathered in all, in the units of `Objection.strength`."""
    by: tuple[str, ...] = ()
    """What earned it: 'acknowledged', 'explored', 'argued', 'proved', 'traded', 'pocketed'…"""


class CustomMoved(Frozen):
    """The learner touched something the persona expects."""

    kind: Literal["custom-moved"] = "custom-moved"
    custom: CustomId
    what: Literal["asked", "kept", "hurt", "owned", "repaired"]
    """Asked about, minded, hurt; owned: named with an apology; repaired: acted upon as well."""


class Bargained(Frozen):
    """A turn of a negotiation in terms of its case, with all that the next one depends on.

    The standing is kept beside move and reply, so that an attempt is the same on any later day.
    """

    kind: Literal["bargained"] = "bargained"
    move: Move | None
    """The learner's; None before her first turn."""
    reply: Reply
    standing: Standing
    """Where it stands after the reply."""
    policy: str
    """The version of the bargaining policy that made it."""


Effect = Annotated[
    FactTold
    | FactConfirmed
    | Corrected
    | MoodMoved
    | PatienceSpent
    | ObjectionMoved
    | CustomMoved
    | Bargained,
    Field(discriminator="kind"),
]


class Happened(Frozen):
    """Something that happened at a time (aware, UTC)."""

    at: datetime


class Origin(Frozen):
    """Where a rewound attempt branches off from a finished one."""

    attempt: AttemptId
    message: int
    """The learner's message that is answered otherwise; what came before it is the same."""


class AttemptStarted(Happened):
    """A learner sat down at a scenario, pinned by content hash."""

    kind: Literal["attempt-started"] = "attempt-started"
    attempt: AttemptId
    learner: LearnerId
    scenario: ScenarioId
    scenario_hash: str
    lang: Lang
    seed: int
    origin: Origin | None = None
    """None: it began at the beginning."""


class Prepared(Happened):
    """What the learner had prepared when she sat down: her words, and what they were read as."""

    kind: Literal["prepared"] = "prepared"
    sheet: Sheet
    plan: Plan


class LearnerTurn(Happened):
    """The learner said something: her raw words, and what they were read as at that moment."""

    kind: Literal["learner-turn"] = "learner-turn"
    message: int
    """Its place in the transcript, from 0, both sides counted."""
    text: str
    reading: Reading


class PersonaTurn(Happened):
    """The persona said something, and why."""

    kind: Literal["persona-turn"] = "persona-turn"
    message: int
    text: str
    phase: PhaseId
    """The phase after it."""
    lines: tuple[str, ...]
    """The wordings used: 'welcome#1', 'fact:volume.full#0'."""
    effects: tuple[Effect, ...] = ()
    why: tuple[str, ...] = ()
    """Reason keys, main one first: what in the learner's turn led to this answer."""


class ClockTicked(Happened):
    """A time the attempt waited for came while the learner was silent."""

    kind: Literal["clock-ticked"] = "clock-ticked"
    what: Literal["silence"]


class AttemptEnded(Happened):
    """The talk ended."""

    kind: Literal["attempt-ended"] = "attempt-ended"
    ending: str
    """An ending of the scenario, or 'abandoned' when the learner stopped it herself."""


class SelfEvaluated(Happened):
    """The learner judged herself before the reveal."""

    kind: Literal["self-evaluated"] = "self-evaluated"
    levels: dict[CriterionId, int]
    strength: str = ""
    change: str = ""


class Assessed(Happened):
    """The engine judged the attempt; the assessment itself is kept beside, under its receipt."""

    kind: Literal["assessed"] = "assessed"
    receipt: str


class Disputed(Happened):
    """The learner says the reader missed something she did."""

    kind: Literal["disputed"] = "disputed"
    criterion: CriterionId
    message: int | None = None


Event = Annotated[
    AttemptStarted
    | Prepared
    | LearnerTurn
    | PersonaTurn
    | ClockTicked
    | AttemptEnded
    | SelfEvaluated
    | Assessed
    | Disputed,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes events as JSON."""
