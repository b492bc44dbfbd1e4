"""The suite: sentences that break a rule, sentences that are right, by the hand that wrote them."""

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from dialogues.reading.content import SAFE_LOADER
from dialogues.reading.model import Reading
from dialogues.reading.reader import read
from dialogues.truth.checking import check
from dialogues.truth.model import Contradiction, Parties

HANDS = ("development", "heldout", "fresh", "last", "verdict", "table", "closing", "unseen")
FAULTS = ("development", "heldout", "fresh", "last", "verdict", "closing")
"""Hands that also break rules."""
_USUAL = "seller FR ZA"


class Line(BaseModel):
    """One sentence, or several turns of one talk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    say: str | tuple[str, ...]
    who: str = _USUAL
    rule: str | None = None

    @property
    def turns(self) -> tuple[Reading, ...]:
        said = (self.say,) if isinstance(self.say, str) else self.say
        return tuple(_read(each) for each in said)

    @property
    def parties(self) -> Parties:
        return party(self.who)


class _Lines(BaseModel):
    lines: tuple[Line, ...] = Field(min_length=1)


@lru_cache(maxsize=4096)
def _read(text: str) -> Reading:
    return read(text)


def party(who: str = _USUAL) -> Parties:
    """The parties behind 'seller FR ZA'."""
    learner, seller, buyer = who.split()
    return Parties.model_validate({"learner": learner, "seller": seller, "buyer": buyer})


@lru_cache(maxsize=16)
def lines(name: str) -> tuple[Line, ...]:
    """The lines of a file of the suite."""
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    return _Lines.model_validate({"lines": yaml.load(text, SAFE_LOADER)}).lines


def found(*said: str, who: str = _USUAL) -> tuple[Contradiction, ...]:
    """What the check says of a talk."""
    return check([_read(each) for each in said], parties=party(who))


def rules_of(*said: str, who: str = _USUAL) -> list[str]:
    """The rules a talk breaks."""
    return [each.rule for each in found(*said, who=who)]
