"""Reviews: what trainers noted on an attempt, what stands of it, and the marks that follow."""

from datetime import timedelta

from dialogues.errors import NotNow
from dialogues.events import Event, LearnerTurn, PersonaTurn
from dialogues.ids import AttemptId, CriterionId, LearnerId
from dialogues.text import Frozen
from rubrics.assessment import Assessment, Outcome
from rubrics.correction import Correction, corrected, correction_receipt, is_correction
from storage.review_rows import (
    Commented,
    Locked,
    LookedAt,
    Note,
    Overridden,
    Restored,
    Review,
    Unlocked,
)
from storage.rows import AssessmentRow, AttemptRow
from storage.work import Work

TELL = "reviewed"
"""Kind of the timer after which the learner is told."""
QUIET = timedelta(minutes=10)
"""How long a trainer may go on noting before the learner is told of all of it at once."""


class Stands(Frozen):
    """What stands of the notes on an attempt."""

    overridden: tuple[Review, ...] = ()
    """The last override of each criterion that was not taken back."""
    comments: tuple[Review, ...] = ()
    locked: bool = False
    last: Review | None = None

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that count."""
        notes = (review.note for review in self.overridden)
        return tuple(note.correction for note in notes if isinstance(note, Overridden))


def standing(reviews: tuple[Review, ...]) -> Stands:
    """What stands after these notes."""
    overridden: dict[CriterionId, Review] = {}
    locked = False
    for review in reviews:
        match review.note:
            case Overridden(correction=correction):
                overridden[correction.criterion] = review
            case Restored(criterion=criterion):
                overridden.pop(criterion, None)
            case Locked():
                locked = True
            case Unlocked():
                locked = False
            case _:
                pass
    return Stands(
        overridden=tuple(overridden.values()),
        comments=tuple(r for r in reviews if isinstance(r.note, Commented)),
        locked=locked,
        last=reviews[-1] if reviews else None,
    )


def stands(work: Work, attempt: AttemptId) -> Stands:
    """What stands of the notes on an attempt."""
    return standing(work.reviews(attempt))


def engine_row(work: Work, attempt: AttemptId) -> AssessmentRow | None:
    """The engine's own assessment, corrected or not since."""
    rows = [row for row in work.assessments(attempt) if not is_correction(row.receipt)]
    return rows[-1] if rows else None


def engine_judged(work: Work, attempt: AttemptId) -> Assessment:
    """The engine's own assessment.

    Raises:
        NotNow: the attempt was not judged.
    """
    row = engine_row(work, attempt)
    if row is None:
        raise NotNow("stale.debrief")
    return Assessment.model_validate_json(row.body)


def corrections_of(work: Work, attempt: AttemptId, receipt: str) -> tuple[Correction, ...] | None:
    """The corrections a corrected assessment was made with; None when no notes give it."""
    engine = engine_judged(work, attempt)
    reviews = work.reviews(attempt)
    for count in range(len(reviews), 0, -1):
        found = standing(reviews[:count]).corrections
        if found and correction_receipt(engine.receipt, found) == receipt:
            return found
    return None


def override(
    work: Work,
    row: AttemptRow,
    trainer: LearnerId,
    criterion: CriterionId,
    outcome: Outcome,
    reason: str,
) -> None:
    """Give a criterion another level than the engine, with the reason.

    Raises:
        NotNow: the marks are locked, or the criterion was not judged.
    """
    engine = engine_judged(work, row.id)
    was = engine.result(criterion)
    if was is None:
        raise NotNow("access.none")
    correction = Correction(criterion=criterion, outcome=outcome, reason=reason)
    note = Overridden(correction=correction, engine=was.outcome, receipt=engine.receipt)
    _noted(work, row, trainer, note)
    _judged_anew(work, row.id)


def restore(work: Work, row: AttemptRow, trainer: LearnerId, criterion: CriterionId) -> None:
    """Take an override back.

    Raises:
        NotNow: the marks are locked, or nothing is overridden there.
    """
    if all(one.criterion != criterion for one in stands(work, row.id).corrections):
        raise NotNow("access.none")
    _noted(work, row, trainer, Restored(criterion=criterion))
    _judged_anew(work, row.id)


def comment(
    work: Work, row: AttemptRow, trainer: LearnerId, text: str, message: int | None = None
) -> None:
    """Write to the learner, on one turn or on the whole talk.

    Raises:
        NotNow: the marks are locked, or there is no such turn.
    """
    if message is not None and said(work.events(row.id), message) is None:
        raise NotNow("access.none")
    _noted(work, row, trainer, Commented(text=text, message=message))


def finish(work: Work, row: AttemptRow, trainer: LearnerId) -> None:
    """Say that the talk was looked at; the learner is told at once.

    Raises:
        NotNow: the talk still runs, or the marks are locked.
    """
    _noted(work, row, trainer, LookedAt())
    _tell(work, row, timedelta(0))


def lock(work: Work, row: AttemptRow, trainer: LearnerId) -> None:
    """Make the marks final; the learner is told at once.

    Raises:
        NotNow: they are.
    """
    _noted(work, row, trainer, Locked())
    _tell(work, row, timedelta(0))


def unlock(work: Work, row: AttemptRow, trainer: LearnerId) -> None:
    """Let notes be made again; nothing happens if they can be."""
    if stands(work, row.id).locked:
        work.note(row.id, trainer, Unlocked())


def said(events: tuple[Event, ...], message: int) -> str | None:
    """The words of a turn."""
    turns = (e for e in events if isinstance(e, LearnerTurn | PersonaTurn))
    return next((turn.text for turn in turns if turn.message == message), None)


def _noted(work: Work, row: AttemptRow, trainer: LearnerId, note: Note) -> None:
    if row.state == "running":
        raise NotNow("review.running")
    if stands(work, row.id).locked:
        raise NotNow("review.locked")
    work.note(row.id, trainer, note)
    _tell(work, row, QUIET)


def _judged_anew(work: Work, attempt: AttemptId) -> None:
    """Keep the assessment that follows from the notes; it supersedes the one before."""
    engine = engine_row(work, attempt)
    assert engine is not None
    judged = Assessment.model_validate_json(engine.body)
    new = corrected(judged, stands(work, attempt).corrections)
    body, percent = new.model_dump_json(), new.percent
    work.save_assessment(attempt, new.receipt, engine.engine, body, percent)


def _tell(work: Work, row: AttemptRow, after: timedelta) -> None:
    chat = work.learner(row.learner).chat_id
    work.set_timer(f"{TELL}:{row.id}", work.now + after, TELL, row.id, chat_id=chat)
