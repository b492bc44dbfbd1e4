"""What a learner's talks have shown so far, for the qualification she trains for."""

from bot.conduct import own_view
from bot.conduct.desk import Desk
from dialogues import engine
from dialogues.errors import NotNow
from rubrics.assessment import Assessment, assess
from rubrics.coverage import families_of, rubric_for
from rubrics.estimate import PER_SCENARIO, Observation, observed
from rubrics.statements import REFERENTIALS, ReferentialId
from rubrics.transcript import of_attempt
from storage.rows import AttemptRow

TALKS_MOST = 24
"""Talks looked at, the latest."""
REPLAYS_MOST = 2 * PER_SCENARIO
"""Of one scenario: more than count, as some talks give no occasion for a criterion."""


def path_of(desk: Desk) -> ReferentialId | None:
    """The qualification she trains for; None for free practice."""
    return next((r for r in REFERENTIALS if r == desk.learner.settings.path), None)


def shown(desk: Desk) -> list[Observation]:
    """What her talks and her self-evaluations have shown, newest first."""
    return [
        one
        for row, judged in _latest(desk)
        for one in observed(judged, row.scenario, own_view.of_attempt(desk, row, judged))
    ]


def shown_for(desk: Desk, path: ReferentialId) -> list[Observation]:
    """What her talks show when they are judged by the statements of one qualification."""
    found: list[Observation] = []
    for row, judged in _latest(desk):
        family = next((f for f in families_of(path) if f == judged.family), None)
        if family is None:
            continue
        try:
            case = desk.pinned_case(row.scenario_hash)
        except NotNow:
            continue
        talk = of_attempt(case, engine.restored(case, desk.work.events(row.id)))
        found += observed(assess(talk, rubric_for(family, path)), row.scenario)
    return found


def _latest(desk: Desk) -> list[tuple[AttemptRow, Assessment]]:
    """Her assessed talks, newest first: so many in all, and so many of one scenario."""
    found: list[tuple[AttemptRow, Assessment]] = []
    times: dict[str, int] = {}
    for row in desk.work.attempts(desk.learner.id):
        kept = desk.work.assessment(row.id) if row.percent is not None else None
        if kept is None or times.get(row.scenario, 0) >= REPLAYS_MOST:
            continue
        times[row.scenario] = times.get(row.scenario, 0) + 1
        found.append((row, Assessment.model_validate_json(kept.body)))
        if len(found) == TALKS_MOST:
            break
    return found
