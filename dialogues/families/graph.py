"""A family's phase graph, as read from its YAML file."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from dialogues.ids import PhaseId
from dialogues.scenario import FamilyName, TopicWords
from dialogues.source import load
from dialogues.text import Frozen

FOLDER = Path(__file__).parent


def _listed(value: object) -> object:
    return (value,) if isinstance(value, dict) else value


class Branch(Frozen):
    """What follows a trigger when all of `when` hold."""

    when: tuple[str, ...] = ()
    """Guards, by name; see `dialogues.families.guards`."""
    go: PhaseId | None = None
    """The next phase; None stays."""
    do: str
    """The behaviour that words the answer; see `dialogues.families.behaviours`."""
    ending: str | None = None
    """The ending reached, when `go` is an end."""


Branches = Annotated[tuple[Branch, ...], BeforeValidator(_listed)]


class Phase(Frozen):
    """A state of the dialogue: what each trigger leads to, in order."""

    on: dict[str, Branches] = {}
    end: bool = False


class Family(Frozen):
    """A kind of talk: its phases, the order in which it heeds triggers, the words it needs."""

    format: Literal[1]
    family: FamilyName
    start: PhaseId
    order: tuple[str, ...] = Field(min_length=1)
    """Triggers, the one to heed first in front; acts and the signals of `triggers`."""
    everywhere: dict[str, Branches] = {}
    """Branches that every phase has after its own."""
    phases: dict[PhaseId, Phase]
    topics: tuple[TopicWords, ...] = ()
    """Topics that count in every talk of the family."""
    replies: Mapping[str, int]
    """Reply kind → the least number of wordings a scenario must bring."""
    endings: tuple[str, ...]

    def branches(self, phase: PhaseId, trigger: str) -> tuple[Branch, ...]:
        """What `trigger` can lead to in `phase`, in the order tried."""
        own = self.phases[phase].on.get(trigger, ())
        return (*own, *self.everywhere.get(trigger, ()))


@cache
def family(name: FamilyName) -> Family:
    """The family of that name.

    Raises:
        ContentError: its file is faulty.
    """
    path = FOLDER / f"{name}.yaml"
    return load(path, Family, name=path.name)
