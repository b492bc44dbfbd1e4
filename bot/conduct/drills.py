"""Timed drills, for the routes: what their buttons, texts and timers do."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot import access
from bot.conduct.desk import Desk
from bot.conduct.drilling import answers, board, extra_time, lobby, results, run
from bot.conduct.drilling.state import OPEN, Run
from bot.messages import Button
from dialogues.errors import NotNow
from dialogues.ids import CohortId, DrillId, LearnerId
from dialogues.library import Library
from storage.class_rows import Cohort
from storage.drill_rows import Drill
from storage.rows import Timer
from storage.work import Work

Action = Callable[[Desk], None]

hear = answers.hear
stepped_out = run.stepped_out


def drill_button(desk: Desk, cohort: Cohort) -> Button | None:
    """The button under which a trainer finds the drills of a cohort."""
    return desk.button("button.drill-class", f"drill:new:{cohort.id}")


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of a drill does; None for a button of something else."""
    match verb, given:
        case "drill", ():
            return lobby.menu
        case "drill", ("alone", short):
            return partial(lobby.brief, short=short)
        case "drill", ("go", short):
            return partial(lobby.alone, short=short)
        case "drill", ("answer", drill, number) if number.isdecimal():
            return partial(results.one_answer, drill_id=DrillId(drill), number=int(number))
        case "drill", ("ranked", drill, "on" | "off" as wanted):
            return partial(results.set_ranked, drill_id=DrillId(drill), on=wanted == "on")
        case "drill", (name, drill) if name in _OF_PLAYERS:
            return partial(_OF_PLAYERS[name], drill_id=DrillId(drill))
        case "extra", ():
            return extra_time.show
        case "extra", (percent,) if percent.isdecimal():
            return partial(extra_time.choose, percent=int(percent))
        case _:
            return _trainers(verb, given)


def _trainers(verb: str, given: tuple[str, ...]) -> Action | None:
    match verb, given:
        case "drill", ("new", cohort):
            return partial(lobby.choose, cohort_id=CohortId(cohort))
        case "drill", ("new", cohort, short):
            return partial(lobby.when, cohort_id=CohortId(cohort), short=short)
        case "drill", ("at", cohort, short, minutes) if minutes.isdecimal():
            return partial(
                lobby.launch, cohort_id=CohortId(cohort), short=short, minutes=int(minutes)
            )
        case "drill", (name, drill) if name in _OF_TRAINERS:
            return partial(_led, name=name, drill_id=DrillId(drill))
        case "extra-of", (cohort, learner):
            return partial(extra_time.show_for, cohort=CohortId(cohort), learner=LearnerId(learner))
        case "extra-of", (cohort, learner, percent) if percent.isdecimal():
            return partial(
                extra_time.choose_for,
                cohort=CohortId(cohort),
                learner=LearnerId(learner),
                percent=int(percent),
            )
        case _:
            return None


def on_timer(
    timer: Timer, work: Work, now: datetime, library: Library, nudge_minutes: float
) -> None:
    """Do what a drill's timer was set for."""
    del now, library, nudge_minutes
    if timer.kind == "drill-beat":
        run.beat(work)
        return
    drill = work.drill(DrillId(json.loads(timer.payload)["drill"]))
    match timer.kind, drill:
        case "drill-close", Drill(state="running"):
            run.wake(work)
            run.advance(work, drill.id)
        case "drill-start", Drill(state="lobby"):
            run.start(work, drill)
        case "drill-call", Drill(state="lobby"):
            lobby.call(work, drill)
        case "drill-board", Drill():
            board.refresh(work, drill.id)
        case _:
            pass


KINDS = ("drill-beat", "drill-close", "drill-start", "drill-call", "drill-board")
"""Kinds of timers that `on_timer` knows."""

_OF_PLAYERS: dict[str, Callable[..., None]] = {
    "join": lobby.join,
    "leave": lobby.leave,
    "result": results.again,
    "ranking": results.show_ranking,
}


def _start(desk: Desk, drill: Drill) -> None:
    if drill.state != "lobby":
        raise NotNow("drill.over")
    if not Run(desk.work, desk.now, drill).here:
        raise NotNow("drill.nobody")
    desk.toast("toast.drill-started")
    run.start(desk.work, drill)


def _pause(desk: Desk, drill: Drill) -> None:
    run.pause(desk.work, drill)
    desk.toast("toast.drill-paused")


def _resume(desk: Desk, drill: Drill) -> None:
    run.resume(desk.work, drill)
    desk.toast("toast.drill-resumed")


def _cancel(desk: Desk, drill: Drill) -> None:
    if drill.state not in OPEN:
        raise NotNow("drill.over")
    run.cancel(desk.work, drill)
    desk.toast("toast.drill-cancelled")


_OF_TRAINERS: dict[str, Callable[[Desk, Drill], None]] = {
    "start": _start,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
    "board": board.watch,
    "debrief": board.debrief,
    "share": board.share,
    "scores": results.scores,
}


def _led(desk: Desk, name: str, drill_id: DrillId) -> None:
    """What whoever leads a drill may do: its cohort's trainer, or the one who plays alone.

    Raises:
        NotNow: she does not lead it.
    """
    drill = access.drill_led_by(desk.work, desk.learner.id, drill_id)
    _OF_TRAINERS[name](desk, drill)
