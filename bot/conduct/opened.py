"""An assessed attempt, looked at again, and how what it holds is named on screens."""

from dataclasses import dataclass
from decimal import Decimal

from bot.conduct.desk import Desk
from bot.verifying import rubric_of
from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.errors import NotNow
from dialogues.events import Event
from dialogues.ids import AttemptId, CriterionId
from dialogues.text import Lang
from rubrics.assessment import Assessment
from rubrics.catalogue import load_catalogue
from rubrics.citation import official_reference
from rubrics.rubric import Rubric
from storage.work import Work


def mark_of(desk: Desk, attempt_id: AttemptId) -> Decimal | None:
    """The mark of 20 an attempt's card shows; None when nothing could be judged."""
    return mark_kept(desk.work, attempt_id)


def mark_kept(work: Work, attempt_id: AttemptId) -> Decimal | None:
    """The mark of 20 of an attempt as it stands; None when nothing could be judged."""
    kept = work.assessment(attempt_id)
    total = Assessment.model_validate_json(kept.body).total if kept else None
    return total if isinstance(total, Decimal) else None


def title_of(criterion: CriterionId, lang: Lang) -> str:
    """A criterion's name in our words."""
    return load_catalogue().statement(criterion).wording.in_(lang)


def reference_of(criterion: CriterionId, lang: Lang) -> str:
    """A criterion's official code and document."""
    return official_reference(load_catalogue().statement(criterion), lang)


def shortened(quote: str, most: int = 140) -> str:
    """A quote that fits a phone; cut at a word, the cut marked."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " […]"


@dataclass(frozen=True)
class Opened:
    """An assessed attempt, looked at again."""

    case: Case
    attempt: Attempt
    judged: Assessment
    events: tuple[Event, ...]
    by: Rubric
    """The rubric it was judged by, as it was then."""


def open_debrief(desk: Desk, attempt_id: AttemptId) -> Opened:
    """An assessed attempt of hers.

    Raises:
        NotNow: there is none of that id.
    """
    row = desk.work.attempt(attempt_id)
    kept = desk.work.assessment(attempt_id)
    if row is None or kept is None or row.learner != desk.learner.id:
        raise NotNow("stale.debrief")
    case = desk.pinned_case(row.scenario_hash)
    events = desk.work.events(attempt_id)
    judged = Assessment.model_validate_json(kept.body)
    by = rubric_of(desk.work, judged)
    return Opened(case, engine.restored(case, events), judged, events, by)
