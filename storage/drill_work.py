"""The part of the port that holds drills."""

from datetime import datetime
from typing import Protocol

from dialogues.ids import CohortId, DrillId, LearnerId
from storage.drill_rows import Drill, DrillAnswer, DrillItem, DrillPlayer
from storage.rows import Learner


class DrillWork(Protocol):
    """Timed drills. Who may ask is decided in `bot.access`."""

    def make_drill(
        self,
        kind: str,
        seconds: int,
        items: tuple[str, ...],
        *,
        content: str = "",
        cohort: CohortId | None = None,
        starts_at: datetime | None = None,
        drill: DrillId | None = None,
    ) -> Drill:
        """A new drill in its lobby; an id is drawn when none is given."""

    def save_drill(self, drill: Drill) -> None:
        """Keep a drill's state and times.

        Raises:
            KeyError: no such drill.
        """

    def drill(self, drill: DrillId) -> Drill | None:
        """The drill of that id."""

    def drills(
        self, *, cohort: CohortId | None = None, learner: LearnerId | None = None
    ) -> tuple[Drill, ...]:
        """Drills of a cohort, or those somebody joined; newest first."""

    def drill_of(self, learner: LearnerId, at: datetime) -> Drill | None:
        """The drill somebody was in at that time, if it runs, is paused, or has ended since."""

    def drills_in(self, *states: str) -> tuple[Drill, ...]:
        """Every drill in one of these states, oldest first."""

    def save_drill_item(self, item: DrillItem) -> None:
        """Open an item, or keep its changed times."""

    def drill_items(self, drill: DrillId) -> tuple[DrillItem, ...]:
        """The items opened so far, in their order."""

    def save_drill_player(self, player: DrillPlayer) -> None:
        """Let somebody in, or keep what changed."""

    def drill_players(self, drill: DrillId) -> tuple[tuple[Learner, DrillPlayer], ...]:
        """Everybody who joined, by name."""

    def save_drill_answer(self, answer: DrillAnswer) -> bool:
        """Keep an answer; False when there is one already, which then counts one more try."""

    def drill_answers(
        self, drill: DrillId, learner: LearnerId | None = None
    ) -> tuple[DrillAnswer, ...]:
        """All answers, or those of one learner, by item and learner."""

    def drill_answered(self, drill: DrillId) -> tuple[tuple[int, LearnerId], ...]:
        """Who answered which item; cheaper than the answers."""

    def watch_drill(self, drill: DrillId, trainer: LearnerId) -> None:
        """Show a drill's board to a trainer."""

    def drill_watchers(self, drill: DrillId) -> tuple[tuple[Learner, str], ...]:
        """The trainers who watch, and what their boards showed last."""

    def drill_board_shown(self, drill: DrillId, trainer: LearnerId, shown: str) -> None:
        """Remember what a trainer's board shows now."""

    def alive_at(self) -> datetime | None:
        """When the bot last said that it was there."""

    def say_alive(self, at: datetime) -> None:
        """Say that it is."""
