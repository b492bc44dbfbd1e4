"""Labelled messages for measuring the reader, and damage that phones do to them."""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dialogues.reading.model import Act
from dialogues.text import Lang

ASKING = frozenset({Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED, Act.CHECK})
LABELS: dict[str, frozenset[Act]] = {
    **{act.value: frozenset({act}) for act in Act},
    "offer": frozenset({Act.PROPOSE, Act.CONCEDE, Act.TRADE}),
    "reject": frozenset({Act.REFUSE}),
    "question": ASKING,
    "question_wh": frozenset({Act.ASK_OPEN, Act.ASK_FACT}),
    "question_closed": frozenset({Act.ASK_CLOSED, Act.CHECK}),
    "greeting": frozenset({Act.GREET}),
    "leave_taking": frozenset({Act.LEAVE}),
    "thanks": frozenset({Act.THANK}),
    "proof": frozenset({Act.PROVE}),
    "argument": frozenset({Act.ARGUE}),
    "argument_benefit": frozenset({Act.ARGUE}),
    "acknowledgement": frozenset({Act.ACKNOWLEDGE}),
}
"""A data set's word for an act, as the acts of ours that show it; other words are not measured."""

SAME = {"argument_benefit": "argue", "argument": "argue", "proof": "prove"}


@dataclass(frozen=True)
class Message:
    """One message with what people said of it."""

    id: str
    text: str
    lang: Lang
    source: str
    acts: frozenset[str] | None
    """The set's own labels; None when nobody labelled the acts."""
    dialogue: str
    context: str = ""
    label: Any = None
    extra: dict[str, Any] = field(default_factory=dict)


def load(path: Path) -> list[Message]:
    """The messages of a JSONL file, one object a line."""
    messages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        acts = row.get("acts")
        messages.append(
            Message(
                id=row["id"],
                text=row["text"],
                lang=row["lang"],
                source=row.get("source", path.stem),
                acts=None if acts is None else frozenset(SAME.get(a, a) for a in acts),
                dialogue=_dialogue(row),
                context=row.get("context") or "",
                label=row.get("label"),
                extra=row.get("extra") or {},
            )
        )
    return messages


def _dialogue(row: dict[str, Any]) -> str:
    """The conversation a row belongs to, read off its id."""
    return re.split(r"[-/](?=[^-/]*$)", str(row["id"]))[0]


def _unaccented(text: str, _: random.Random) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def _unpunctuated(text: str, _: random.Random) -> str:
    return re.sub(
        r"\s+", " ", re.sub(r"(?<!\d)[.,;:!?…«»\"]|[.,;:!?…«»\"](?!\d)", " ", text)
    ).strip()


def _mistyped(text: str, chance: random.Random, share: float = 0.15) -> str:
    """`share` of the words over three letters with one letter dropped, swapped or replaced."""

    def mistype(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) <= 3 or chance.random() > share:
            return word
        at = chance.randrange(1, len(word) - 1)
        kind = chance.choice("dsri")
        if kind == "d":
            return word[:at] + word[at + 1 :]
        if kind == "s":
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        letter = chance.choice("aeiourstnlmp")
        return word[:at] + letter + word[at + (kind == "r") :]

    return re.sub(r"[^\W\d_]+", mistype, text)


DAMAGE: dict[str, Callable[[str, random.Random], str]] = {
    "accents": _unaccented,
    "punctuation": _unpunctuated,
    "typos": _mistyped,
    "lower": lambda text, _: text.lower(),
}


def damaged(messages: list[Message], kinds: tuple[str, ...], seed: int = 7) -> Iterator[Message]:
    """The messages as a hurried thumb types them."""
    chance = random.Random(seed)
    for message in messages:
        text = message.text
        for kind in kinds:
            text = DAMAGE[kind](text, chance)
        yield replace(message, text=text)
