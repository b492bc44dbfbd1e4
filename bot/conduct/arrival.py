"""First use: welcome, language, notice and consent; deep links that open something."""

import json
from collections.abc import Callable
from functools import partial

from bot.conduct import doors, menus
from bot.conduct.desk import Desk
from bot.messages import rows
from dialogues.text import Lang

NOTICE = "2026-11-22"
"""The version of the notice that learners agree to; a new one asks again."""

Action = Callable[[Desk], None]


def language_of(tag: str | None) -> Lang:
    """The language for a client's language tag; English for all but French."""
    return "fr" if (tag or "").lower().split("-")[0] == "fr" else "en"


def has_agreed(desk: Desk) -> bool:
    """Whether the learner agreed to the notice as it stands."""
    return desk.learner.consent == NOTICE


def start(desk: Desk, code: str) -> None:
    """/start: remember a code for later, then go where the learner has to go next."""
    if code:
        desk.keep(state=json.dumps({**json.loads(desk.chat.state), "code": code}))
    if not has_agreed(desk):
        welcome(desk)
    else:
        arrive(desk)


def welcome(desk: Desk) -> None:
    """Who we are, what happens next, one button; the other language one tap away."""
    other: Lang = "en" if desk.learner.lang == "fr" else "fr"
    buttons = (
        desk.button("button.begin", "notice"),
        desk.button(f"button.language-{other}", f"hello:{other}"),
    )
    desk.show("welcome", rows(buttons, 1), first_name=desk.learner.first_name)


def greet_in(desk: Desk, lang: Lang) -> None:
    """Change the language on the welcome screen."""
    desk.keep_learner(lang=lang)
    welcome(desk)


def notice(desk: Desk) -> None:
    """The short notice, with consent."""
    desk.keep_learner(notice_seen_at=desk.now)
    buttons = (
        desk.button("button.agree", "agree"),
        desk.button("button.read-more", "privacy"),
    )
    desk.show("notice", rows(buttons, 1))


def agree(desk: Desk) -> None:
    """The learner agrees."""
    desk.keep_learner(consent=NOTICE, consent_at=desk.now)
    arrive(desk)


def arrive(desk: Desk) -> None:
    """Open what the remembered code stands for, or the home menu."""
    state = json.loads(desk.chat.state)
    code = state.pop("code", "")
    if not code:
        menus.home(desk)
        return
    desk.keep(state=json.dumps(state))
    if not doors.opened(desk, code):
        menus.home(desk, remark="start.code-unknown")


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of the first screens does; None for a button of something else."""
    match verb, given:
        case "hello", ("fr" | "en" as lang,):
            return partial(greet_in, lang=lang)
        case "notice", ():
            return notice
        case "agree", ():
            return agree
        case _:
            return None
