"""One cohort as its trainer sees it: its screen, its name, closing it."""

from collections.abc import Callable
from functools import partial

from bot import access
from bot.conduct import asking
from bot.conduct.classes import codes, extras, reminders
from bot.conduct.desk import Desk
from bot.messages import rows
from dialogues.errors import NotNow
from dialogues.ids import CohortId
from storage.class_rows import Cohort

Action = Callable[[Desk], None]

NAME_MOST = 60
"""Characters of a cohort's name."""
RENAME_ASKED = "cohort-rename"


def trained(desk: Desk, cohort: CohortId) -> Cohort:
    """A cohort she trains.

    Raises:
        NotNow: there is none, or it is not hers.
    """
    return access.cohort_for(desk.work, desk.learner.id, "train", cohort)


def open_one(desk: Desk, cohort: CohortId) -> Cohort:
    """A cohort she trains that is not closed.

    Raises:
        NotNow: it is closed, or not hers.
    """
    found = trained(desk, cohort)
    if found.closed_at is not None:
        raise NotNow("cohort.is-closed")
    return found


def checked_name(text: str) -> str:
    """A cohort's name on one line.

    Raises:
        NotNow: it is empty or too long.
    """
    name = asking.one_line(text)
    if not 1 <= len(name) <= NAME_MOST:
        raise NotNow("cohort.name-bad")
    return name


def show(desk: Desk, cohort: CohortId, *, remark: str = "") -> None:
    """What a cohort has and what can be done with it."""
    found = trained(desk, cohort)
    members = desk.button("button.members", f"coh-who:{cohort}:0")
    tasks = desk.button("button.assignments", f"asg:{cohort}:0")
    more = desk.button("button.more", f"coh-more:{cohort}")
    back = desk.button("button.back", "trainer")
    buttons = [members, tasks]
    if found.closed_at is None:
        buttons += [desk.button("button.invite", f"inv:{cohort}"), *extras.for_cohort(desk, found)]
    buttons += [more, back]
    good = any(c.is_good(desk.now) for c in desk.work.codes("cohort", codes.about(cohort)))
    desk.show(
        "cohort",
        rows(buttons, 2),
        cohort=found,
        members=len(desk.work.members(cohort)),
        trainers=desk.work.trainers(cohort),
        tasks=len(desk.work.assignments(cohort)),
        invited=good,
        remark=remark,
    )


def more(desk: Desk, cohort: CohortId) -> None:
    """What is done rarely: rename, add a trainer, close."""
    found = trained(desk, cohort)
    buttons = [desk.button("button.rename", f"coh-name:{cohort}")]
    buttons.append(desk.button("button.trainers", f"coh-by:{cohort}"))
    if found.closed_at is None:
        buttons.append(desk.button("button.close", f"coh-close:{cohort}"))
    buttons.append(desk.button("button.back", f"coh:{cohort}"))
    desk.show("cohort-more", rows(buttons, 2), cohort=found)


def ask_rename(desk: Desk, cohort: CohortId) -> None:
    """Ask for another name."""
    found = trained(desk, cohort)
    asking.ask(desk, RENAME_ASKED, cohort)
    back = desk.button("button.back", f"coh-more:{cohort}")
    desk.show("cohort-name", ((back,),), called=found.name)


def hear(desk: Desk, text: str) -> bool:
    """Another name for a cohort."""
    about = asking.asked(desk, RENAME_ASKED)
    if about is None:
        return False
    cohort = trained(desk, CohortId(about[0]))
    name = checked_name(text)
    asking.taken(desk)
    desk.work.save_cohort(cohort.model_copy(update={"name": name}))
    show(desk, cohort.id, remark="cohort.renamed")
    return True


def ask_to_close(desk: Desk, cohort: CohortId) -> None:
    """Say what closing does, and ask."""
    found = open_one(desk, cohort)
    buttons = (
        desk.button("button.close-it", f"coh-closed:{cohort}"),
        desk.button("button.back", f"coh-more:{cohort}"),
    )
    desk.show("cohort-close", rows(buttons, 1), cohort=found)


def close(desk: Desk, cohort: CohortId) -> None:
    """Close a cohort for good: its links stop, nothing is assigned or reminded any more.

    It cannot be opened again: what its learners did meanwhile would come into sight.
    """
    found = open_one(desk, cohort)
    desk.work.save_cohort(found.model_copy(update={"closed_at": desk.now}))
    for kind in ("cohort", "co-trainer"):
        desk.work.drop_codes(kind, codes.about(cohort))
    for assignment in desk.work.assignments(cohort):
        reminders.drop(desk.work, assignment.id)
    show(desk, cohort, remark="cohort.closed-now")


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of a cohort does; None for a button of something else."""
    match verb, given:
        case "coh", (cohort,):
            return partial(show, cohort=CohortId(cohort))
        case "coh-more", (cohort,):
            return partial(more, cohort=CohortId(cohort))
        case "coh-name", (cohort,):
            return partial(ask_rename, cohort=CohortId(cohort))
        case "coh-close", (cohort,):
            return partial(ask_to_close, cohort=CohortId(cohort))
        case "coh-closed", (cohort,):
            return partial(close, cohort=CohortId(cohort))
        case _:
            return None
