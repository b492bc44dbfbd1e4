"""A learner's copy of what is kept of her: for machines as JSON, for her as one page."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.conduct.desk import Desk
from bot.conduct.opened import mark_of
from bot.render import screen
from dialogues.errors import NotNow
from dialogues.events import LearnerTurn, PersonaTurn
from dialogues.text import Frozen
from storage.rows import AttemptRow, KeptRow

FORMAT = 1
"""Raised when the form of the JSON copy changes."""


class Line(Frozen):
    """One message of a talk."""

    who: str
    """Empty: the learner."""
    text: str
    at: datetime


class Talk(Frozen):
    """One talk, as the page shows it."""

    title: str
    at: datetime
    mark: str
    lines: tuple[Line, ...]


def as_json(kept: Sequence[KeptRow], now: datetime) -> str:
    """Every row of every table, what is JSON in a column opened."""
    tables: dict[str, list[object]] = {}
    for row in kept:
        tables.setdefault(row.table, []).append(_opened(row.body))
    whole = {"format": FORMAT, "made_at": now.isoformat(), "tables": tables}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def as_page(desk: Desk, kept: Sequence[KeptRow]) -> str:
    """What a person wants to read of it: profile, groups, every talk with its mark."""
    counts: dict[str, int] = {}
    for row in kept:
        counts[row.table] = counts.get(row.table, 0) + 1
    stays = [
        (cohort.name if (cohort := desk.work.cohort(stay.cohort)) else "", stay)
        for stay in desk.work.memberships(learner=desk.learner.id)
    ]
    return screen(
        "pages/own-copy",
        desk.learner.lang,
        learner=desk.learner,
        made_at=desk.now,
        stays=stays,
        talks=[_talk(desk, row) for row in desk.work.attempts(desk.learner.id)],
        counts=sorted(counts.items()),
    )


def _talk(desk: Desk, row: AttemptRow) -> Talk:
    lang = desk.learner.lang
    events = desk.work.events(row.id)
    try:
        case = desk.pinned_case(row.scenario_hash)
    except NotNow:
        title, persona = str(row.scenario), "–"
    else:
        title, persona = case.scenario.title.in_(lang), case.scenario.persona.name
    lines = tuple(
        Line(who="" if isinstance(e, LearnerTurn) else persona, text=e.text, at=e.at)
        for e in events
        if isinstance(e, LearnerTurn | PersonaTurn)
    )
    mark = mark_of(desk, row.id)
    shown = "–" if mark is None else f"{desk.t.number(mark)}/20"
    return Talk(title=title, at=row.started_at, mark=shown, lines=lines)


def _opened(body: str) -> object:
    row = json.loads(body)
    for name, value in row.items():
        if isinstance(value, str) and value[:1] in "{[":
            try:
                row[name] = json.loads(value)
            except ValueError:
                continue
    return row
