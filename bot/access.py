"""Who may see and do what: the one place that decides."""

from typing import Literal

from dialogues.errors import NotNow
from dialogues.ids import AttemptId, CohortId, LearnerId
from storage.class_rows import Role
from storage.rows import AttemptRow
from storage.work import Work

CohortRight = Literal["see", "train"]
"""To know what a cohort has to do; to see its learners' work, assign, invite, drill, export."""


def has_role(work: Work, who: LearnerId, role: Role) -> bool:
    """Whether someone is a trainer or an operator."""
    return role in work.roles(who)


def may_with_cohort(work: Work, who: LearnerId, right: CohortRight, cohort: CohortId) -> bool:
    """Whether someone may do that with a cohort.

    Its trainers may do everything as long as they are trainers; its present members may see
    what it has to do. An operator as such sees no cohort.
    """
    trains = has_role(work, who, "trainer") and any(
        one.id == cohort for one in work.cohorts_of_trainer(who)
    )
    if right == "train" or trains:
        return trains
    return any(one.id == cohort for one in work.cohorts_of_learner(who))


def may_see_learner(work: Work, who: LearnerId, learner: LearnerId) -> bool:
    """Whether someone may open a learner's file: herself, and trainers of her present cohorts."""
    if who == learner:
        return True
    hers = {cohort.id for cohort in work.cohorts_of_learner(learner)}
    return any(may_with_cohort(work, who, "train", cohort) for cohort in hers)


def may_see_attempt(work: Work, who: LearnerId, attempt: AttemptRow) -> bool:
    """Whether someone may read an attempt: herself, and who trains a cohort she was in then.

    A trainer sees what was begun during a stay in her cohort, nothing from before it and nothing
    from after it; what was begun then stays visible when the learner has left.
    """
    if who == attempt.learner:
        return True
    return may_review(work, who, attempt)


def may_review(work: Work, who: LearnerId, attempt: AttemptRow) -> bool:
    """Whether someone may correct and comment an attempt; nobody may do so to her own."""
    if who == attempt.learner:
        return False
    return any(
        stay.covers(attempt.started_at) and may_with_cohort(work, who, "train", stay.cohort)
        for stay in work.memberships(learner=attempt.learner)
    )


def cohort_for(work: Work, who: LearnerId, right: CohortRight, cohort: CohortId) -> None:
    """Insist on a right; what is not hers looks like what is not there.

    Raises:
        NotNow: she has not that right.
    """
    if work.cohort(cohort) is None or not may_with_cohort(work, who, right, cohort):
        raise NotNow("access.none")


def attempt_for(work: Work, who: LearnerId, attempt: AttemptId) -> AttemptRow:
    """An attempt that someone may read.

    Raises:
        NotNow: there is none, or it is not for her.
    """
    row = work.attempt(attempt)
    if row is None or not may_see_attempt(work, who, row):
        raise NotNow("access.none")
    return row
