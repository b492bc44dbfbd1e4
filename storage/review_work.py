"""The part of the port that holds reviews and who is signed in to the trainers' pages."""

from datetime import datetime
from typing import Literal, Protocol

from dialogues.events import Disputed
from dialogues.ids import AttemptId, LearnerId
from storage.review_rows import Note, Review, Session


class ReviewWork(Protocol):
    """Tokens are given plainly and kept hashed. Who may ask is decided in `bot.access`."""

    def note(self, attempt: AttemptId, trainer: LearnerId, note: Note) -> Review:
        """Add a note to an attempt."""

    def reviews(self, attempt: AttemptId) -> tuple[Review, ...]:
        """All notes on an attempt, oldest first."""

    def disputes(self, attempt: AttemptId) -> tuple[Disputed, ...]:
        """Where the learner disagreed with the engine, in order."""

    def overridden(self) -> tuple[AttemptId, ...]:
        """Attempts on which a level was ever overridden, oldest first."""

    def save_link(self, token: str, learner: LearnerId, expires_at: datetime) -> None:
        """Keep a login link that works once."""

    def link_owner(self, token: str) -> LearnerId | None:
        """Whom a login link signs in, while it works."""

    def use_link(self, token: str) -> LearnerId | None:
        """Spend a login link; None if it does not work any more."""

    def open_session(
        self, token: str, learner: LearnerId, way: Literal["link", "app"], expires_at: datetime
    ) -> Session:
        """Sign somebody in."""

    def session(self, token: str) -> Session | None:
        """Who is signed in by that token, while it lasts."""

    def end_session(self, token: str) -> None:
        """Sign her out; nothing happens if nobody is signed in."""
