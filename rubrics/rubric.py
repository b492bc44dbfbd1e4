"""A rubric: which criteria a family is judged by, and how a level comes about."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from dialogues.ids import CriterionId, IndicatorId
from dialogues.source import load
from dialogues.text import Frozen, Text
from rubrics.detectors import Detector

FOLDER = Path(__file__).parent / "families"
RubricFamily = Literal[
    "discovery",
    "objection",
    "negotiation",
    "intercultural",
    "prospecting-call",
    "dispute",
    "supplier-sourcing",
    "order-coordination",
    "meeting",
]
RUBRIC_FAMILIES: tuple[RubricFamily, ...] = get_args(RubricFamily)


class Indicator(Frozen):
    """One observable behaviour, with its detector and its human sentences."""

    id: IndicatorId
    seen: Text
    """'You asked open questions': said with the learner's words."""
    unseen: Text
    """'I did not spot an open question': said when it is missing."""
    next: Text
    """What to do about it next time, one sentence."""
    detect: Detector


class Fault(Frozen):
    """Something that keeps a criterion from rising above a level."""

    indicator: IndicatorId
    times: int = Field(default=1, ge=1)
    caps: Literal[0, 1, 2, 3]


Needs = dict[IndicatorId, int]
"""Indicator → how often it must be seen."""


class NeedSet(Frozen):
    """How a level comes about, for one or several criteria."""

    id: str
    levels: tuple[tuple[Needs, ...], ...] = Field(min_length=4, max_length=4)
    """For levels 1 to 4: alternative sets of needs; one set that is wholly met is enough."""
    faults: tuple[Fault, ...] = ()
    opportunity: tuple[IndicatorId, ...] = ()
    """When none of them was ever seen, the talk offered no opportunity for this criterion."""


class Placed(Frozen):
    """A criterion of the family, and the set of needs it is judged by."""

    criterion: CriterionId
    set: str
    weight: int = Field(ge=0, le=5)
    """0: judged on request only, not shown and not counted."""


class SharedIndicators(Frozen):
    """Indicators that several families use."""

    format: Literal[1]
    indicators: tuple[Indicator, ...]


class RubricFile(Frozen):
    """A family's rubric as it is written."""

    format: Literal[1]
    family: RubricFamily
    indicators: tuple[Indicator, ...] = ()
    """Its own; those of shared.yaml can be named as well."""
    faults: tuple[Fault, ...] = ()
    """Faults that cap every criterion of the family, beside those of its set."""
    sets: tuple[NeedSet, ...]
    criteria: tuple[Placed, ...]


class CriterionRubric(Frozen):
    """How one official criterion is judged."""

    criterion: CriterionId
    weight: int
    levels: tuple[tuple[Needs, ...], ...]
    faults: tuple[Fault, ...] = ()
    opportunity: tuple[IndicatorId, ...] = ()

    @property
    def indicators(self) -> tuple[IndicatorId, ...]:
        """Every indicator it looks at, each once: needs, faults, opportunity."""
        needed = (i for level in self.levels for needs in level for i in needs)
        faults = (f.indicator for f in self.faults)
        return tuple(dict.fromkeys((*needed, *faults, *self.opportunity)))


class Rubric(Frozen):
    """A family's rubric, complete: every criterion with its needs, every indicator used."""

    family: RubricFamily
    indicators: tuple[Indicator, ...]
    criteria: tuple[CriterionRubric, ...]

    def indicator(self, indicator_id: IndicatorId) -> Indicator:
        """The indicator of that id."""
        return next(i for i in self.indicators if i.id == indicator_id)

    def only(self, wanted: frozenset[CriterionId]) -> "Rubric":
        """The rubric reduced to these criteria; those without weight count 1."""
        kept = tuple(
            c.model_copy(update={"weight": max(1, c.weight)})
            for c in self.criteria
            if c.criterion in wanted
        )
        return Rubric(family=self.family, indicators=_used(self.indicators, kept), criteria=kept)

    @property
    def core(self) -> "Rubric":
        """The rubric reduced to the criteria that are shown and counted."""
        kept = tuple(c for c in self.criteria if c.weight)
        return Rubric(family=self.family, indicators=_used(self.indicators, kept), criteria=kept)

    @property
    def hash(self) -> str:
        """Content hash: any change of text or points changes it."""
        return _digest(self.model_dump_json(by_alias=True))

    @property
    def structure(self) -> str:
        """Structure hash: what decides points; texts may change without it."""
        body = {
            "family": self.family,
            "indicators": [[i.id, i.detect.model_dump(mode="json")] for i in self.indicators],
            "criteria": [c.model_dump(mode="json") for c in self.criteria],
        }
        return _digest(json.dumps(body, sort_keys=True))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _used(
    indicators: tuple[Indicator, ...], criteria: tuple[CriterionRubric, ...]
) -> tuple[Indicator, ...]:
    named = {i for c in criteria for i in c.indicators}
    return tuple(i for i in indicators if i.id in named)


def completed(file: RubricFile, shared: SharedIndicators) -> Rubric:
    """The rubric of a file, its sets and the shared indicators filled in.

    Raises:
        KeyError: a criterion names a set, or a set an indicator, that does not exist.
    """
    sets = {one.id: one for one in file.sets}
    indicators = (*file.indicators, *shared.indicators)
    known = {i.id for i in indicators}
    criteria = tuple(
        CriterionRubric(
            criterion=placed.criterion,
            weight=placed.weight,
            levels=sets[placed.set].levels,
            faults=(*sets[placed.set].faults, *file.faults),
            opportunity=sets[placed.set].opportunity,
        )
        for placed in file.criteria
    )
    missing = {i for c in criteria for i in c.indicators} - known
    if missing:
        raise KeyError(", ".join(sorted(missing)))
    return Rubric(family=file.family, indicators=_used(indicators, criteria), criteria=criteria)


@cache
def shared_indicators() -> SharedIndicators:
    """The indicators that several families use."""
    path = FOLDER / "shared.yaml"
    return load(path, SharedIndicators, name=path.name)


@cache
def whole_rubric(family: RubricFamily) -> Rubric:
    """The rubric of a family, with the criteria that are judged on request.

    Raises:
        ContentError: its file is faulty.
    """
    path = FOLDER / f"{family}.yaml"
    return completed(load(path, RubricFile, name=path.name), shared_indicators())


@cache
def rubric(family: RubricFamily) -> Rubric:
    """The rubric a family's talks are judged by."""
    return whole_rubric(family).core
