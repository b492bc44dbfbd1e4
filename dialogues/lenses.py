"""Lenses: dimensions in which ways of working differ, each with its source and its limits.

A lens names what a custom is about; it never says what a person of some country expects.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from dialogues.ids import LensId
from dialogues.source import load
from dialogues.text import Frozen, Text

FILE = Path(__file__).parent / "lenses.yaml"


class Lens(Frozen):
    """One dimension."""

    id: LensId
    name: Text
    ends: Text
    """Its two ends, in our own words."""
    source: str
    """Where it was described: author, year, title."""
    limits: Text
    """What it cannot tell."""


class Lenses(Frozen):
    """All dimensions, and what holds for each of them."""

    format: Literal[1]
    lenses: tuple[Lens, ...]
    caution: Text
    """What no dimension can tell, with the studies that say so."""


@cache
def lenses() -> Lenses:
    """The lenses that customs may name.

    Raises:
        ContentError: the file is faulty.
    """
    return load(FILE, Lenses, name=FILE.name)


def lens(lens_id: LensId) -> Lens:
    """The lens of that id.

    Raises:
        StopIteration: there is none; the checks exclude it for ids that come from a scenario.
    """
    return next(one for one in lenses().lenses if one.id == lens_id)
