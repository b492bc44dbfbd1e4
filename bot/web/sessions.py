"""Being signed in: a cookie that means nothing by itself, and a proof that a form is our own."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Literal

from bot.web.site import Site
from dialogues.ids import LearnerId
from storage.work import Work

LASTS = timedelta(hours=12)
"""A working day; then she signs in anew."""


def cookie_name(site: Site) -> str:
    """The cookie's name; with TLS one that browsers bind to this host."""
    return "__Host-pourparler" if site.secure else "pourparler"


def opened(
    work: Work, site: Site, learner: LearnerId, way: Literal["link", "app"], now: datetime
) -> str:
    """Sign somebody in; gives the Set-Cookie header."""
    token = secrets.token_urlsafe(32)
    work.open_session(token, learner, way, now + LASTS)
    return _cookie(site, token, int(LASTS.total_seconds()), framed=way == "app")


def closed(site: Site, *, framed: bool) -> str:
    """The Set-Cookie header that takes the cookie away."""
    return _cookie(site, "", 0, framed=framed)


def _cookie(site: Site, value: str, seconds: int, *, framed: bool) -> str:
    parts = [f"{cookie_name(site)}={value}", "Path=/", f"Max-Age={seconds}", "HttpOnly"]
    if site.secure:
        parts.append("Secure")
    # Telegram's web client frames the pages: a Lax cookie would never come back from there.
    across = site.secure and framed
    parts += ["SameSite=None", "Partitioned"] if across else ["SameSite=Lax"]
    return "; ".join(parts)


def proof(token: str) -> str:
    """What every form of a session carries: nobody can make it who does not hold the cookie."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def proves(token: str, given: str) -> bool:
    """Whether a form comes from that session."""
    return hmac.compare_digest(proof(token).encode(), given.encode())
