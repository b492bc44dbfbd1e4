"""The grade book: sheets of marks, of criteria and of attempts, for a cohort or one learner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.conduct.classes.tasks import standing
from bot.conduct.opened import reference_of, title_of
from bot.i18n import Texts, texts
from bot.web import talks
from bot.web.heat import heat_map
from dialogues.ids import CohortId
from dialogues.library import Library
from dialogues.text import Lang
from storage.rows import AttemptRow, Learner
from storage.work import Work

Cell = str | int | Decimal | datetime | None
"""None: nothing to say; an empty cell."""


@dataclass(frozen=True)
class Sheet:
    """A table: a heading, names of columns, rows of as many cells."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class GradeBook:
    """All sheets of a grade book."""

    title: str
    lang: Lang
    sheets: tuple[Sheet, ...]


People = Sequence[tuple[Learner, tuple[AttemptRow, ...]]]
"""Learners, each with the attempts that may be seen, newest first."""


def of_cohort(work: Work, library: Library, cohort: CohortId, lang: Lang) -> GradeBook:
    """The grade book of a cohort's present members: what they began as members.

    Raises:
        KeyError: no such cohort.
    """
    found = work.cohort(cohort)
    if found is None:
        raise KeyError(cohort)
    people = talks.in_cohort(work, cohort)
    tasks = _tasks(work, library, cohort, people, lang)
    rest = _sheets(work, library, people, lang)
    return GradeBook(found.name, lang, (*((tasks,) if tasks.rows else ()), *rest))


def of_learner(
    work: Work, library: Library, learner: Learner, rows: tuple[AttemptRow, ...], lang: Lang
) -> GradeBook:
    """The grade book of one learner: these attempts of hers."""
    return GradeBook(learner.name, lang, _sheets(work, library, ((learner, rows),), lang))


def _sheets(work: Work, library: Library, people: People, lang: Lang) -> tuple[Sheet, ...]:
    return (
        _marks(work, library, people, lang),
        *_criteria(work, people, lang),
        _attempts(work, library, people, lang),
    )


def _tasks(work: Work, library: Library, cohort: CohortId, people: People, lang: Lang) -> Sheet:
    """Learners by assignments: the best mark, or how it stands."""
    t = texts(lang)
    given = work.assignments(cohort)
    rows: list[tuple[Cell, ...]] = []
    for learner, _ in people if given else ():
        row: list[Cell] = [learner.name]
        for one in given:
            now = standing(work, one, learner.id, work.now)
            row += [now.best, _state(t, done=now.done, late=now.best_late, overdue=now.overdue)]
        rows.append(tuple(row))
    columns = [t.plain("export.learner")]
    for one in given:
        title = talks.title_of(library, one.scenario).in_(lang)
        columns += [title, t.plain("export.state")]
    return Sheet(t.plain("export.tasks"), tuple(columns), tuple(rows))


def _state(t: Texts, *, done: bool, late: bool, overdue: bool) -> str:
    if done:
        return t.plain("export.late" if late else "export.done")
    return t.plain("export.overdue" if overdue else "export.open")


def _marks(work: Work, library: Library, people: People, lang: Lang) -> Sheet:
    """Learners by scenarios: the best mark that counts."""
    t = texts(lang)
    played = {row.scenario for _, rows in people for row in rows if row.percent is not None}
    scenarios = [s for s in library.all() if s.id in played]
    rows: list[tuple[Cell, ...]] = []
    for learner, attempts in people:
        judged = talks.talks_of(work, attempts)
        row: list[Cell] = [learner.name, len(judged)]
        for scenario in scenarios:
            marks = [
                one.short.total
                for one in judged
                if one.row.scenario == scenario.id and one.short.total is not None
            ]
            row.append(max(marks, default=None))
        rows.append(tuple(row))
    titles = [s.title.in_(lang) for s in scenarios]
    columns = (t.plain("export.learner"), t.plain("export.talks"), *titles)
    return Sheet(t.plain("export.marks"), columns, tuple(rows))


def _criteria(work: Work, people: People, lang: Lang) -> tuple[Sheet, ...]:
    """A sheet for each family: learners by criteria, the level of the latest talk."""
    t = texts(lang)
    judged = [(learner, talks.talks_of(work, rows)) for learner, rows in people]
    first = heat_map(judged, "", "latest")
    sheets = []
    for family in first.families if first else ():
        drawn = heat_map(judged, family, "latest")
        assert drawn is not None
        columns = (
            t.plain("export.learner"),
            *(f"{title_of(c, lang)} ({reference_of(c, lang)})" for c in drawn.criteria),
        )
        rows = tuple(
            (
                line.learner.name,
                *(line.cells[c].level if c in line.cells else None for c in drawn.criteria),
            )
            for line in drawn.lines
        )
        sheets.append(Sheet(t.plain(f"family.{family}"), columns, rows))
    return tuple(sheets)


def _attempts(work: Work, library: Library, people: People, lang: Lang) -> Sheet:
    """Every attempt, one a row: both marks, what a trainer did, the receipt."""
    t = texts(lang)
    rows: list[tuple[Cell, ...]] = []
    for learner, attempts in people:
        for attempt in attempts:
            one = talks.seen(work, library, learner, attempt)
            rows.append(
                (
                    learner.name,
                    one.title.in_(lang),
                    attempt.started_at,
                    attempt.ended_at,
                    attempt.learner_turns,
                    one.engine,
                    one.mark,
                    t.plain("export.yes" if one.corrected else "export.no"),
                    t.plain("export.yes" if one.reviewed else "export.no"),
                    attempt.receipt,
                )
            )
    names = (
        *("learner", "scenario", "began", "ended", "turns"),
        *("engine-mark", "mark", "corrected", "reviewed", "receipt"),
    )
    columns = tuple(t.plain(f"export.{name}") for name in names)
    return Sheet(t.plain("export.attempts"), columns, tuple(rows))
