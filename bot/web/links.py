"""Ways from the chat to the trainers' pages."""

import secrets
from datetime import timedelta
from urllib.parse import urlencode

from bot.conduct.desk import Desk
from bot.messages import Button

WORKS = timedelta(minutes=10)
"""How long a login link works; it works once."""


def trainer_button(desk: Desk, to: str = "", key: str = "button.pages") -> Button | None:
    """The button that opens the trainers' pages, at the path `to`; None when there are none.

    Inside Telegram where that is possible, else in a browser by a link that works once.
    """
    if not desk.web_url:
        return None
    label = desk.t.plain(key)
    if desk.web_url.startswith("https://"):
        query = f"?{urlencode({'to': to})}" if to else ""
        return Button(label=label, web_app=f"{desk.web_url}/app{query}")
    return Button(label=label, url=login_link(desk, to))


def login_link(desk: Desk, to: str = "") -> str:
    """An address that signs the desk's learner in, once, within ten minutes."""
    token = secrets.token_urlsafe(32)
    desk.work.save_link(token, desk.learner.id, desk.now + WORKS)
    query = f"?{urlencode({'to': to})}" if to else ""
    return f"{desk.web_url}/enter/{token}{query}"
