"""What guards and behaviours look at: one learner turn in its attempt."""

from dataclasses import dataclass

from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.reading.model import Act, ActFound, Reading
from dialogues.text import Lang

QUESTIONS = (Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED)
GIVING_BACK = (Act.REFORMULATE, Act.SUMMARISE, Act.CHECK, Act.ASK_CLOSED, Act.INFORM)


@dataclass(frozen=True, eq=False)
class View:
    """One learner turn: the case, the attempt before the turn, and how the turn reads."""

    case: Case
    attempt: Attempt
    reading: Reading | None
    """None when the clock speaks, not the learner."""
    trigger: str = "otherwise"

    @property
    def lang(self) -> Lang:
        """The language of the talk."""
        return self.attempt.lang

    @property
    def text(self) -> str:
        """The learner's words."""
        return self.reading.text if self.reading else ""

    def has(self, *acts: Act) -> bool:
        """Whether the turn performs one of `acts`."""
        return self.reading is not None and self.reading.has(*acts)

    def found(self, *acts: Act) -> tuple[ActFound, ...]:
        """The turn's acts of these kinds."""
        return tuple(a for a in self.reading.acts if a.act in acts) if self.reading else ()

    def times_used(self, kind: str) -> int:
        """How often a reply kind was used so far."""
        return self.attempt.used.get(kind, 0)
