"""The kinds of drill by the short names that buttons carry."""

from dialogues.drills.content import DrillKind, DrillSet, drill_set
from storage.drill_rows import Drill
from storage.work import Work

SHORT: dict[str, DrillKind] = {"v": "objection-volley", "s": "open-question-sprint"}
ALONE, TOGETHER = 6, 8
"""Items of a drill."""


def played(work: Work, drill: Drill) -> DrillSet:
    """The very series a drill was drawn from, today's or the one kept then."""
    today = series(drill.kind)
    kept = work.pinned(drill.content) if drill.content not in ("", today.hash) else None
    return DrillSet.model_validate_json(kept) if kept else today


def series(kind: str) -> DrillSet:
    """The series of a drill's kind."""
    return drill_set("objection-volley" if kind == "objection-volley" else "open-question-sprint")
