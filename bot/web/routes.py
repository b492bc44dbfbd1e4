"""Which pages there are: one line per feature."""

from starlette.routing import BaseRoute

from bot.web import cohorts, drills, entering, exports, learners, review
from bot.web.visit import Page

PAGES: tuple[Page, ...] = (
    *entering.PAGES,
    *cohorts.PAGES,
    *drills.PAGES,
    *learners.PAGES,
    *review.PAGES,
    *exports.PAGES,
)

OTHERS: tuple[BaseRoute, ...] = ()
"""Endpoints that are no pages, such as streams; they ask `bot.web.visit.signed_in` themselves."""
