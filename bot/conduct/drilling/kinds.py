"""The kinds of drill by the short names that buttons carry."""

from dialogues.drills.content import DrillKind, DrillSet, drill_set

SHORT: dict[str, DrillKind] = {"v": "objection-volley", "s": "open-question-sprint"}
ALONE, TOGETHER = 6, 8
"""Items of a drill."""


def series(kind: str) -> DrillSet:
    """The series of a drill's kind."""
    return drill_set("objection-volley" if kind == "objection-volley" else "open-question-sprint")
