"""A talk with its evidence, ready to be printed: turns, marks, quotes, both marks."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.conduct.opened import reference_of, title_of
from bot.conduct.reviewed import name_of
from bot.reviewing import engine_row, stands
from bot.verifying import case_of, rubric_of
from bot.web.marking import Numbered, Piece, pieces
from bot.web.talks import title_of as scenario_title
from dialogues import engine
from dialogues.ids import CriterionId, IndicatorId
from dialogues.library import Library
from dialogues.text import Lang
from rubrics.assessment import Assessment, Result, level_of
from rubrics.rubric import Rubric
from storage.review_rows import Commented, Overridden
from storage.rows import AttemptRow
from storage.work import Work


@dataclass(frozen=True)
class Said:
    """One message."""

    who: str
    hers: bool
    number: int | None
    """Of the learner's messages, from 1."""
    pieces: tuple[Piece, ...]
    comments: tuple[tuple[str, str], ...]
    """Who commented, and what."""


@dataclass(frozen=True)
class Point:
    """One criterion; levels from 0, None for no opportunity."""

    title: str
    reference: str
    engine: int | None
    counts: int | None
    by: str
    """Who overruled the engine; empty when nobody did."""
    reason: str
    found: tuple[tuple[int, str, int], ...]
    """Number of the mark, what was seen, turn."""


@dataclass(frozen=True)
class Talk:
    """One talk."""

    title: str
    learner: str
    at: datetime
    mark: Decimal | None
    engine_mark: Decimal | None
    receipt: str
    points: tuple[Point, ...]
    lines: tuple[Said, ...]
    comments: tuple[tuple[str, str], ...]


def talk(work: Work, library: Library, row: AttemptRow, lang: Lang) -> Talk:
    """An attempt as it is printed."""
    kept, own = work.assessment(row.id), engine_row(work, row.id)
    counts = Assessment.model_validate_json(kept.body) if kept else None
    judged = Assessment.model_validate_json(own.body) if own else None
    by = rubric_of(work, judged) if judged else None
    numbered, listed = _numbered(judged, by)
    now = stands(work, row.id)
    comments = [
        (r.note.message, name_of(work, r.trainer, lang), r.note.text)
        for r in now.comments
        if isinstance(r.note, Commented)
    ]
    case = case_of(work, library, row)
    turns = engine.restored(case, work.events(row.id)).turns if case else ()
    learner = work.learner(row.learner).name
    persona = case.scenario.persona.name if case else "–"
    lines: list[Said] = []
    place: dict[int, int] = {}
    for turn in turns:
        hers = turn.who == "learner"
        if hers:
            place[turn.message] = len(place) + 1
        found = [one for one in numbered if one.evidence.message == turn.message]
        lines.append(
            Said(
                who=learner if hers else persona,
                hers=hers,
                number=place.get(turn.message) if hers else None,
                pieces=pieces(turn.text, found) if hers else (Piece(turn.text),),
                comments=tuple((who, text) for at, who, text in comments if at == turn.message),
            )
        )
    overrides = {
        r.note.correction.criterion: (name_of(work, r.trainer, lang), r.note.correction.reason)
        for r in now.overridden
        if isinstance(r.note, Overridden)
    }
    return Talk(
        title=scenario_title(library, row.scenario).in_(lang),
        learner=learner,
        at=row.started_at,
        mark=counts.mark if counts else None,
        engine_mark=judged.mark if judged else None,
        receipt=counts.receipt if counts else "",
        points=tuple(
            _point(result, counts, overrides, listed.get(result.criterion, []), by, place, lang)
            for result in (judged.results if judged else ())
        ),
        lines=tuple(lines),
        comments=tuple((who, text) for at, who, text in comments if at is None),
    )


def _numbered(
    judged: Assessment | None, by: Rubric | None
) -> tuple[list[Numbered], dict[CriterionId, list[Numbered]]]:
    """All evidence under running numbers, and the same by criterion."""
    every: list[Numbered] = []
    by_criterion: dict[CriterionId, list[Numbered]] = {}
    for result in judged.results if judged and by else ():
        faults = _faults(by, result.criterion)
        for one in sorted(result.evidence, key=lambda e: (e.message, e.span.start, e.span.end)):
            made = Numbered(len(every) + 1, one, one.indicator in faults)
            every.append(made)
            by_criterion.setdefault(result.criterion, []).append(made)
    return every, by_criterion


def _faults(by: Rubric | None, criterion: CriterionId) -> frozenset[IndicatorId]:
    found = (c for c in by.criteria if c.criterion == criterion) if by else iter(())
    return frozenset(fault.indicator for one in found for fault in one.faults)


def _point(
    result: Result,
    counts: Assessment | None,
    overrides: dict[CriterionId, tuple[str, str]],
    found: list[Numbered],
    by: Rubric | None,
    place: dict[int, int],
    lang: Lang,
) -> Point:
    final = counts.result(result.criterion) if counts else None
    who, reason = overrides.get(result.criterion, ("", ""))
    return Point(
        title=title_of(result.criterion, lang),
        reference=reference_of(result.criterion, lang),
        engine=result.level,
        counts=level_of(final.outcome if final else result.outcome),
        by=who,
        reason=reason,
        found=tuple(
            (
                one.number,
                by.indicator(one.evidence.indicator).seen.in_(lang) if by else "",
                place.get(one.evidence.message, 0),
            )
            for one in found
        ),
    )
