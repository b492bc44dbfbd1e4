"""Evidence: an indicator found in the learner's own words."""

from dialogues.ids import IndicatorId
from dialogues.reading.model import Span
from dialogues.text import Frozen


class Evidence(Frozen):
    """Where an indicator was found: message, characters, and how sure the reader was."""

    indicator: IndicatorId
    message: int
    span: Span
    quote: str
    """The characters of the span, word for word."""
    strength: float
    why: str
    """The reader's cue, or what the other side's answer showed."""
