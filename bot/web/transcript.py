"""A talk as the review page shows it: turns with marks, reasons and comments; criteria."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.conduct.opened import reference_of, title_of
from bot.conduct.reviewed import name_of
from bot.reviewing import Stands, engine_row, stands
from bot.verifying import case_of, rubric_of
from bot.web.marking import Numbered, Piece, pieces
from bot.web.reasons import reasons
from bot.web.visit import Visit
from dialogues import engine
from dialogues.attempt import Turn
from dialogues.case import Case
from dialogues.events import Disputed, SelfEvaluated
from dialogues.ids import CriterionId
from rubrics.agreement import is_indicative
from rubrics.assessment import Assessment, Outcome, Result
from rubrics.rubric import Rubric
from storage.review_rows import Commented, Overridden, Review
from storage.rows import AttemptRow


@dataclass(frozen=True)
class Comment:
    """A comment, as it is shown."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """One turn."""

    message: int
    number: int | None
    """Of the learner's turns; None for the persona's."""
    text: str
    pieces: tuple[Piece, ...]
    at: datetime
    why: tuple[str, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Found:
    """One piece of evidence, listed beside the talk."""

    number: int
    message: int
    turn: int
    seen: str
    quote: str
    fault: bool


@dataclass(frozen=True)
class Point:
    """One criterion."""

    id: CriterionId
    title: str
    reference: str
    engine: Outcome
    outcome: Outcome
    """The one that counts."""
    override: Overridden | None
    by: str
    own: int | None
    """The learner's own view."""
    disputed: bool
    indicative: bool


@dataclass(frozen=True)
class Shown:
    """A whole talk under review."""

    persona: str
    """Her name; empty when the scenario is no longer kept."""
    lines: tuple[Line, ...]
    points: tuple[Point, ...]
    chosen: Point | None
    found: tuple[Found, ...]
    missing: tuple[str, ...]
    engine_mark: Decimal | None
    mark: Decimal | None
    receipt: str
    comments: tuple[Comment, ...]
    """On the whole talk."""
    stands: Stands
    history: tuple[tuple[Review, str], ...]
    """Every note and by whom, oldest first."""


def transcript(visit: Visit, row: AttemptRow, criterion: str) -> Shown:
    """A talk as the review page shows it, the evidence of one criterion marked."""
    work, lang = visit.work, visit.lang
    events, case = work.events(row.id), case_of(work, visit.site.library, row)
    kept, own_row = work.assessment(row.id), engine_row(work, row.id)
    judged = Assessment.model_validate_json(kept.body) if kept else None
    engines = Assessment.model_validate_json(own_row.body) if own_row else None
    now = stands(work, row.id)
    by = rubric_of(visit.work, engines) if engines else None
    own = next((e.levels for e in reversed(events) if isinstance(e, SelfEvaluated)), {})
    disputed = {e.criterion for e in events if isinstance(e, Disputed)}
    notes = {
        note.correction.criterion: review
        for review in now.overridden
        if (note := _override(review)) is not None
    }
    points = tuple(
        Point(
            id=result.criterion,
            title=title_of(result.criterion, lang),
            reference=reference_of(result.criterion, lang),
            engine=result.outcome,
            outcome=counts.outcome,
            override=_override(notes.get(result.criterion)),
            by=_by(visit, notes.get(result.criterion)),
            own=own.get(result.criterion),
            disputed=result.criterion in disputed,
            indicative=is_indicative(result.criterion),
        )
        for result in (engines.results if engines else ())
        if judged and (counts := judged.result(result.criterion))
    )
    chosen = next((p for p in points if p.id == criterion), points[0] if points else None)
    result = engines.result(chosen.id) if engines and chosen else None
    numbered = _numbered(result, by)
    turns = engine.restored(case, events).turns if case else ()
    lines = _lines(visit, case, turns, numbered, now)
    count = {line.message: line.number or 0 for line in lines}
    return Shown(
        persona=case.scenario.persona.name if case else "",
        lines=lines,
        points=points,
        chosen=chosen,
        found=tuple(_found(visit, one, by, count) for one in numbered if by),
        missing=tuple(by.indicator(i).unseen.in_(lang) for i in result.missing)
        if by and result
        else (),
        engine_mark=engines.mark if engines else None,
        mark=judged.mark if judged else None,
        receipt=judged.receipt if judged else "",
        comments=tuple(_comment(visit, r) for r in now.comments if _about(r) is None),
        stands=now,
        history=tuple((r, name_of(work, r.trainer, lang)) for r in work.reviews(row.id)),
    )


def _numbered(result: Result | None, by: Rubric | None) -> tuple[Numbered, ...]:
    if result is None or by is None:
        return ()
    what = next((c for c in by.criteria if c.criterion == result.criterion), None)
    faults = {f.indicator for f in what.faults} if what else set()
    ordered = sorted(result.evidence, key=lambda e: (e.message, e.span.start, e.span.end))
    return tuple(
        Numbered(number, one, one.indicator in faults) for number, one in enumerate(ordered, 1)
    )


def _lines(
    visit: Visit,
    case: Case | None,
    turns: tuple[Turn, ...],
    numbered: tuple[Numbered, ...],
    now: Stands,
) -> tuple[Line, ...]:
    lines, number = [], 0
    for turn in turns:
        hers = turn.who == "learner"
        number += hers
        found = [one for one in numbered if one.evidence.message == turn.message]
        lines.append(
            Line(
                message=turn.message,
                number=number if hers else None,
                text=turn.text,
                pieces=pieces(turn.text, found) if hers else (),
                at=turn.at,
                why=() if hers else reasons(turn, case.scenario if case else None, visit.t),
                comments=tuple(
                    _comment(visit, r) for r in now.comments if _about(r) == turn.message
                ),
            )
        )
    return tuple(lines)


def _found(visit: Visit, one: Numbered, by: Rubric, count: dict[int, int]) -> Found:
    evidence = one.evidence
    return Found(
        number=one.number,
        message=evidence.message,
        turn=count.get(evidence.message, 0),
        seen=by.indicator(evidence.indicator).seen.in_(visit.lang),
        quote=evidence.quote,
        fault=one.fault,
    )


def _comment(visit: Visit, review: Review) -> Comment:
    note = review.note
    assert isinstance(note, Commented)
    return Comment(note.text, name_of(visit.work, review.trainer, visit.lang), review.at)


def _about(review: Review) -> int | None:
    return review.note.message if isinstance(review.note, Commented) else None


def _override(review: Review | None) -> Overridden | None:
    return review.note if review and isinstance(review.note, Overridden) else None


def _by(visit: Visit, review: Review | None) -> str:
    return name_of(visit.work, review.trainer, visit.lang) if review else ""
