"""What a trainer sees of a drill while it runs: one message, changed in place; and the debrief."""

import json
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot import access
from bot.conduct.desk import Desk
from bot.conduct.drilling.kinds import played
from bot.conduct.drilling.results import judged_of
from bot.i18n import texts
from bot.messages import Button, Keyboard, Lane, Redraw, Say, rows
from bot.render import screen
from dialogues.errors import NotNow
from dialogues.ids import DrillId
from dialogues.text import Frozen, Lang, Text
from rubrics.drill import POINTS, common, drill_rubric
from storage.drill_rows import Drill, DrillState
from storage.work import Work

EVERY = timedelta(seconds=2.5)
"""The board is changed no more often."""
FEWEST = 3
"""Learners from which counts of their errors say nothing about one of them."""


class Line(Frozen):
    """An item that is over, in numbers."""

    number: int
    in_time: int
    late: int
    mean: Decimal
    """Points of 4, one decimal."""


class View(Frozen):
    """What the board shows."""

    title: Text
    cohort: str
    state: DrillState
    minutes: int | None
    """To the start, when there is a time for it."""
    joined: int
    names: tuple[str, ...]
    """In the lobby alone."""
    place: int
    """The open item, from 1; 0 when none is."""
    of: int
    line: Text | None
    answered: int
    """Answers to the open item."""
    lines: tuple[Line, ...]
    most: int
    """Points of one answer."""


def changed(work: Work, drill: Drill) -> None:
    """Have the board changed at its next beat."""
    if drill.cohort is not None:
        work.set_timer(
            f"drill-board:{drill.id}",
            _next(work.now),
            "drill-board",
            payload=json.dumps({"drill": drill.id}),
        )


def watch(desk: Desk, drill: Drill) -> None:
    """Send the board anew to a trainer, who watches it from now on."""
    desk.work.watch_drill(drill.id, desk.learner.id)
    html = face(desk.work, drill, desk.learner.lang)
    desk.work.drill_board_shown(drill.id, desk.learner.id, html)
    keyboard = buttons(drill, desk.learner.lang)
    desk.send(Say(html=html, keyboard=keyboard, lane=Lane.DRILL, slot=f"drill:{drill.id}"))


def refresh(work: Work, drill_id: DrillId) -> None:
    """Change every board that shows something else than what is so."""
    drill = work.drill(drill_id)
    if drill is None:
        return
    for trainer, shown in work.drill_watchers(drill_id):
        may = drill.cohort and access.may_with_cohort(work, trainer.id, "train", drill.cohort)
        html = face(work, drill, trainer.lang)
        if not may or trainer.blocked or html == shown:
            continue
        work.drill_board_shown(drill_id, trainer.id, html)
        slot, keyboard = f"drill:{drill_id}", buttons(drill, trainer.lang)
        work.send(trainer.chat_id, Redraw(html=html, keyboard=keyboard, slot=slot, lane=Lane.DRILL))


def face(work: Work, drill: Drill, lang: Lang) -> str:
    """The board as a message."""
    view = seen(work, drill)
    return screen("drill-board", lang, **{name: getattr(view, name) for name in View.model_fields})


def seen(work: Work, drill: Drill) -> View:
    """The board: who is there and what has come in, in counts alone."""
    players = [one for one, p in work.drill_players(drill.id) if p.left_at is None]
    items, answers, of = (
        work.drill_items(drill.id),
        work.drill_answers(drill.id),
        played(work, drill),
    )
    lines = []
    for item in items:
        of_item = [a for a in answers if a.number == item.number]
        if item.closed_at is not None:
            in_time = [a.points for a in of_item if a.verdict == "in-time"]
            mean = Decimal(sum(in_time)) / max(1, len(in_time))
            lines.append(
                Line(
                    number=item.number + 1,
                    in_time=len(in_time),
                    late=len(of_item) - len(in_time),
                    mean=mean.quantize(Decimal("0.1"), ROUND_HALF_UP),
                )
            )
    open_ = items[-1] if items and items[-1].closed_at is None else None
    cohort = work.cohort(drill.cohort) if drill.cohort else None
    minutes = None
    if drill.starts_at is not None and drill.state == "lobby":
        minutes = max(0, -(-int((drill.starts_at - work.now).total_seconds()) // 60))
    return View(
        title=of.title,
        cohort=cohort.name if cohort else "",
        state=drill.state,
        minutes=minutes,
        joined=len(players),
        names=tuple(one.name for one in players) if drill.state == "lobby" else (),
        place=open_.number + 1 if open_ else 0,
        of=len(drill.items),
        line=of.item(drill.items[open_.number]).line if open_ else None,
        answered=sum(a.number == open_.number for a in answers) if open_ else 0,
        lines=tuple(lines),
        most=POINTS,
    )


def buttons(drill: Drill, lang: Lang) -> Keyboard:
    """What a trainer may do with it now."""
    verbs = {
        "lobby": ("start", "cancel"),
        "running": ("pause", "cancel"),
        "paused": ("resume", "cancel"),
        "done": ("scores", "debrief"),
        "cancelled": ("scores", "debrief"),
    }
    said = texts(lang)
    made = [
        Button(label=said.plain(f"button.drill-{verb}"), data=f"drill:{verb}:{drill.id}")
        for verb in verbs[drill.state]
    ]
    return rows(made, 2)


def debrief(desk: Desk, drill: Drill) -> None:
    """Common errors of the group, without names."""
    html, shareable = _errors(desk.work, drill, desk.learner.lang)
    made = [desk.button("button.drill-share", f"drill:share:{drill.id}")] if shareable else []
    made.append(desk.button("button.drill-scores", f"drill:scores:{drill.id}"))
    made.append(desk.button("button.menu", "menu"))
    desk.show_html(html, rows(made, 2))


def share(desk: Desk, drill: Drill) -> None:
    """Send the same to everybody who played, each in her language.

    Raises:
        NotNow: too few played for counts to name nobody.
    """
    sent = 0
    for learner, _ in desk.work.drill_players(drill.id):
        html, shareable = _errors(desk.work, drill, learner.lang)
        if not shareable:
            raise NotNow("drill.too-few")
        if not learner.blocked:
            # Pressed twice, it is sent once.
            key = f"drill-debrief:{drill.id}:{learner.id}"
            desk.work.send(learner.chat_id, Say(html=html, lane=Lane.BROADCAST, key=key))
            sent += 1
    desk.toast("toast.drill-shared")


def _errors(work: Work, drill: Drill, lang: Lang) -> tuple[str, bool]:
    of = played(work, drill)
    by = drill_rubric(of.kind)
    answers = [a for a in work.drill_answers(drill.id) if a.verdict == "in-time"]
    people = {a.learner for a in answers}
    found = common(by, [judged_of(a) for a in answers])
    named = []
    for one in found:
        what = by.fault(one.indicator) if one.fault else by.check(one.indicator)
        if what is not None:
            named.append((what, one))
    hardest = None
    if answers:
        means = {
            n: Fraction(sum(a.points for a in answers if a.number == n), count)
            for n in {a.number for a in answers}
            if (count := sum(a.number == n for a in answers))
        }
        hardest = of.item(drill.items[min(means, key=lambda n: (means[n], n))])
    enough = len(people) >= FEWEST
    html = screen(
        "drill-debrief",
        lang,
        title=of.title,
        people=len(people),
        answers=len(answers),
        enough=enough,
        errors=named[:4] if enough else [],
        hardest=hardest,
    )
    return html, enough


def _next(now: datetime) -> datetime:
    # On a grid, so that setting it anew does not put it off.
    seconds = EVERY.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, now.tzinfo)
