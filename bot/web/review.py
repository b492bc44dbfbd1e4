"""The review page and its forms: override, comment, look at, lock."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from bot import reviewing
from bot.access import attempt_for, may_review, may_see_learner
from bot.web.talks import title_of
from bot.web.transcript import transcript
from bot.web.visit import Page, Visit
from dialogues.errors import NotNow
from dialogues.ids import AttemptId, CriterionId
from rubrics.assessment import Level, NoOpportunity, Outcome
from rubrics.correction import REASON_MOST
from storage.review_rows import COMMENT_MOST
from storage.rows import AttemptRow

LEVELS = ("0", "1", "2", "3", "4", "none")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a form that was sent, and what had been typed."""

    form: str
    """'override', 'comment' or 'comment-MESSAGE'."""
    key: str
    text: str
    level: str = ""


def attempt(visit: Visit) -> Response:
    """The talk, the evidence of one criterion marked."""
    row = attempt_for(visit.work, visit.viewer.id, AttemptId(visit.asked.given["attempt"]))
    return _page(visit, row)


def override(visit: Visit) -> Response:
    """Give a criterion another level."""
    row, form = _row(visit), visit.asked.form
    criterion, level = CriterionId(form.get("criterion", "")), form.get("level", "")
    reason = form.get("reason", "").strip()
    if level not in LEVELS or not 1 <= len(reason) <= REASON_MOST:
        key = "web.fault.no-level" if level not in LEVELS else _length(reason, "reason")
        return _page(visit, row, Fault("override", key, reason, level), criterion)
    outcome: Outcome = NoOpportunity() if level == "none" else Level(level=int(level))
    reviewing.override(visit.work, row, visit.viewer.id, criterion, outcome, reason)
    return visit.go(_at(row, criterion, "criterion"))


def restore(visit: Visit) -> Response:
    """Take an override back."""
    row, criterion = _row(visit), CriterionId(visit.asked.form.get("criterion", ""))
    reviewing.restore(visit.work, row, visit.viewer.id, criterion)
    return visit.go(_at(row, criterion, "criterion"))


def comment(visit: Visit) -> Response:
    """Write to the learner about a turn, or about the whole talk."""
    row, form = _row(visit), visit.asked.form
    given, text = form.get("message", ""), form.get("text", "").strip()
    if given and not (given.isascii() and given.isdecimal() and len(given) < 6):
        raise NotNow("access.none")
    place = f"comment-{given}" if given else "comment"
    if not 1 <= len(text) <= COMMENT_MOST:
        return _page(visit, row, Fault(place, _length(text, "comment"), text))
    message = int(given) if given else None
    reviewing.comment(visit.work, row, visit.viewer.id, text, message)
    place = f"turn-{given}" if given else "comments"
    return visit.go(_at(row, form.get("criterion", ""), place))


def _once(do: Callable[..., None]) -> Callable[[Visit], Response]:
    def done(visit: Visit) -> Response:
        row = _row(visit)
        do(visit.work, row, visit.viewer.id)
        return visit.go(f"/attempts/{row.id}#state")

    return done


def _row(visit: Visit) -> AttemptRow:
    row = attempt_for(visit.work, visit.viewer.id, AttemptId(visit.asked.given["attempt"]))
    if not may_review(visit.work, visit.viewer.id, row):
        raise NotNow("access.none")
    return row


def _at(row: AttemptRow, criterion: str, place: str) -> str:
    return f"/attempts/{row.id}?{urlencode({'criterion': criterion})}#{place}"


def _length(text: str, what: str) -> str:
    return f"web.fault.no-{what}" if not text else f"web.fault.long-{what}"


def _page(
    visit: Visit, row: AttemptRow, fault: Fault | None = None, criterion: CriterionId | None = None
) -> Response:
    given = visit.asked.form if fault else visit.asked.given
    chosen = criterion or given.get("criterion", "")
    return visit.page(
        "attempt",
        422 if fault else 200,
        row=row,
        title_text=title_of(visit.site.library, row.scenario),
        learner=visit.work.learner(row.learner),
        file=may_see_learner(visit.work, visit.viewer.id, row.learner),
        shown=transcript(visit, row, chosen),
        may_note=may_review(visit.work, visit.viewer.id, row),
        fault=fault,
        levels=LEVELS,
        reason_most=REASON_MOST,
        comment_most=COMMENT_MOST,
    )


PAGES = (
    Page("/attempts/{attempt}", attempt),
    Page("/attempts/{attempt}/override", override, "POST"),
    Page("/attempts/{attempt}/restore", restore, "POST"),
    Page("/attempts/{attempt}/comment", comment, "POST"),
    Page("/attempts/{attempt}/finish", _once(reviewing.finish), "POST"),
    Page("/attempts/{attempt}/lock", _once(reviewing.lock), "POST"),
    Page("/attempts/{attempt}/unlock", _once(reviewing.unlock), "POST"),
)
