"""An exam as its official grid has it, and which training says something about each part."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from dialogues.ids import CriterionId
from dialogues.source import load
from dialogues.text import Frozen, Text
from rubrics.statements import ReferentialId, TrainingFamily

FOLDER = Path(__file__).parent / "exams"


class Slice(Frozen):
    """A share of a part: what talks say something about, or what they say nothing about."""

    id: str
    name: Text
    share: int = Field(ge=1)
    """Beside the other shares of its part; ours, the oral grids are not public."""
    families: tuple[TrainingFamily, ...] = ()
    """Whose talks say something about it."""
    groups: tuple[CriterionId, ...] = ()
    """What the ids of the criteria begin with that say something about it."""
    silent: Text | None = None
    """Why no training says anything about it."""

    @model_validator(mode="after")
    def _speaks_or_says_why_not(self) -> Self:
        if bool(self.families and self.groups) == (self.silent is not None):
            raise ValueError("a slice has 'families' and 'groups', or else 'silent'")
        return self

    def holds(self, family: str, criterion: CriterionId) -> bool:
        """Whether this criterion, shown in a talk of this family, counts here."""
        return family in self.families and criterion.startswith(self.groups)


class Part(Frozen):
    """One paper or oral of a bloc."""

    id: str
    statement: CriterionId
    name: Text
    points: int = Field(gt=0)
    slices: tuple[Slice, ...] = Field(min_length=1)


class Bloc(Frozen):
    """One bloc of the exam, or its professional part."""

    id: str
    statement: CriterionId
    name: Text
    title: Text
    points: int = Field(gt=0)
    floor: int = Field(gt=0)
    """Points below which the bloc is eliminatory."""
    note: Text | None = None
    parts: tuple[Part, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(part.points for part in self.parts) != self.points:
            raise ValueError(f"the parts of {self.id} do not add up to {self.points} points")
        return self


class Exam(Frozen):
    """A whole exam."""

    format: Literal[1]
    referential: ReferentialId
    points: int
    passing: int
    """Points of all that the title takes."""
    eliminatory: int
    """Marks of 20 below which a bloc fails the exam."""
    kept_from: int
    """Marks of 20 from which a bloc is kept."""
    blocs: tuple[Bloc, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(bloc.points for bloc in self.blocs) != self.points:
            raise ValueError(f"the blocs do not add up to {self.points} points")
        return self


@cache
def exam(referential: ReferentialId) -> Exam | None:
    """The exam of a qualification; None when its points are not public.

    Raises:
        ContentError: its file is faulty.
    """
    path = FOLDER / f"{referential}.yaml"
    return load(path, Exam, name=path.name) if path.is_file() else None
