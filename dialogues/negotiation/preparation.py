"""The preparation sheet: what the learner writes before she sits down, and what it says."""

from typing import Literal

from pydantic import Field

from dialogues.negotiation.model import IssueId, SecretId, Value
from dialogues.text import Frozen

Step = Literal["targets", "limits", "questions", "trades"]
STEPS: tuple[Step, ...] = ("targets", "limits", "questions", "trades")

MOST = 600
"""Characters of one part of a sheet."""


class Sheet(Frozen):
    """The sheet in the learner's own words; what was skipped is empty."""

    targets: str = Field(default="", max_length=MOST)
    limits: str = Field(default="", max_length=MOST)
    questions: str = Field(default="", max_length=MOST)
    trades: str = Field(default="", max_length=MOST)

    def part(self, step: Step) -> str:
        """What she wrote at one step."""
        return str(getattr(self, step))

    @property
    def empty(self) -> bool:
        """Whether nothing was prepared."""
        return not any(self.part(step) for step in STEPS)


class Question(Frozen):
    """A question she means to ask."""

    words: str
    secret: SecretId | None = None
    """What it aims at."""
    topic: str | None = None


class Trade(Frozen):
    """A concession she plans, and what for."""

    words: str
    gives: tuple[IssueId, ...] = ()
    gets: tuple[IssueId, ...] = ()
    against: bool = False
    """Whether anything is asked for it."""


class Plan(Frozen):
    """The sheet as it was read."""

    targets: dict[IssueId, Value] = {}
    limits: dict[IssueId, Value] = {}
    questions: tuple[Question, ...] = ()
    trades: tuple[Trade, ...] = ()
