"""First use: welcome, language, notice and consent; deep links that open something."""

import json

from bot.conduct import briefing, menus
from bot.conduct.desk import Desk
from bot.messages import rows
from dialogues.ids import ScenarioId
from dialogues.text import Lang

NOTICE = "2026-11"
"""The version of the notice that learners agree to; a new one asks again."""

SCENARIO_CODE = "scenario"
"""Kind of a code that opens a scenario's brief."""


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
    found = desk.work.code(code)
    scenario = None
    if found is not None and found.is_good(desk.now) and found.kind == SCENARIO_CODE:
        scenario = ScenarioId(json.loads(found.payload)["scenario"])
    if scenario is None or all(s.id != scenario for s in desk.library.all()):
        menus.home(desk, remark="start.code-unknown")
        return
    desk.work.use_code(code)
    briefing.brief(desk, scenario)
