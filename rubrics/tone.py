"""Tone: how the learner addresses the other side."""

from collections.abc import Iterator

from dialogues.ids import IndicatorId
from rubrics.detectors import RegisterHeld, Shouted
from rubrics.evidence import Evidence
from rubrics.reactions import evidence_of, reading_of, whole
from rubrics.transcript import Transcript


def register_held(ind: IndicatorId, d: RegisterHeld, talk: Transcript) -> Iterator[Evidence]:
    """Turns in the wanted form of address."""
    for turn in talk.learner:
        if reading_of(turn).register_ == d.register_:
            yield evidence_of(ind, turn, whole(turn), d.register_)


def shouted(ind: IndicatorId, _d: Shouted, talk: Transcript) -> Iterator[Evidence]:
    """Turns in capitals."""
    for turn in talk.learner:
        if reading_of(turn).shouting:
            yield evidence_of(ind, turn, whole(turn), "capitals")
