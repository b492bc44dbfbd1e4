"""Cases: every override of a trainer, held against what the engine says today."""

from bot.reviewing import stands
from bot.verifying import talk_of
from dialogues.ids import AttemptId, CriterionId
from dialogues.library import Library
from dialogues.text import Frozen
from rubrics.assessment import Outcome, assess, level_of
from storage.review_rows import Overridden
from storage.work import Work


class Case(Frozen):
    """One override, replayed."""

    attempt: AttemptId
    criterion: CriterionId
    then: Outcome
    """What the engine gave when it was overridden."""
    trainer: Outcome
    reason: str
    now: Outcome | None
    """What the engine gives today; None when it judges the talk by this criterion no more."""

    @property
    def agrees(self) -> bool:
        """The engine of today gives what the trainer gave."""
        return self.now is not None and level_of(self.now) == level_of(self.trainer)


def replayed(work: Work, library: Library) -> tuple[Case, ...]:
    """Every override that stands, with what today's engine and rubric make of the same talk."""
    found: list[Case] = []
    for attempt in work.overridden():
        row = work.attempt(attempt)
        talk = talk_of(work, library, row) if row else None
        judged = assess(talk) if talk else None
        for review in stands(work, attempt).overridden:
            note = review.note
            assert isinstance(note, Overridden)
            result = judged.result(note.correction.criterion) if judged else None
            found.append(
                Case(
                    attempt=attempt,
                    criterion=note.correction.criterion,
                    then=note.engine,
                    trainer=note.correction.outcome,
                    reason=note.correction.reason,
                    now=result.outcome if result else None,
                )
            )
    return tuple(found)
