"""Who may see and do what: the one place that decides."""

from typing import Literal

from dialogues.errors import NotNow
from dialogues.ids import AssignmentId, AttemptId, CohortId, DrillId, LearnerId
from storage.class_rows import Assignment, Cohort, Membership, Role
from storage.drill_rows import Drill
from storage.rows import AttemptRow, Learner
from storage.work import Work

CohortRight = Literal["see", "train"]
"""To know what a cohort has to do; to see its learners' work, assign, invite, drill, export."""


def has_role(work: Work, who: LearnerId, role: Role) -> bool:
    """Whether someone is a trainer or an operator."""
    return role in work.roles(who)


def role_for(work: Work, who: LearnerId, role: Role) -> None:
    """Insist on a role.

    Raises:
        NotNow: she has not that role.
    """
    if not has_role(work, who, role):
        raise NotNow(f"access.not-{role}")


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
    from after it or after the cohort was closed; what was begun then stays visible when the
    learner has left.
    """
    if who == attempt.learner:
        return True
    return may_review(work, who, attempt)


def may_review(work: Work, who: LearnerId, attempt: AttemptRow) -> bool:
    """Whether someone may correct and comment an attempt; nobody may do so to her own."""
    if who == attempt.learner:
        return False
    return any(
        (cohort := work.cohort(stay.cohort)) is not None
        and in_sight(cohort, stay, attempt)
        and may_with_cohort(work, who, "train", stay.cohort)
        for stay in work.memberships(learner=attempt.learner)
    )


def in_sight(cohort: Cohort, stay: Membership, attempt: AttemptRow) -> bool:
    """Whether an attempt belongs to what a stay shows: begun during it, before the closing."""
    at = attempt.started_at
    return stay.covers(at) and (cohort.closed_at is None or at < cohort.closed_at)


def cohort_for(work: Work, who: LearnerId, right: CohortRight, cohort: CohortId) -> Cohort:
    """A cohort someone has that right with; what is not hers looks like what is not there.

    Raises:
        NotNow: she has not that right.
    """
    found = work.cohort(cohort)
    if found is None or not may_with_cohort(work, who, right, cohort):
        raise NotNow("access.none")
    return found


def member_for(work: Work, who: LearnerId, cohort: CohortId, learner: LearnerId) -> Learner:
    """A present member of a cohort someone trains.

    Raises:
        NotNow: she trains no such cohort, or it has no such member.
    """
    cohort_for(work, who, "train", cohort)
    found = next((one for one in work.members(cohort) if one.id == learner), None)
    if found is None:
        raise NotNow("access.none")
    return found


def assignment_for(work: Work, who: LearnerId, assignment: AssignmentId) -> Assignment:
    """An assignment, not withdrawn, of a cohort someone trains.

    Raises:
        NotNow: there is none, or it is not hers.
    """
    found = work.assignment(assignment)
    if found is None or found.withdrawn_at is not None:
        raise NotNow("access.none")
    cohort_for(work, who, "train", found.cohort)
    return found


def attempt_for(work: Work, who: LearnerId, attempt: AttemptId) -> AttemptRow:
    """An attempt that someone may read.

    Raises:
        NotNow: there is none, or it is not for her.
    """
    row = work.attempt(attempt)
    if row is None or not may_see_attempt(work, who, row):
        raise NotNow("access.none")
    return row


def drill_led_by(work: Work, who: LearnerId, drill: DrillId) -> Drill:
    """A drill that someone leads: that of a cohort she trains, or one she plays alone.

    Raises:
        NotNow: there is none, or she does not lead it.
    """
    found = work.drill(drill)
    if found is not None and found.cohort is None:
        alone = any(one.id == who for one, _ in work.drill_players(drill))
        found = found if alone else None
    if found is None:
        raise NotNow("access.none")
    if found.cohort is not None:
        cohort_for(work, who, "train", found.cohort)
    return found
