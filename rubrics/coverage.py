"""Coverage: how many of a qualification's live statements talks have shown, and at which level."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from dialogues.ids import CriterionId
from rubrics import rubric as rubrics
from rubrics.catalogue import load_catalogue
from rubrics.estimate import TOP, Observation, recent
from rubrics.statements import ReferentialId, Statement


@dataclass(frozen=True)
class Practised:
    """A live statement, and what the talks that count have shown of it."""

    statement: Statement
    shares: tuple[Fraction, ...]
    """Newest first; empty while no talk has shown it."""

    @property
    def level(self) -> int | None:
        """The mean level, halves rounded up; None while no talk has shown it."""
        if not self.shares:
            return None
        mean = Fraction(sum(self.shares), len(self.shares)) * TOP
        return int(mean + Fraction(1, 2))


@dataclass(frozen=True)
class Coverage:
    """All live statements of a qualification, in the order of the document."""

    referential: ReferentialId
    statements: tuple[Practised, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.statements)

    @property
    def practised(self) -> int:
        """How many talks have shown."""
        return sum(bool(one.shares) for one in self.statements)

    @property
    def levels(self) -> Mapping[int, int]:
        """Level → how many statements stand there, the highest first."""
        found = Counter(one.level for one in self.statements if one.level is not None)
        return {level: found[level] for level in range(TOP, -1, -1) if found[level]}

    @property
    def families(self) -> Mapping[str, tuple[int, int]]:
        """Family → how many were practised, of how many; the largest first."""
        whole = Counter(str(one.statement.family) for one in self.statements)
        done = Counter(str(one.statement.family) for one in self.statements if one.shares)
        return {family: (done[family], count) for family, count in whole.most_common()}


def coverage(referential: ReferentialId, seen: Sequence[Observation]) -> Coverage:
    """What the observations, newest first, say of a qualification's live statements.

    Headings are left out; so is what only a typed exercise or a firm can show.
    """
    by: dict[CriterionId, list[Observation]] = {}
    for one in seen:
        by.setdefault(one.criterion, []).append(one)
    live = load_catalogue().find(referential=referential, observable="live", leaf=True)
    return Coverage(
        referential, tuple(Practised(s, recent(by.get(s.id, ()))) for s in live if s.family)
    )


@cache
def families_of(referential: ReferentialId) -> tuple[rubrics.RubricFamily, ...]:
    """The families with a rubric that judges statements of this qualification."""
    return tuple(
        family
        for family in rubrics.RUBRIC_FAMILIES
        if (rubrics.FOLDER / f"{family}.yaml").is_file()
        and any(_of(referential, c.criterion) for c in rubrics.whole_rubric(family).criteria)
    )


@cache
def rubric_for(family: rubrics.RubricFamily, referential: ReferentialId) -> rubrics.Rubric:
    """What a family's talks can be judged by for one qualification."""
    whole = rubrics.whole_rubric(family)
    return whole.only(
        frozenset(c.criterion for c in whole.criteria if _of(referential, c.criterion))
    )


def _of(referential: ReferentialId, criterion: CriterionId) -> bool:
    return criterion.startswith(f"{referential}:")
