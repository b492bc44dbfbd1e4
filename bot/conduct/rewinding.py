"""Rewind: back to any turn of a finished talk, another answer, both outcomes side by side."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from bot.conduct import current, waiting
from bot.conduct.desk import Desk
from bot.conduct.opened import Opened, open_debrief, shortened, title_of
from bot.conduct.paging import Page
from bot.messages import Button, Say, rows
from bot.render import screen, stage
from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.errors import NotNow
from dialogues.events import AttemptStarted, Event, Origin
from dialogues.ids import AttemptId
from dialogues.rewind import rewound, turns
from dialogues.text import Frozen
from rubrics.assessment import Assessment
from storage.rows import AttemptRow

Action = Callable[[Desk], None]

PAGE = 6
"""Turns on one screen."""


class Side(Frozen):
    """One of the two outcomes."""

    quote: str
    mark: Decimal | None
    ending: str
    """Empty: stopped by the learner."""


class Change(Frozen):
    """A criterion that came out otherwise; levels from 0, None where there was no occasion."""

    title: str
    before: int | None
    after: int | None


def origin_of(desk: Desk, attempt_id: AttemptId) -> Origin | None:
    """Where an attempt branches off; None when it began at the beginning."""
    events = desk.work.events(attempt_id)
    return events[0].origin if events and isinstance(events[0], AttemptStarted) else None


def choose(desk: Desk, attempt_id: AttemptId, number: int = 0) -> None:
    """The turns of a finished talk, to go back to one; of the first talk for a rewound one."""
    origin = origin_of(desk, attempt_id)
    root = origin.attempt if origin else attempt_id
    page = Page(turns(open_debrief(desk, root).events), number, PAGE)
    numbered = tuple(enumerate(page.items, page.first))
    numbers = [Button(label=str(n), data=f"rwat:{root}:{turn.message}") for n, turn in numbered]
    back = (desk.button("button.back", f"card:{attempt_id}"),)
    keyboard = (*rows(numbers, PAGE), *rows(page.turners(desk, f"rw:{root}:"), 2), back)
    desk.show("rewind-choose", keyboard, lines=[(n, shortened(t.text, 90)) for n, t in numbered])


def look(desk: Desk, attempt_id: AttemptId, message: int) -> None:
    """One turn: what the persona had said, what she answered, and the way back to it."""
    opened = open_debrief(desk, attempt_id)
    before, said = _turn(opened, message)
    number = [turn.message for turn in turns(opened.events)].index(message)
    buttons = (
        desk.button("button.answer-otherwise", f"rwgo:{attempt_id}:{message}"),
        desk.button("button.back", f"rw:{attempt_id}:{number // PAGE}"),
    )
    persona = opened.case.scenario.persona.name
    desk.show(
        "rewind-look", rows(buttons, 1), number=number + 1, persona=persona, heard=before, said=said
    )


def go_back(desk: Desk, attempt_id: AttemptId, message: int) -> None:
    """Stand again where that message was about to be said.

    Raises:
        NotNow: another talk runs, or there is no such message.
    """
    opened = open_debrief(desk, attempt_id)
    before, _ = _turn(opened, message)
    if current.running(desk) is not None:
        raise NotNow("rewind.running")
    number = len(desk.work.rewinds(attempt_id)) + 1
    again = AttemptId(f"{attempt_id}r{number}")
    desk.pin(opened.case)
    desk.work.append(again, *rewound(opened.events, message, attempt=again, now=desk.now))
    desk.keep(screen="talk", step="", attempt=again)
    desk.leave_standing()
    place = [turn.message for turn in turns(opened.events)].index(message) + 1
    desk.say(screen("rewind-begins", desk.learner.lang, number=place))
    desk.send(Say(html=str(stage(before))))
    waiting.for_silence(desk, again)


def outcome(desk: Desk, row: AttemptRow) -> None:
    """Both outcomes, when a rewound talk has ended, or again later.

    Raises:
        NotNow: the first talk is gone, or this is no rewound one.
    """
    origin = origin_of(desk, row.id)
    if origin is None:
        raise NotNow("stale.debrief")
    first, now = open_debrief(desk, origin.attempt), open_debrief(desk, row.id)
    place = [turn.message for turn in turns(first.events)].index(origin.message)
    heard, _ = _turn(first, origin.message)
    then, after = _side(first, place), _side(now, place)
    changes = _changes(desk, first.judged, now.judged)
    buttons = (
        desk.button("button.debrief-then", f"card:{origin.attempt}"),
        desk.button("button.debrief-now", f"card:{row.id}"),
        desk.button("button.rewind", f"rw:{origin.attempt}:0"),
        desk.button("button.menu", "menu"),
    )
    desk.show(
        "rewind-outcome",
        rows(buttons, 2),
        place=place + 1,
        persona=first.case.scenario.persona.name,
        heard=shortened(heard),
        then=then,
        now=after,
        by=after.mark - then.mark if then.mark is not None and after.mark is not None else None,
        changes=changes,
    )


def again(desk: Desk, attempt_id: AttemptId) -> None:
    """The comparison of a rewound talk again."""
    row = desk.work.attempt(attempt_id)
    if row is None or row.learner != desk.learner.id or row.state == "running":
        raise NotNow("stale.debrief")
    outcome(desk, row)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of a rewind does; None for a button of something else."""
    match verb, given:
        case "rw", (attempt, number) if number.isdecimal():
            return partial(choose, attempt_id=AttemptId(attempt), number=int(number))
        case "rwat", (attempt, message) if message.isdecimal():
            return partial(look, attempt_id=AttemptId(attempt), message=int(message))
        case "rwgo", (attempt, message) if message.isdecimal():
            return partial(go_back, attempt_id=AttemptId(attempt), message=int(message))
        case "rwcmp", (attempt,):
            return partial(again, attempt_id=AttemptId(attempt))
        case _:
            return None


def _turn(opened: Opened, message: int) -> tuple[str, str]:
    """What the persona had said last before a message, and the message."""
    events: tuple[Event, ...] = opened.events
    said = next((turn for turn in turns(events) if turn.message == message), None)
    if said is None:
        raise NotNow("stale.debrief")
    before: Attempt = engine.restored(opened.case, events[: events.index(said)])
    return before.persona_turns[-1].text, said.text


def _side(opened: Opened, place: int) -> Side:
    said = turns(opened.events)
    lang = opened.attempt.lang
    ending = opened.case.scenario.endings.get(opened.attempt.ended or "")
    return Side(
        quote=shortened(said[place].text) if place < len(said) else "",
        mark=opened.judged.mark,
        ending=ending.title.in_(lang) if ending else "",
    )


def _changes(desk: Desk, then: Assessment, now: Assessment) -> list[Change]:
    found = []
    for result in now.results:
        old = then.result(result.criterion)
        before = old.level if old else None
        after = result.level
        if before != after:
            title = title_of(result.criterion, desk.learner.lang)
            found.append(Change(title=title, before=before, after=after))
    return found
