"""The cohorts somebody trains."""

from starlette.responses import Response

from bot.web.visit import Page, Visit


def cohorts(visit: Visit) -> Response:
    """Her cohorts."""
    hers = visit.work.cohorts_of_trainer(visit.viewer.id)
    shown = [(cohort, len(visit.work.members(cohort.id))) for cohort in hers]
    return visit.page("cohorts", cohorts=shown)


PAGES = (Page("/cohorts", cohorts),)
