"""Detectors that look at the talk as a whole: shares of its turns, the language it is held in."""

from collections.abc import Iterator

from dialogues.ids import IndicatorId
from dialogues.reading.model import Act, Span
from rubrics.detectors import Balance, Spoken
from rubrics.evidence import Evidence
from rubrics.transcript import Said, Transcript


def _said(turn: Said, acts: tuple[Act, ...]) -> int:
    """How many characters of a turn perform one of `acts`, each counted once."""
    assert turn.reading is not None
    covered: set[int] = set()
    for found in turn.reading.acts:
        if found.act in acts:
            covered.update(range(found.span.start, found.span.end))
    return len(covered)


def balance(ind: IndicatorId, d: Balance, talk: Transcript) -> Iterator[Evidence]:
    """The turns that mostly perform `d.acts`, when they hold their share against `d.against`."""
    weighed = [(t, _said(t, d.acts), _said(t, d.against)) for t in talk.learner]
    mostly = [turn for turn, one, other in weighed if one > other]
    against = sum(other > one for _, one, other in weighed)
    wanted, per = d.least
    if len(mostly) * per < wanted * against:
        return
    for turn in mostly:
        assert turn.reading is not None
        found = turn.reading.first(*d.acts)
        assert found is not None
        yield Evidence(
            indicator=ind,
            message=turn.message,
            span=found.span,
            quote=found.span.of(turn.text),
            strength=found.strength,
            why=f"{len(mostly)}:{against}",
        )


def spoken(ind: IndicatorId, d: Spoken, talk: Transcript) -> Iterator[Evidence]:
    """The turns held in `d.lang`."""
    for turn in talk.learner:
        assert turn.reading is not None
        if turn.reading.lang == d.lang and len(turn.text.split()) >= d.words:
            span = Span(start=0, end=len(turn.text))
            yield Evidence(
                indicator=ind,
                message=turn.message,
                span=span,
                quote=turn.text,
                strength=1.0,
                why=d.lang,
            )
