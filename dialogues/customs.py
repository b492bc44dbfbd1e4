"""What one person expects of a talk: what hurts her, what shows interest, what mends it.

Customs belong to individuals. Another profile of the same scene may hold others, or none of them.
"""

from typing import Literal

from pydantic import Field

from dialogues.ids import CustomId, LensId, Topic
from dialogues.reading.model import Act
from dialogues.text import Asked, Frozen, Said, Text


class Signs(Frozen):
    """By what a learner's turn is known to touch a custom."""

    words: Asked = Asked()
    """Words or phrases; a first-person denial before them ('I am not asking…') undoes them."""
    says: Asked = Asked()
    """Example sentences; a turn that comes near one counts."""


class Offence(Signs):
    """By what a faux pas is known."""

    acts: tuple[Act, ...] = ()
    """Acts that make it whatever the words."""
    topics: tuple[Topic, ...] = ()
    """The acts count on these topics only; empty: on any."""
    early: bool = False
    """The acts count only until the learner has kept the custom or asked about it."""


class Custom(Frozen):
    """One expectation of one person, and her words about it."""

    id: CustomId
    lens: LensId
    """The dimension it can be looked at through; see `dialogues.lenses`."""
    standing: bool = False
    """It was hurt before the talk begins."""
    gist: Text
    """What she expects, in one sentence."""
    why: Text
    """Her own reason."""
    hurts: Offence
    asks: Signs
    """Questions about it."""
    keeps: Signs
    """What shows that the learner minds it."""
    names: Asked
    """Words by which an apology names the fault."""
    hurt: Said
    """Said at a faux pas."""
    lasting: Said
    """Said when it comes back unmended."""
    told: Said
    """What a question about it obtains."""
    kept: Said
    """Said, briefly, when the learner first minds it."""
    mended: Said
    """Said when the learner names the fault and is sorry."""


class Dropped(Frozen):
    """A custom of the scene that another person does not hold."""

    custom: CustomId
    why: Text
    """Her own reason."""


class Profile(Frozen):
    """Another counterpart of the same scene, to play the same lines against."""

    id: str
    name: str
    pronoun: Literal["she", "he"]
    who: Text
    """Who this is, in one or two sentences."""
    mood: int | None = Field(default=None, ge=-2, le=2)
    """Where the mood starts; None: as in the scene."""
    drops: tuple[Dropped, ...] = ()
    customs: tuple[Custom, ...] = ()
    """Customs that the person of the scene does not hold."""
