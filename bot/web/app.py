"""The trainers' pages as a web application."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.web import routes
from bot.web.gate import Gate
from bot.web.render import rendered
from bot.web.sessions import proves
from bot.web.site import Site
from bot.web.visit import Page, Refused, Visit, asked, browser_lang, visit
from dialogues.errors import NotNow
from storage.errors import StorageTrouble, StoreRefused

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
Endpoint = Callable[[Request], Awaitable[Response]]


class _Static(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; a browser may keep it but asks whether it is still the same."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def build(site: Site) -> Starlette:
    """The application."""
    pages: list[BaseRoute] = [
        Route(page.path, _endpoint(site, page), methods=[page.method]) for page in routes.PAGES
    ]
    nowhere = Page("/{rest:path}", _nowhere, open=True)
    app = Starlette(
        routes=[
            Mount("/static", _Static(directory=STATIC)),
            *pages,
            *routes.OTHERS,
            Route(nowhere.path, _endpoint(site, nowhere)),
        ],
        middleware=[Middleware(Gate, url=site.url)],
        exception_handlers={HTTPException: _http_error},
    )
    app.state.site = site
    return app


def _endpoint(site: Site, page: Page) -> Endpoint:
    async def answer(request: Request) -> Response:
        made: Visit | None = None
        try:
            given = await asked(request, site)
            async with site.store.work(site.clock()) as work:
                made = visit(site, work, given)
                _checked(page, made)
                response = page.action(made)
        except Refused as refusal:
            return _told(request, made, refusal.status, refusal.key)
        except NotNow as refusal:
            lost = refusal.key == "access.none"
            key = "web.error.not-found" if lost else refusal.key
            return _told(request, made, 404 if lost else 409, key)
        except StorageTrouble as trouble:
            log.critical("%s; a page could not be served", trouble)
            return _told(request, made, 503, "web.error.trouble")
        except StoreRefused:
            log.critical("the database is damaged; a page could not be served")
            return _told(request, None, 503, "web.error.trouble")
        except Exception:
            log.exception("page %s failed", page.path)
            return _told(request, made, 500, "web.error.bug")
        if page.method == "POST":
            site.woken()
        return response

    return answer


def _checked(page: Page, made: Visit) -> None:
    if page.open:
        return
    _ = made.viewer
    if page.method == "POST" and not proves(made.asked.token, made.asked.form.get("proof", "")):
        raise Refused(403, "web.error.forged")


def _nowhere(_: Visit) -> Response:
    raise NotNow("access.none")


def _told(request: Request, made: Visit | None, status: int, key: str) -> Response:
    """The page that says kindly why there is no other."""
    if made is None:
        return _plain(request, status, key)
    made.cookies.clear()
    return made.page("error", status, key=key, title=title_of(status))


def title_of(status: int) -> str:
    """The key of what a refusal is headed with."""
    known = {401: "web.title.signed-out", 404: "web.title.not-found", 410: "web.title.gone"}
    return known.get(status, "web.title.error")


def _plain(request: Request, status: int, key: str) -> Response:
    html = rendered(
        "error",
        browser_lang(request),
        viewer=None,
        proof="",
        path=request.url.path,
        bot_name=request.app.state.site.bot_name,
        key=key,
        title=title_of(status),
    )
    return HTMLResponse(html, status)


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _plain(request, status, "web.error.not-found" if status == 404 else "web.error.bad-form")
