"""What the message path asks of whoever conducts the conversation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.messages import Command, Incoming, Sent
from dialogues.errors import NotNow
from dialogues.text import Frozen, Lang
from storage.rows import Timer
from storage.work import Work


class Description(Frozen):
    """What Telegram shows of the bot before the first message."""

    lang: Lang | None
    """For clients in this language; None for all others."""
    long: str
    """At most 512 characters."""
    short: str
    """At most 120 characters."""


class Conductor(Protocol):
    """Decides what a message means and what to answer; synchronous and without input or output.

    Everything it reads and writes goes through `work`, which is one transaction: an exception
    undoes all of it.
    """

    def handle(self, incoming: Incoming, work: Work, now: datetime) -> None:
        """Answer one incoming message.

        Raises:
            NotNow: the message asks for something the present state forbids.
        """

    def wants(self, sent: Sent) -> bool:
        """Whether a file is to be fetched before `handle` sees it."""

    def on_timer(self, timer: Timer, work: Work, now: datetime) -> None:
        """Do what a timer was set for; it is done with when this returns."""

    def refusal(self, error: NotNow, lang: Lang) -> str:
        """The HTML text that says kindly why not now."""

    def apology(self, lang: Lang) -> str:
        """The HTML text for a learner whose message met a bug."""

    def full(self, lang: Lang) -> str:
        """The HTML text for a learner while nothing can be stored: her message is not lost."""

    def commands(self) -> Mapping[Lang | None, tuple[Command, ...]]:
        """The command menu per language; under None the one for all other languages."""

    def descriptions(self) -> tuple[Description, ...]:
        """What to show before the first message, per language."""
