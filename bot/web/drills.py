"""A drill while it runs, for a projector or a second screen: counts alone, nobody's time."""

from starlette.responses import Response

from bot.access import cohort_for
from bot.conduct.drilling.board import seen
from bot.conduct.drilling.state import OPEN
from bot.web.visit import Page, Visit
from dialogues.ids import CohortId


def board(visit: Visit) -> Response:
    """The board of a cohort's newest drill."""
    cohort = cohort_for(visit.work, visit.viewer.id, "train", CohortId(visit.asked.given["cohort"]))
    newest = next(iter(visit.work.drills(cohort=cohort.id)), None)
    return visit.page(
        "drill",
        cohort=cohort,
        view=seen(visit.work, newest) if newest else None,
        open=newest is not None and newest.state in OPEN,
    )


PAGES = (Page("/drills/{cohort}", board),)
