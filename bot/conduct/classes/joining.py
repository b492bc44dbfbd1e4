"""Joining a cohort through a link: what it means is said first, and she decides."""

from collections.abc import Callable
from functools import partial

from bot import access
from bot.conduct import asking, menus
from bot.conduct.classes import codes, days
from bot.conduct.classes import cohort as one_cohort
from bot.conduct.classes.people import names
from bot.conduct.desk import Desk
from bot.messages import rows
from dialogues.errors import NotNow
from dialogues.ids import CohortId
from storage.class_rows import Cohort
from storage.rows import Code

Action = Callable[[Desk], None]

KINDS = ("cohort", "co-trainer")
NAME_MOST = 40
"""Characters of the name a learner is shown by."""
NAME_ASKED = "own-name"


def ask_learner(desk: Desk, code: Code) -> bool:
    """The door of an invitation: which cohort, who trains it, what its trainers will see."""
    cohort = _of(desk, code)
    if cohort is None:
        return False
    me = desk.learner.id
    trains = access.may_with_cohort(desk.work, me, "train", cohort.id)
    if not trains and any(c.id == cohort.id for c in desk.work.cohorts_of_learner(me)):
        mine(desk, remark="class.already")
        return True
    buttons = [
        desk.button("button.join", f"join:{code.code}"),
        desk.button("button.not-now", "join-not"),
    ]
    if trains:
        buttons = [desk.button("button.back", f"coh:{cohort.id}")]
    trainers = names(desk.work.trainers(cohort.id))
    desk.show(
        "join",
        rows(buttons, 2),
        cohort=cohort,
        trainers=trainers,
        own_name=desk.learner.name,
        preview=trains,
    )
    return True


def join(desk: Desk, code: str) -> None:
    """She agrees: her stay begins now.

    Raises:
        NotNow: the link has stopped meanwhile.
    """
    found = desk.work.code(code)
    cohort = _of(desk, found) if found is not None and found.kind == "cohort" else None
    if found is None or cohort is None:
        raise NotNow("class.gone")
    if all(c.id != cohort.id for c in desk.work.cohorts_of_learner(desk.learner.id)):
        if not found.is_good(desk.now):
            raise NotNow("class.gone")
        desk.work.join(cohort.id, desk.learner.id)
        desk.work.use_code(code)
    buttons = [desk.button("button.own-name", "my-name"), desk.button("button.menu", "menu")]
    tasks = len(desk.work.assignments(cohort.id))
    if tasks:
        buttons.insert(0, desk.button("button.todo", "todo"))
    desk.show("joined", rows(buttons, 2), cohort=cohort, own_name=desk.learner.name, tasks=tasks)


def not_now(desk: Desk) -> None:
    """She declines; the link stays good."""
    menus.home(desk, remark="class.not-joined")


def ask_trainer(desk: Desk, code: Code) -> bool:
    """The door of a code for a second trainer."""
    cohort = _of(desk, code)
    if cohort is None:
        return False
    if access.may_with_cohort(desk.work, desk.learner.id, "train", cohort.id):
        one_cohort.show(desk, cohort.id)
        return True
    buttons = (
        desk.button("button.accept", f"cotrain:{code.code}"),
        desk.button("button.not-now", "join-not"),
    )
    trainers = names(desk.work.trainers(cohort.id))
    desk.show("co-train", rows(buttons, 2), cohort=cohort, trainers=trainers)
    return True


def co_train(desk: Desk, code: str) -> None:
    """She accepts to train a cohort with its trainers.

    Raises:
        NotNow: the code has stopped meanwhile.
    """
    found = desk.work.code(code)
    if found is None or found.kind != "co-trainer" or not found.is_good(desk.now):
        raise NotNow("class.gone")
    cohort = _of(desk, found)
    if cohort is None:
        raise NotNow("class.gone")
    desk.work.give_role(desk.learner.id, "trainer")
    desk.work.add_trainer(cohort.id, desk.learner.id)
    desk.work.use_code(code)
    menus.send_commands(desk)
    one_cohort.show(desk, cohort.id, remark="trainer.with-you")


def mine(desk: Desk, *, remark: str = "") -> None:
    """The cohorts she belongs to, the name she is shown by, and the way out."""
    cohorts = desk.work.cohorts_of_learner(desk.learner.id)
    lines = [(one, names(desk.work.trainers(one.id)), _since(desk, one)) for one in cohorts]
    buttons = [desk.button("button.own-name", "my-name")]
    if len(cohorts) == 1:
        buttons.append(desk.button("button.leave", f"class-out:{cohorts[0].id}"))
    else:
        buttons += [
            desk.button("button.leave-one", f"class-out:{one.id}", number=n)
            for n, one in enumerate(cohorts, 1)
        ]
    buttons.append(desk.button("button.back", "settings"))
    desk.show("class", rows(buttons, 2), lines=lines, own_name=desk.learner.name, remark=remark)


def ask_to_leave(desk: Desk, cohort: CohortId) -> None:
    """Say what leaving does, and ask."""
    found = _mine(desk, cohort)
    buttons = (
        desk.button("button.leave-it", f"class-gone:{cohort}"),
        desk.button("button.back", "class"),
    )
    desk.show("class-leave", rows(buttons, 1), cohort=found)


def leave(desk: Desk, cohort: CohortId) -> None:
    """End her stay."""
    _mine(desk, cohort)
    desk.work.leave(cohort, desk.learner.id)
    mine(desk, remark="class.left")


def ask_own_name(desk: Desk) -> None:
    """Ask for the name her trainers see."""
    asking.ask(desk, NAME_ASKED)
    buttons = [desk.button("button.back", "class")]
    if desk.learner.settings.shown_as:
        buttons.insert(0, desk.button("button.telegram-name", "my-name-off"))
    first, name = desk.learner.first_name, desk.learner.name
    desk.show("own-name", rows(buttons, 1), own_name=name, first_name=first)


def hear(desk: Desk, text: str) -> bool:
    """The name her trainers see."""
    if asking.asked(desk, NAME_ASKED) is None:
        return False
    name = asking.one_line(text)
    if not 1 <= len(name) <= NAME_MOST:
        raise NotNow("class.name-bad")
    asking.taken(desk)
    _call_her(desk, name)
    return True


def _call_her(desk: Desk, name: str = "") -> None:
    settings = desk.learner.settings.model_copy(update={"shown_as": name})
    desk.keep_learner(settings=settings)
    mine(desk, remark="class.name-set")


def _of(desk: Desk, code: Code) -> Cohort | None:
    """The cohort of a code, unless it is closed, or gone, or nobody trains it any more."""
    cohort = desk.work.cohort(codes.cohort_of(code))
    if cohort is None or cohort.closed_at is not None or not desk.work.trainers(cohort.id):
        return None
    return cohort


def _mine(desk: Desk, cohort: CohortId) -> Cohort:
    found = desk.work.cohorts_of_learner(desk.learner.id)
    one = next((one for one in found if one.id == cohort), None)
    if one is None:
        raise NotNow("class.not-in")
    return one


def _since(desk: Desk, cohort: Cohort) -> str:
    stay = desk.work.memberships(cohort=cohort.id, learner=desk.learner.id)[-1]
    return days.said(days.day_of(stay.joined_at), desk.now, desk.learner.lang)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of joining and leaving does; None for a button of something else."""
    match verb, given:
        case "join", (code,):
            return partial(join, code=code)
        case "join-not", ():
            return not_now
        case "cotrain", (code,):
            return partial(co_train, code=code)
        case "class", ():
            return mine
        case "class-out", (cohort,):
            return partial(ask_to_leave, cohort=CohortId(cohort))
        case "class-gone", (cohort,):
            return partial(leave, cohort=CohortId(cohort))
        case "my-name", ():
            return ask_own_name
        case "my-name-off", ():
            return _call_her
        case _:
            return None
