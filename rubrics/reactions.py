"""Detectors that go by whole sentences, and by how the other side takes them."""

import re
from collections.abc import Iterator

from dialogues.events import FactConfirmed, MoodMoved
from dialogues.families.view import QUESTIONS
from dialogues.ids import IndicatorId, Topic
from dialogues.reading.folding import fold
from dialogues.reading.model import Act, ActFound, Reading, Span, Vocabulary
from dialogues.reading.topics import topics_in
from dialogues.stems import stems
from rubrics.detectors import Confirmed, Heard, Received, Substance, Worded, Yielded
from rubrics.evidence import Evidence
from rubrics.inference import asks_unmarked, cues, holds, starts
from rubrics.transcript import Said, Transcript

SURE, SURE_BY_LIKENESS = 0.7, 0.9
"""Strengths from which a fault counts, since a false one costs more than a miss: with a cue in the
words, and with no more than their likeness to an exemplar."""
SPARING = (Act.TRADE, Act.REFORMULATE, Act.SUMMARISE, Act.ARGUE, Act.JUSTIFY)
"""Acts that make a yes more than giving in."""
UNLIKE = (Act.REFORMULATE, Act.SUMMARISE)
"""Acts that count only as long as the other side does not deny having said so."""
_ROOT = 4
"""Letters by which 'stops' is 'stopped': her own reading of what is given back is narrower."""
_HERS = 0.2
"""Share of the words given back that must be hers to count against her denial."""
_NAMED = Topic("named")
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=\s|$)|[.!?…]*$|\n|[.!?…]+)")


def reading_of(turn: Said) -> Reading:
    """The reading of a learner turn."""
    assert turn.reading is not None
    return turn.reading


def sure(act: ActFound) -> bool:
    """Whether the reader is sure of an act, not merely inclined to think so."""
    return act.strength >= (SURE_BY_LIKENESS if act.why.startswith("like:") else SURE)


def names(words: str, naming: tuple[str, ...]) -> bool:
    """Whether the words hold one of `naming`, matched as a topic's words are."""
    asked = Vocabulary(topics=((_NAMED, naming),))
    return any(found.topic == _NAMED for found in topics_in(fold(words), asked))


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, with their end marks."""
    return tuple(
        Span(start=found.start(), end=found.end())
        for found in _SENTENCE.finditer(text)
        if found.group().strip()
    )


def asks(turn: Said, span: Span) -> bool:
    """Whether a sentence asks: by its mark, or by what the reader makes of it."""
    words = span.of(turn.text)
    unmarked = "?" not in turn.text and asks_unmarked(words)
    return (
        unmarked
        or words.rstrip().endswith("?")
        or any(
            act.act in QUESTIONS and act.span.start < span.end and span.start < act.span.end
            for act in reading_of(turn).acts
        )
    )


def _surely(turn: Said, acts: tuple[Act, ...]) -> bool:
    return any(act.act in acts and sure(act) for act in reading_of(turn).acts)


def evidence_of(ind: IndicatorId, turn: Said, span: Span, why: str) -> Evidence:
    """Evidence that rests on a stretch of a turn."""
    return Evidence(
        indicator=ind,
        message=turn.message,
        span=span,
        quote=span.of(turn.text),
        strength=1.0,
        why=why,
    )


def whole(turn: Said) -> Span:
    """A turn from its first character to its last."""
    return Span(start=0, end=len(turn.text))


def made_up(talk: Transcript, turn: Said) -> bool:
    """Whether the other side denies what is given back, and hardly a word of it was hers."""
    if not talk.denied(turn.message):
        return False
    own = {stem[:_ROOT] for stem in stems(turn.text)}
    heard = [t for t in talk.before(turn.message) if t.who == "persona"][-3:]
    hers = {stem[:_ROOT] for t in heard for stem in stems(t.text)}
    return len(own & hers) < _HERS * len(own)


def given_back(ind: IndicatorId, turn: Said, talk: Transcript) -> Iterator[Evidence]:
    """What the other side confirms of a turn: its act of giving back, or the turn itself."""
    answer = talk.answer_to(turn.message)
    if answer is None or not any(isinstance(e, FactConfirmed) for e in answer.effects):
        return
    reading = reading_of(turn)
    back = reading.first(Act.REFORMULATE, Act.SUMMARISE)
    back = back or reading.first(Act.CHECK, Act.ASK_CLOSED)
    yield evidence_of(ind, turn, back.span if back else whole(turn), "confirmed")


def confirmed(ind: IndicatorId, _d: Confirmed, talk: Transcript) -> Iterator[Evidence]:
    """The turns whose words the other side confirmed."""
    for turn in talk.learner:
        yield from given_back(ind, turn, talk)


def _moved(talk: Transcript, turn: Said) -> int:
    answer = talk.answer_to(turn.message)
    return sum(e.by for e in answer.effects if isinstance(e, MoodMoved)) if answer else 0


def received(ind: IndicatorId, d: Received, talk: Transcript) -> Iterator[Evidence]:
    """The turns after which the other side warmed, or cooled."""
    moved = [(turn, _moved(talk, turn)) for turn in talk.learner]
    well = [turn for turn, by in moved if by > 0]
    badly = [turn for turn, by in moved if by < 0]
    chosen, other = (well, badly) if d.way == "well" else (badly, well)
    for turn in chosen[len(other) :] if d.more else chosen:
        yield evidence_of(ind, turn, whole(turn), d.way)


def heard(ind: IndicatorId, d: Heard, talk: Transcript) -> Iterator[Evidence]:
    """The other side's turns that hold the words."""
    for turn in talk.turns:
        if turn.who == "persona" and names(turn.text, d.naming):
            yield evidence_of(ind, turn, whole(turn), "heard")


def substance(ind: IndicatorId, d: Substance, talk: Transcript) -> Iterator[Evidence]:
    """The turns that say something of this case."""
    for turn in talk.learner:
        if d.unless and _surely(turn, d.unless):
            continue
        told = [s for s in sentences(turn.text) if not s.of(turn.text).rstrip().endswith("?")]
        words = " ".join(s.of(turn.text) for s in told)
        heard = [t for t in talk.before(turn.message) if t.who == "persona"][-3:]
        known = frozenset().union(*(stems(t.text) for t in heard))
        common = stems(words) & known
        terms = [
            t for t in reading_of(turn).terms if any(s.start <= t.span.start < s.end for s in told)
        ]
        if len(words.split()) >= d.words and (len(common) >= d.stems or len(terms) >= d.terms):
            yield evidence_of(ind, turn, whole(turn), ", ".join(sorted(common)))


def yielded(ind: IndicatorId, d: Yielded, talk: Transcript) -> Iterator[Evidence]:
    """The turns that say yes to a demand and stop there."""
    for turn in talk.learner:
        before = talk.before(turn.message)
        asked = before[-1] if before else None
        if asked is None or not starts(turn.text, cues().giving_in):
            continue
        demand = names(asked.text, ("%",)) or any(c.isdigit() for c in asked.text)
        demand = demand or holds(asked.text, cues().demanding)
        bare = (
            "?" not in turn.text
            and len(turn.text.split()) <= d.words_most
            and not holds(turn.text, cues().conditional)
            and not _surely(turn, SPARING)
        )
        if demand and bare:
            yield evidence_of(ind, turn, whole(turn), "yes to a demand")


def worded(ind: IndicatorId, d: Worded, talk: Transcript) -> Iterator[Evidence]:
    """The sentences that hold the words."""
    turns = talk.learner
    chosen = turns[: d.within] if d.within else turns
    chosen = chosen[-d.last :] if d.last else chosen
    for turn in chosen:
        if d.unless and _surely(turn, d.unless):
            continue
        if d.unless_later and any(
            reading_of(t).has(*d.unless_later) for t in turns if t.message >= turn.message
        ):
            continue
        for span in sentences(turn.text):
            wanted = not d.naming or names(span.of(turn.text), d.naming)
            if d.asking or d.telling:
                wanted = wanted and asks(turn, span) is d.asking
            if wanted:
                yield evidence_of(ind, turn, span, "words")
                break
