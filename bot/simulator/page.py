"""The phone page: one HTML document, its style and scripts."""

from pathlib import Path
from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

HERE = Path(__file__).parent
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def load_texts() -> dict[str, dict[str, str]]:
    """The page's own words by language and key."""
    raw: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "texts.yaml").read_text("utf-8"))
    return {lang: {key: str(text[lang]) for key, text in raw.items()} for lang in ("fr", "en")}


TEXTS = load_texts()


async def page(request: Request) -> Response:
    """The document; everything else comes by script."""
    accepts = request.headers.get("accept-language", "fr").lower()
    lang = "en" if accepts.startswith("en") else "fr"
    html = (HERE / "templates" / "phone.html").read_text("utf-8")
    return Response(html.replace("{lang}", lang), media_type="text/html", headers=_HEADERS)


async def texts(_: Request) -> Response:
    """The page's words in both languages."""
    return JSONResponse(TEXTS, headers=_HEADERS)


async def deep_link(request: Request) -> Response:
    """`/t/BOT?start=CODE`, as `t.me/BOT?start=CODE` would be."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


class _Static(StaticFiles):
    async def get_response(self, path: str, scope: Any) -> Response:
        """The file, never kept by the browser longer than the server runs."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


ROUTES = [
    Route("/", page),
    Route("/t/{name}", deep_link),
    Route("/sim/texts", texts),
    Mount("/static", _Static(directory=HERE / "static")),
]
