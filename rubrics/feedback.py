"""Feedback: at most three strengths and three next steps, in the learner's own words."""

from decimal import Decimal

from dialogues.case import Case
from dialogues.engine import answer, restored
from dialogues.events import Event, LearnerTurn, PersonaTurn
from dialogues.ids import CriterionId, IndicatorId
from dialogues.reading.model import Act
from dialogues.text import Frozen, Lang
from rubrics.assessment import Assessment, Level, Result, assess
from rubrics.evidence import Evidence
from rubrics.rubric import CriterionRubric, Rubric
from rubrics.transcript import OUT_OF_ROLE, Said, Transcript, of_attempt

MOST = 3
"""Strengths, next steps and rewrites shown; more would not be read."""
STRONG = 2
"""Level from which something counts as a strength."""
TRIES = 3
"""Learner turns in whose place one better line is tried."""


class Strength(Frozen):
    """Something done well, with the words that did it."""

    criterion: CriterionId
    indicator: IndicatorId
    evidence: Evidence


class NextStep(Frozen):
    """Something to do next time."""

    criterion: CriterionId
    indicator: IndicatorId
    fault: bool
    """The indicator is a fault to avoid, not a behaviour to add."""
    evidence: Evidence | None
    """The words at fault, when there are any."""


class Rewrite(Frozen):
    """A better line, put in the place of one of the learner's and judged by the same engine."""

    criterion: CriterionId
    message: int
    before: str
    after: str
    gain: Decimal
    """Points of 20 that the whole assessment really gains."""


def _deciding(what: CriterionRubric, level: int, result: Result) -> Evidence | None:
    """The evidence of the highest need that was met, the surest first."""
    for needs in reversed([n for alternatives in what.levels[:level] for n in alternatives]):
        for indicator in needs:
            found = [e for e in result.evidence if e.indicator == indicator]
            if found:
                return max(found, key=lambda e: (e.strength, -e.message))
    return None


def strengths(judged: Assessment, by: Rubric) -> tuple[Strength, ...]:
    """The criteria that brought most points, from level 2 on; no words twice."""
    ranked = sorted(
        (
            ((r.level or 0) * r.weight, r.level or 0, c, r)
            for c, r in zip(by.criteria, judged.results, strict=True)
        ),
        key=lambda x: (-x[0], -x[1]),
    )
    chosen: list[Strength] = []
    seen: set[tuple[int, int]] = set()
    for _, level, what, result in ranked:
        found = _deciding(what, level, result) if level >= STRONG else None
        if found and (found.message, found.span.start) not in seen:
            seen.add((found.message, found.span.start))
            chosen.append(
                Strength(criterion=what.criterion, indicator=found.indicator, evidence=found)
            )
    return tuple(chosen[:MOST])


def next_steps(judged: Assessment) -> tuple[NextStep, ...]:
    """What would move most points: the fault that capped, else what the next level lacks."""
    open_points = sorted(
        (
            (r.weight * (4 - level), r)
            for r in judged.results
            if (level := r.level) is not None and level < 4
        ),
        key=lambda x: -x[0],
    )
    chosen: list[NextStep] = []
    for _, result in open_points:
        assert isinstance(result.outcome, Level)
        capped = result.outcome.capped_by
        indicator = capped or next(iter(result.missing), None)
        if indicator is None or any(n.indicator == indicator for n in chosen):
            continue
        words = next((e for e in result.evidence if capped and e.indicator == capped), None)
        chosen.append(
            NextStep(
                criterion=result.criterion,
                indicator=indicator,
                fault=capped is not None,
                evidence=words,
            )
        )
    return tuple(chosen[:MOST])


def rewrites(
    case: Case, events: tuple[Event, ...], judged: Assessment, by: Rubric, lang: Lang
) -> tuple[Rewrite, ...]:
    """The better lines that gain most, each tried in place of a turn of the learner's."""
    wanted = {n.criterion for n in next_steps(judged)}
    if not isinstance(judged.total, Decimal):
        return ()
    best: dict[CriterionId, Rewrite] = {}
    for better in case.scenario.better:
        if better.criterion not in wanted:
            continue
        line = better.line.in_(lang)
        for place in _places(events, better.instead_of):
            after = assess(_with_line(case, events, place, line), by).total
            gain = after - judged.total if isinstance(after, Decimal) else Decimal(0)
            old = best.get(better.criterion)
            if gain > 0 and (old is None or gain > old.gain):
                turn = events[place]
                assert isinstance(turn, LearnerTurn)
                best[better.criterion] = Rewrite(
                    criterion=better.criterion,
                    message=turn.message,
                    before=turn.text,
                    after=line,
                    gain=gain,
                )
    return tuple(sorted(best.values(), key=lambda r: -r.gain)[:MOST])


def _places(events: tuple[Event, ...], instead_of: tuple[Act, ...]) -> tuple[int, ...]:
    """Where a line may stand: turns of the talk with one of these acts, poorest readings first."""
    turns = [(n, e) for n, e in enumerate(events) if isinstance(e, LearnerTurn)]
    told = {e.message: e.why for e in events if isinstance(e, PersonaTurn)}
    fitting = [
        (n, e)
        for n, e in turns
        if (not instead_of or e.reading.has(*instead_of))
        and not OUT_OF_ROLE.intersection(told.get(e.message + 1, ()))
    ]
    poorest = sorted(fitting, key=lambda x: (len(x[1].reading.acts), -x[0]))
    return tuple(n for n, _ in poorest[:TRIES])


def _with_line(case: Case, events: tuple[Event, ...], place: int, line: str) -> Transcript:
    """The talk with one learner turn replaced; her answer to it is played, the rest is kept."""
    attempt = restored(case, events)
    whole = of_attempt(case, attempt)
    before = restored(case, events[:place])
    played = answer(case, before, line, now=events[place].at)
    said: dict[int, Said] = {}
    for event in played:
        if isinstance(event, LearnerTurn):
            said[event.message] = Said(
                message=event.message, who="learner", text=event.text, reading=event.reading
            )
        elif isinstance(event, PersonaTurn):
            said[event.message] = Said(
                message=event.message,
                who="persona",
                text=event.text,
                effects=event.effects,
                why=event.why,
            )
    turns = tuple(said.get(turn.message, turn) for turn in whole.turns)
    return whole.model_copy(update={"turns": turns})
