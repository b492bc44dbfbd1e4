"""Telling: what a message informs of, beside what else its sentences do."""

from dataclasses import dataclass, replace

from dialogues.reading.consistency import only_reacts
from dialogues.reading.cues import Found, heard_only
from dialogues.reading.features import SURE
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act
from dialogues.reading.questions import leads_in

ASKING = frozenset({Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED, Act.CHECK})
_NEEDS_TELLING = frozenset({Act.INFORM, Act.ARGUE, Act.PROVE, Act.JUSTIFY, Act.CONCEDE})
"""Acts that need a statement."""
_FEWEST_LETTERS = 12
"""Letters from which words beside something else tell anything: 'Yeah' does not."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in folded text, and how likely it informs."""

    start: int
    end: int
    likely: float


def only_a_word(folded: Folded, told: Found) -> bool:
    """Whether the classifier hears no more told than a word or two beside what else is said."""
    alone = told.start == 0 and told.end >= len(folded.text.rstrip())
    few = _letters(folded.text[told.start : told.end]) < _FEWEST_LETTERS
    return told.act is Act.INFORM and heard_only(told) and few and not alone


def only_asked(told: Found, found: list[Found]) -> bool:
    """Whether the classifier hears told what the wording shows to be a question."""
    return (
        told.act in _NEEDS_TELLING
        and heard_only(told)
        and any(
            one.act in ASKING
            and one.strength >= SURE
            and one.start <= told.start
            and told.start < one.end
            for one in found
        )
    )


def before_asking(told: Found, found: list[Found]) -> Found:
    """What the classifier hears told, up to the question in which its sentence ends."""
    if told.act is not Act.INFORM or not heard_only(told):
        return told
    asked = [
        one.start
        for one in found
        if one.act in ASKING and one.strength >= SURE and told.start < one.start < told.end
    ]
    return replace(told, end=min(asked)) if asked else told


def beside(
    folded: Folded, standing: list[tuple[Found, float]], sentences: list[Told]
) -> list[tuple[Found, float]]:
    """The acts that stand, and the sentences of some length in which none of them is done.

    What leads up to a question in its own sentence is told, too.
    """
    told = []
    for one in sentences:
        end = one.end
        inside = [f for f, _ in standing if f.start < end and one.start < f.end]
        if inside and all(f.act in ASKING and f.start > one.start for f in inside):
            end = min(f.start for f in inside)
        elif inside or len(sentences) == 1 or "?" in folded.text[one.start : end]:
            continue
        said = folded.text[one.start : end]
        told_nothing = standing and (only_reacts(said) or leads_in(said))
        if _letters(said) >= _FEWEST_LETTERS and not told_nothing:
            told.append((Found(Act.INFORM, one.start, end, 0.4, "a statement"), one.likely))
    named = [pair for pair in standing if not told or pair[0].act is not Act.OTHER]
    return named + told


def _letters(text: str) -> int:
    """The length of a sentence that both languages can be measured by."""
    return sum(map(str.isalpha, text))
