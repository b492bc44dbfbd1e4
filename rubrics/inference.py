"""What the other side did, inferred from its words, in a talk that was not played here.

Inferred effects have the same types as a persona's own, so the same detectors judge both.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dialogues.events import Corrected, Effect, FactConfirmed, FactTold, MoodMoved, ObjectionMoved
from dialogues.families.view import QUESTIONS
from dialogues.ids import FactId, ObjectionId
from dialogues.reading.folding import fold
from dialogues.reading.model import Act, Reading
from dialogues.source import load
from dialogues.stems import stems
from dialogues.text import Frozen
from rubrics.transcript import Need, Said

SUBSTANTIAL, BRIEF = 8, 4
"""Words from which an answer tells something in full, or in brief."""
TAKEN_UP = 2
"""Content words that a turn shares with what the other side said, from which it gives back."""
START = 60
"""Characters in which assent or dissent is looked for."""
SETTLING = 2
"""Credit from which satisfied words count as an objection settled."""

_CREDIT: tuple[tuple[str, tuple[Act, ...], int], ...] = (
    ("acknowledged", (Act.ACKNOWLEDGE,), 1),
    ("reformulated", (Act.REFORMULATE,), 1),
    ("explored", (Act.ASK_OPEN, Act.ASK_FACT), 1),
    ("argued", (Act.ARGUE,), 2),
    ("proved", (Act.PROVE,), 2),
    ("traded", (Act.TRADE,), 2),
    ("justified", (Act.JUSTIFY,), 1),
    ("proposed", (Act.PROPOSE,), 1),
    ("informed", (Act.INFORM,), 1),
    ("checked", (Act.CHECK,), 1),
    ("pocketed", (Act.CONCEDE,), 0),
)


_ANSWERING = ("argued", "proved", "traded", "justified", "informed", "proposed")


class Both(Frozen):
    """Words in both languages."""

    fr: tuple[str, ...]
    en: tuple[str, ...]


class Cues(Frozen):
    """The words that inference goes by."""

    format: int
    assent_at_start: Both
    dissent_at_start: Both
    satisfied: Both
    objecting: Both
    trouble: Both
    anything_else: Both
    confirming_at_start: Both
    """Words that confirm what was given back, and nothing less."""
    warming: Both
    cooling: Both
    giving_in: Both
    demanding: Both
    conditional: Both
    asking: Both


@cache
def cues() -> Cues:
    """The words, read once."""
    path = Path(__file__).parent / "inference.yaml"
    return load(path, Cues, name=path.name)


@cache
def _pattern(words: Both) -> re.Pattern[str]:
    both = sorted({*words.fr, *words.en}, key=len, reverse=True)
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, both)) + r")(?![a-z0-9])")


def holds(text: str, words: Both) -> bool:
    """Whether a text holds one of the words."""
    return bool(_pattern(words).search(fold(text).text))


def starts(text: str, words: Both) -> bool:
    """Whether a text begins with one of the words."""
    return bool(_pattern(words).match(fold(text).text[:START].lstrip(" \"'-.,!\n")))


def _words(text: str) -> int:
    return len(text.split())


def _reading(turn: Said) -> Reading:
    assert turn.reading is not None
    return turn.reading


def asks_unmarked(text: str) -> bool:
    """Whether a text without any question mark asks by its words."""
    return "?" not in text and holds(text, cues().asking)


def _asks(learner: Said) -> bool:
    marked = "?" in learner.text or asks_unmarked(learner.text)
    return marked or _reading(learner).has(*QUESTIONS)


def facts(learner: Said, answer: Said) -> tuple[tuple[Effect, ...], dict[FactId, Need]]:
    """What an answer told, if the learner asked; and which kind of need it was."""
    if not _asks(learner) or starts(answer.text, cues().dissent_at_start):
        return (), {}
    length = _words(answer.text)
    if length < BRIEF:
        return (), {}
    fact = FactId(f"said-{answer.message}")
    full = length >= SUBSTANTIAL
    need: Need = "unstated" if full and holds(answer.text, cues().trouble) else "stated"
    return (FactTold(fact=fact, depth="full" if full else "brief"),), {fact: need}


def feedback(learner: Said, answer: Said, heard: str = "") -> tuple[Effect, ...]:
    """Whether the other side confirmed or corrected what was given back of the words `heard`."""
    back = _reading(learner).has(Act.REFORMULATE, Act.SUMMARISE)
    fact = FactId(f"back-{learner.message}")
    if back and starts(answer.text, cues().dissent_at_start):
        return (Corrected(fact=fact),)
    taken_up = len(stems(learner.text) & stems(heard)) >= TAKEN_UP
    sure = taken_up and starts(answer.text, cues().confirming_at_start)
    agreed = starts(answer.text, cues().assent_at_start) or _reading(answer).has(Act.ACCEPT)
    return (FactConfirmed(fact=fact),) if sure or (back and agreed) else ()


def mood(answer: Said) -> tuple[Effect, ...]:
    """Whether the other side warms or cools, by what it says."""
    if holds(answer.text, cues().cooling):
        return (MoodMoved(by=-1, reason="cooled"),)
    if holds(answer.text, cues().warming):
        return (MoodMoved(by=1, reason="warmed"),)
    return ()


class Objecting:
    """Follows the other side's objections through a talk."""

    def __init__(self, *, expected: bool) -> None:
        self._expected = expected
        """The talk is about objections: the first words of the other side are one."""
        self._number = 0
        self._open: ObjectionId | None = None
        self._by: tuple[str, ...] = ()
        self._credit = 0
        self._asked_else = False

    def hears(self, learner: Said) -> None:
        """A learner turn earns credit on the open objection."""
        self._asked_else = holds(learner.text, cues().anything_else)
        if self._open is None:
            return
        for name, acts, worth in _CREDIT:
            if name not in self._by and _reading(learner).has(*acts):
                self._by, self._credit = (*self._by, name), self._credit + worth

    def says(self, answer: Said) -> tuple[tuple[Effect, ...], tuple[str, ...]]:
        """What the other side's turn does to its objections, and why."""
        return tuple(self._moves(answer)), self._why(answer)

    def _why(self, answer: Said) -> tuple[str, ...]:
        found = self._asked_else and _words(answer.text) >= SUBSTANTIAL
        return ("asked-anything-else",) if found else ()

    def _moves(self, answer: Said) -> Iterator[Effect]:
        first = self._expected and self._number == 0
        objects = first or holds(answer.text, cues().objecting) or _reading(answer).has(Act.REFUSE)
        content = any(b in self._by for b in _ANSWERING)
        satisfied = (
            holds(answer.text, cues().satisfied)
            or starts(answer.text, cues().assent_at_start)
            or _reading(answer).has(Act.ACCEPT)
        ) and not starts(answer.text, cues().dissent_at_start)
        if self._open is not None and self._by:
            settled = satisfied and content and self._credit >= SETTLING
            bought = settled and "pocketed" in self._by and "traded" not in self._by
            yield ObjectionMoved(
                objection=self._open,
                state="bought" if bought else "settled" if settled else "raised",
                credit=self._credit,
                by=self._by,
            )
            if settled:
                self._open = None
        if self._open is None and objects:
            self._number += 1
            self._open, self._by, self._credit = ObjectionId(f"objection-{self._number}"), (), 0
            yield ObjectionMoved(objection=self._open, state="raised")
