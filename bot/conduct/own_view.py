"""Her own view: beside what was spotted in one talk, and how it moves over several."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.conduct.desk import Desk
from bot.conduct.opened import open_debrief, reference_of, title_of
from bot.messages import rows
from dialogues.errors import NotNow
from dialogues.events import Event, SelfEvaluated
from dialogues.ids import AttemptId
from rubrics.assessment import Assessment
from rubrics.feedback import next_steps, strengths
from rubrics.lucidity import CRITERION, TREND_MOST, Lucidity, lucidity, trend
from storage.rows import AttemptRow

LOOKED_AT = 40
"""Attempts, the latest, among which self-evaluations are looked for."""


def own_view(events: tuple[Event, ...]) -> SelfEvaluated | None:
    """How the learner judged herself, if she did."""
    return next((e for e in reversed(events) if isinstance(e, SelfEvaluated)), None)


def beside(desk: Desk, attempt_id: AttemptId) -> None:
    """How she saw it and what was spotted, criterion by criterion."""
    opened, lang = open_debrief(desk, attempt_id), desk.learner.lang
    own = own_view(opened.events)
    if own is None:
        raise NotNow("stale.debrief")
    both = lucidity(own, opened.judged)
    best, todo = strengths(opened.judged, opened.by), next_steps(opened.judged)
    back = ((desk.button("button.back", f"card:{attempt_id}"),),)
    desk.show(
        "self-beside",
        back,
        both=both,
        own=own,
        bias=levels_apart(both.bias),
        titles={gap.criterion: title_of(gap.criterion, lang) for gap in both.gaps},
        strength=opened.by.indicator(best[0].indicator).seen if best else None,
        change=opened.by.indicator(todo[0].indicator).next if todo else None,
    )


def of_attempt(desk: Desk, row: AttemptRow, judged: Assessment) -> Lucidity | None:
    """Her view beside the assessment of an attempt; None when she did not judge herself."""
    own = own_view(desk.work.events(row.id))
    return None if own is None else lucidity(own, judged)


def history(desk: Desk) -> None:
    """Her self-evaluations so far, and whether they come closer to what is spotted."""
    found: list[Lucidity] = []
    judged = [a for a in desk.work.attempts(desk.learner.id) if a.percent is not None]
    for row in judged[:LOOKED_AT]:
        kept = desk.work.assessment(row.id)
        one = kept and of_attempt(desk, row, Assessment.model_validate_json(kept.body))
        if one:
            found.append(one)
        if len(found) == TREND_MOST:
            break
    over = trend(found[::-1])
    buttons = (
        desk.button("button.practise", "practise"),
        desk.button("button.back", "progress"),
    )
    desk.show(
        "self-history",
        rows(buttons, 2),
        over=over,
        bias=levels_apart(over.bias),
        chance=max(1, round(over.chance * 100)),
        reference=reference_of(CRITERION, desk.learner.lang),
    )


def levels_apart(bias: Fraction | None) -> Decimal:
    """How far apart in levels, without a sign, one decimal."""
    apart = abs(bias or Fraction(0))
    exact = Decimal(apart.numerator) / Decimal(apart.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
