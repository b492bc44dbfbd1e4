"""Attempts: their events, what lists show of them, and their assessments."""

from dialogues.events import Assessed, AttemptEnded, AttemptStarted, Event, LearnerTurn
from dialogues.ids import AttemptId, LearnerId, ScenarioId
from storage.rows import AssessmentRow, AttemptRow
from storage.sqlite.columns import written
from storage.sqlite.part import Part


class Attempts(Part):
    """Attempts, events and assessments."""

    def append(self, attempt: AttemptId, *events: Event) -> None:
        """Add events to an attempt."""
        row = self._row("SELECT count(*) AS n FROM events WHERE attempt = ?", attempt)
        assert row is not None
        for seq, event in enumerate(events, start=row["n"]):
            if isinstance(event, AttemptStarted) != (seq == 0):
                raise ValueError(
                    f"attempt {attempt}, event {seq}: {event.kind!r} cannot stand there; "
                    "an attempt begins once, with 'attempt-started'"
                )
            self._project(attempt, event)
            self._do(
                "INSERT INTO events (attempt, seq, kind, body, at) VALUES (?, ?, ?, ?, ?)",
                attempt,
                seq,
                event.kind,
                event.model_dump_json(),
                written(event.at),
            )

    def events(self, attempt: AttemptId) -> tuple[Event, ...]:
        """All events of an attempt in order."""
        return self._replay.events(self._conn, attempt)

    def attempt(self, attempt: AttemptId) -> AttemptRow | None:
        """What lists show of an attempt."""
        row = self._row("SELECT * FROM attempts WHERE id = ?", attempt)
        return None if row is None else AttemptRow.model_validate(dict(row))

    def attempts(
        self, learner: LearnerId, scenario: ScenarioId | None = None
    ) -> tuple[AttemptRow, ...]:
        """The learner's attempts, newest first; without those that go back in another."""
        rows = self._rows(
            "SELECT * FROM attempts WHERE learner = ?1 AND (?2 IS NULL OR scenario = ?2)"
            " AND origin IS NULL ORDER BY started_at DESC, rowid DESC",
            learner,
            scenario,
        )
        return tuple(AttemptRow.model_validate(dict(row)) for row in rows)

    def rewinds(self, origin: AttemptId) -> tuple[AttemptRow, ...]:
        """Attempts that go back in this one, oldest first."""
        rows = self._rows("SELECT * FROM attempts WHERE origin = ? ORDER BY rowid", origin)
        return tuple(AttemptRow.model_validate(dict(row)) for row in rows)

    def assessed(self) -> tuple[AttemptRow, ...]:
        """Every assessed attempt, oldest first."""
        rows = self._rows("SELECT * FROM attempts WHERE state = 'assessed' ORDER BY rowid")
        return tuple(AttemptRow.model_validate(dict(row)) for row in rows)

    def save_assessment(
        self, attempt: AttemptId, receipt: str, engine: str, body: str, percent: int | None
    ) -> AssessmentRow:
        """Keep an assessment; it supersedes the attempt's earlier ones."""
        seq = len(self._rows("SELECT 1 FROM assessments WHERE attempt = ?", attempt))
        self._do(
            "UPDATE assessments SET superseded_by = ? WHERE attempt = ? AND superseded_by IS NULL",
            seq,
            attempt,
        )
        self._do(
            "INSERT INTO assessments (attempt, seq, receipt, engine, body, percent, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            attempt,
            seq,
            receipt,
            engine,
            body,
            percent,
            self._at,
        )
        self._do(
            "UPDATE attempts SET receipt = ?, percent = ? WHERE id = ?", receipt, percent, attempt
        )
        saved = self.assessment(attempt)
        assert saved is not None
        return saved

    def assessment(self, attempt: AttemptId) -> AssessmentRow | None:
        """The latest assessment of an attempt."""
        row = self._row(
            "SELECT * FROM assessments WHERE attempt = ? ORDER BY seq DESC LIMIT 1", attempt
        )
        return None if row is None else AssessmentRow.model_validate(dict(row))

    def assessments(self, attempt: AttemptId) -> tuple[AssessmentRow, ...]:
        """All assessments of an attempt, oldest first."""
        rows = self._rows("SELECT * FROM assessments WHERE attempt = ? ORDER BY seq", attempt)
        return tuple(AssessmentRow.model_validate(dict(row)) for row in rows)

    def assessment_by_receipt(self, receipt: str) -> AssessmentRow | None:
        """The assessment with that receipt."""
        row = self._row(
            "SELECT * FROM assessments WHERE receipt = ? ORDER BY at DESC LIMIT 1", receipt
        )
        return None if row is None else AssessmentRow.model_validate(dict(row))

    def _project(self, attempt: AttemptId, event: Event) -> None:
        match event:
            case AttemptStarted():
                self._do(
                    "INSERT INTO attempts (id, learner, scenario, scenario_hash, lang, state,"
                    " started_at, origin) VALUES (?, ?, ?, ?, ?, 'running', ?, ?)",
                    attempt,
                    event.learner,
                    event.scenario,
                    event.scenario_hash,
                    event.lang,
                    written(event.at),
                    event.origin.attempt if event.origin else None,
                )
            case LearnerTurn():
                self._do(
                    "UPDATE attempts SET learner_turns = learner_turns + 1 WHERE id = ?", attempt
                )
            case AttemptEnded():
                self._do(
                    "UPDATE attempts SET state = 'ended', ended_at = ?, ending = ? WHERE id = ?",
                    written(event.at),
                    event.ending,
                    attempt,
                )
            case Assessed():
                self._do(
                    "UPDATE attempts SET state = 'assessed', receipt = ? WHERE id = ?",
                    event.receipt,
                    attempt,
                )
            case _:
                pass
