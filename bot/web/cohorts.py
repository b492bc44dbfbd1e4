"""The cohorts somebody trains, one cohort's heat map, and what waits for review."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from bot.access import cohort_for
from bot.conduct.opened import reference_of, title_of
from bot.web import talks
from bot.web.heat import Map, Shown, heat_map, ordered
from bot.web.queue import queue, seed_of
from bot.web.visit import Page, Visit
from dialogues.ids import CohortId, CriterionId
from storage.class_rows import Cohort

MOST = 50
"""Talks listed under one reason; more would not be read before some are done."""


@dataclass(frozen=True)
class Head:
    """The head of a column that can be sorted by."""

    key: str
    href: str
    sorts: str
    """aria-sort: 'ascending', 'descending', 'none'."""


def cohorts(visit: Visit) -> Response:
    """Her cohorts."""
    hers = visit.work.cohorts_of_trainer(visit.viewer.id)
    shown = [
        (cohort, len(visit.work.members(cohort.id)), sum(len(g) for _, g in _queue(visit, cohort)))
        for cohort in hers
    ]
    return visit.page("cohorts", cohorts=shown)


def cohort(visit: Visit) -> Response:
    """One cohort: its heat map."""
    found = _hers(visit)
    given = visit.asked.given
    shown: Shown = "best" if given.get("show") == "best" else "latest"
    people = talks.in_cohort(visit.work, found.id)
    judged = [(learner, talks.talks_of(visit.work, rows)) for learner, rows in people]
    drawn = heat_map(judged, given.get("family", ""), shown)
    by, down = given.get("sort", "name"), given.get("down") == "1"
    if drawn is not None and by not in ("name", "talks", "mark", *drawn.criteria):
        by = "name"
    kept = {"show": shown, "family": drawn.family} if drawn else {}
    return visit.page(
        "cohort",
        cohort=found,
        members=len(people),
        people=[learner for learner, _ in people],
        map=drawn,
        lines=ordered(drawn.lines, by, down=down) if drawn else (),
        heads=_heads(found, drawn, kept, by, down=down) if drawn else {},
        criteria=[(c, title_of(c, visit.lang), reference_of(c, visit.lang)) for c in drawn.criteria]
        if drawn
        else [],
        shown=shown,
        waiting=sum(len(group) for _, group in _queue(visit, found)),
    )


def waiting(visit: Visit) -> Response:
    """What waits for review: in one cohort, or in all of hers."""
    chosen = visit.asked.given.get("cohort", "")
    hers = visit.work.cohorts_of_trainer(visit.viewer.id)
    if chosen:
        cohort_for(visit.work, visit.viewer.id, "train", CohortId(chosen))
        hers = tuple(one for one in hers if one.id == chosen)
    shown = [(one, _queue(visit, one)) for one in hers]
    return visit.page("queue", cohorts=shown, chosen=chosen, most=MOST)


def _hers(visit: Visit) -> Cohort:
    cohort_id = CohortId(visit.asked.given["cohort"])
    cohort_for(visit.work, visit.viewer.id, "train", cohort_id)
    found = visit.work.cohort(cohort_id)
    assert found is not None
    return found


def _queue(visit: Visit, one: Cohort) -> tuple[tuple[str, tuple[talks.Seen, ...]], ...]:
    work, library = visit.work, visit.site.library
    shown = [
        talks.seen(work, library, learner, row)
        for learner, rows in talks.in_cohort(work, one.id)
        for row in rows
        if row.state == "assessed"
    ]
    return queue(shown, seed_of(one.id, visit.now))


def _heads(
    one: Cohort, drawn: Map, kept: dict[str, str], by: str, *, down: bool
) -> dict[str, Head]:
    def head(key: str) -> Head:
        turned = by == key and not down
        query = urlencode({**kept, "sort": key, **({"down": "1"} if turned else {})})
        sorts = ("descending" if down else "ascending") if by == key else "none"
        return Head(key, f"/cohorts/{one.id}?{query}#map", sorts)

    keys = ("name", "talks", "mark", *(CriterionId(c) for c in drawn.criteria))
    return {key: head(key) for key in keys}


PAGES = (
    Page("/cohorts", cohorts),
    Page("/cohorts/{cohort}", cohort),
    Page("/queue", waiting),
)
