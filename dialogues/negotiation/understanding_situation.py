"""What the talk is like when the learner speaks."""

from dataclasses import dataclass

from dialogues.negotiation.model import IssueId
from dialogues.negotiation.moves import Reply
from dialogues.negotiation.standing import Standing


@dataclass(frozen=True)
class Situation:
    """What the talk was like when the learner spoke."""

    standing: Standing
    last: Reply | None = None
    """The counterpart's last reply."""
    said: tuple[str, ...] = ()
    """The counterpart's last messages, newest last: what can be given back."""

    @property
    def pressed(self) -> IssueId | None:
        """The issue she has just asked about."""
        return self.last.presses if self.last else None
