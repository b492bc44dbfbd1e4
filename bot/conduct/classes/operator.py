"""What an operator sees in the chat: counts, and a code that names a trainer."""

from collections.abc import Callable

from bot import access
from bot.conduct import menus
from bot.conduct.classes import codes
from bot.conduct.desk import Desk
from bot.messages import rows
from storage.rows import Code

Action = Callable[[Desk], None]


def home(desk: Desk) -> None:
    """How much the bot is used; nobody's name, nobody's words."""
    access.role_for(desk.work, desk.learner.id, "operator")
    buttons = [desk.button("button.name-trainer", "oper-new")]
    if access.has_role(desk.work, desk.learner.id, "trainer"):
        buttons.append(desk.button("button.my-cohorts", "trainer"))
    buttons.append(desk.button("button.menu", "menu"))
    desk.show("operator", rows(buttons, 2), counts=desk.work.counts())


def name_trainer(desk: Desk) -> None:
    """Make a code that makes one person a trainer."""
    access.role_for(desk.work, desk.learner.id, "operator")
    code = codes.once("trainer", "{}", desk.now)
    desk.work.save_code(code)
    back = desk.button("button.back", "oper")
    codes.show(desk, "trainer-code", code, back)


def enter(desk: Desk, code: Code) -> bool:
    """The door of a code that makes whoever opens it an operator."""
    if not access.has_role(desk.work, desk.learner.id, "operator"):
        desk.work.give_role(desk.learner.id, "operator")
        desk.work.use_code(code.code)
        menus.send_commands(desk)
    home(desk)
    return True


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of an operator does; None for a button of something else."""
    match verb, given:
        case "oper", ():
            return home
        case "oper-new", ():
            return name_trainer
        case _:
            return None
