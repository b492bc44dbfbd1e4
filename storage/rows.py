"""What the tables hold, as values; times are aware UTC."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dialogues.ids import AttemptId, LearnerId, ScenarioId
from dialogues.text import Frozen, Lang


class LearnerSettings(BaseModel):
    """What a learner chose; fields are added with defaults, unknown ones are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    extra_time_percent: int = Field(default=0, ge=0, le=300)
    """Added to every timer, 33 for a third."""
    nudges: bool = True
    """The persona may speak first after a silence."""
    asides: bool = True
    """A promise that a rule of trade contradicts is named while she talks, in easier scenarios."""
    shown_as: str = ""
    """The name her trainers see, when she chose another than that of her Telegram."""
    path: str = ""
    """The qualification she trains for; empty for free practice."""
    erase_at: datetime | None = None
    """When everything about her will be erased, as she asked; None when she did not."""


class Learner(Frozen):
    """A person who talks to the bot."""

    id: LearnerId
    user_id: int
    """Telegram's number for the person."""
    chat_id: int
    """The private chat with her."""
    lang: Lang
    first_name: str
    consent: str = ""
    """The version of the notice she agreed to; empty before."""
    consent_at: datetime | None = None
    notice_seen_at: datetime | None = None
    settings: LearnerSettings = LearnerSettings()
    blocked: bool = False
    """She blocked the bot; nothing is sent until she writes again."""
    created_at: datetime

    @property
    def name(self) -> str:
        """The name her trainers see."""
        return self.settings.shown_as or self.first_name


class Chat(Frozen):
    """Where a chat stands on the screens."""

    chat_id: int
    screen: str = ""
    step: str = ""
    attempt: AttemptId | None = None
    """The attempt that plain texts belong to."""
    state: str = "{}"
    """A small JSON object of the conductor's own."""


class AttemptRow(Frozen):
    """What lists show of an attempt; made from its events."""

    id: AttemptId
    learner: LearnerId
    scenario: ScenarioId
    scenario_hash: str
    lang: Lang
    state: Literal["running", "ended", "assessed"]
    started_at: datetime
    ended_at: datetime | None = None
    ending: str | None = None
    learner_turns: int = 0
    receipt: str | None = None
    """Of the latest assessment."""
    percent: int | None = None
    """Of the latest assessment: share of the points that could be had, 0–100."""
    origin: AttemptId | None = None
    """The finished attempt that this one goes back in; such a one counts nowhere."""


class AssessmentRow(Frozen):
    """One assessment of an attempt; a correction is a later one that supersedes it."""

    attempt: AttemptId
    seq: int
    """From 0 in each attempt."""
    receipt: str
    engine: str
    body: str
    """The assessment as JSON."""
    percent: int | None
    at: datetime
    superseded_by: int | None = None


class Timer(Frozen):
    """Something to do at a time."""

    id: int
    key: str
    """Unique; setting a timer of the same key again moves it."""
    round: int
    """How often it was set."""
    chat_id: int | None
    """The chat whose order it keeps; None when it belongs to no chat."""
    due_at: datetime
    kind: str
    payload: str
    """JSON of whoever set it."""
    attempts: int = 0


class Code(Frozen):
    """A deep-link code; the code itself means nothing."""

    code: str
    kind: str
    payload: str
    """JSON of whoever made it."""
    expires_at: datetime | None = None
    uses_most: int | None = None
    uses: int = 0

    def is_good(self, now: datetime) -> bool:
        """It may still be used at `now`."""
        in_time = self.expires_at is None or now < self.expires_at
        return in_time and (self.uses_most is None or self.uses < self.uses_most)


class Erasure(Frozen):
    """The record that a learner's data were erased: what remains of her."""

    learner: LearnerId
    at: datetime
    attempts: int
    events: int


class KeptRow(Frozen):
    """One row that is kept of a learner."""

    table: str
    body: str
    """Its columns as a JSON object; what is JSON itself stays a string in it."""


class Arrival(Frozen):
    """An update as it came, before anything was made of it."""

    update_id: int
    chat_key: str
    """Updates of one key are worked off one after the other."""
    raw: str
    """JSON, whole characters only."""


class InboxRow(Frozen):
    """An update that waits to be worked off."""

    update_id: int
    chat_key: str
    raw: str
    received_at: datetime
    attempts: int
    """How often working it off has failed."""


class OutboxRow(Frozen):
    """A message that waits to be delivered."""

    id: int
    chat_id: int
    lane: int
    kind: str
    key: str
    body: str
    """The message as JSON."""
    state: Literal["waiting", "sending"]
    part: int
    """Parts of a long text delivered so far."""
    tries: int
    """How often it failed where repeating is harmless."""
    doubts: int
    """How often nobody could tell whether it had been delivered."""
    made_at: datetime


class Backlog(Frozen):
    """How much waits and how much went wrong."""

    inbox_waiting: int
    inbox_failed: int
    outbox_waiting: int
    outbox_failed: int
    outbox_oldest: datetime | None
    """When the oldest waiting message was made."""
    timers_waiting: int
    timers_failed: int
