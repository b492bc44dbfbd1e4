"""/trainer: a trainer's cohorts, and making a new one."""

from collections.abc import Callable
from functools import partial

from bot import access
from bot.conduct import asking, menus
from bot.conduct.classes import cohort as one_cohort
from bot.conduct.classes import extras, operator
from bot.conduct.desk import Desk
from bot.conduct.paging import Page
from bot.messages import Button, rows
from storage.rows import Code

Action = Callable[[Desk], None]

PAGE = 8
"""Cohorts on a screen."""
NAME_ASKED = "cohort-name"


def home(desk: Desk, number: int = 0, *, remark: str = "") -> None:
    """The cohorts she trains; for an operator the counts, for others a kind line."""
    me = desk.learner.id
    if not access.has_role(desk.work, me, "trainer"):
        if access.has_role(desk.work, me, "operator"):
            operator.home(desk)
        else:
            desk.show("not-trainer", ((desk.button("button.menu", "menu"),),))
        return
    cohorts = desk.work.cohorts_of_trainer(me)
    page = Page(cohorts, number, PAGE)
    numbered = tuple(enumerate(page.items, page.first))
    numbers = [Button(label=str(n), data=f"coh:{cohort.id}") for n, cohort in numbered]
    others = [desk.button("button.cohort-new", "coh-new"), *extras.for_trainer(desk)]
    if access.has_role(desk.work, me, "operator"):
        others.append(desk.button("button.operator", "oper"))
    others.append(desk.button("button.menu", "menu"))
    keyboard = (*rows(numbers, 4), *rows(page.turners(desk, "trainer:"), 2), *rows(others, 2))
    sizes = {cohort.id: len(desk.work.members(cohort.id)) for cohort in page.items}
    desk.show("trainer", keyboard, cohorts=numbered, sizes=sizes, page=page, remark=remark)


def ask_name(desk: Desk) -> None:
    """Ask for the name of a new cohort."""
    access.role_for(desk.work, desk.learner.id, "trainer")
    asking.ask(desk, NAME_ASKED)
    desk.show("cohort-name", ((desk.button("button.back", "trainer"),),), called="")


def hear(desk: Desk, text: str) -> bool:
    """The name of a new cohort."""
    if asking.asked(desk, NAME_ASKED) is None:
        return False
    access.role_for(desk.work, desk.learner.id, "trainer")
    name = one_cohort.checked_name(text)
    asking.taken(desk)
    made = desk.work.make_cohort(name, desk.learner.id)
    one_cohort.show(desk, made.id, remark="cohort.made")
    return True


def enter(desk: Desk, code: Code) -> bool:
    """The door of a code that makes whoever opens it a trainer."""
    remark = ""
    if not access.has_role(desk.work, desk.learner.id, "trainer"):
        desk.work.give_role(desk.learner.id, "trainer")
        desk.work.use_code(code.code)
        menus.send_commands(desk)
        remark = "trainer.welcome"
    home(desk, remark=remark)
    return True


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of a trainer's home does; None for a button of something else."""
    match verb, given:
        case "trainer", ():
            return home
        case "trainer", (number,) if number.isdecimal():
            return partial(home, number=int(number))
        case "coh-new", ():
            return ask_name
        case _:
            return None
