"""What other players get out of the same case with the same person: the measure of an outcome."""

from dataclasses import dataclass
from functools import cached_property

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.play import played, taken_over
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.standing import Course, Standing

EXPERT, NOVICE = "competent", "pushover"
"""The players full and no points for claiming are set by."""


@dataclass(frozen=True)
class Reference:
    """Reference games of one case, one person and one seed, each played when first asked for."""

    domain: Domain
    seed: int

    @cached_property
    def expert(self) -> Course:
        """The expert's game from the first word."""
        return played(self.domain, PLAYERS[EXPERT], self.seed)

    @cached_property
    def novice(self) -> Course:
        """The pushover's game."""
        return played(self.domain, PLAYERS[NOVICE], self.seed)

    def from_here(self, standing: Standing) -> int:
        """What the expert would still get, sitting down at `standing`, in millionths."""
        return result(self.domain, taken_over(self.domain, standing, PLAYERS[EXPERT], self.seed))


def result(domain: Domain, end: Standing) -> int:
    """What an ended talk is worth to the learner: the deal's worth, or her limit without one."""
    if end.ended is None or end.ended.package is None:
        return domain.reservation["learner"]
    return domain.worth("learner", end.ended.package)
