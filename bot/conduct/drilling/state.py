"""A drill as it stands inside one work."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.conduct.drilling.kinds import played
from dialogues.drills import clock
from dialogues.drills.content import DrillSet
from dialogues.ids import DrillId, LearnerId
from storage.drill_rows import Drill, DrillItem, DrillPlayer
from storage.rows import Learner
from storage.work import Work

RUNNING, OPEN = ("running",), ("lobby", "running", "paused")


@dataclass(frozen=True)
class Run:
    """A drill with what is needed to go on with it."""

    work: Work
    now: datetime
    drill: Drill

    @cached_property
    def of(self) -> DrillSet:
        """Its series."""
        return played(self.work, self.drill)

    @cached_property
    def items(self) -> tuple[DrillItem, ...]:
        """The items opened so far."""
        return self.work.drill_items(self.drill.id)

    @cached_property
    def opened(self) -> tuple[clock.Opened, ...]:
        """The same, as the clock sees them."""
        return tuple(
            clock.Opened(number=i.number, asked_at=i.asked_at, opens_at=i.opens_at)
            for i in self.items
        )

    @cached_property
    def people(self) -> tuple[tuple[Learner, DrillPlayer], ...]:
        """Everybody who joined and did not leave."""
        found = self.work.drill_players(self.drill.id)
        return tuple(pair for pair in found if pair[1].left_at is None)

    @cached_property
    def here(self) -> tuple[tuple[Learner, DrillPlayer], ...]:
        """Those of them who can be written to and still belong to the cohort."""
        found = tuple(pair for pair in self.people if not pair[0].blocked)
        if self.drill.cohort is None:
            return found
        members = {one.id for one in self.work.members(self.drill.cohort)}
        return tuple(pair for pair in found if pair[0].id in members)

    @property
    def alone(self) -> int | None:
        """The extra time of somebody who plays alone; None in a group."""
        if self.drill.cohort is not None:
            return None
        return max((player.extra_percent for _, player in self.people), default=0)

    def waiting(self) -> tuple[LearnerId, ...]:
        """Who still has to answer the open item."""
        item = self.items[-1]
        answered: dict[int, set[LearnerId]] = {}
        for number, learner in self.work.drill_answered(self.drill.id):
            answered.setdefault(number, set()).add(learner)
        players = [
            clock.Player(learner=learner.id)
            for learner, player in self.here
            if player.joined_at <= item.asked_at
        ]
        frozen = {number: frozenset(who) for number, who in answered.items()}
        return clock.waited_for(players, frozen, item.number)


def loaded(work: Work, drill: DrillId) -> Run | None:
    """A drill as it stands now."""
    found = work.drill(drill)
    return None if found is None else Run(work, work.now, found)
