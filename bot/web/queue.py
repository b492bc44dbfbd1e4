"""The review queue: which talks a person should look at first, and why."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Literal

from bot.web.talks import Seen

Why = Literal["disputed", "outlier", "sample", "waiting"]
ORDER: tuple[Why, ...] = ("disputed", "outlier", "sample", "waiting")
APART = Decimal(5)
"""Points of 20 off the cohort's median in the same scenario from which a mark is an outlier."""
ENOUGH = 4
"""Marks of one scenario from which its median says something."""
SHARE, LEAST = 10, 3
"""One in so many unreviewed talks is drawn, and at least so many."""


def queue(talks: Sequence[Seen], seed: str) -> tuple[tuple[Why, tuple[Seen, ...]], ...]:
    """The talks that wait for a person, each once, under the best reason for it.

    Disputed ones first, then marks far from the others', then a sample drawn with `seed`, then
    the rest; within each the oldest first.
    """
    judged = [one for one in talks if one.mark is not None]
    waiting = sorted(
        (one for one in judged if not one.reviewed and not one.stands.locked),
        key=lambda one: (one.row.started_at, one.row.id),
    )
    outliers = _outliers(judged)
    reasons: dict[str, Why] = {}
    for one in waiting:
        if one.disputed:
            reasons[one.row.id] = "disputed"
        elif one.row.id in outliers:
            reasons[one.row.id] = "outlier"
    rest = [one.row.id for one in waiting if one.row.id not in reasons]
    drawn = min(len(rest), max(LEAST, -(-len(rest) // SHARE)))
    # Not a secret: the same week draws the same talks, for every trainer of the cohort.
    for attempt in random.Random(seed).sample(rest, drawn):  # noqa: S311
        reasons[attempt] = "sample"
    grouped = {
        why: tuple(one for one in waiting if reasons.get(one.row.id, "waiting") == why)
        for why in ORDER
    }
    return tuple((why, found) for why, found in grouped.items() if found)


def seed_of(cohort: str, now: datetime) -> str:
    """The seed of a cohort's sample: it changes every Monday."""
    year, week, _ = now.isocalendar()
    return f"{cohort}:{year}-{week}"


def _outliers(talks: Sequence[Seen]) -> frozenset[str]:
    marks: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for one in talks:
        if one.mark is not None:
            marks[one.row.scenario].append((one.row.id, one.mark))
    return frozenset(
        attempt
        for found in marks.values()
        if len(found) >= ENOUGH
        for attempt, mark in found
        if abs(mark - median(m for _, m in found)) >= APART
    )
