"""The talks a trainer sees: of which learners, judged how, reviewed or not."""

from dataclasses import dataclass
from decimal import Decimal

from bot.access import in_sight, may_review
from bot.reviewing import Stands, engine_row, stands
from bot.web.heat import Talk
from bot.web.judged import short_in, short_of
from dialogues.ids import CohortId, CriterionId, ScenarioId
from dialogues.library import Library
from dialogues.text import Text
from storage.class_rows import Cohort, Membership
from storage.rows import AttemptRow, Learner
from storage.work import Work


@dataclass(frozen=True)
class Seen:
    """One attempt as lists show it."""

    row: AttemptRow
    learner: Learner
    title: Text
    engine: Decimal | None
    mark: Decimal | None
    """The mark that counts, the trainer's where there is one."""
    stands: Stands
    disputed: tuple[CriterionId, ...]
    """Criteria on which the learner disagrees, and no trainer has looked since."""

    @property
    def corrected(self) -> bool:
        """A trainer overruled the engine somewhere."""
        return bool(self.stands.overridden)

    @property
    def reviewed(self) -> bool:
        """A trainer has looked at it, and nothing came after."""
        return self.stands.last is not None and not self.disputed


def in_cohort(work: Work, cohort: CohortId) -> tuple[tuple[Learner, tuple[AttemptRow, ...]], ...]:
    """The present members of a cohort, each with the attempts she began as one, newest first."""
    found = work.cohort(cohort)
    if found is None:
        return ()
    stays = work.memberships(cohort=cohort)
    people = work.members(cohort)
    return tuple((learner, _shown(work, found, learner, stays)) for learner in people)


def _shown(
    work: Work, cohort: Cohort, learner: Learner, stays: tuple[Membership, ...]
) -> tuple[AttemptRow, ...]:
    hers = [stay for stay in stays if stay.learner == learner.id]
    rows = work.attempts(learner.id)
    return tuple(row for row in rows if any(in_sight(cohort, stay, row) for stay in hers))


def talks_of(work: Work, rows: tuple[AttemptRow, ...]) -> tuple[Talk, ...]:
    """The judged ones among these attempts."""
    found = []
    for row in rows:
        short = short_of(work, row)
        if short is not None:
            corrections = stands(work, row.id).corrections
            found.append(Talk(row, short, frozenset(c.criterion for c in corrections)))
    return tuple(found)


def visible(work: Work, who: Learner, learner: Learner) -> tuple[AttemptRow, ...]:
    """The attempts of a learner that someone may read, newest first."""
    rows = work.attempts(learner.id)
    if who.id == learner.id:
        return rows
    return tuple(row for row in rows if may_review(work, who.id, row))


def seen(work: Work, library: Library, learner: Learner, row: AttemptRow) -> Seen:
    """An attempt as lists show it."""
    now = stands(work, row.id)
    short = short_of(work, row)
    engine = engine_row(work, row.id) if now.overridden else None
    total = short.total if short else None
    return Seen(
        row=row,
        learner=learner,
        title=title_of(library, row.scenario),
        engine=short_in(engine).total if engine else total,
        mark=total,
        stands=now,
        disputed=_disputed(work, row, now),
    )


def title_of(library: Library, scenario: ScenarioId) -> Text:
    """A scenario's title; its id when the library has it no more."""
    found = (one.title for one in library.all() if one.id == scenario)
    return next(found, Text(fr=scenario, en=scenario))


def _disputed(work: Work, row: AttemptRow, now: Stands) -> tuple[CriterionId, ...]:
    if row.state != "assessed":
        return ()
    since = now.last.at if now.last else row.started_at
    return tuple(said.criterion for said in work.disputes(row.id) if said.at >= since)
