"""One request to a page: who asks, for what, in one transaction."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.i18n import Texts, texts
from bot.web.gate import IN_TELEGRAM
from bot.web.render import rendered
from bot.web.sessions import cookie_name, proof
from bot.web.site import Site
from dialogues.text import Lang
from storage.review_rows import Session
from storage.rows import Learner
from storage.work import Work

FORM_MOST = 64 * 1024
"""Bytes of a form; the longest we have is a comment."""


FORM_SECONDS = 20.0
"""How long a form may take to arrive."""


class Refused(Exception):
    """A request that gets no page; `key` names the text that says why, kindly."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


@dataclass(frozen=True)
class Asked:
    """What came with a request."""

    path: str
    given: Mapping[str, str]
    """From the address: its parts and what follows the '?'."""
    form: Mapping[str, str]
    token: str
    """The cookie's; empty without one."""
    lang: Lang
    """The browser's."""


@dataclass
class Visit:
    """Somebody at a page. `page` and `go` make the answers."""

    site: Site
    work: Work
    now: datetime
    asked: Asked
    session: Session | None
    learner: Learner | None
    """Who is signed in; None on pages that are open to all."""
    cookies: list[str] = field(default_factory=list)
    """Set-Cookie headers to send."""
    speaks: Lang | None = None
    """The language of the answer where it is known without being signed in."""
    framed: bool = False
    """Telegram's web client may frame the answer."""

    @property
    def viewer(self) -> Learner:
        """Who is signed in.

        Raises:
            Refused: nobody is.
        """
        if self.learner is None:
            raise Refused(401, "web.error.signed-out")
        return self.learner

    @property
    def lang(self) -> Lang:
        """The language of the answer."""
        return self.learner.lang if self.learner else self.speaks or self.asked.lang

    @property
    def t(self) -> Texts:
        """The interface in that language."""
        return texts(self.lang)

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """A page from its template; `viewer`, `proof`, `path` and `bot_name` are there as well."""
        html = rendered(
            template,
            self.lang,
            viewer=self.learner,
            proof=proof(self.asked.token) if self.session else "",
            path=self.asked.path,
            bot_name=self.site.bot_name,
            **values,
        )
        return self.dressed(HTMLResponse(html, status))

    def go(self, path: str) -> Response:
        """Have the browser fetch another page, with GET."""
        return self.dressed(RedirectResponse(path, 303))

    def dressed(self, response: Response) -> Response:
        """An answer with the cookies and the frame rule of this visit."""
        for cookie in self.cookies:
            response.headers.append("set-cookie", cookie)
        if self.framed or (self.session and self.session.way == "app"):
            response.headers["Content-Security-Policy"] = IN_TELEGRAM
        return response


Action = Callable[[Visit], Response]
"""Answers one visit; what it writes is kept unless it raises."""


@dataclass(frozen=True)
class Page:
    """One page: an address and what is done there."""

    path: str
    action: Action
    method: Literal["GET", "POST"] = "GET"
    open: bool = False
    """Nobody has to be signed in."""


async def asked(request: Request, site: Site) -> Asked:
    """What came with a request.

    Raises:
        Refused: the form is too long, or none.
    """
    return Asked(
        path=request.url.path,
        given={**request.query_params, **request.path_params},
        form=await _form(request) if request.method == "POST" else {},
        token=request.cookies.get(cookie_name(site), ""),
        lang=browser_lang(request),
    )


def visit(site: Site, work: Work, given: Asked) -> Visit:
    """A visit by whoever the cookie signs in."""
    session = work.session(given.token) if given.token else None
    learner = work.learner(session.learner) if session else None
    return Visit(site, work, work.now, given, session, learner)


async def signed_in(request: Request) -> Learner | None:
    """Who is signed in, for endpoints that are no `Page`: streams, fragments, files."""
    site: Site = request.app.state.site
    async with site.store.work(site.clock()) as work:
        return visit(site, work, await asked(request, site)).learner


def browser_lang(request: Request) -> Lang:
    """The better of our languages by the browser's wishes; English for all but French."""
    wishes = request.headers.get("accept-language", "").lower()
    tags = [wish.split(";")[0].strip()[:2] for wish in wishes.split(",")]
    return next(("fr" if tag == "fr" else "en" for tag in tags if tag in ("fr", "en")), "en")


async def _form(request: Request) -> Mapping[str, str]:
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise Refused(415, "web.error.bad-form")
    body = bytearray()
    try:
        async with asyncio.timeout(FORM_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > FORM_MOST:
                    raise Refused(413, "web.error.bad-form")
    except (TimeoutError, ClientDisconnect):
        raise Refused(408, "web.error.bad-form") from None
    try:
        text = body.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "web.error.bad-form") from None
    return {name: value.replace("\r\n", "\n").replace("\0", "") for name, value in pairs}
