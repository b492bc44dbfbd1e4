"""Recomputing: a stored assessment made again from what it was made from."""

from typing import Literal

from bot.reviewing import corrections_of, engine_judged
from dialogues import engine
from dialogues.case import Case
from dialogues.hashes import structure_hash
from dialogues.library import Library
from dialogues.scenario import Scenario
from dialogues.text import Frozen
from rubrics.assessment import Assessment, assess
from rubrics.correction import corrected, is_correction
from rubrics.rubric import Rubric, rubric
from rubrics.transcript import Transcript, of_attempt
from storage.rows import AssessmentRow, AttemptRow
from storage.work import Work


class Verified(Frozen):
    """What came of recomputing an assessment."""

    outcome: Literal["equal", "differs", "unknown", "other-engine", "content-gone"]
    stored: Assessment | None = None
    now: Assessment | None = None
    engine: str = ""
    """The engine that made it, when it is another one."""


def verify(work: Work, library: Library, receipt: str) -> Verified:
    """Recompute the assessment of that receipt from its events, scenario and rubric."""
    row = work.assessment_by_receipt(receipt)
    attempt = work.attempt(row.attempt) if row else None
    if row is None or attempt is None:
        return Verified(outcome="unknown")
    if is_correction(row.receipt):
        return _corrected(work, library, row)
    if row.engine != engine.ENGINE_VERSION:
        return Verified(outcome="other-engine", engine=row.engine)
    return _compared(work, library, row, attempt)


def _corrected(work: Work, library: Library, row: AssessmentRow) -> Verified:
    """A trainer's marks made again: the engine's own, and the notes that are kept."""
    own = engine_judged(work, row.attempt)
    engines = verify(work, library, own.receipt)
    stored = Assessment.model_validate_json(row.body)
    if engines.outcome != "equal":
        return engines.model_copy(update={"stored": stored})
    corrections = corrections_of(work, row.attempt, row.receipt)
    now = corrected(own, corrections) if corrections is not None else own
    return Verified(outcome="equal" if now == stored else "differs", stored=stored, now=now)


def _compared(work: Work, library: Library, row: AssessmentRow, attempt: AttemptRow) -> Verified:
    stored = Assessment.model_validate_json(row.body)
    talk = talk_of(work, library, attempt)
    body = work.pinned(stored.rubric_hash)
    if talk is None or body is None:
        return Verified(outcome="content-gone", stored=stored)
    now = assess(talk, Rubric.model_validate_json(body))
    return Verified(outcome="equal" if now == stored else "differs", stored=stored, now=now)


def rubric_of(work: Work, judged: Assessment) -> Rubric:
    """The rubric an assessment was made with: the one that was kept, else today's."""
    today = rubric(judged.family)
    if today.hash == judged.rubric_hash:
        return today
    body = work.pinned(judged.rubric_hash)
    return Rubric.model_validate_json(body) if body else today


def talk_of(work: Work, library: Library, attempt: AttemptRow) -> Transcript | None:
    """The talk of an attempt with the scenario it was played by; None when that is gone."""
    case = case_of(work, library, attempt)
    if case is None:
        return None
    return of_attempt(case, engine.restored(case, work.events(attempt.id)))


def case_of(work: Work, library: Library, attempt: AttemptRow) -> Case | None:
    """The scenario an attempt was played by, today's or the one kept; None when that is gone."""
    case = library.by_hash(attempt.scenario_hash)
    if case is not None:
        return case
    body = work.pinned(attempt.scenario_hash)
    if body is None:
        return None
    scenario = Scenario.model_validate_json(body)
    return Case(scenario, attempt.scenario_hash, structure_hash(scenario))
