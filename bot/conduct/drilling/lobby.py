"""Before a drill: choosing one, opening its lobby, joining, leaving, starting alone."""

import json
from datetime import timedelta

from bot import access
from bot.conduct.current import running
from bot.conduct.desk import Desk
from bot.conduct.drilling import board, run
from bot.conduct.drilling.kinds import ALONE, SHORT, TOGETHER, series
from bot.conduct.drilling.state import OPEN
from bot.i18n import texts
from bot.messages import Button, Lane, Say, rows
from bot.render import screen
from dialogues.drills import clock
from dialogues.drills.content import DrillKind, drawn
from dialogues.errors import NotNow
from dialogues.ids import CohortId, DrillId
from storage.drill_rows import Drill, DrillPlayer
from storage.rows import Learner
from storage.work import Work

MINUTES = (0, 5, 15, 60, 1440)
"""From opening the lobby to the start; 0: when the trainer says so."""
CALLED_BEFORE = timedelta(minutes=5)
"""A lobby that opens long before is called out again."""
_COHORTS_MOST = 3


def menu(desk: Desk) -> None:
    """The drills: alone, with the cohort, and the last result."""
    playing = _under_way(desk)
    buttons: list[Button] = []
    if playing is not None:
        buttons.append(desk.button("button.drill-leave", f"drill:leave:{playing.id}"))
    buttons += [
        Button(label=series(kind).title.in_(desk.learner.lang), data=f"drill:alone:{short}")
        for short, kind in SHORT.items()
    ]
    for cohort in desk.work.cohorts_of_learner(desk.learner.id):
        for drill in desk.work.drills(cohort=cohort.id):
            if drill.state in OPEN and not _joined(desk.work, drill, desk.learner):
                buttons.append(_join_button(drill, desk.learner))
    if access.has_role(desk.work, desk.learner.id, "trainer"):
        mine = [c for c in desk.work.cohorts_of_trainer(desk.learner.id) if c.closed_at is None]
        for cohort in mine[:_COHORTS_MOST]:
            label = desk.t.plain("button.drill-cohort", cohort=cohort.name)[:40]
            buttons.append(Button(label=label, data=f"drill:new:{cohort.id}"))
    last = next((d for d in desk.work.drills(learner=desk.learner.id) if d.state == "done"), None)
    if last is not None:
        buttons.append(desk.button("button.drill-last", f"drill:result:{last.id}"))
    buttons.append(desk.button("button.back", "menu"))
    desk.show("drill-menu", rows(buttons, 1), kinds=[series(k) for k in SHORT.values()])


def brief(desk: Desk, short: str) -> None:
    """What a drill alone asks; the clock starts with the button."""
    kind = _kind(short)
    of, extra = series(kind), desk.learner.settings.extra_time_percent
    buttons = (
        desk.button("button.drill-go", f"drill:go:{short}"),
        desk.button("button.back", "drill"),
    )
    desk.show(
        "drill-brief",
        rows(buttons, 2),
        series=of,
        count=ALONE,
        seconds=clock.own_seconds(of.seconds, extra),
        talking=running(desk) is not None,
    )


def alone(desk: Desk, short: str) -> None:
    """Start a drill alone."""
    kind = _kind(short)
    _leave_others(desk, "")
    before = [d for d in desk.work.drills(learner=desk.learner.id) if d.kind == kind]
    seen = tuple(dict.fromkeys(i for d in before for i in d.items))[::-1]
    of = series(kind)
    seed = f"{desk.learner.id}:{len(before)}"
    desk.work.pin(of.hash, of.model_dump_json())
    items = drawn(of, ALONE, seed, seen)
    drill = desk.work.make_drill(kind, of.seconds, items, content=of.hash)
    desk.work.save_drill_player(
        DrillPlayer(drill=drill.id, learner=desk.learner.id, joined_at=desk.now)
    )
    desk.leave_standing()
    run.start(desk.work, drill)


def choose(desk: Desk, cohort_id: CohortId) -> None:
    """A trainer chooses a drill for her cohort; one that is open is shown instead."""
    cohort = access.cohort_for(desk.work, desk.learner.id, "train", cohort_id)
    open_ = _open_in(desk.work, cohort_id)
    if open_ is not None:
        board.watch(desk, open_)
        return
    kinds = [
        Button(
            label=series(kind).title.in_(desk.learner.lang), data=f"drill:new:{cohort_id}:{short}"
        )
        for short, kind in SHORT.items()
    ]
    desk.show(
        "drill-new",
        rows([*kinds, desk.button("button.back", "drill")], 1),
        cohort=cohort.name,
        kinds=[series(k) for k in SHORT.values()],
        count=TOGETHER,
    )


def when(desk: Desk, cohort_id: CohortId, short: str) -> None:
    """When it is to start."""
    cohort = access.cohort_for(desk.work, desk.learner.id, "train", cohort_id)
    kind = _kind(short)
    buttons = [
        desk.button(f"button.drill-in-{minutes}", f"drill:at:{cohort_id}:{short}:{minutes}")
        for minutes in MINUTES
    ]
    buttons.append(desk.button("button.back", f"drill:new:{cohort_id}"))
    desk.show("drill-when", rows(buttons, 2), cohort=cohort.name, title=series(kind).title)


def launch(desk: Desk, cohort_id: CohortId, short: str, minutes: int) -> None:
    """Open the lobby: everybody in the cohort is invited, the trainer gets the board."""
    cohort = access.cohort_for(desk.work, desk.learner.id, "train", cohort_id)
    kind = _kind(short)
    if cohort.closed_at is not None:
        raise NotNow("drill.cohort-closed")
    if _open_in(desk.work, cohort_id) is not None or minutes not in MINUTES:
        raise NotNow("drill.one-at-a-time")
    before = [d for d in desk.work.drills(cohort=cohort_id) if d.kind == kind]
    seen = tuple(dict.fromkeys(i for d in before for i in d.items))[::-1]
    of = series(kind)
    starts_at = desk.now + timedelta(minutes=minutes) if minutes else None
    items = drawn(of, TOGETHER, f"{cohort_id}:{len(before)}", seen)
    desk.work.pin(of.hash, of.model_dump_json())
    drill = desk.work.make_drill(
        kind, of.seconds, items, content=of.hash, cohort=cohort_id, starts_at=starts_at
    )
    if starts_at is not None:
        payload = json.dumps({"drill": drill.id})
        desk.work.set_timer(f"drill-start:{drill.id}", starts_at, "drill-start", payload=payload)
        if starts_at - desk.now > 2 * CALLED_BEFORE:
            at = starts_at - CALLED_BEFORE
            desk.work.set_timer(f"drill-call:{drill.id}", at, "drill-call", payload=payload)
    desk.leave_standing()
    call(desk.work, drill)
    board.watch(desk, drill)


def call(work: Work, drill: Drill) -> None:
    """Invite every member who has not joined."""
    assert drill.cohort is not None
    cohort = work.cohort(drill.cohort)
    minutes = None
    if drill.starts_at is not None:
        minutes = -(-int((drill.starts_at - work.now).total_seconds()) // 60)
    for member in work.members(drill.cohort):
        if member.blocked or not member.consent or _joined(work, drill, member):
            continue
        html = screen(
            "drill-lobby",
            member.lang,
            series=series(drill.kind),
            cohort=cohort.name if cohort else "",
            count=len(drill.items),
            minutes=minutes,
        )
        keyboard = ((_join_button(drill, member),),)
        work.send(member.chat_id, Say(html=html, keyboard=keyboard, lane=Lane.BROADCAST))


def join(desk: Desk, drill_id: DrillId) -> None:
    """Come into the lobby, or into a drill that runs, from its next item on."""
    drill = desk.work.drill(drill_id)
    if drill is None or drill.cohort is None:
        raise NotNow("access.none")
    access.cohort_for(desk.work, desk.learner.id, "see", drill.cohort)
    if all(c.id != drill.cohort for c in desk.work.cohorts_of_learner(desk.learner.id)):
        raise NotNow("drill.members-only")
    if drill.state not in OPEN:
        raise NotNow("drill.over")
    if _joined(desk.work, drill, desk.learner):
        desk.toast("toast.drill-joined")
        return
    _leave_others(desk, drill_id)
    extra = desk.learner.settings.extra_time_percent
    desk.work.save_drill_player(
        DrillPlayer(
            drill=drill_id, learner=desk.learner.id, joined_at=desk.now, extra_percent=extra
        )
    )
    # Somebody who left before and comes back keeps her first row; she is in again.
    mine = next(p for one, p in desk.work.drill_players(drill_id) if one.id == desk.learner.id)
    desk.work.save_drill_player(mine.model_copy(update={"left_at": None, "extra_percent": extra}))
    desk.toast("toast.drill-joined")
    desk.show(
        "drill-joined",
        rows([desk.button("button.drill-leave", f"drill:leave:{drill_id}")], 1),
        series=series(drill.kind),
        started=drill.state != "lobby",
        seconds=clock.own_seconds(drill.seconds, extra),
        talking=running(desk) is not None,
    )
    board.changed(desk.work, drill)


def leave(desk: Desk, drill_id: DrillId) -> None:
    """Go out; nobody waits for her, and her answers stay hers."""
    drill = desk.work.drill(drill_id)
    if drill is None or not _joined(desk.work, drill, desk.learner):
        raise NotNow("stale.screen")
    if drill.state not in OPEN:
        raise NotNow("drill.over")
    _out(desk, drill)
    desk.show("drill-left", rows([desk.button("button.drill-menu", "drill")], 1))


def _out(desk: Desk, drill: Drill) -> None:
    mine = next(p for one, p in desk.work.drill_players(drill.id) if one.id == desk.learner.id)
    desk.work.save_drill_player(mine.model_copy(update={"left_at": desk.now}))
    board.changed(desk.work, drill)
    if drill.state == "running":
        run.advance(desk.work, drill.id)
    elif drill.state == "paused" and drill.cohort is None:
        run.cancel(desk.work, drill)


def _leave_others(desk: Desk, but: str) -> None:
    """Leave what she plays alone; a drill of another cohort is in the way.

    Raises:
        NotNow: she is in the drill of a cohort.
    """
    for drill in desk.work.drills(learner=desk.learner.id):
        if drill.state not in OPEN or not _joined(desk.work, drill, desk.learner):
            continue
        if drill.cohort is None:
            _out(desk, drill)
        elif drill.id != but and drill.state != "lobby":
            raise NotNow("drill.in-another")


def _under_way(desk: Desk) -> Drill | None:
    """The drill she is in."""
    mine = desk.work.drills(learner=desk.learner.id)
    return next((d for d in mine if d.state in OPEN and _joined(desk.work, d, desk.learner)), None)


def _open_in(work: Work, cohort: CohortId) -> Drill | None:
    return next((d for d in work.drills(cohort=cohort) if d.state in OPEN), None)


def _joined(work: Work, drill: Drill, learner: Learner) -> bool:
    players = work.drill_players(drill.id)
    return any(one.id == learner.id and p.left_at is None for one, p in players)


def _join_button(drill: Drill, learner: Learner) -> Button:
    return Button(
        label=texts(learner.lang).plain("button.drill-join"), data=f"drill:join:{drill.id}"
    )


def _kind(short: str) -> DrillKind:
    if short not in SHORT:
        raise NotNow("stale.screen")
    return SHORT[short]
