"""What an indicator looks for: the kinds of detectors a rubric file can name."""

from typing import Annotated, Literal

from pydantic import Field

from dialogues.reading.model import Act, TermKind
from dialogues.text import Frozen, Lang

Touch = Literal["asked", "kept", "hurt", "owned", "repaired"]
"""What a learner can do to something the other side expects."""


class ActsSeen(Frozen):
    """Each learner act of these kinds, once per turn."""

    kind: Literal["acts"]
    acts: tuple[Act, ...] = Field(min_length=1)
    within: int | None = None
    """Only in the first so many learner turns."""
    last: int | None = None
    """Only in the last so many learner turns."""
    words: int = 0
    """Only when the span holds at least so many words."""
    words_most: int | None = None
    with_terms: tuple[TermKind, ...] = ()
    """Only when the turn names such a term."""
    unless: tuple[Act, ...] = ()
    """Not when the turn also performs one of these."""
    after: tuple[Act, ...] = ()
    """Only after a learner turn with one of these, in an earlier turn or earlier in the same."""
    before: tuple[Act, ...] = ()
    """Only before the first learner turn with one of these."""
    about: tuple[str, ...] = ()
    """Only when the turn touches one of these topics."""
    answering: tuple[Act, ...] = ()
    """Only right after a turn of the other side with one of these acts."""
    terms_least: int = 0
    """Only when the turn names terms of at least so many kinds."""
    naming: tuple[str, ...] = ()
    """Only when the act's words hold one of these: both languages, no accents, * for any ending."""
    unless_later: tuple[Act, ...] = ()
    """Not when one of these comes later in the talk."""
    given_back: bool = False
    """A turn whose words the other side confirms counts as well, whatever it was read as."""
    sure: bool = False
    """Only when the reader is sure, not merely inclined to think so: for faults."""


class Reuses(Frozen):
    """A question or an argument that takes up content words of the other side's last turns."""

    kind: Literal["reuses"]
    acts: tuple[Act, ...] = Field(min_length=1)
    stems: int = 1


class Topics(Frozen):
    """Topics the learner asked about: one point per topic, at its first question."""

    kind: Literal["topics-asked"]
    topics: tuple[str, ...] = ()
    """Only these; empty: any."""


class Facts(Frozen):
    """Facts that a question of the learner obtained in full."""

    kind: Literal["facts"]
    need: tuple[Literal["stated", "unstated", "context"], ...] = ("stated", "unstated", "context")
    naming: tuple[str, ...] = ()
    """Only when the answer holds one of these words."""


class Confirmed(Frozen):
    """Things given back that the other side confirmed."""

    kind: Literal["confirmed"]


class CorrectedBack(Frozen):
    """Things given back wrongly, that the other side had to correct."""

    kind: Literal["corrected"]


class Objections(Frozen):
    """Objections that took a step: what the learner did that earned it."""

    kind: Literal["objections"]
    by: tuple[str, ...] = ()
    """'acknowledged', 'explored', 'argued', 'proved', 'traded', 'point', 'checked'; empty: any."""
    state: tuple[Literal["raised", "settled", "bought", "parked"], ...] = ()


class HiddenFound(Frozen):
    """Questions that brought out something the other side had kept back."""

    kind: Literal["hidden-found"]


class Expectation(Frozen):
    """Expected points that the learner made, or known wrong ideas that she stated."""

    kind: Literal["closeness"]
    of: Literal["expectation", "misconception"]
    prefix: str = ""


class RegisterHeld(Frozen):
    """Learner turns in a register."""

    kind: Literal["register"]
    register_: Literal["vous", "tu"] = Field(alias="register")


class Shouted(Frozen):
    """Learner turns in capitals."""

    kind: Literal["shouted"]


class Received(Frozen):
    """Learner turns that the other side took well, or badly: it opened up, or cooled."""

    kind: Literal["received"]
    way: Literal["well", "badly"]
    more: bool = False
    """Only as many, the last ones, as they outnumber those of the other way."""


class Substance(Frozen):
    """Learner turns that say something of this case: its figures, or the other side's words."""

    kind: Literal["substance"]
    words: int = 10
    """Words outside questions, from which a turn says something."""
    stems: int = 2
    """Content words of the other side it takes up, unless it names a term."""
    terms: int = 1
    """Terms it names, unless it takes up words."""
    unless: tuple[Act, ...] = ()
    """Not when the turn performs one of these for sure."""


class Yielded(Frozen):
    """Short turns that say yes to what was asked, with no question, condition or reason."""

    kind: Literal["yielded"]
    words_most: int = 25


class Worded(Frozen):
    """Learner sentences that hold one of these words, whatever they perform; once per turn."""

    kind: Literal["worded"]
    naming: tuple[str, ...] = ()
    """Empty: any words."""
    asking: bool = False
    """Only sentences that ask."""
    telling: bool = False
    """Only sentences that ask nothing."""
    within: int | None = None
    """Only in the first so many learner turns."""
    last: int | None = None
    """Only in the last so many learner turns."""
    unless: tuple[Act, ...] = ()
    """Not when the turn performs one of these for sure."""
    unless_later: tuple[Act, ...] = ()
    """Not when one of these comes in the same turn or later."""
    touching: tuple[Touch, ...] = ()
    """A turn by which the other side's customs were touched in such a way counts as well."""


class Customs(Frozen):
    """Learner turns that touched something the other side expects."""

    kind: Literal["customs"]
    what: tuple[Touch, ...] = Field(min_length=1)
    unmended: bool = False
    """Only a hurt that nobody named with an apology afterwards."""


class Balance(Frozen):
    """Learner turns of one sort, as long as they hold their share against another sort.

    A turn counts on the side of the sort its words mostly perform; a tie counts on neither.
    """

    kind: Literal["balance"]
    acts: tuple[Act, ...] = Field(min_length=1)
    against: tuple[Act, ...] = Field(min_length=1)
    least: tuple[int, int] = (1, 1)
    """At least so many of the first sort for every so many of the second."""


class Spoken(Frozen):
    """Learner turns held in a language."""

    kind: Literal["spoken"]
    lang: Lang
    words: int = 4
    """Only turns of at least so many words."""


class Heard(Frozen):
    """Turns of the other side that hold one of these words; for opportunities only."""

    kind: Literal["heard"]
    naming: tuple[str, ...] = Field(min_length=1)


Detector = Annotated[
    ActsSeen
    | Reuses
    | Topics
    | Facts
    | Confirmed
    | CorrectedBack
    | Objections
    | HiddenFound
    | Expectation
    | RegisterHeld
    | Shouted
    | Received
    | Substance
    | Yielded
    | Worded
    | Customs
    | Balance
    | Spoken
    | Heard,
    Field(discriminator="kind"),
]
