"""What learners hear of an assignment: when it is given, and once more the day before."""

import json
from datetime import datetime, time, timedelta
from typing import Literal

from bot.conduct.classes import days
from bot.conduct.classes.tasks import counted
from bot.i18n import texts
from bot.messages import Button, Lane, Say
from bot.render import screen
from dialogues.ids import AssignmentId, LearnerId
from dialogues.library import Library
from storage.class_rows import Assignment
from storage.rows import Learner, Timer
from storage.work import Work

News = Literal["given", "due"]

HOUR = 9
"""When reminders go out, in the school's zone: nobody is woken."""
PAUSE = timedelta(minutes=10)
PUT_OFF_MOST = 6
"""How often news waits for the end of a talk, which belongs to the persona alone."""


def key(assignment: AssignmentId) -> str:
    """The key of an assignment's timer."""
    return f"due:{assignment}"


def set_for(work: Work, assignment: Assignment, now: datetime) -> None:
    """Remind of an assignment on the morning of the day before its due day, if that lies ahead."""
    if assignment.due_at is None:
        return
    before = days.day_of(assignment.due_at) - timedelta(days=1)
    at = datetime.combine(before, time(HOUR), days.zone())
    if at > now:
        payload = json.dumps({"assignment": assignment.id})
        work.set_timer(key(assignment.id), at, "due-soon", payload)


def drop(work: Work, assignment: AssignmentId) -> None:
    """Remind of it no more."""
    work.drop_timer(key(assignment))


def on_due_soon(timer: Timer, work: Work, now: datetime, library: Library, _: float) -> None:
    """Remind those who have not done it."""
    found = work.assignment(AssignmentId(json.loads(timer.payload)["assignment"]))
    if found is not None:
        for learner in work.members(found.cohort):
            tell(work, library, learner, found, "due", now)


def tell(
    work: Work,
    library: Library,
    learner: Learner,
    assignment: Assignment,
    news: News,
    now: datetime,
    *,
    put_off: int = 0,
) -> None:
    """Tell one learner, unless it concerns her no more; after her talk if she is in one."""
    scenario = next((s for s in library.all() if s.id == assignment.scenario), None)
    cohort = work.cohort(assignment.cohort)
    if (
        scenario is None
        or cohort is None
        or cohort.closed_at is not None
        or assignment.withdrawn_at is not None
        or learner.blocked
        or (assignment.due_at is not None and now > assignment.due_at)
        or counted(work, assignment, learner.id)
    ):
        return
    if _talks(work, learner) and put_off < PUT_OFF_MOST:
        payload = {"assignment": assignment.id, "learner": learner.id, "news": news}
        work.set_timer(
            f"news:{news}:{assignment.id}:{learner.id}",
            now + PAUSE,
            "task-news",
            json.dumps({**payload, "put_off": put_off + 1}),
            learner.chat_id,
        )
        return
    html = screen(
        "task-news",
        learner.lang,
        news=news,
        title=scenario.title,
        cohort=cohort,
        due=assignment.due_at and days.said(days.day_of(assignment.due_at), now, learner.lang),
        most=assignment.attempts_most,
    )
    open_it = Button(
        label=texts(learner.lang).plain("button.open"), data=f"brief:{assignment.scenario}"
    )
    work.send(learner.chat_id, Say(html=html, keyboard=((open_it,),), lane=Lane.BROADCAST))


def on_news(timer: Timer, work: Work, now: datetime, library: Library, _: float) -> None:
    """Tell what was put off."""
    given = json.loads(timer.payload)
    assignment = work.assignment(AssignmentId(given["assignment"]))
    learner = LearnerId(given["learner"])
    if assignment is None:
        return
    one = next((one for one in work.members(assignment.cohort) if one.id == learner), None)
    if one is not None:
        news: News = "due" if given["news"] == "due" else "given"
        tell(work, library, one, assignment, news, now, put_off=int(given["put_off"]))


def _talks(work: Work, learner: Learner) -> bool:
    attempt = work.chat(learner.chat_id).attempt
    row = work.attempt(attempt) if attempt else None
    return row is not None and row.state == "running"
