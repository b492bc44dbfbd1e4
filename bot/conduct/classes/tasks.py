"""What an assignment has come to for one learner, counted from her attempts."""

from datetime import datetime
from decimal import Decimal

from bot.conduct.opened import mark_kept
from dialogues.ids import LearnerId, ScenarioId
from dialogues.text import Frozen
from storage.class_rows import Assignment, Cohort
from storage.rows import AttemptRow, Learner
from storage.work import Work


class Standing(Frozen):
    """An assignment and what a learner has done of it."""

    assignment: Assignment
    attempts: tuple[AttemptRow, ...]
    """Those that count, oldest first: begun in a stay since it was given, judged, no rewinds."""
    best: Decimal | None
    """The best mark of 20; None when nothing could be judged."""
    best_late: bool
    """That mark was had after the due day."""
    overdue: bool
    """The due day is over and nothing is done."""

    @property
    def done(self) -> bool:
        """At least one attempt counts."""
        return bool(self.attempts)

    @property
    def left(self) -> int | None:
        """Attempts she may still begin; None without limit."""
        most = self.assignment.attempts_most
        return None if most is None else max(0, most - len(self.attempts))

    @property
    def late(self) -> int:
        """Attempts that ended after the due day."""
        return sum(is_late(self.assignment, attempt) for attempt in self.attempts)


def is_late(assignment: Assignment, attempt: AttemptRow) -> bool:
    """The attempt ended after the due day."""
    due, ended = assignment.due_at, attempt.ended_at
    return due is not None and ended is not None and ended > due


def counted(work: Work, assignment: Assignment, learner: LearnerId) -> tuple[AttemptRow, ...]:
    """A learner's attempts that count for an assignment, oldest first."""
    attempts = [
        attempt
        for attempt in reversed(work.attempts(learner, assignment.scenario))
        if attempt.state == "assessed"
        and attempt.origin is None
        and attempt.started_at >= assignment.made_at
    ]
    if not attempts:
        return ()
    stays = work.memberships(cohort=assignment.cohort, learner=learner)
    return tuple(a for a in attempts if any(stay.covers(a.started_at) for stay in stays))


def standing(work: Work, assignment: Assignment, learner: LearnerId, now: datetime) -> Standing:
    """What a learner has done of an assignment, marks included."""
    attempts = counted(work, assignment, learner)
    marks = [(mark, a) for a in attempts if (mark := mark_kept(work, a.id)) is not None]
    best = max(marks, key=lambda one: one[0], default=None)
    due = assignment.due_at
    return Standing(
        assignment=assignment,
        attempts=attempts,
        best=best and best[0],
        best_late=best is not None and is_late(assignment, best[1]),
        overdue=due is not None and now > due and not attempts,
    )


def given_to(work: Work, learner: Learner) -> tuple[tuple[Cohort, Assignment], ...]:
    """What a learner's open cohorts have to play, the first due first, then the undated."""
    found = [
        (cohort, assignment)
        for cohort in work.cohorts_of_learner(learner.id)
        if cohort.closed_at is None
        for assignment in work.assignments(cohort.id)
    ]
    return tuple(
        sorted(found, key=lambda one: (one[1].due_at is None, one[1].due_at or one[1].made_at))
    )


def used_up(
    work: Work, learner: Learner, scenario: ScenarioId, *, under_way: int
) -> Assignment | None:
    """The assignment that allows no further attempt at a scenario, if there is one.

    `under_way` counts attempts that would count if they were stopped now.
    """
    for _, assignment in given_to(work, learner):
        most = assignment.attempts_most
        if assignment.scenario != scenario or most is None:
            continue
        if len(counted(work, assignment, learner.id)) + under_way >= most:
            return assignment
    return None
