"""Codes that trainers and operators hand on: made, shown as a link and as a command."""

import json
import secrets
from datetime import datetime, timedelta

from bot.conduct.classes import days
from bot.conduct.desk import Desk
from bot.messages import Button
from dialogues.ids import CohortId
from storage.rows import Code

ONCE_DAYS = 7
"""Days a code for one person works."""


def once(kind: str, payload: str, now: datetime, valid: int = ONCE_DAYS) -> Code:
    """A code for one person; `valid` in days."""
    return made(kind, payload, now, valid=valid, uses=1)


def made(kind: str, payload: str, now: datetime, *, valid: int, uses: int | None) -> Code:
    """A new code of 96 random bits; `valid` in days, `uses` None for no limit."""
    return Code(
        code=secrets.token_urlsafe(12),
        kind=kind,
        payload=payload,
        expires_at=now + timedelta(days=valid),
        uses_most=uses,
    )


def about(cohort: CohortId) -> str:
    """The payload of codes for a cohort: the same text for the same cohort."""
    return json.dumps({"cohort": cohort})


def cohort_of(code: Code) -> CohortId:
    """The cohort a code is for."""
    return CohortId(json.loads(code.payload)["cohort"])


def link(desk: Desk, code: Code) -> str:
    """The link that opens the bot with the code."""
    name = desk.incoming.bot_name if desk.incoming else ""
    return f"https://t.me/{name}?start={code.code}"


def until(desk: Desk, code: Code) -> str:
    """The day until which a code works."""
    assert code.expires_at is not None, "the codes made here expire"
    return days.said(days.day_of(code.expires_at), desk.now, desk.learner.lang)


def show(desk: Desk, name: str, code: Code, back: Button, **values: object) -> None:
    """A screen with a code for one person: link, command, until when."""
    address = link(desk, code)
    copy = Button(label=desk.t.plain("button.copy-link"), copy_text=address)
    shown = {"link": address, "code": code.code, "until": until(desk, code)}
    desk.show(name, ((copy,), (back,)), **shown, **values)
