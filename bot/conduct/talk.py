"""The talk itself: begin, speak, fall silent, stop, and be judged at the end."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from zlib import crc32

from bot.conduct import bargaining, debrief, lucidity, menus, preparation, rewinding, trade, waiting
from bot.conduct.classes import todo
from bot.conduct.current import case_of, running
from bot.conduct.desk import Desk
from bot.messages import Say, rows, typing_pause
from bot.render import screen, stage
from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.errors import NotNow
from dialogues.events import Assessed, AttemptEnded, Event, PersonaTurn
from dialogues.ids import AttemptId, ScenarioId
from dialogues.library import Library
from rubrics.assessment import Assessment, assess
from rubrics.rubric import rubric
from rubrics.transcript import of_attempt
from storage.rows import AttemptRow, Timer
from storage.work import Work

Action = Callable[[Desk], None]

TOO_LONG = 2000
"""Characters of one message that a persona will read; more is not a spoken turn."""
LEAST_TURNS = 3
"""Learner turns from which a stopped talk is worth a debrief."""


def begin(desk: Desk, scenario_id: ScenarioId) -> None:
    """Sit down at a scenario; an attempt that runs already is asked about first.

    Raises:
        NotNow: there is no such scenario any more.
    """
    if all(s.id != scenario_id for s in desk.library.all()):
        raise NotNow("scenario-gone")
    before = running(desk)
    todo.allow(desk, scenario_id, before)
    if before is not None:
        title = case_of(desk, before).scenario.title
        buttons = (
            desk.button("button.resume", "resume"),
            desk.button("button.stop-and-start", f"swap:{before.id}:{scenario_id}"),
            desk.button("button.back", f"brief:{scenario_id}"),
        )
        desk.show("already-running", rows(buttons, 1), title=title)
        return
    case = desk.library.case(scenario_id)
    count = len(desk.work.attempts(desk.learner.id))
    attempt_id = AttemptId(f"{desk.learner.id}-{count + 1}")
    desk.pin(case)
    events = engine.start(
        case,
        attempt=attempt_id,
        learner=desk.learner.id,
        lang=desk.learner.lang,
        seed=crc32(attempt_id.encode()),
        now=desk.now,
    )
    desk.work.append(attempt_id, *events)
    preparation.bind(desk, attempt_id, case)
    desk.keep(screen="talk", step="", attempt=attempt_id)
    desk.leave_standing()
    desk.say(screen("talk-begins", desk.learner.lang, case=case.scenario))
    _speak(desk, events)
    waiting.for_silence(desk, attempt_id)


def say(desk: Desk, row: AttemptRow, text: str) -> None:
    """The learner speaks and the persona answers."""
    if len(text) > TOO_LONG:
        raise NotNow("talk.too-long")
    case = case_of(desk, row)
    events = desk.work.events(row.id)
    attempt = engine.restored(case, events)
    new = engine.answer(case, attempt, text, now=desk.now)
    _go_on(desk, row.id, case, events, new)
    if running(desk):
        attempt = engine.restored(case, (*events, *new))
        trade.aside(desk, case, attempt)
        bargaining.clock(desk, case, attempt)
        waiting.for_silence(desk, row.id)


def fall_silent(desk: Desk, attempt_id: AttemptId) -> None:
    """The learner has been silent; the persona speaks, and in the end leaves."""
    row = desk.work.attempt(attempt_id)
    if row is None or row.state != "running" or desk.chat.attempt != attempt_id:
        return
    case = case_of(desk, row)
    events = desk.work.events(attempt_id)
    attempt = engine.restored(case, events)
    _go_on(desk, attempt_id, case, events, engine.silence(case, attempt, now=desk.now))
    if running(desk):
        waiting.for_silence(desk, attempt_id)


def on_silence(
    timer: Timer, work: Work, now: datetime, library: Library, nudge_minutes: float
) -> None:
    """A silence has lasted long enough."""
    learner = work.learner_by_chat(timer.chat_id) if timer.chat_id is not None else None
    if learner is None or learner.blocked:
        return
    chat = work.chat(learner.chat_id)
    desk = Desk(work, now, learner, chat, library, nudge_minutes=nudge_minutes)
    fall_silent(desk, AttemptId(json.loads(timer.payload)["attempt"]))


def resume(desk: Desk) -> None:
    """Show the persona's last words again."""
    row = running(desk)
    if row is None:
        raise NotNow("stale.attempt")
    case = case_of(desk, row)
    attempt = engine.restored(case, desk.work.events(row.id))
    last = attempt.persona_turns[-1].text
    desk.show("talk-resumes", (), case=case.scenario, last=last)


def ask_to_stop(desk: Desk) -> None:
    """Ask whether to stop, and what becomes of it."""
    row = running(desk)
    if row is None:
        raise NotNow("nothing-to-cancel")
    judged = row.learner_turns >= LEAST_TURNS or row.origin is not None
    key = "button.stop-and-debrief" if judged else "button.stop"
    buttons = (desk.button(key, f"stop:{row.id}"), desk.button("button.go-on", "resume"))
    desk.show("ask-to-stop", rows(buttons, 1), judged=judged)


def stop(desk: Desk, attempt_id: AttemptId, *, quietly: bool = False) -> bool:
    """The learner stops; returns whether there is a debrief.

    Raises:
        NotNow: the attempt has ended already.
    """
    row = desk.work.attempt(attempt_id)
    if row is None or row.state != "running" or row.learner != desk.learner.id:
        raise NotNow("stale.attempt")
    case = case_of(desk, row)
    ended = engine.stopped(desk.now)
    desk.work.append(attempt_id, ended)
    desk.work.drop_timers(f"silence:{attempt_id}")
    desk.keep(screen="", attempt=None)
    if row.learner_turns < LEAST_TURNS and row.origin is None:
        return False
    judged = _judge(desk, attempt_id, case, (*desk.work.events(attempt_id),))
    if quietly:
        return True
    if row.origin is not None:
        rewinding.outcome(desk, row)
    else:
        debrief.card(desk, attempt_id, case, judged)
    return True


def _go_on(
    desk: Desk, attempt_id: AttemptId, case: Case, before: tuple[Event, ...], new: tuple[Event, ...]
) -> None:
    desk.work.append(attempt_id, *new)
    _speak(desk, new)
    if any(isinstance(e, AttemptEnded) for e in new):
        desk.work.drop_timers(f"silence:{attempt_id}")
        desk.keep(screen="", attempt=None)
        judged = _judge(desk, attempt_id, case, (*before, *new))
        row = desk.work.attempt(attempt_id)
        if row is not None and row.origin is not None:
            rewinding.outcome(desk, row)
        else:
            lucidity.offer(desk, attempt_id, case, judged)


def _judge(desk: Desk, attempt_id: AttemptId, case: Case, events: tuple[Event, ...]) -> Assessment:
    attempt: Attempt = engine.restored(case, events)
    judged = assess(of_attempt(case, attempt))
    percent = judged.percent
    desk.work.pin(judged.rubric_hash, rubric(case.scenario.family).model_dump_json(by_alias=True))
    desk.work.append(attempt_id, Assessed(at=desk.now, receipt=judged.receipt))
    desk.work.save_assessment(
        attempt_id, judged.receipt, judged.engine, judged.model_dump_json(), percent
    )
    return judged


def _speak(desk: Desk, events: tuple[Event, ...]) -> None:
    for event in events:
        if isinstance(event, PersonaTurn):
            desk.send(Say(html=str(stage(event.text)), human_delay=typing_pause(event.text)))


def _swap(desk: Desk, attempt_id: AttemptId, scenario_id: ScenarioId) -> None:
    stop(desk, attempt_id, quietly=True)
    begin(desk, scenario_id)


def _stopped(desk: Desk, attempt_id: AttemptId) -> None:
    if not stop(desk, attempt_id):
        desk.toast("toast.stopped")
        menus.home(desk)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of a talk does; None for a button of something else."""
    match verb, given:
        case "go", (scenario,):
            return partial(begin, scenario_id=ScenarioId(scenario))
        case "swap", (attempt, scenario):
            return partial(_swap, attempt_id=AttemptId(attempt), scenario_id=ScenarioId(scenario))
        case "resume", ():
            return resume
        case "stop", (attempt,):
            return partial(_stopped, attempt_id=AttemptId(attempt))
        case _:
            return None
