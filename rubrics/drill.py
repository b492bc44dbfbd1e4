"""What is looked for in the answers of drills, and what is made of it.

Nothing here is a mark of an exam: checks, points and caps are ours.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from dialogues.drills.content import DrillKind
from dialogues.ids import CriterionId, IndicatorId, LearnerId
from dialogues.source import load
from dialogues.text import Frozen, Text
from rubrics.evidence import Evidence

FILE = Path(__file__).parent / "drill.yaml"
POINTS = 4
"""Of one answer: one for each check."""


class Check(Frozen):
    """One point of an answer."""

    id: IndicatorId
    criterion: CriterionId
    price_criterion: CriterionId | None = None
    """The criterion instead, where the line is about the price."""
    seen: Text
    unseen: Text
    next: Text
    short: Text
    """In three words, for lists."""


class Fault(Frozen):
    """Something that caps the points of an answer."""

    id: IndicatorId
    caps: int = Field(ge=0, le=3)
    criterion: CriterionId
    seen: Text
    next: Text
    short: Text


class KindRubric(Frozen):
    """How the answers of one kind of drill are judged."""

    kind: DrillKind
    checks: tuple[Check, ...] = Field(min_length=POINTS, max_length=POINTS)
    faults: tuple[Fault, ...]
    leading: tuple[str, ...] = ()
    """Words, folded, that slip the answer into the question or sell."""

    def check(self, indicator: IndicatorId) -> Check | None:
        """The check of that id, if it is one."""
        return next((one for one in self.checks if one.id == indicator), None)

    def fault(self, indicator: IndicatorId) -> Fault | None:
        """The fault of that id, if it is one."""
        return next((one for one in self.faults if one.id == indicator), None)


class DrillRubric(Frozen):
    """The file."""

    format: Literal[1]
    kinds: tuple[KindRubric, ...]


class Judged(Frozen):
    """One answer, judged once when it came."""

    points: int = Field(ge=0, le=POINTS)
    seen: tuple[Evidence, ...]
    """A check each, in the order of the rubric."""
    faults: tuple[Evidence, ...] = ()
    unseen: tuple[IndicatorId, ...] = ()
    reader: str
    """The reader's version."""


class Score(Frozen):
    """What somebody has of a drill."""

    points: int
    most: int
    answered: int
    late: int
    """Answers that came too late: commented, not counted."""


class Place(Frozen):
    """A line of the ranking."""

    rank: int
    """Equal points share a rank."""
    learner: LearnerId
    score: Score


class Common(Frozen):
    """What a group left out or got wrong, in how many of its answers."""

    indicator: IndicatorId
    fault: bool
    count: int
    of: int


@cache
def drill_rubric(kind: DrillKind) -> KindRubric:
    """How the answers of that kind are judged.

    Raises:
        ContentError: with all the faults of the file.
    """
    return next(one for one in load(FILE, DrillRubric).kinds if one.kind == kind)


def capped(kind: KindRubric, seen: Iterable[Evidence], faults: Iterable[Evidence]) -> int:
    """Points of an answer: one for each check seen, at most what its worst fault allows."""
    limits = [found.caps for one in faults if (found := kind.fault(one.indicator)) is not None]
    return min([len(tuple(seen)), *limits])


def score(answers: Mapping[int, Judged], late: int, items: int) -> Score:
    """The score of one learner: her judged answers in time by item; missing items count nothing."""
    return Score(
        points=sum(one.points for one in answers.values()),
        most=items * POINTS,
        answered=len(answers) + late,
        late=late,
    )


def ranking(scores: Mapping[LearnerId, Score]) -> tuple[Place, ...]:
    """Those who want to be ranked, best first; equal points share a rank."""
    points = sorted((one.points for one in scores.values()), reverse=True)
    places = [
        Place(rank=points.index(one.points) + 1, learner=learner, score=one)
        for learner, one in scores.items()
    ]
    return tuple(sorted(places, key=lambda place: (place.rank, place.learner)))


def common(kind: KindRubric, answers: Iterable[Judged]) -> tuple[Common, ...]:
    """What a group's answers lack or get wrong, the most frequent first; nobody is named."""
    judged = tuple(answers)
    faulty = Counter(i for one in judged for i in {found.indicator for found in one.faults})
    lacking = Counter(indicator for one in judged for indicator in one.unseen)
    found = [
        *(
            Common(indicator=f.id, fault=True, count=faulty[f.id], of=len(judged))
            for f in kind.faults
        ),
        *(
            Common(indicator=c.id, fault=False, count=lacking[c.id], of=len(judged))
            for c in kind.checks
        ),
    ]
    return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))
