"""Assessments in short: what lists and heat maps need of one, without its evidence."""

from collections import OrderedDict
from dataclasses import dataclass
from decimal import Decimal

from dialogues.ids import CriterionId
from rubrics.assessment import Assessment
from storage.rows import AssessmentRow, AttemptRow
from storage.work import Work


@dataclass(frozen=True)
class Short:
    """An assessment without its evidence."""

    family: str
    total: Decimal | None
    """Of 20; None when nothing could be judged."""
    levels: dict[CriterionId, int | None]
    """In the rubric's order; None: no opportunity."""


_MOST = 5_000
_kept: OrderedDict[str, Short] = OrderedDict()
"""By receipt, which names the content: reading an assessment costs a thousand times a look here."""


def short_of(work: Work, row: AttemptRow) -> Short | None:
    """The latest assessment of an attempt in short; None when it was not judged."""
    if row.receipt is None:
        return None
    if (found := _kept.get(row.receipt)) is not None:
        return found
    kept = work.assessment(row.id)
    return None if kept is None else short_in(kept)


def short_in(kept: AssessmentRow) -> Short:
    """A stored assessment in short."""
    found = _kept.get(kept.receipt)
    if found is None:
        found = shortened(Assessment.model_validate_json(kept.body))
        _kept[kept.receipt] = found
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found


def shortened(judged: Assessment) -> Short:
    """An assessment without its evidence."""
    return Short(
        family=judged.family,
        total=judged.mark,
        levels={r.criterion: r.level for r in judged.results},
    )
