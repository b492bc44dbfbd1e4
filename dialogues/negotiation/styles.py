"""How counterparts bargain: six sets of parameters, kept as data."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, RootModel

from dialogues.negotiation.model import Share, StyleName
from dialogues.source import load
from dialogues.text import Frozen

Tactic = Literal[
    "anchor",
    "flinch",
    "ask-reason",
    "pocket-and-press",
    "competitor",
    "limited-authority",
    "good-cop",
    "silence",
    "package",
    "split-the-difference",
    "deadline-pressure",
    "take-it-or-leave-it",
    "nibble",
    "disappointment",
    "warm-close",
]


class Style(Frozen):
    """One way to bargain; styles.yaml says what each parameter does."""

    aim: Share
    bend: Annotated[Decimal, Field(gt=0, le=3)]
    reciprocity: Share
    margin: Share
    slowed_by_gift: Share
    warmth: Share
    patience: int = Field(ge=1, le=8)
    strikes: int = Field(ge=1, le=5)
    nibble: bool
    tactics: tuple[Tactic, ...]


class _Styles(RootModel[dict[StyleName, Style]]):
    pass


@cache
def styles() -> dict[StyleName, Style]:
    """All styles, in the order of the file."""
    return load(Path(__file__).with_name("styles.yaml"), _Styles).root
