"""Where each command, button, text, code and timer goes: one line per feature."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.conduct import (
    arrival,
    bargaining,
    briefing,
    chart,
    deal,
    debrief,
    drills,
    lucidity,
    menus,
    preparation,
    privacy,
    progress,
    projection,
    replayed,
    reviewed,
    rewinding,
    talk,
    trade,
)
from bot.conduct.classes import (
    assigning,
    cohort,
    invite,
    joining,
    operator,
    people,
    reminders,
    todo,
    trainer,
)
from bot.conduct.desk import Desk
from dialogues.library import Library
from storage.rows import Timer
from storage.work import Work

Action = Callable[[Desk], None]
Pressed = Callable[[str, tuple[str, ...]], Action | None]
"""What a button of one feature does, by its verb and what was given; None if it is not its own."""
Heard = Callable[[Desk, str], bool]
"""Takes a text that was asked for; False when it was not.

Asked while no talk runs for it to belong to, or outright, by `bot.conduct.asking`.
"""
Due = Callable[[Timer, Work, datetime, Library, float], None]
"""Does what a timer was set for; the last is the minutes of silence before a nudge."""

COMMANDS: Mapping[str, Action] = {
    "menu": menus.home,
    "brief": briefing.reopened,
    "offer": bargaining.offer,
    "progress": progress.overview,
    "settings": menus.settings,
    "help": menus.help_,
    "privacy": privacy.show,
    "cancel": talk.ask_to_stop,
    "trainer": trainer.home,
    "mydata": privacy.export,
    "forgetme": privacy.ask_to_erase,
}
COMMANDS_BEFORE_CONSENT = frozenset({"help", "privacy", "mydata", "forgetme"})

PRESSED: tuple[Pressed, ...] = (
    arrival.pressed,
    menus.pressed,
    privacy.pressed,
    briefing.pressed,
    talk.pressed,
    debrief.pressed,
    lucidity.pressed,
    projection.pressed,
    progress.pressed,
    reviewed.pressed,
    deal.pressed,
    replayed.pressed,
    chart.pressed,
    rewinding.pressed,
    trade.pressed,
    drills.pressed,
    preparation.pressed,
    trainer.pressed,
    operator.pressed,
    cohort.pressed,
    people.pressed,
    invite.pressed,
    joining.pressed,
    assigning.pressed,
    todo.pressed,
)
BEFORE_CONSENT = frozenset(
    {"notice", "hello", "agree", "privacy", "menu", "erase", "erase-all", "erase-undo", "mydata"}
)
"""Buttons that work before the notice is agreed to."""

HEARD: tuple[Heard, ...] = (
    lucidity.hear,
    preparation.hear,
    trainer.hear,
    cohort.hear,
    joining.hear,
    assigning.hear,
)

DUE: Mapping[str, Due] = {
    "silence": talk.on_silence,
    "erase": privacy.on_due,
    "reviewed": reviewed.on_due,
    **dict.fromkeys(drills.KINDS, drills.on_timer),
    "due-soon": reminders.on_due_soon,
    "task-news": reminders.on_news,
}
"""By kind of timer."""


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button does; None for one of an older version."""
    return next((action for find in PRESSED if (action := find(verb, given))), None)
