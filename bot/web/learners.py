"""A learner's file: attempts, first, best and latest, and what each criterion shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from starlette.responses import Response

from bot.access import may_see_learner
from bot.conduct.opened import reference_of, title_of
from bot.web import talks
from bot.web.heat import Cell, heat_map
from bot.web.talks import Seen
from bot.web.visit import Page, Visit
from dialogues.errors import NotNow
from dialogues.ids import CriterionId, LearnerId
from dialogues.text import Text
from storage.rows import Learner


@dataclass(frozen=True)
class Way:
    """One scenario over several attempts: marks of 20."""

    title: Text
    talks: int
    first: Decimal
    best: Decimal
    latest: Decimal


@dataclass(frozen=True)
class Shown:
    """What the latest talks of a family show of each criterion."""

    family: str
    points: tuple[tuple[CriterionId, str, str, Cell], ...]
    """Criterion, title, reference, level."""


def learner(visit: Visit) -> Response:
    """The file of one learner."""
    found = _for(visit)
    rows = talks.visible(visit.work, visit.viewer, found)
    attempts = [talks.seen(visit.work, visit.site.library, found, row) for row in rows]
    theirs = visit.work.cohorts_of_learner(found.id)
    mine = {one.id for one in visit.work.cohorts_of_trainer(visit.viewer.id)}
    return visit.page(
        "learner",
        learner=found,
        cohorts=[one for one in theirs if one.id in mine],
        attempts=attempts,
        ways=ways(attempts),
        shown=_shown(visit, found, [one.row.id for one in attempts]),
    )


def ways(attempts: Sequence[Seen]) -> list[Way]:
    """First, best and latest mark per scenario; `attempts` is newest first."""
    by_scenario: dict[str, list[tuple[Text, Decimal]]] = {}
    for one in attempts:
        if one.mark is not None:
            by_scenario.setdefault(one.row.scenario, []).append((one.title, one.mark))
    return [
        Way(
            title=found[0][0],
            talks=len(found),
            first=found[-1][1],
            best=max(mark for _, mark in found),
            latest=found[0][1],
        )
        for found in by_scenario.values()
    ]


def _for(visit: Visit) -> Learner:
    learner_id = LearnerId(visit.asked.given["learner"])
    try:
        found = visit.work.learner(learner_id)
    except KeyError:
        raise NotNow("access.none") from None
    if not may_see_learner(visit.work, visit.viewer.id, learner_id):
        raise NotNow("access.none")
    return found


def _shown(visit: Visit, found: Learner, attempts: list[str]) -> list[Shown]:
    rows = tuple(row for row in visit.work.attempts(found.id) if row.id in attempts)
    judged = [(found, talks.talks_of(visit.work, rows))]
    first = heat_map(judged, "", "latest")
    maps = [heat_map(judged, family, "latest") for family in first.families] if first else []
    lang = visit.lang

    def named(criterion: CriterionId, cell: Cell) -> tuple[CriterionId, str, str, Cell]:
        return criterion, title_of(criterion, lang), reference_of(criterion, lang), cell

    return [
        Shown(one.family, tuple(named(c, cell) for c, cell in one.lines[0].cells.items()))
        for one in maps
        if one is not None
    ]


PAGES = (Page("/learners/{learner}", learner),)
