"""What is not a text, a command or a button in a private chat: a kind, useful line."""

from bot.conduct.current import running
from bot.conduct.desk import Desk

EXPLAINED = frozenset(
    {"voice", "photo", "sticker", "document", "forward", "location", "contact", "poll", "other"}
)


def explain(desk: Desk, kind: str) -> None:
    """Say what the bot can do with it, and what it cannot."""
    shown = kind if kind in EXPLAINED else "other"
    talking = running(desk) is not None
    desk.say(desk.t(f"other.{shown}") + " " + desk.t("other.talking" if talking else "other.idle"))


def edited(desk: Desk) -> None:
    """An edited message: what was said stays said."""
    if running(desk) is not None:
        desk.say(desk.t("other.edit-talking"))
    else:
        desk.say(desk.t("other.edit-idle"))


def idle_text(desk: Desk) -> None:
    """A text while no talk runs."""
    buttons = ((desk.button("button.practise", "practise"), desk.button("button.menu", "menu")),)
    desk.say(desk.t("idle.text"), buttons)
