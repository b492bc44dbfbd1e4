"""Giving a cohort a scenario: which, until when, how often; and who has done it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from bot import access
from bot.conduct import asking
from bot.conduct.classes import days, reminders
from bot.conduct.classes.cohort import open_one, trained
from bot.conduct.classes.tasks import counted, standing
from bot.conduct.desk import Desk
from bot.conduct.paging import Page
from bot.messages import Button, rows
from dialogues.errors import NotNow
from dialogues.ids import AssignmentId, CohortId, ScenarioId
from dialogues.scenario import Scenario

Action = Callable[[Desk], None]

PAGE, CASES, PEOPLE = 8, 6, 15
"""Assignments, scenarios and people on a screen."""
AHEAD = {"button.due-tomorrow": 1, "button.due-3": 3, "button.due-7": 7, "button.due-14": 14}
"""Buttons of due days, and how many days ahead."""
MOST = ("1", "2", "3", "5", "0")
"""How many attempts may be allowed; 0 for no limit."""
DAY_ASKED = "due-day"
NO_DAY = "0"


def show(desk: Desk, cohort: CohortId, number: int, *, remark: str = "") -> None:
    """What a cohort has to play, and how many have done it."""
    found = trained(desk, cohort)
    titles = {s.id: s.title for s in desk.library.all()}
    people = desk.work.members(cohort)
    page = Page(desk.work.assignments(cohort), number, PAGE)
    numbered = [
        (
            n,
            titles.get(one.scenario),
            _said(desk, one.due_at),
            sum(bool(counted(desk.work, one, who.id)) for who in people),
        )
        for n, one in enumerate(page.items, page.first)
    ]
    numbers = [
        Button(label=str(n), data=f"asg-one:{one.id}:0")
        for n, one in enumerate(page.items, page.first)
    ]
    others = [desk.button("button.back", f"coh:{cohort}")]
    if found.closed_at is None:
        others.insert(0, desk.button("button.assign", f"asg-new:{cohort}:0"))
    turners = page.turners(desk, f"asg:{cohort}:")
    keyboard = (*rows(numbers, 4), *rows(turners, 2), *rows(others, 2))
    values = {"cohort": found, "tasks": numbered, "page": page, "of": len(people)}
    desk.show("assignments", keyboard, remark=remark, **values)


def choose(desk: Desk, cohort: CohortId, number: int) -> None:
    """Which scenario."""
    found = open_one(desk, cohort)
    given = {one.scenario for one in desk.work.assignments(cohort)}
    page = Page(desk.library.all(), number, CASES)
    numbered = [(n, s, s.id in given) for n, s in enumerate(page.items, page.first)]
    numbers = [
        Button(label=str(n), data=f"asg-when:{cohort}:{s.id}")
        for n, s, given_already in numbered
        if not given_already
    ]
    back = desk.button("button.back", f"asg:{cohort}:0")
    turners = page.turners(desk, f"asg-new:{cohort}:")
    keyboard = (*rows(numbers, 3), *rows(turners, 2), (back,))
    desk.show("assign-which", keyboard, cohort=found, cases=numbered, page=page)


def ask_when(desk: Desk, cohort: CohortId, scenario: ScenarioId) -> None:
    """Until when."""
    open_one(desk, cohort)
    case = _free(desk, cohort, scenario)
    here = days.today(desk.now)
    buttons = [
        desk.button(key, f"asg-most:{cohort}:{_code(here + timedelta(days=n))}:{scenario}")
        for key, n in AHEAD.items()
    ]
    buttons += [
        desk.button("button.due-other", f"asg-day:{cohort}:{scenario}"),
        desk.button("button.due-none", f"asg-most:{cohort}:{NO_DAY}:{scenario}"),
    ]
    back = desk.button("button.back", f"asg-new:{cohort}:0")
    desk.show("assign-when", (*rows(buttons, 2), (back,)), case=case, city=days.city(desk.t.lang))


def ask_day(desk: Desk, cohort: CohortId, scenario: ScenarioId) -> None:
    """Ask for a day as a text."""
    open_one(desk, cohort)
    case = _free(desk, cohort, scenario)
    asking.ask(desk, DAY_ASKED, cohort, scenario)
    back = desk.button("button.back", f"asg-when:{cohort}:{scenario}")
    example = days.said(days.today(desk.now) + timedelta(days=10), desk.now, desk.learner.lang)
    desk.show("assign-day", ((back,),), case=case, example=example)


def hear(desk: Desk, text: str) -> bool:
    """The due day a trainer typed.

    Raises:
        NotNow: it is no day, or one that is past; the next text is tried again.
    """
    about = asking.asked(desk, DAY_ASKED)
    if about is None:
        return False
    cohort, scenario = CohortId(about[0]), ScenarioId(about[1])
    open_one(desk, cohort)
    day = days.typed(text, desk.now)
    if day is None:
        raise NotNow("assign.day-unread")
    _ahead(desk, day)
    asking.taken(desk)
    ask_most(desk, cohort, _code(day), scenario)
    return True


def ask_most(desk: Desk, cohort: CohortId, day: str, scenario: ScenarioId) -> None:
    """How many attempts."""
    found, case = open_one(desk, cohort), _free(desk, cohort, scenario)
    due = _due(desk, day)
    buttons = [desk.button(f"button.most-{n}", f"give:{cohort}:{day}:{n}:{scenario}") for n in MOST]
    buttons.append(desk.button("button.back", f"asg-when:{cohort}:{scenario}"))
    desk.show("assign-most", rows(buttons, 2), cohort=found, case=case, due=_said(desk, due))


def look(desk: Desk, cohort: CohortId, day: str, most: str, scenario: ScenarioId) -> None:
    """All of it once more: members are told when she confirms."""
    found, case = open_one(desk, cohort), _free(desk, cohort, scenario)
    buttons = (
        desk.button("button.give", f"given:{cohort}:{day}:{most}:{scenario}"),
        desk.button("button.back", f"asg-most:{cohort}:{day}:{scenario}"),
    )
    due, limit = _due(desk, day), _limit(most)
    people = len(desk.work.members(cohort))
    values = {"cohort": found, "case": case, "due": _said(desk, due)}
    desk.show("assign-look", rows(buttons, 1), most=limit, people=people, **values)


def give(desk: Desk, cohort: CohortId, day: str, most: str, scenario: ScenarioId) -> None:
    """Give it: members are told, and reminded the day before."""
    open_one(desk, cohort)
    _free(desk, cohort, scenario)
    due, limit = _due(desk, day), _limit(most)
    made = desk.work.assign(cohort, scenario, due_at=due, attempts_most=limit)
    reminders.set_for(desk.work, made, desk.now)
    for learner in desk.work.members(cohort):
        reminders.tell(desk.work, desk.library, learner, made, "given", desk.now)
    show(desk, cohort, 0, remark="assign.given")


def one(desk: Desk, assignment: AssignmentId, number: int) -> None:
    """Who has done it, with marks; who has not."""
    found = access.assignment_for(desk.work, desk.learner.id, assignment)
    people = desk.work.members(found.cohort)
    page = Page(people, number, PEOPLE)
    shown = [(who, standing(desk.work, found, who.id, desk.now)) for who in page.items]
    buttons = (
        desk.button("button.withdraw", f"asg-off:{assignment}"),
        desk.button("button.back", f"asg:{found.cohort}:0"),
    )
    turners = page.turners(desk, f"asg-one:{assignment}:")
    titles = {s.id: s.title for s in desk.library.all()}
    desk.show(
        "assignment",
        (*rows(turners, 2), *rows(buttons, 2)),
        title=titles.get(found.scenario),
        due=_said(desk, found.due_at),
        over=found.due_at is not None and desk.now > found.due_at,
        most=found.attempts_most,
        done=sum(bool(counted(desk.work, found, who.id)) for who in people),
        of=len(people),
        people=shown,
        page=page,
    )


def ask_to_withdraw(desk: Desk, assignment: AssignmentId) -> None:
    """Say what withdrawing does, and ask."""
    found = access.assignment_for(desk.work, desk.learner.id, assignment)
    buttons = (
        desk.button("button.withdraw-it", f"asg-gone:{assignment}"),
        desk.button("button.back", f"asg-one:{assignment}:0"),
    )
    titles = {s.id: s.title for s in desk.library.all()}
    desk.show("assignment-withdraw", rows(buttons, 1), title=titles.get(found.scenario))


def withdraw(desk: Desk, assignment: AssignmentId) -> None:
    """Take it back; what was played stays."""
    found = access.assignment_for(desk.work, desk.learner.id, assignment)
    desk.work.withdraw(assignment)
    reminders.drop(desk.work, assignment)
    show(desk, found.cohort, 0, remark="assign.withdrawn")


def _free(desk: Desk, cohort: CohortId, scenario: ScenarioId) -> Scenario:
    """A scenario of the library that the cohort does not have to play already."""
    found = next((s for s in desk.library.all() if s.id == scenario), None)
    if found is None:
        raise NotNow("scenario-gone")
    if any(one.scenario == scenario for one in desk.work.assignments(cohort)):
        raise NotNow("assign.already")
    return found


def _code(day: date) -> str:
    return f"{day:%y%m%d}"


def _due(desk: Desk, code: str) -> datetime | None:
    if code == NO_DAY:
        return None
    try:
        day = datetime.strptime(code, "%y%m%d").replace(tzinfo=days.zone()).date()
    except ValueError:
        raise NotNow("stale.screen") from None
    return days.end_of(_ahead(desk, day))


def _ahead(desk: Desk, day: date) -> date:
    if day < days.today(desk.now):
        raise NotNow("assign.day-past")
    return day


def _limit(most: str) -> int | None:
    if most not in MOST:
        raise NotNow("stale.screen")
    return int(most) or None


def _said(desk: Desk, due: datetime | None) -> str | None:
    return None if due is None else days.said(days.day_of(due), desk.now, desk.learner.lang)


def _with(
    act: Callable[[Desk, CohortId, str, str, ScenarioId], None],
    cohort: str,
    day: str,
    most: str,
    case: str,
) -> Action:
    return lambda desk: act(desk, CohortId(cohort), day, most, ScenarioId(case))


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about assignments does; None for a button of something else."""
    match verb, given:
        case "asg", (cohort, number) if number.isdecimal():
            return partial(show, cohort=CohortId(cohort), number=int(number))
        case "asg-new", (cohort, number) if number.isdecimal():
            return partial(choose, cohort=CohortId(cohort), number=int(number))
        case "asg-when", (cohort, case):
            return partial(ask_when, cohort=CohortId(cohort), scenario=ScenarioId(case))
        case "asg-day", (cohort, case):
            return partial(ask_day, cohort=CohortId(cohort), scenario=ScenarioId(case))
        case "asg-most", (cohort, day, case):
            return partial(ask_most, cohort=CohortId(cohort), day=day, scenario=ScenarioId(case))
        case "give", (cohort, day, most, case):
            return _with(look, cohort, day, most, case)
        case "given", (cohort, day, most, case):
            return _with(give, cohort, day, most, case)
        case "asg-one", (assignment, number) if number.isdecimal():
            return partial(one, assignment=AssignmentId(assignment), number=int(number))
        case "asg-off", (assignment,):
            return partial(ask_to_withdraw, assignment=AssignmentId(assignment))
        case "asg-gone", (assignment,):
            return partial(withdraw, assignment=AssignmentId(assignment))
        case _:
            return None
