"""Fit: whether a figure can speak of an issue, by its kind, its unit and its size."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.table import converted
from dialogues.negotiation.understanding_names import Naming, figure
from dialogues.reading.model import Term, TermKind

_TOPICAL = {
    TermKind.PAYMENT: "payment",
    TermKind.WARRANTY: "warranty",
    TermKind.PENALTY: "penalties",
    TermKind.EXCLUSIVITY: "exclusivity",
    TermKind.INCOTERM: "incoterm",
}
_WEEKS = Decimal(52)
_CURRENCY = frozenset({TermKind.AMOUNT})

Trouble = Literal["no-rate", "outside", "which", "no-issue", "unit"]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a figure goes with an issue, and what it would come to there."""

    issue: IssueId
    score: float
    value: Value | None
    high: Decimal | None = None
    trouble: Trouble | None = None


def fitted(domain: Domain, naming: Naming, term: Term) -> Fit | None:
    """Whether a figure can speak of an issue, and how well its kind and unit go with it."""
    topical = _TOPICAL.get(term.kind)
    strange = topical is not None and topical not in naming.topics
    if naming.issue.options is not None:
        return _chosen(naming, term, strange=strange)
    if not isinstance(term.value, Decimal):
        return None
    fit = _measured(domain, naming, term)
    if fit is None:
        return None
    return Fit(fit.issue, fit.score - 3.0 * strange, fit.value, fit.high, fit.trouble)


def _chosen(naming: Naming, term: Term, *, strange: bool) -> Fit | None:
    """A figure that stands for one of the options."""
    own = figure(term)
    if own is None:
        return None
    best: tuple[float, str] | None = None
    for option, figures in naming.figures:
        for one in figures:
            if one.value != own.value:
                continue
            same = one.unit == own.unit
            if not same and own.unit is not None:
                continue
            score = (3.0 if same and own.unit else 0.6) + 0.5 * (one.detail == own.detail)
            score += 1.0 if isinstance(own.value, str) else 0.0
            if best is None or score > best[0]:
                best = (score, option)
    if best is not None:
        topical = 1.0 if term.kind in _TOPICAL and not strange else 0.0
        return Fit(naming.issue.id, best[0] + topical - 2.0 * strange, best[1])
    if strange or term.kind not in _TOPICAL:
        known = {one.unit for _, figures in naming.figures for one in figures}
        if own.unit in known and own.unit is not None and isinstance(own.value, Decimal):
            return Fit(naming.issue.id, 0.2, None, trouble="outside")
        return None
    return Fit(naming.issue.id, 2.0, None, trouble="outside")


def _measured(domain: Domain, naming: Naming, term: Term) -> Fit | None:
    """A figure of an issue that takes figures."""
    issue, value, unit = naming.issue, term.value, term.unit
    assert isinstance(value, Decimal)
    assert issue.range is not None
    score, high = 0.0, term.high
    money = issue.unit == domain.case.currency
    if unit is None:
        score = 0.0
    elif unit in {"cent", "penny"} and money:
        value, score = value / 100, 1.0
    elif unit == issue.unit or unit in naming.units:
        score = 2.0
        whole_only = issue.unit == "%" and issue.range.step == int(issue.range.step)
        score -= 1.5 * (whole_only and value != int(value))
    elif unit == "month" and issue.unit == "week":
        value, score = Decimal(round(value * _WEEKS / 12)), 1.8
    elif term.kind in _CURRENCY and issue.unit == "%":
        return Fit(issue.id, 0.2, None, trouble="unit")
    else:
        worked = converted(domain, issue.id, value, unit)
        if worked is None:
            foreign = term.kind in _CURRENCY and money
            counted = term.kind is TermKind.QUANTITY and issue.unit == "piece"
            if not (foreign or counted):
                return None
            return Fit(issue.id, 2.0 if foreign else 0.2, None, trouble="no-rate")
        whole_step = not (worked - issue.range.min) % issue.range.step
        value, score = worked, 1.8 if whole_step or term.kind in _CURRENCY else 0.8
        high = converted(domain, issue.id, high, unit) if high is not None else None
    if unit is None and issue.unit == "%" and term.kind is not TermKind.PERCENT:
        score -= 0.3
    if unit is None:
        on_grid = not (value - issue.range.min) % issue.range.step
        score += 0.5 * on_grid + 0.3 * money
        if not on_grid and value != int(value) and issue.range.step == int(issue.range.step):
            score -= 1.5
    span = issue.range.max - issue.range.min
    if issue.holds(value):
        score += 1.5
    elif not issue.range.min - span <= value <= issue.range.max + span:
        score -= 2.0
    if money and term.per == "total":
        score -= 1.5
    trouble: Trouble | None = None if issue.holds(value) else "outside"
    return Fit(issue.id, score, value, high, trouble)
