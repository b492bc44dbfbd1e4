"""What guards and behaviours look at: one learner turn in its attempt."""

from dataclasses import dataclass

from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.reading.model import Act, ActFound, Reading
from dialogues.text import Lang

QUESTIONS = (Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED)
GIVING_BACK = (Act.REFORMULATE, Act.SUMMARISE, Act.CHECK, Act.ASK_CLOSED, Act.INFORM)
COSTLY = frozenset({Act.CONCEDE, Act.OFFEND, Act.PRESSURE, Act.LEAVE})
"""Acts that cost the learner something when the reader is wrong."""
SURE = 0.5
"""Strength from which a costly act is acted upon."""


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
        """Whether the turn performs one of `acts`, surely enough for what it would cost."""
        return any(a.act in acts for a in self.acts)

    @property
    def acts(self) -> tuple[ActFound, ...]:
        """The turn's acts; costly ones only when the reader is sure."""
        found = self.reading.acts if self.reading else ()
        return tuple(a for a in found if a.act not in COSTLY or a.strength >= SURE)

    @property
    def again(self) -> bool:
        """Whether the turn leads nowhere a second time running: no question, no answer before."""
        last = self.attempt.persona_turns[-1].why if self.attempt.persona_turns else ()
        idle = bool(last) and last[0] in ("unanswered", "nothing-asked")
        return idle and not self.has(*QUESTIONS)

    def times_used(self, kind: str) -> int:
        """How often a reply kind was used so far."""
        return self.attempt.used.get(kind, 0)
