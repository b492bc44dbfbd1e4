"""A drill that runs: opening and closing items, pausing, and being away without costing anybody.

Everything happens inside one work, so it happens once whatever kills the process.
"""

import json
from datetime import datetime, timedelta

from bot.conduct.drilling import board, results
from bot.conduct.drilling.state import RUNNING, Run, loaded
from bot.i18n import texts
from bot.messages import Button, Lane, Say
from bot.render import screen
from dialogues.drills import clock
from dialogues.ids import DrillId, LearnerId
from storage.drill_rows import Drill, DrillItem
from storage.rows import Learner
from storage.work import Work

BEAT = timedelta(seconds=2.5)
"""How often the bot says that it is there while a drill runs."""
MISSED = timedelta(seconds=6)
"""Without a beat for so long, it was not there, and the clocks of all drills are set back."""
LONG_AWAY = timedelta(minutes=5)
"""Away for longer, people have put their phones down: the drill waits until it is resumed."""


def start(work: Work, drill: Drill) -> None:
    """Close the lobby: the clocks are set, the first item goes to everybody."""
    wake(work)
    run = Run(work, work.now, drill)
    work.drop_timers(f"drill-start:{drill.id}")
    work.drop_timers(f"drill-call:{drill.id}")
    if not run.here:
        _end(run, "cancelled")
        return
    for learner, player in run.here:
        extra = learner.settings.extra_time_percent
        work.save_drill_player(player.model_copy(update={"extra_percent": extra}))
        talking = work.chat(learner.chat_id).attempt
        if talking is not None:
            work.drop_timers(f"silence:{talking}")
    work.say_alive(work.now)
    work.set_timer("drill-beat", work.now + BEAT, "drill-beat")
    running = drill.model_copy(update={"state": "running"})
    work.save_drill(running)
    _open(Run(work, work.now, running), 0)


def advance(work: Work, drill_id: DrillId) -> None:
    """Close the open item if it is over, and go on to the next or to the end."""
    run = loaded(work, drill_id)
    if run is None or run.drill.state != "running" or not run.items:
        return
    item, opened = run.items[-1], run.opened[-1]
    due = clock.closes_at(opened, run.drill.seconds, alone=run.alone)
    if run.here and not clock.may_close(
        work.now, opened, run.drill.seconds, run.waiting(), alone=run.alone
    ):
        _wait(run, item.number, due)
        board.changed(work, run.drill)
        return
    work.save_drill_item(item.model_copy(update={"closed_at": work.now}))
    if run.here and item.number + 1 < len(run.drill.items):
        _open(Run(work, work.now, run.drill), item.number + 1)
    else:
        _end(Run(work, work.now, run.drill), "done")


def pause(work: Work, drill: Drill) -> None:
    """Stop the clock for everybody."""
    wake(work)
    found = work.drill(drill.id)
    if found is None or found.state != "running":
        return
    _pause(Run(work, work.now, found), work.now, "drill.paused")


def resume(work: Work, drill: Drill) -> None:
    """Let the clock go on where it stood."""
    if drill.state != "paused" or drill.paused_at is None:
        return
    wake(work)
    going = drill.model_copy(update={"state": "running", "paused_at": None})
    work.save_drill(going)
    work.set_timer("drill-beat", work.now + BEAT, "drill-beat")
    run = Run(work, work.now, going)
    _set_back(run, work.now - drill.paused_at + clock.lead(len(run.here)))
    run = Run(work, work.now, going)
    item, opened = run.items[-1], run.opened[-1]
    done = {who for number, who in work.drill_answered(drill.id) if number == item.number}
    for learner, player in run.here:
        said = texts(learner.lang)
        ends = clock.own_deadline(opened, drill.seconds, player.extra_percent)
        left = int((ends - work.now).total_seconds())
        if learner.id in done or left <= 0:
            _tell(run, learner, str(said("drill.resumed-wait")), ())
            continue
        html = screen(
            "drill-item",
            learner.lang,
            item=run.of.item(drill.items[item.number]),
            number=item.number + 1,
            of=len(drill.items),
            seconds=left,
            remark=said("drill.resumed"),
        )
        _tell(run, learner, html, _ways_out(run, learner))
    board.changed(work, going)


def cancel(work: Work, drill: Drill) -> None:
    """End a drill before its time; what was answered is kept and shown."""
    wake(work)
    run = Run(work, work.now, drill)
    if run.items and run.items[-1].closed_at is None:
        work.save_drill_item(run.items[-1].model_copy(update={"closed_at": work.now}))
    _end(Run(work, work.now, drill), "cancelled")


def wake(work: Work) -> None:
    """Set the clocks of all running drills back by the time the bot was not there."""
    alive_at, running = work.alive_at(), work.drills_in(*RUNNING)
    if alive_at is not None and running:
        gap = clock.away_since(alive_at, work.now, MISSED)
        for drill in running if gap else ():
            run = Run(work, work.now, drill)
            if gap > LONG_AWAY:
                _pause(run, alive_at, "drill.away-long")
                continue
            _set_back(run, gap)
        if not gap:
            return
    work.say_alive(work.now)


def beat(work: Work) -> None:
    """Say that the bot is there, as long as a drill runs."""
    wake(work)
    for drill in work.drills_in(*RUNNING):
        run = Run(work, work.now, drill)
        over = clock.closes_at(run.opened[-1], drill.seconds, alone=run.alone)
        # Its timer went with the chat of somebody who blocked the bot.
        if not run.here or work.now > over + MISSED:
            advance(work, drill.id)
    if work.drills_in(*RUNNING):
        work.say_alive(work.now)
        work.set_timer("drill-beat", work.now + BEAT, "drill-beat")


def stepped_out(work: Work, learner: LearnerId) -> None:
    """Somebody blocked the bot or left: nobody waits for her."""
    for drill in work.drills(learner=learner):
        if drill.state == "running":
            advance(work, drill.id)


def _open(run: Run, number: int) -> None:
    now = run.now
    opens_at = now + (clock.lead(len(run.here)) if run.drill.cohort else timedelta(0))
    run.work.save_drill_item(
        DrillItem(drill=run.drill.id, number=number, asked_at=now, opens_at=opens_at)
    )
    opened = clock.Opened(number=number, asked_at=now, opens_at=opens_at)
    item = run.of.item(run.drill.items[number])
    for learner, player in run.here:
        html = screen(
            "drill-item",
            learner.lang,
            item=item,
            number=number + 1,
            of=len(run.drill.items),
            seconds=clock.own_seconds(run.drill.seconds, player.extra_percent),
            remark="",
        )
        _tell(
            run,
            learner,
            html,
            _ways_out(run, learner),
            key=f"drill:{run.drill.id}:{number}:{learner.id}",
        )
    _wait(run, number, clock.closes_at(opened, run.drill.seconds, alone=run.alone))
    board.changed(run.work, run.drill)


def _wait(run: Run, number: int, due: datetime) -> None:
    alone = run.drill.cohort is None and run.people
    run.work.set_timer(
        f"drill-close:{run.drill.id}",
        due,
        "drill-close",
        payload=json.dumps({"drill": run.drill.id, "number": number}),
        # After what she wrote in time, when she plays alone.
        chat_id=run.people[0][0].chat_id if alone else None,
    )


def _set_back(run: Run, by: timedelta) -> None:
    if not run.items or run.items[-1].closed_at is not None:
        return
    moved = clock.later(run.opened[-1], by)
    run.work.save_drill_item(run.items[-1].model_copy(update={"opens_at": moved.opens_at}))
    due = clock.closes_at(moved, run.drill.seconds, alone=run.alone)
    _wait(run, moved.number, due)


def _pause(run: Run, at: datetime, key: str) -> None:
    run.work.save_drill(run.drill.model_copy(update={"state": "paused", "paused_at": at}))
    run.work.drop_timers(f"drill-close:{run.drill.id}")
    for learner, _ in run.here:
        said = texts(learner.lang)
        buttons: tuple[Button, ...] = ()
        if run.drill.cohort is None:
            label = said.plain("button.drill-resume")
            buttons = (Button(label=label, data=f"drill:resume:{run.drill.id}"),)
        _tell(run, learner, str(said(key)), buttons)
    board.changed(run.work, run.drill)


def _end(run: Run, state: str) -> None:
    ended = run.drill.model_copy(update={"state": state, "ended_at": run.now, "paused_at": None})
    run.work.save_drill(ended)
    for kind in ("drill-close", "drill-start", "drill-call"):
        run.work.drop_timers(f"{kind}:{run.drill.id}")
    for learner, _ in run.here:
        if run.items:
            results.tell(run.work, ended, learner)
        else:
            _tell(run, learner, str(texts(learner.lang)("drill.cancelled")), ())
    board.changed(run.work, ended)


def _ways_out(run: Run, learner: Learner) -> tuple[Button, ...]:
    """Under the items of somebody alone; in a class a tap by mistake would cost too much."""
    if run.drill.cohort is not None:
        return ()
    label = texts(learner.lang).plain("button.drill-leave")
    return (Button(label=label, data=f"drill:leave:{run.drill.id}"),)


def _tell(
    run: Run, learner: Learner, html: str, buttons: tuple[Button, ...], *, key: str | None = None
) -> None:
    keyboard = tuple((button,) for button in buttons)
    run.work.send(learner.chat_id, Say(html=html, keyboard=keyboard, lane=Lane.DRILL, key=key))
