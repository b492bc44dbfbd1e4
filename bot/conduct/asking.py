"""A text the bot has asked for outside a talk: a name, a date."""

from bot.conduct.desk import SCREEN, Desk
from bot.messages import Rebutton

STEP = "ask:"
"""How the step of a chat begins while such a text is awaited."""


def ask(desk: Desk, what: str, *about: str) -> None:
    """Await a text; `what` says which, `about` what it is for."""
    desk.keep(step=":".join((f"{STEP}{what}", *about)))


def awaited(desk: Desk) -> bool:
    """Whether the next text is an answer to what was asked, even in the middle of a talk."""
    return desk.chat.step.startswith(STEP)


def asked(desk: Desk, what: str) -> tuple[str, ...] | None:
    """What the awaited text is for, when it was asked by that name; None otherwise."""
    name, *about = desk.chat.step.removeprefix(STEP).split(":")
    return tuple(about) if awaited(desk) and name == what else None


def put_aside(desk: Desk) -> None:
    """She turned to something else: nothing is awaited any more."""
    if awaited(desk):
        desk.keep(step="")


def taken(desk: Desk) -> None:
    """The text came: nothing is awaited, and the question loses its buttons."""
    put_aside(desk)
    shown = desk.work.slot(desk.learner.chat_id, SCREEN)
    if shown is not None:
        desk.send(Rebutton(message_id=shown))


def one_line(text: str) -> str:
    """A text on one line, without spaces around it."""
    return " ".join(text.split())
