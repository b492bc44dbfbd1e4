"""Exam projection: what the talks so far say about the points of an official grid.

The intervals of criteria add up, weighted, to those of parts, blocs and the exam. Always a
training score: how a part's points are shared out is ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Literal

from dialogues.ids import CriterionId
from rubrics import rubric as rubrics
from rubrics.estimate import LUCID, TOP, Observation, Span, added, estimate, recent
from rubrics.exam import Bloc, Exam, Part, Slice
from rubrics.lucidity import CRITERION

Standing = Literal["unknown", "below", "unsure", "above", "kept"]


@dataclass(frozen=True)
class Trained:
    """A criterion that talks of a family are judged by."""

    family: str
    criterion: CriterionId
    weight: int


@dataclass(frozen=True)
class CriterionView:
    """One criterion's part in the points."""

    criterion: CriterionId
    families: tuple[str, ...]
    points: Fraction
    """That hang on it, by our own sharing out."""
    shares: tuple[Fraction, ...]
    """What the talks that count have shown, newest first."""

    @property
    def share(self) -> Span:
        """Of what can be had."""
        return estimate(self.shares)

    @property
    def mean(self) -> Fraction | None:
        """Mean of what was shown, 0 to 1."""
        return Fraction(sum(self.shares), len(self.shares)) if self.shares else None

    @property
    def gain(self) -> Fraction:
        """Points for one level more, as far as there is one; nothing while it was never shown."""
        return (
            Fraction(0) if self.mean is None else self.points * min(Fraction(1, TOP), 1 - self.mean)
        )

    def with_points_of(self, other: "CriterionView") -> "CriterionView":
        """The same criterion with the points of both places where it counts."""
        families = tuple(dict.fromkeys((*other.families, *self.families)))
        shares = max(other.shares, self.shares, key=len)
        return replace(self, families=families, points=self.points + other.points, shares=shares)


@dataclass(frozen=True)
class SliceView:
    """What is known about a slice."""

    slice: Slice
    points: Fraction
    criteria: tuple[CriterionView, ...]
    """Empty when nothing here trains it."""

    @property
    def span(self) -> Span:
        """Its points."""
        return (
            added(c.share.times(c.points) for c in self.criteria)
            if self.criteria
            else Span(Fraction(0), self.points)
        )

    @property
    def talks(self) -> int:
        """Talks that the best known of its criteria rests on."""
        return max((len(c.shares) for c in self.criteria), default=0)


@dataclass(frozen=True)
class PartView:
    """What is known about a part."""

    part: Part
    slices: tuple[SliceView, ...]

    @property
    def span(self) -> Span:
        """Its points."""
        return added(one.span for one in self.slices)


@dataclass(frozen=True)
class BlocView:
    """What is known about a bloc."""

    bloc: Bloc
    parts: tuple[PartView, ...]
    kept_from: Fraction
    """Share of the points from which it is kept."""

    @property
    def span(self) -> Span:
        """Its points, with the full range for all that is unknown."""
        return added(part.span for part in self.parts)

    @property
    def criteria(self) -> tuple[CriterionView, ...]:
        """Every criterion that says something about it."""
        return tuple(c for part in self.parts for one in part.slices for c in one.criteria)

    @property
    def seen(self) -> Fraction:
        """Points on which there is at least one talk."""
        return sum((c.points for c in self.criteria if c.shares), Fraction(0))

    @property
    def pace(self) -> Span | None:
        """Share of the points seen that were earned, 0 to 1; None when nothing was seen."""
        if not self.seen:
            return None
        earned = added(c.share.times(c.points) for c in self.criteria if c.shares)
        return earned.times(1 / self.seen)

    @property
    def standing(self) -> Standing:
        """Where the points seen stand beside the floor and the mark that keeps the bloc."""
        if self.pace is None:
            return "unknown"
        floor = Fraction(self.bloc.floor, self.bloc.points)
        if self.pace.high < floor:
            return "below"
        if self.pace.low < floor:
            return "unsure"
        return "kept" if self.pace.low >= max(floor, self.kept_from) else "above"


@dataclass(frozen=True)
class Projection:
    """What is known about an exam."""

    exam: Exam
    blocs: tuple[BlocView, ...]

    @property
    def span(self) -> Span:
        """Points of the whole exam, with the full range for all that is unknown."""
        return added(bloc.span for bloc in self.blocs)

    @property
    def criteria(self) -> tuple[CriterionView, ...]:
        """Every criterion that says something about it."""
        return tuple(c for bloc in self.blocs for c in bloc.criteria)

    @property
    def trainable(self) -> Fraction:
        """Points that talks can say something about."""
        return sum((c.points for c in self.criteria), Fraction(0))

    @property
    def seen(self) -> Fraction:
        """Points on which there is at least one talk."""
        return sum((bloc.seen for bloc in self.blocs), Fraction(0))

    @property
    def gains(self) -> tuple[CriterionView, ...]:
        """Criteria that would bring points, those that bring most for one level first."""
        merged: dict[CriterionId, CriterionView] = {}
        for one in self.criteria:
            old = merged.get(one.criterion)
            merged[one.criterion] = one.with_points_of(old) if old else one
        return tuple(sorted((c for c in merged.values() if c.gain), key=lambda c: -c.gain))

    @property
    def family_gains(self) -> Mapping[str, Fraction]:
        """Points for one level more on all that a family's talks have shown, most first."""
        return _by_family((c, c.gain) for c in self.criteria)

    @property
    def blank(self) -> Mapping[str, Fraction]:
        """Points that a family's talks could speak about and do not yet, most first."""
        return _by_family((c, c.points) for c in self.criteria if not c.shares)


@cache
def trained() -> tuple[Trained, ...]:
    """What talks are judged by, with the weights of the rubrics, and self-evaluation."""
    core = tuple(
        Trained(family, one.criterion, one.weight)
        for family in rubrics.RUBRIC_FAMILIES
        if (rubrics.FOLDER / f"{family}.yaml").is_file()
        for one in rubrics.rubric(family).criteria
    )
    return (*core, Trained(LUCID, CRITERION, 1))


def projection(
    of: Exam, seen: Sequence[Observation], by: Sequence[Trained] | None = None
) -> Projection:
    """What the observations, newest first, say about an exam.

    `by` is what talks are judged by, that of the rubrics shipped when not given.
    """
    judged_by = trained() if by is None else by

    def slice_view(one: Slice, points: Fraction) -> SliceView:
        here = [t for t in judged_by if one.holds(t.family, t.criterion)]
        weights: dict[CriterionId, int] = {}
        for t in here:
            weights[t.criterion] = max(t.weight, weights.get(t.criterion, 0))
        whole = sum(weights.values())
        return SliceView(
            slice=one,
            points=points,
            criteria=tuple(
                CriterionView(
                    criterion=criterion,
                    families=tuple(t.family for t in here if t.criterion == criterion),
                    points=points * weight / whole,
                    shares=recent(
                        o for o in seen if o.criterion == criterion and o.family in one.families
                    ),
                )
                for criterion, weight in weights.items()
            ),
        )

    def part_view(part: Part) -> PartView:
        whole = sum(one.share for one in part.slices)
        return PartView(
            part,
            tuple(slice_view(s, Fraction(part.points * s.share, whole)) for s in part.slices),
        )

    kept_from = Fraction(of.kept_from, 20)
    return Projection(
        of,
        tuple(BlocView(b, tuple(part_view(p) for p in b.parts), kept_from) for b in of.blocs),
    )


def _by_family(
    points: Iterable[tuple[CriterionView, Fraction]],
) -> Mapping[str, Fraction]:
    """A criterion that several families train counts for each of them."""
    found: dict[str, Fraction] = {}
    pairs = chain.from_iterable(((f, worth) for f in c.families) for c, worth in points)
    for family, worth in pairs:
        found[family] = found.get(family, Fraction(0)) + worth
    return dict(sorted(((f, p) for f, p in found.items() if p), key=lambda x: (-x[1], x[0])))
