"""Who is in a cohort and who trains it, as its trainers see and change it."""

from collections.abc import Callable
from functools import partial

from bot import access
from bot.conduct.classes import codes, days
from bot.conduct.classes.cohort import open_one, trained
from bot.conduct.classes.tasks import standing
from bot.conduct.desk import Desk
from bot.conduct.paging import Page
from bot.i18n import texts
from bot.messages import Button, Say, rows
from dialogues.errors import NotNow
from dialogues.ids import CohortId, LearnerId
from storage.rows import Learner

Action = Callable[[Desk], None]

PAGE = 12
"""People on a screen."""


def members(desk: Desk, cohort: CohortId, number: int) -> None:
    """Who belongs to a cohort."""
    found = trained(desk, cohort)
    page = Page(desk.work.members(cohort), number, PAGE)
    numbered = tuple(enumerate(page.items, page.first))
    numbers = [Button(label=str(n), data=f"coh-one:{cohort}:{one.id}") for n, one in numbered]
    back = desk.button("button.back", f"coh:{cohort}")
    turners = page.turners(desk, f"coh-who:{cohort}:")
    keyboard = (*rows(numbers, 4), *rows(turners, 2), (back,))
    desk.show("members", keyboard, cohort=found, people=numbered, page=page)


def member(desk: Desk, cohort: CohortId, learner: LearnerId) -> None:
    """One member: since when, and what she has done of the assignments."""
    one = access.member_for(desk.work, desk.learner.id, cohort, learner)
    stay = desk.work.memberships(cohort=cohort, learner=learner)[-1]
    titles = {s.id: s.title for s in desk.library.all()}
    done = [
        (titles[a.scenario], standing(desk.work, a, learner, desk.now))
        for a in desk.work.assignments(cohort)
        if a.scenario in titles
    ]
    buttons = (
        desk.button("button.extra-time", f"extra-of:{cohort}:{learner}"),
        desk.button("button.remove", f"coh-out:{cohort}:{learner}"),
        desk.button("button.back", f"coh-who:{cohort}:0"),
    )
    since = days.said(days.day_of(stay.joined_at), desk.now, desk.learner.lang)
    desk.show("member", rows(buttons, 2), who=one, since=since, tasks=done)


def ask_to_remove(desk: Desk, cohort: CohortId, learner: LearnerId) -> None:
    """Say what removing does, and ask."""
    one = access.member_for(desk.work, desk.learner.id, cohort, learner)
    buttons = (
        desk.button("button.remove-it", f"coh-gone:{cohort}:{learner}"),
        desk.button("button.back", f"coh-one:{cohort}:{learner}"),
    )
    desk.show("member-remove", rows(buttons, 1), who=one, cohort=trained(desk, cohort))


def remove(desk: Desk, cohort: CohortId, learner: LearnerId) -> None:
    """End a member's stay and tell her."""
    one = access.member_for(desk.work, desk.learner.id, cohort, learner)
    desk.work.leave(cohort, learner)
    if not one.blocked:
        said = texts(one.lang)("class.removed", cohort=trained(desk, cohort).name)
        desk.work.send(one.chat_id, Say(html=str(said)))
    desk.toast("toast.removed")
    members(desk, cohort, 0)


def trainers(desk: Desk, cohort: CohortId) -> None:
    """Who trains a cohort; another can be added by a code, and each but the last taken out."""
    found = trained(desk, cohort)
    everyone = desk.work.trainers(cohort)
    numbered = tuple(enumerate(everyone, 1))
    numbers = [
        Button(label=f"{n} ✕", data=f"coh-by-out:{cohort}:{one.id}")
        for n, one in numbered
        if len(everyone) > 1
    ]
    others = [desk.button("button.back", f"coh-more:{cohort}")]
    if found.closed_at is None:
        others.insert(0, desk.button("button.add-trainer", f"coh-by-new:{cohort}"))
    desk.show("trainers", (*rows(numbers, 4), *rows(others, 2)), cohort=found, people=numbered)


def invite_trainer(desk: Desk, cohort: CohortId) -> None:
    """Make a code that lets one person train the cohort too."""
    found = open_one(desk, cohort)
    code = codes.once("co-trainer", codes.about(cohort), desk.now)
    desk.work.save_code(code)
    back = desk.button("button.back", f"coh-by:{cohort}")
    codes.show(desk, "co-trainer-code", code, back, cohort=found)


def remove_trainer(desk: Desk, cohort: CohortId, trainer: LearnerId) -> None:
    """Take a trainer out of a cohort; never the last."""
    trained(desk, cohort)
    everyone = desk.work.trainers(cohort)
    if all(one.id != trainer for one in everyone):
        raise NotNow("access.none")
    if len(everyone) == 1:
        raise NotNow("cohort.last-trainer")
    desk.work.remove_trainer(cohort, trainer)
    desk.toast("toast.removed")
    if trainer == desk.learner.id:
        desk.show("left-training", ((desk.button("button.my-cohorts", "trainer"),),))
    else:
        trainers(desk, cohort)


def names(people: tuple[Learner, ...]) -> str:
    """Names side by side."""
    return ", ".join(one.name for one in people)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about people does; None for a button of something else."""
    match verb, given:
        case "coh-who", (cohort, number) if number.isdecimal():
            return partial(members, cohort=CohortId(cohort), number=int(number))
        case "coh-one", (cohort, learner):
            return partial(member, cohort=CohortId(cohort), learner=LearnerId(learner))
        case "coh-out", (cohort, learner):
            return partial(ask_to_remove, cohort=CohortId(cohort), learner=LearnerId(learner))
        case "coh-gone", (cohort, learner):
            return partial(remove, cohort=CohortId(cohort), learner=LearnerId(learner))
        case "coh-by", (cohort,):
            return partial(trainers, cohort=CohortId(cohort))
        case "coh-by-new", (cohort,):
            return partial(invite_trainer, cohort=CohortId(cohort))
        case "coh-by-out", (cohort, trainer):
            return partial(remove_trainer, cohort=CohortId(cohort), trainer=LearnerId(trainer))
        case _:
            return None
