"""What a learner's turns did to the other side's customs, as evidence."""

from collections.abc import Iterator

from dialogues.case import HURTS, KEEPS, NAMING, WAY
from dialogues.events import CustomMoved
from dialogues.ids import IndicatorId
from dialogues.reading.model import Span
from rubrics.detectors import Customs, Touch
from rubrics.evidence import Evidence
from rubrics.reactions import evidence_of, reading_of, sentences, whole
from rubrics.transcript import Said, Transcript

_BY: dict[Touch, tuple[str, ...]] = {
    "asked": (WAY,),
    "kept": (KEEPS,),
    "hurt": (HURTS,),
    "owned": (NAMING, HURTS),
    "repaired": (NAMING, HURTS),
}


def touches(turn: Said, talk: Transcript) -> tuple[CustomMoved, ...]:
    """What the other side's answer says the turn did to its customs."""
    answer = talk.answer_to(turn.message)
    effects = answer.effects if answer else ()
    return tuple(e for e in effects if isinstance(e, CustomMoved))


def _span(turn: Said, moved: CustomMoved) -> Span:
    """The sentence that touches the custom; the whole turn when no single one does."""
    reading = reading_of(turn)
    for prefix in _BY[moved.what]:
        name = prefix + moved.custom
        starts = [t.span.start for t in reading.topics if t.topic == name]
        starts += [c.span.start for c in reading.closeness if c.id == name]
        for span in sentences(turn.text):
            if starts and span.start <= starts[0] < span.end:
                return span
    return whole(turn)


def touched(ind: IndicatorId, d: Customs, talk: Transcript) -> Iterator[Evidence]:
    """The turns that touched a custom in one of the ways."""
    for turn in talk.learner:
        for moved in touches(turn, talk):
            if moved.what not in d.what or (d.unmended and _mended_later(turn, moved, talk)):
                continue
            why = f"custom:{moved.custom}"
            yield evidence_of(ind, turn, _span(turn, moved), why)
            break


def _mended_later(turn: Said, hurt: CustomMoved, talk: Transcript) -> bool:
    return any(
        moved.custom == hurt.custom and moved.what in ("owned", "repaired")
        for later in talk.learner
        if later.message > turn.message
        for moved in touches(later, talk)
    )


def touching(
    ind: IndicatorId, ways: tuple[Touch, ...], turn: Said, talk: Transcript
) -> Iterator[Evidence]:
    """The turn, when it touched a custom in one of these ways."""
    moved = next((m for m in touches(turn, talk) if m.what in ways), None)
    if moved is not None:
        yield evidence_of(ind, turn, _span(turn, moved), f"custom:{moved.custom}")
