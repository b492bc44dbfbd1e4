"""The port through which one message is worked off: one transaction, all of it or nothing."""

from datetime import datetime
from typing import Protocol

from dialogues.events import Event
from dialogues.ids import AttemptId, LearnerId, ScenarioId
from dialogues.text import Lang
from storage.class_work import ClassWork
from storage.drill_work import DrillWork
from storage.review_work import ReviewWork
from storage.rows import (
    AssessmentRow,
    AttemptRow,
    Chat,
    Code,
    Erasure,
    KeptRow,
    Learner,
)


class Sendable(Protocol):
    """What the outbox must know of a message; the rest of it is JSON."""

    @property
    def kind(self) -> str:
        """Which sort of message."""

    @property
    def lane(self) -> int:
        """Smaller goes first."""

    @property
    def key(self) -> str | None:
        """Idempotency key, or None to have one made."""

    def model_dump_json(self) -> str:
        """The message as JSON."""


class Work(ClassWork, DrillWork, ReviewWork, Protocol):
    """Reads see what was written before in the same work; nothing is kept if an error passes."""

    @property
    def now(self) -> datetime:
        """The time of this work."""

    def learner(self, learner: LearnerId) -> Learner:
        """The learner of that id.

        Raises:
            KeyError: no such learner.
        """

    def learner_by_user(self, user_id: int) -> Learner | None:
        """The learner behind a Telegram user."""

    def learner_by_chat(self, chat_id: int) -> Learner | None:
        """The learner whose private chat this is."""

    def learners(self) -> tuple[Learner, ...]:
        """Everyone, by first name; for an operator."""

    def enrol(self, user_id: int, chat_id: int, first_name: str, lang: Lang) -> Learner:
        """The learner behind a Telegram user, made now if new."""

    def save_learner(self, learner: Learner) -> None:
        """Keep a changed learner; `id`, `user_id` and `created_at` never change."""

    def chat(self, chat_id: int) -> Chat:
        """Where the chat stands; a fresh one if nothing is known."""

    def save_chat(self, chat: Chat) -> None:
        """Keep where the chat stands."""

    def append(self, attempt: AttemptId, *events: Event) -> None:
        """Add events to an attempt; the first of all is its AttemptStarted.

        Raises:
            ValueError: the attempt has not begun, or begins twice.
        """

    def events(self, attempt: AttemptId) -> tuple[Event, ...]:
        """All events of an attempt in order; empty if there is none."""

    def attempt(self, attempt: AttemptId) -> AttemptRow | None:
        """What lists show of an attempt."""

    def attempts(
        self, learner: LearnerId, scenario: ScenarioId | None = None
    ) -> tuple[AttemptRow, ...]:
        """The learner's attempts, newest first; of one scenario when given.

        Without those that go back in a finished one: they count nowhere.
        """

    def rewinds(self, origin: AttemptId) -> tuple[AttemptRow, ...]:
        """Attempts that go back in this one, oldest first."""

    def assessed(self) -> tuple[AttemptRow, ...]:
        """Every assessed attempt, oldest first; for an operator's comparisons."""

    def save_assessment(
        self, attempt: AttemptId, receipt: str, engine: str, body: str, percent: int | None
    ) -> AssessmentRow:
        """Keep an assessment; it supersedes the attempt's earlier ones.

        The event `Assessed` is the caller's to append.
        """

    def assessment(self, attempt: AttemptId) -> AssessmentRow | None:
        """The latest assessment of an attempt."""

    def assessments(self, attempt: AttemptId) -> tuple[AssessmentRow, ...]:
        """All assessments of an attempt, oldest first."""

    def assessment_by_receipt(self, receipt: str) -> AssessmentRow | None:
        """The assessment with that receipt."""

    def send(self, chat_id: int, *messages: Sendable) -> None:
        """Have messages delivered to a chat in this order, once this work is committed."""

    def keep(self, content: bytes) -> str:
        """Keep bytes for a picture or file; returns the name to send them by."""

    def pin(self, content: str, body: str) -> None:
        """Keep a scenario or a rubric, as JSON, under its content hash."""

    def pinned(self, content: str) -> str | None:
        """What was kept under that content hash."""

    def slot(self, chat_id: int, slot: str) -> int | None:
        """The id of the last message delivered under that slot name."""

    def set_timer(
        self, key: str, due_at: datetime, kind: str, payload: str = "{}", chat_id: int | None = None
    ) -> None:
        """Have `on_timer` called at `due_at`; moves the timer if `key` is set already."""

    def drop_timer(self, key: str) -> None:
        """Forget a timer; nothing happens if there is none."""

    def drop_timers(self, prefix: str) -> None:
        """Forget all timers whose key begins with `prefix`."""

    def save_code(self, code: Code) -> None:
        """Keep a new code.

        Raises:
            ValueError: the code exists.
        """

    def code(self, code: str) -> Code | None:
        """The code, good or not: ask `is_good`."""

    def use_code(self, code: str) -> None:
        """Count one use."""

    def codes(self, kind: str, payload: str) -> tuple[Code, ...]:
        """The codes of one kind for one thing, good or not, the newest first."""

    def drop_codes(self, kind: str, payload: str) -> None:
        """Have the codes of one kind for one thing open nothing any more."""

    def everything(self, learner: LearnerId) -> tuple[KeptRow, ...]:
        """What is kept of a learner, row by row of every table.

        Raises:
            KeyError: no such learner.
        """

    def erase(self, learner: LearnerId) -> Erasure:
        """Erase all that is kept of a learner, and record that it was done.

        What was sent in this work before is erased too; say goodbye afterwards.

        Raises:
            KeyError: no such learner.
        """
