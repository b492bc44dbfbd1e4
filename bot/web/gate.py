"""What holds for every request and every answer, whatever the page."""

import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.config import LOOPBACK

log = logging.getLogger(__name__)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors "
)
ALONE = _POLICY + "'none'"
"""Content policy of pages that stand in no frame."""
IN_TELEGRAM = _POLICY + "https://web.telegram.org"
"""Content policy of pages that Telegram's web client shows in a frame of its own."""
HEADERS = {
    "Content-Security-Policy": ALONE,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers would then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
SAFE = frozenset({"GET", "HEAD"})


class Gate:
    """Refuses requests under a strange name or from a strange page; dresses answers."""

    def __init__(self, app: ASGIApp, url: str) -> None:
        self._app = app
        self._name = urlsplit(url).hostname or ""
        self._origin = url
        self._told = False

    def _refused(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname or ""
        here = name in LOOPBACK and self._name in LOOPBACK
        if name != self._name and not here:
            if not self._told:
                self._told = True
                log.warning(
                    "refused a request for host %.100r: POURPARLER_WEB_URL names %r;"
                    " a proxy in front must pass the Host header on",
                    host,
                    self._name,
                )
            return True
        origin = headers.get("origin")
        if scope["method"] in SAFE or origin is None:
            return False
        return origin != self._origin and not (here and origin == f"http://{host}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if headers["Content-Security-Policy"] == ALONE:
                    headers.setdefault("X-Frame-Options", "DENY")
                if self._origin.startswith("https://"):
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        if self._refused(scope):
            await PlainTextResponse("not from here", 403)(scope, receive, dressed)
            return
        await self._app(scope, receive, dressed)
