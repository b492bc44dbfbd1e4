"""What a turn's questions are about: what is put in front of them, what is set aside for later."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from dialogues.families.view import QUESTIONS, View
from dialogues.reading.folding import Folded, fold
from dialogues.reading.model import Act, Reading, Span, TopicFound
from dialogues.reading.topics import pattern_of_words, topics_in
from dialogues.source import load
from dialogues.text import Frozen

_STOP = re.compile(r"[.?!;…](?=\s|$)|\n")
FRONT = 3
"""Words that may stand before 'before…' at the front of a sentence: 'yes but before…'."""
LONGEST = 7
"""Words of a phrase that only names what a question is about."""


def _joined(value: object) -> object:
    """Words written as several short lists, as one."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        return [word for words in value for word in words]
    return value


_Words = Annotated[tuple[str, ...], BeforeValidator(_joined)]


class _Written(Frozen):
    """The words as they are written; see the file."""

    main_clause: _Words
    of_the_talk: _Words
    naming: _Words
    leading: _Words
    stating: _Words
    owner: _Words
    qualifying: _Words


@dataclass(frozen=True)
class _Patterns:
    """What the words make, for folded text."""

    before: re.Pattern[str]
    of_the_talk: re.Pattern[str]
    naming: re.Pattern[str]
    stating: re.Pattern[str]
    qualified: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    written = load(Path(__file__).parent / "data" / "aboutness.yaml", _Written)

    def of(words: tuple[str, ...]) -> str:
        pattern = pattern_of_words(words)
        assert pattern is not None
        return pattern.pattern

    return _Patterns(
        before=re.compile(
            r"\b(?:avant (?!tout\b)(?:de |d'|que |qu'|qu)?"
            r"(?:(?:je|on|nous|l'on|vous|te|en|les?|la|nos|vos|notre|votre) )*"
            r"|before (?:(?:i|we|you|they|the|any|our|your) )*)"
            r"[^\s,.;:?!]+[^\n]{0,80}?"
            rf"(?=[,.;:?!\n]|$|\s(?<!\bce )(?<!\bque ){of(written.main_clause)})"
        ),
        of_the_talk=re.compile(of(written.of_the_talk)),
        naming=re.compile(rf"{of(written.leading)}[ ,]|{of(written.naming)}"),
        stating=re.compile(of(written.stating)),
        qualified=re.compile(
            rf"{of(written.owner)}(?P<how>(?: (?:{of(written.qualifying)}|\d+))+) "
        ),
    )


@dataclass(frozen=True)
class Aboutness:
    """Topics that a turn's questions are about."""

    named: tuple[str, ...]
    """Within the questions, or put in front of them."""
    set_aside: frozenset[str]
    """Named only as what is to come later: 'before we talk price'."""
    firmly: bool
    """What is set aside stands at the front: the question is about something else."""


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share characters."""
    return a.start < b.end and b.start < a.end


def _blanked(text: str, spans: list[Span]) -> str:
    """`text` with `spans` blank, so that what is found in it stands where it stood."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _later(folded: Folded) -> tuple[list[Span], bool]:
    """What is set aside for later, and whether it stands at the front of its sentence."""
    text = folded.text
    spans, firmly = [], False
    for match in _patterns().before.finditer(text):
        first = text.rfind("\n", 0, match.start()) + 1
        front = len(text[first : match.start()].split()) <= FRONT
        led = front and bool(re.search(r"\w", text[match.end() :]))
        if led or _patterns().of_the_talk.match(text, match.start()):
            spans.append(folded.span(*match.span()))
            firmly = firmly or front
    return spans, firmly


def _in_front(reading: Reading, questions: list[Span], later: list[Span]) -> list[Span]:
    """Phrases before a question that only name what it is about: 'and the delivery, who…'.

    Sentences end where they were written to end: folded text parts a question from its front.
    """
    fronts = []
    for question in questions:
        ends = (m.end() for m in _STOP.finditer(reading.text, 0, question.start))
        front = Span(start=max(ends, default=0), end=question.start)
        said = fold(front.of(reading.text)).text.strip()
        if (
            0 < len(said.split()) <= LONGEST
            and _patterns().naming.match(said)
            and not _patterns().stating.search(said)
            and not any(overlaps(front, span) for span in (*questions, *later))
            and _only_states(reading, front)
        ):
            fronts.append(front)
    return fronts


def _only_states(reading: Reading, span: Span) -> bool:
    return all(a.act in (Act.INFORM, Act.OTHER) for a in reading.acts if overlaps(a.span, span))


def _found(
    view: View, folded: Folded, reading: Reading, later: list[Span]
) -> tuple[TopicFound, ...]:
    """The turn's topics, adjectives and what is set aside left out."""
    owned = _patterns().qualified.finditer(folded.text)
    blank = [folded.span(m.start("how"), m.end("how")) for m in owned]
    kept = tuple(t for t in reading.topics if not any(overlaps(t.span, s) for s in later))
    if not blank and not later:
        return kept
    known = {t.topic for t in kept}
    again = topics_in(fold(_blanked(reading.text, [*blank, *later])), view.case.vocabulary)
    return (*kept, *(t for t in again if t.topic not in known))


@lru_cache(maxsize=256)
def aboutness(view: View) -> Aboutness:
    """What the turn's questions are about; the whole turn when it asks nothing."""
    reading = view.reading
    if reading is None:
        return Aboutness((), frozenset(), firmly=False)
    questions = [a.span for a in reading.acts if a.act in QUESTIONS]
    asked = questions or [Span(start=0, end=len(reading.text))]
    folded = fold(reading.text)
    later, firmly = _later(folded) if questions else ([], False)
    spans = [*asked, *_in_front(reading, questions, later)]
    found = _found(view, folded, reading, later)
    named = tuple(str(t.topic) for t in found if any(overlaps(t.span, s) for s in spans))
    aside = {str(t.topic) for t in reading.topics} - {str(t.topic) for t in found}
    return Aboutness(named, frozenset(aside), firmly)
