"""Progress: marks per scenario, what is mastered and how sure that is, what to practise next."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from bot.conduct.desk import Desk
from bot.conduct.opened import mark_of, title_of
from bot.conduct.paging import Page
from bot.conduct.shown_so_far import shown
from bot.i18n import Texts
from bot.messages import Keyboard, Picture, rows
from bot.pictures.progress import Series, Spoke, course, radar
from bot.render import screen
from dialogues.errors import NotNow
from dialogues.ids import ScenarioId
from dialogues.scenario import Scenario
from dialogues.text import Frozen
from rubrics.mastery import Advice, Block, Candidate, Mastery, Sureness, advice, mastery
from storage.rows import AttemptRow

Action = Callable[[Desk], None]

PAGE = 5
"""Scenarios on one screen."""
TALKS_DRAWN = 30
"""Talks in the picture of marks, the latest."""


class History(Frozen):
    """What became of one scenario; marks of 20."""

    scenario: Scenario
    count: int
    first: Decimal
    best: Decimal
    latest: Decimal


class Next(Frozen):
    """What to practise next, as it is shown."""

    scenario: Scenario
    why: str
    criterion: str
    """Empty when it is not for one criterion."""


class Skill(Frozen):
    """One criterion, as it is shown."""

    title: str
    level: int | None
    sure: Sureness
    talks: int


def overview(desk: Desk, number: int = 0) -> None:
    """Where she stands: the next practice, then the history scenario by scenario."""
    judged = _judged(desk)
    found = [_history(desk, s, judged[s.id]) for s in desk.library.all() if s.id in judged]
    page = Page(found, number, PAGE)
    following = next_practice(desk) if judged else None
    buttons = []
    if following is not None:
        buttons.append(desk.button("button.practise-next", f"brief:{following.scenario.id}"))
    if judged:
        latest = next(row for row in desk.work.attempts(desk.learner.id) if row.percent is not None)
        buttons += [
            desk.button("button.skills", "skills"),
            desk.button("button.progress-picture", "chart"),
            desk.button("button.last-debrief", f"card:{latest.id}"),
            desk.button("button.my-view", "own"),
        ]
    else:
        buttons.append(desk.button("button.practise", "practise"))
    buttons += [desk.button("button.my-exam", "exam"), desk.button("button.menu", "menu")]
    keyboard = (*rows(page.turners(desk, "progress:"), 2), *rows(buttons, 2))
    desk.show(
        "progress",
        keyboard,
        page=page,
        following=following,
        of=len(found),
    )


def skills(desk: Desk) -> None:
    """The families, with the level and how much of each was shown."""
    blocks = _blocks(desk)
    buttons = [desk.button(f"family.{b.family}", f"skill:{b.family}") for b in blocks]
    buttons += [
        desk.button("button.progress-picture", "chart"),
        desk.button("button.back", "progress"),
    ]
    desk.show("skills", rows(buttons, 2), blocks=blocks)


def block(desk: Desk, family: str) -> None:
    """One family: every criterion, its level and how sure that is."""
    found = _block(desk, family)
    buttons = (
        desk.button("button.skill-picture", f"chart:{family}"),
        desk.button("button.back", "skills"),
    )
    desk.show("skill", rows(buttons, 2), family=family, skills=_skills(desk, found))


def picture(desk: Desk) -> None:
    """Two pictures: a radar over the families, marks over time."""
    blocks, t = _blocks(desk), desk.t
    named = [(t.plain(f"family.{b.family}"), b) for b in blocks]
    spokes = [
        Spoke(
            name=name,
            low=float(b.span.low),
            high=float(b.span.high),
            mean=None if b.mean is None else float(b.mean),
        )
        for name, b in named
    ]
    series, caption = _course(desk)
    back = ((desk.button("button.progress", "progress"),),)
    _send(
        desk,
        radar(t.plain("picture.skills"), spokes),
        screen("picture-skills", desk.learner.lang, blocks=blocks),
    )
    drawn = course(
        t.plain("picture.marks"), t.plain("picture.mark"), t.plain("picture.talk"), series
    )
    _send(desk, drawn, screen("picture-marks", desk.learner.lang, lines=caption), back)


def picture_of(desk: Desk, family: str) -> None:
    """A radar over one family's criteria, numbered as in the text under it."""
    found, t = _block(desk, family), desk.t
    spokes = [
        Spoke(
            name=str(n),
            low=float(one.span.low),
            high=float(one.span.high),
            mean=None if one.mean is None else float(one.mean),
        )
        for n, one in enumerate(found.criteria, 1)
    ]
    back = ((desk.button("button.back", f"skill:{family}"),),)
    html = screen("picture-skill", desk.learner.lang, skills=_skills(desk, found))
    _send(desk, radar(t.plain(f"family.{family}"), spokes), html, back)


def next_practice(desk: Desk) -> Next | None:
    """What to practise next and why, from what her talks have shown."""
    judged = _judged(desk)
    shelf = [
        Candidate(
            scenario=s.id,
            family=s.family,
            level=s.level,
            attempts=len(judged.get(s.id, ())),
            best=max((m for a in judged.get(s.id, ()) if (m := mark_of(desk, a.id))), default=None),
        )
        for s in desk.library.all()
    ]
    found: Advice | None = advice(_blocks(desk), shelf)
    if found is None:
        return None
    scenario = next(s for s in desk.library.all() if s.id == found.scenario)
    criterion = title_of(found.criterion, desk.learner.lang) if found.criterion else ""
    return Next(scenario=scenario, why=found.why, criterion=criterion)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about progress does; None for a button of something else."""
    match verb, given:
        case "progress", ():
            return overview
        case "progress", (number,) if number.isdecimal():
            return partial(overview, number=int(number))
        case "skills", ():
            return skills
        case "skill", (family,):
            return partial(block, family=family)
        case "chart", ():
            return picture
        case "chart", (family,):
            return partial(picture_of, family=family)
        case _:
            return None


def _judged(desk: Desk) -> dict[ScenarioId, list[AttemptRow]]:
    """Her judged attempts per scenario, newest first."""
    found: dict[ScenarioId, list[AttemptRow]] = {}
    for row in desk.work.attempts(desk.learner.id):
        if row.percent is not None:
            found.setdefault(row.scenario, []).append(row)
    return found


def _history(desk: Desk, scenario: Scenario, judged: Sequence[AttemptRow]) -> History:
    marks = [mark_of(desk, row.id) or Decimal(0) for row in judged]
    return History(
        scenario=scenario, count=len(marks), first=marks[-1], best=max(marks), latest=marks[0]
    )


def _blocks(desk: Desk) -> tuple[Block, ...]:
    families = tuple(dict.fromkeys(s.family for s in desk.library.all()))
    return mastery(shown(desk), families)


def _block(desk: Desk, family: str) -> Block:
    found = next((one for one in _blocks(desk) if one.family == family), None)
    if found is None:
        raise NotNow("stale.screen")
    return found


def _skills(desk: Desk, found: Block) -> list[Skill]:
    def skill(one: Mastery) -> Skill:
        title = title_of(one.criterion, desk.learner.lang)
        return Skill(title=title, level=one.level, sure=one.sure, talks=len(one.shares))

    return [skill(one) for one in found.criteria]


def _course(desk: Desk) -> tuple[list[Series], list[tuple[str, list[Decimal]]]]:
    """Marks by family over her talks, for the picture and for the text under it."""
    t: Texts = desk.t
    families = {s.id: s.family for s in desk.library.all()}
    talks = [row for row in desk.work.attempts(desk.learner.id) if row.percent is not None]
    drawn: dict[str, list[tuple[int, Decimal]]] = {}
    for number, row in enumerate(reversed(talks[:TALKS_DRAWN]), 1):
        mark, family = mark_of(desk, row.id), families.get(row.scenario)
        if mark is not None and family is not None:
            drawn.setdefault(family, []).append((number, mark))
    series = [
        Series(
            name=t.plain(f"family.{family}"), points=tuple((n, float(mark)) for n, mark in points)
        )
        for family, points in drawn.items()
    ]
    return series, [(family, [mark for _, mark in points]) for family, points in drawn.items()]


def _send(desk: Desk, content: bytes, html: str, keyboard: Keyboard = ()) -> None:
    desk.send(Picture(blob=desk.work.keep(content), html=html, keyboard=keyboard))
