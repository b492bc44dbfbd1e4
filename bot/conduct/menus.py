"""Home, help, settings, privacy, progress."""

from collections.abc import Callable
from functools import partial

from bot import access
from bot.conduct.classes import days, todo
from bot.conduct.current import case_of, running
from bot.conduct.desk import Desk
from bot.i18n import texts
from bot.messages import Button, Command, Commands, rows
from dialogues.text import LANGS, Lang
from storage.class_rows import Role
from storage.rows import Learner
from storage.work import Work

COMMANDS = ("menu", "brief", "offer", "progress", "settings", "help", "privacy", "cancel")
"""The command menu, in this order."""
FOR_ROLES = ("trainer",)
"""What it has besides for trainers and operators."""
ROLES: tuple[Role, ...] = ("trainer", "operator")

Action = Callable[[Desk], None]

_HOME_MOST = 6
"""Buttons of the home menu; help also is a command."""


def commands(lang: Lang, *, role: bool = False) -> tuple[Command, ...]:
    """The command menu in one language; `role` for trainers and operators."""
    said = texts(lang)
    names = (*COMMANDS, *FOR_ROLES) if role else COMMANDS
    return tuple(Command(name=c, description=said.plain(f"command.{c}")) for c in names)


def send_commands(desk: Desk) -> None:
    """Give this chat the command menu of who she is, in her language."""
    desk.send(*commands_for(desk.work, desk.learner))


def commands_for(work: Work, learner: Learner) -> tuple[Commands, ...]:
    """What gives a learner's chat her command menu, whatever the language of her Telegram."""
    role = any(access.has_role(work, learner.id, one) for one in ROLES)
    mine = commands(learner.lang, role=role)
    return tuple(Commands(lang=client, commands=mine) for client in (None, *LANGS))


def home(desk: Desk, *, remark: str = "") -> None:
    """The home menu, below a remark."""
    desk.keep(screen="home" if running(desk) is None else "talk")
    row = running(desk)
    buttons: list[Button] = []
    if row is not None:
        buttons.append(desk.button("button.resume", "resume"))
    tasks = todo.open_tasks(desk)
    if any(one.closed_at is None for one in desk.work.cohorts_of_learner(desk.learner.id)):
        buttons.append(desk.button("button.todo", "todo"))
    buttons += [
        desk.button("button.practise", "practise"),
        desk.button("button.drill-menu", "drill"),
        desk.button("button.progress", "progress"),
        desk.button("button.settings", "settings"),
    ]
    if len(buttons) < _HOME_MOST:
        buttons.append(desk.button("button.help", "help"))
    title = case_of(desk, row).scenario.title if row else None
    erase_at = desk.learner.settings.erase_at
    desk.show(
        "home",
        rows(buttons, 2),
        first_name=desk.learner.first_name,
        title=title,
        tasks=tasks[: todo.AT_HOME],
        more=len(tasks) > todo.AT_HOME,
        remark=remark,
        erasing=erase_at and days.moment(erase_at, desk.now, desk.learner.lang),
    )


def help_(desk: Desk) -> None:
    """What the bot can do and how."""
    buttons = (desk.button("button.practise", "practise"), desk.button("button.menu", "menu"))
    role = any(access.has_role(desk.work, desk.learner.id, one) for one in ROLES)
    desk.show("help", rows(buttons, 2), commands=(*COMMANDS, *FOR_ROLES) if role else COMMANDS)


def settings(desk: Desk) -> None:
    """What the learner can set."""
    chosen = desk.learner.settings
    other: Lang = "en" if desk.learner.lang == "fr" else "fr"
    nudges = "button.nudges-off" if chosen.nudges else "button.nudges-on"
    asides = "button.asides-off" if chosen.asides else "button.asides-on"
    buttons = (
        desk.button(f"button.language-{other}", f"lang:{other}"),
        desk.button(nudges, f"nudges:{'off' if chosen.nudges else 'on'}"),
        desk.button(asides, f"asides:{'off' if chosen.asides else 'on'}"),
        desk.button("button.class", "class"),
        desk.button("button.extra-time", "extra"),
        desk.button("button.privacy", "privacy"),
        desk.button("button.back", "menu"),
    )
    desk.show("settings", rows(buttons, 2), nudges=chosen.nudges, asides=chosen.asides)


def set_language(desk: Desk, lang: str) -> None:
    """Speak the other language from now on; a running talk keeps its own."""
    desk.keep_learner(lang="fr" if lang == "fr" else "en")
    send_commands(desk)
    desk.toast("toast.language-set")
    settings(desk)


def set_nudges(desk: Desk, on: bool) -> None:
    """Whether the persona may speak first after a silence."""
    chosen = desk.learner.settings.model_copy(update={"nudges": on})
    desk.keep_learner(settings=chosen)
    row = running(desk)
    if not on and row is not None:
        desk.work.drop_timers(f"silence:{row.id}")
    settings(desk)


def set_asides(desk: Desk, on: bool) -> None:
    """Whether a promise that a rule contradicts is named while she talks."""
    desk.keep_learner(settings=desk.learner.settings.model_copy(update={"asides": on}))
    settings(desk)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of the menus does; None for a button of something else."""
    match verb, given:
        case "settings", ():
            return settings
        case "help", ():
            return help_
        case "lang", ("fr" | "en" as lang,):
            return partial(set_language, lang=lang)
        case "nudges", ("on" | "off" as wanted,):
            return partial(set_nudges, on=wanted == "on")
        case "asides", ("on" | "off" as wanted,):
            return partial(set_asides, on=wanted == "on")
        case _:
            return None
