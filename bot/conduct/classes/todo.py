"""What a learner has to play: on the home screen, in a list, on the brief, and how often."""

from collections.abc import Callable

from bot.conduct.classes import days
from bot.conduct.classes.tasks import Standing, given_to, standing, used_up
from bot.conduct.desk import Desk
from bot.conduct.paging import Page
from bot.messages import Button, rows
from dialogues.errors import NotNow
from dialogues.ids import ScenarioId
from dialogues.scenario import Scenario
from dialogues.text import Frozen
from storage.class_rows import Cohort
from storage.rows import AttemptRow

Action = Callable[[Desk], None]

PAGE = 8
"""Tasks on a screen."""
AT_HOME = 3
"""Tasks on the home screen."""
TURNS_THAT_COUNT = 3
"""Learner turns from which a talk that is stopped is judged, and so counts."""


class Task(Frozen):
    """One line of what is to do."""

    scenario: Scenario
    cohort: Cohort
    standing: Standing
    due: str | None
    """The due day in words."""


def tasks(desk: Desk) -> tuple[Task, ...]:
    """All that was given to her: what is not done first, each part by due day."""
    known = {s.id: s for s in desk.library.all()}
    found = [
        Task(
            scenario=known[assignment.scenario],
            cohort=cohort,
            standing=standing(desk.work, assignment, desk.learner.id, desk.now),
            due=assignment.due_at
            and days.said(days.day_of(assignment.due_at), desk.now, desk.learner.lang),
        )
        for cohort, assignment in given_to(desk.work, desk.learner)
        if assignment.scenario in known
    ]
    return tuple(sorted(found, key=lambda task: task.standing.done))


def open_tasks(desk: Desk) -> tuple[Task, ...]:
    """What she has not done yet, for the home screen."""
    return tuple(task for task in tasks(desk) if not task.standing.done)


def of_scenario(desk: Desk, scenario: ScenarioId) -> tuple[Task, ...]:
    """What was given to her of one scenario, for its brief."""
    return tuple(task for task in tasks(desk) if task.scenario.id == scenario)


def show(desk: Desk, number: int = 0) -> None:
    """What she has to play and has played, with due days."""
    page = Page(tasks(desk), number, PAGE)
    numbered = tuple(enumerate(page.items, page.first))
    numbers = [Button(label=str(n), data=f"brief:{task.scenario.id}") for n, task in numbered]
    if page.pages == len(numbers) == 1:
        numbers = [desk.button("button.open", str(numbers[0].data))]
    back = desk.button("button.back", "menu")
    keyboard = (*rows(numbers, 4), *rows(page.turners(desk, "todo:"), 2), (back,))
    desk.show("todo", keyboard, tasks=numbered, page=page)


def allow(desk: Desk, scenario: ScenarioId, before: AttemptRow | None) -> None:
    """Let her begin a scenario, unless its assignment allows no further attempt.

    `before` is the attempt that would be stopped for it.

    Raises:
        NotNow: all attempts are used.
    """
    same = before is not None and before.scenario == scenario
    counts = int(same and before is not None and before.learner_turns >= TURNS_THAT_COUNT)
    if used_up(desk.work, desk.learner, scenario, under_way=counts) is not None:
        raise NotNow("task.none-left")


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of the list does; None for a button of something else."""
    match verb, given:
        case "todo", ():
            return show
        case "todo", (number,) if number.isdecimal():
            return lambda desk: show(desk, int(number))
        case _:
            return None
