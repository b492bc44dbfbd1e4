"""What a drill holds: one line of somebody after another, each to be answered in one message."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal
from zlib import crc32

from pydantic import Field

from dialogues.diagnostics import ContentError, Diagnostic
from dialogues.drills.checks import drill_faults
from dialogues.source import read
from dialogues.text import Frozen, Text

FOLDER = Path(__file__).parent
LEAST = 14
"""Items of a series: enough for two drills in which few come twice."""

DrillKind = Literal["objection-volley", "open-question-sprint"]
KINDS: tuple[DrillKind, ...] = ("objection-volley", "open-question-sprint")


class Speaker(Frozen):
    """Who says the line."""

    name: str
    role: Text
    firm: str
    """The firm and its town."""


class Item(Frozen):
    """One line to answer."""

    id: str
    who: Speaker
    file: Text
    """What the learner sells and knows: the facts she may use."""
    line: Text
    """What is said to her."""
    better: Text
    """One good answer, as a person would type it."""
    price: bool = False
    """The objection is about the price."""


class DrillSet(Frozen):
    """A series."""

    format: Literal[1]
    kind: DrillKind
    title: Text
    task: Text
    """What to do with each line, in one sentence."""
    good: Text
    """What a good answer holds, in one line."""
    seconds: int = Field(ge=20, le=180)
    """For one answer, before anybody's extra time."""
    items: tuple[Item, ...] = Field(min_length=LEAST)

    @property
    def hash(self) -> str:
        """A hash of everything the series says; layout and comments of its file do not count."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def item(self, item_id: str) -> Item:
        """The item of that id.

        Raises:
            KeyError: there is none.
        """
        found = next((one for one in self.items if one.id == item_id), None)
        if found is None:
            raise KeyError(item_id)
        return found


def examined(
    source: Path | str, *, name: str | None = None
) -> tuple[DrillSet | None, tuple[Diagnostic, ...]]:
    """A series and its faults, without raising; no series when one of them is an error."""
    try:
        loaded = read(source, DrillSet, name=name)
    except ContentError as error:
        return None, error.diagnostics
    faults = drill_faults(loaded.content, loaded.marks)
    refused = any(fault.severity == "error" for fault in faults)
    return (None if refused else loaded.content), faults


@cache
def drill_set(kind: DrillKind) -> DrillSet:
    """The series of that kind that is shipped.

    Raises:
        ContentError: with all its faults.
    """
    made, faults = examined(FOLDER / f"{kind}.yaml", name=f"{kind}.yaml")
    if made is None:
        raise ContentError(faults)
    return made


def drawn(of: DrillSet, count: int, seed: str, seen: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Ids of `count` items for a drill: those of `seen` last, otherwise in an order of its seed."""

    def rank(item: Item) -> tuple[int, int]:
        met = seen.index(item.id) + 1 if item.id in seen else 0
        return met, crc32(f"{seed}:{item.id}".encode())

    return tuple(item.id for item in sorted(of.items, key=rank)[:count])
