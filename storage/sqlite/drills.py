"""Drills, their players and answers."""

import json
import secrets
import sqlite3
from datetime import datetime

from dialogues.ids import CohortId, DrillId, LearnerId
from storage.drill_rows import Drill, DrillAnswer, DrillItem, DrillPlayer
from storage.rows import Learner
from storage.sqlite.columns import written, written_or_none
from storage.sqlite.part import Part
from storage.sqlite.people import learner_of


class Drills(Part):
    """Timed drills."""

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
        """A new drill in its lobby."""
        made = Drill(
            id=drill or DrillId(secrets.token_hex(6)),
            cohort=cohort,
            kind=kind,
            content=content,
            seconds=seconds,
            items=items,
            state="lobby",
            made_at=self._now,
            starts_at=starts_at,
        )
        self._do(
            "INSERT INTO drills"
            " (id, cohort, kind, content, seconds, items, state, made_at, starts_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            made.id,
            cohort,
            kind,
            content,
            seconds,
            json.dumps(items),
            made.state,
            self._at,
            written_or_none(starts_at),
        )
        return made

    def save_drill(self, drill: Drill) -> None:
        """Keep a drill's state and times."""
        changed = self._do(
            "UPDATE drills SET state = ?, starts_at = ?, paused_at = ?, ended_at = ? WHERE id = ?",
            drill.state,
            written_or_none(drill.starts_at),
            written_or_none(drill.paused_at),
            written_or_none(drill.ended_at),
            drill.id,
        )
        if not changed:
            raise KeyError(drill.id)

    def drill(self, drill: DrillId) -> Drill | None:
        """The drill of that id."""
        row = self._row("SELECT * FROM drills WHERE id = ?", drill)
        return None if row is None else _drill(row)

    def drills(
        self, *, cohort: CohortId | None = None, learner: LearnerId | None = None
    ) -> tuple[Drill, ...]:
        """Drills of a cohort, or those somebody joined; newest first."""
        rows = self._rows(
            "SELECT * FROM drills WHERE (?1 IS NULL OR cohort = ?1) AND (?2 IS NULL OR id IN"
            " (SELECT drill FROM drill_players WHERE learner = ?2))"
            " ORDER BY made_at DESC, rowid DESC",
            cohort,
            learner,
        )
        return tuple(_drill(row) for row in rows)

    def drill_of(self, learner: LearnerId, at: datetime) -> Drill | None:
        """The drill somebody was in at that time, if it runs, is paused, or has ended since."""
        row = self._row(
            "SELECT drills.* FROM drill_players JOIN drills ON drill = id"
            " WHERE learner = ? AND left_at IS NULL"
            " AND (state IN ('running', 'paused') OR (state = 'done' AND ended_at > ?))"
            " ORDER BY state = 'done', made_at DESC LIMIT 1",
            learner,
            written(at),
        )
        return None if row is None else _drill(row)

    def drills_in(self, *states: str) -> tuple[Drill, ...]:
        """Every drill in one of these states, oldest first."""
        marks = ", ".join("?" for _ in states)
        rows = self._rows(
            f"SELECT * FROM drills WHERE state IN ({marks}) ORDER BY rowid",  # noqa: S608
            *states,
        )
        return tuple(_drill(row) for row in rows)

    def save_drill_item(self, item: DrillItem) -> None:
        """Open an item, or keep its changed times."""
        self._do(
            "INSERT INTO drill_items VALUES (?, ?, ?, ?, ?) ON CONFLICT (drill, number)"
            " DO UPDATE SET opens_at = excluded.opens_at, closed_at = excluded.closed_at",
            item.drill,
            item.number,
            written(item.asked_at),
            written(item.opens_at),
            written_or_none(item.closed_at),
        )

    def drill_items(self, drill: DrillId) -> tuple[DrillItem, ...]:
        """The items opened so far."""
        rows = self._rows("SELECT * FROM drill_items WHERE drill = ? ORDER BY number", drill)
        return tuple(DrillItem.model_validate(dict(row)) for row in rows)

    def save_drill_player(self, player: DrillPlayer) -> None:
        """Let somebody in, or keep what changed."""
        self._do(
            "INSERT INTO drill_players VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (drill, learner)"
            " DO UPDATE SET left_at = excluded.left_at, extra_percent = excluded.extra_percent,"
            " ranked = excluded.ranked",
            player.drill,
            player.learner,
            written(player.joined_at),
            written_or_none(player.left_at),
            player.extra_percent,
            int(player.ranked),
        )

    def drill_players(self, drill: DrillId) -> tuple[tuple[Learner, DrillPlayer], ...]:
        """Everybody who joined, by name."""
        people, rows = self._joined("drill_players", drill)
        return tuple(
            (learner_of(who), DrillPlayer.model_validate(dict(row)))
            for who, row in zip(people, rows, strict=True)
        )

    def save_drill_answer(self, answer: DrillAnswer) -> bool:
        """Keep an answer; False when there is one already."""
        kept = self._do(
            "INSERT INTO drill_answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
            " ON CONFLICT (drill, number, learner) DO NOTHING",
            answer.drill,
            answer.number,
            answer.learner,
            answer.text,
            answer.lang,
            written(answer.at),
            answer.verdict,
            answer.points,
            answer.judged,
        )
        if not kept:
            self._do(
                "UPDATE drill_answers SET again = again + 1"
                " WHERE drill = ? AND number = ? AND learner = ?",
                answer.drill,
                answer.number,
                answer.learner,
            )
        return bool(kept)

    def drill_answers(
        self, drill: DrillId, learner: LearnerId | None = None
    ) -> tuple[DrillAnswer, ...]:
        """All answers, or those of one learner."""
        rows = self._rows(
            "SELECT * FROM drill_answers WHERE drill = ?1 AND (?2 IS NULL OR learner = ?2)"
            " ORDER BY number, learner",
            drill,
            learner,
        )
        return tuple(DrillAnswer.model_validate(dict(row)) for row in rows)

    def drill_answered(self, drill: DrillId) -> tuple[tuple[int, LearnerId], ...]:
        """Who answered which item."""
        rows = self._rows(
            "SELECT number, learner FROM drill_answers WHERE drill = ? ORDER BY number, learner",
            drill,
        )
        return tuple((int(row["number"]), LearnerId(row["learner"])) for row in rows)

    def watch_drill(self, drill: DrillId, trainer: LearnerId) -> None:
        """Show a drill's board to a trainer."""
        self._do(
            "INSERT OR IGNORE INTO drill_watchers (drill, learner) VALUES (?, ?)", drill, trainer
        )

    def drill_watchers(self, drill: DrillId) -> tuple[tuple[Learner, str], ...]:
        """The trainers who watch, and what their boards showed last."""
        people, rows = self._joined("drill_watchers", drill)
        return tuple(
            (learner_of(who), str(row["shown"])) for who, row in zip(people, rows, strict=True)
        )

    def drill_board_shown(self, drill: DrillId, trainer: LearnerId, shown: str) -> None:
        """Remember what a trainer's board shows now."""
        self._do(
            "UPDATE drill_watchers SET shown = ? WHERE drill = ? AND learner = ?",
            shown,
            drill,
            trainer,
        )

    def alive_at(self) -> datetime | None:
        """When the bot last said that it was there."""
        row = self._row("SELECT alive_at FROM drill_clock")
        return None if row is None else datetime.fromisoformat(row["alive_at"])

    def say_alive(self, at: datetime) -> None:
        """Say that it is."""
        self._do(
            "INSERT INTO drill_clock VALUES (1, ?)"
            " ON CONFLICT (one) DO UPDATE SET alive_at = excluded.alive_at",
            written(at),
        )

    def _joined(self, table: str, drill: DrillId) -> tuple[list[sqlite3.Row], list[sqlite3.Row]]:
        """The learners and the rows of a table that name them, both by the learners' names."""
        of = (
            f" FROM {table} JOIN learners ON learner = learners.id WHERE drill = ?"
            " ORDER BY first_name, learners.id"
        )
        return self._rows(f"SELECT learners.*{of}", drill), self._rows(
            f"SELECT {table}.*{of}",
            drill,
        )


def _drill(row: sqlite3.Row) -> Drill:
    return Drill.model_validate({**dict(row), "items": tuple(json.loads(row["items"]))})
