"""The exemplars: messages labelled by several hands, from which the classifier is trained."""

import hashlib
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from dialogues.reading.content import SAFE_LOADER
from dialogues.reading.model import Act
from dialogues.text import Frozen, Lang

EXEMPLARS = Path(__file__).parent / "exemplars"


class Line(Frozen):
    """A labelled message as its author wrote it."""

    lang: Lang
    text: str
    acts: tuple[Act, ...]
    context: str = ""


class Hand(Frozen):
    """The file of one author."""

    format: Literal[1]
    hand: str
    small_talk: bool = False
    """Whether its lines are talk for its own sake, where nothing is offered or refused."""
    lines: tuple[Line, ...]


class Exemplar(Line):
    """A labelled message with the name of its author."""

    hand: str
    small_talk: bool = False


def load_exemplars(folder: Path = EXEMPLARS) -> tuple[Exemplar, ...]:
    """Every exemplar, file by file.

    Raises:
        ValueError: a file does not hold what an exemplar file holds.
    """
    found: list[Exemplar] = []
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE_LOADER)  # noqa: S506
        try:
            hand = Hand.model_validate(content)
        except ValidationError as error:
            raise ValueError(f"{path.name}: {error}") from error
        found += [
            Exemplar(hand=hand.hand, small_talk=hand.small_talk, **line.model_dump())
            for line in hand.lines
        ]
    return tuple(found)


def exemplars_hash(folder: Path = EXEMPLARS) -> str:
    """A fingerprint of the exemplar files, stored in the weights trained from them."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
