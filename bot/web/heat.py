"""The heat map: what each learner of a cohort has shown of each criterion of a family."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.web.judged import Short
from dialogues.ids import CriterionId
from storage.rows import AttemptRow, Learner

Shown = Literal["latest", "best"]


@dataclass(frozen=True)
class Talk:
    """One judged talk."""

    row: AttemptRow
    short: Short
    overridden: frozenset[CriterionId]
    """Criteria on which a trainer overruled the engine."""


@dataclass(frozen=True)
class Cell:
    """What one learner has shown of one criterion."""

    level: int | None
    """None: no talk gave an occasion."""
    attempt: str
    overridden: bool


@dataclass(frozen=True)
class Line:
    """One learner of the map."""

    learner: Learner
    talks: int
    mark: Decimal | None
    """Of the latest or the best talk."""
    cells: dict[CriterionId, Cell]
    """Criteria she met in a talk."""


@dataclass(frozen=True)
class Map:
    """A heat map."""

    family: str
    families: tuple[str, ...]
    """Those that were talked in, the most frequent first."""
    criteria: tuple[CriterionId, ...]
    lines: tuple[Line, ...]


def heat_map(
    talks: Sequence[tuple[Learner, Sequence[Talk]]], family: str, shown: Shown
) -> Map | None:
    """The map of a family, or of the most frequent one; None while nobody was judged.

    `talks` holds each learner's talks, newest first.
    """
    counted = Counter(talk.short.family for _, hers in talks for talk in hers)
    families = tuple(name for name, _ in counted.most_common())
    if not families:
        return None
    chosen = family if family in families else families[0]
    lines = tuple(
        _line(learner, [talk for talk in hers if talk.short.family == chosen], shown)
        for learner, hers in talks
    )
    criteria = dict.fromkeys(
        criterion
        for _, hers in talks
        for talk in hers
        if talk.short.family == chosen
        for criterion in talk.short.levels
    )
    return Map(chosen, families, tuple(criteria), lines)


def ordered(lines: Iterable[Line], by: str, *, down: bool) -> tuple[Line, ...]:
    """Lines by 'name', 'talks', 'mark' or a criterion; those without a value always last."""
    by_name = sorted(lines, key=lambda line: (line.learner.name.casefold(), line.learner.id))
    if by == "name":
        return tuple(reversed(by_name)) if down else tuple(by_name)
    valued = [(value, line) for line in by_name if (value := _value(line, by)) is not None]
    without = [line for line in by_name if _value(line, by) is None]
    valued.sort(key=lambda pair: pair[0], reverse=down)
    return (*(line for _, line in valued), *without)


def _value(line: Line, by: str) -> Decimal | int | None:
    if by == "talks":
        return line.talks
    if by == "mark":
        return line.mark
    cell = line.cells.get(CriterionId(by))
    return cell.level if cell else None


def _line(learner: Learner, talks: Sequence[Talk], shown: Shown) -> Line:
    marked = [talk.short.total for talk in talks if talk.short.total is not None]
    mark = (max(marked) if shown == "best" else marked[0]) if marked else None
    return Line(learner, len(talks), mark, _cells(talks, shown))


def _cells(talks: Sequence[Talk], shown: Shown) -> dict[CriterionId, Cell]:
    """Per criterion the latest talk that gave an occasion, or the one with the highest level."""
    found: dict[CriterionId, Cell] = {}
    for talk in talks:
        for criterion, level in talk.short.levels.items():
            old = found.get(criterion)
            empty = old is None or old.level is None
            higher = shown == "best" and old is not None and (level or 0) > (old.level or 0)
            if (empty and (old is None or level is not None)) or (level is not None and higher):
                found[criterion] = Cell(level, talk.row.id, criterion in talk.overridden)
    return found
