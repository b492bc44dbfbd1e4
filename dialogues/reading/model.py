"""What a message was found to do: the words that readers, personas and rubrics share."""

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from dialogues.ids import Topic
from dialogues.text import Frozen, Lang

Register = Literal["vous", "tu", "neutral"]
ReadLang = Literal["fr", "en", "mixed"]


class Act(StrEnum):
    """A dialogue act: what the words do to the other side (ISO 24617-2 sense)."""

    GREET = "greet"
    INTRODUCE = "introduce"
    ASK_OPEN = "ask-open"
    ASK_FACT = "ask-fact"
    ASK_CLOSED = "ask-closed"
    REFORMULATE = "reformulate"
    ACKNOWLEDGE = "acknowledge"
    INFORM = "inform"
    ARGUE = "argue"
    PROVE = "prove"
    JUSTIFY = "justify"
    PROPOSE = "propose"
    CONCEDE = "concede"
    TRADE = "trade"
    REFUSE = "refuse"
    ACCEPT = "accept"
    SUMMARISE = "summarise"
    CHECK = "check"
    NEXT_STEP = "next-step"
    THANK = "thank"
    LEAVE = "leave"
    APOLOGISE = "apologise"
    PRESSURE = "pressure"
    OFFEND = "offend"
    STALL = "stall"
    OTHER = "other"


class Span(Frozen):
    """A run of characters of a message: Python indices, `end` excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


class ActFound(Frozen):
    """One act found in a message."""

    act: Act
    span: Span
    strength: float
    """0 to 1: how sure the reader is."""
    why: str
    """The cue or the exemplar that speaks for it, for a person to read."""


class TermKind(StrEnum):
    """What a negotiable or countable expression is about."""

    AMOUNT = "amount"
    PERCENT = "percent"
    QUANTITY = "quantity"
    DURATION = "duration"
    DATE = "date"
    INCOTERM = "incoterm"
    PAYMENT = "payment"
    WARRANTY = "warranty"
    EXCLUSIVITY = "exclusivity"
    PENALTY = "penalty"
    RELATIVE = "relative"
    NUMBER = "number"


class Term(Frozen):
    """A term read in a message, with its value and unit."""

    kind: TermKind
    text: str
    span: Span
    value: Decimal | str | None = None
    """A figure, an ISO date, the name of a rule or an instrument ('FOB', 'lc-sight'), or None."""
    high: Decimal | None = None
    """The upper end, when the words give a range; `value` is then the lower one."""
    unit: str | None = None
    """ISO 4217 code, '%', 'day', 'month', 'piece', 'container'…; None when not said."""
    per: str | None = None
    """What an amount is for: 'piece', 'month', 'kg', 'total'…"""
    place: str | None = None
    """The named place of an Incoterm."""
    detail: str | None = None
    """A refinement: 'end-of-month', 'deposit', 'balance', 'confirmed', 'up', 'down', 'split'…"""
    resolved: Decimal | None = None
    """A relative move worked out against the offer on the table, in `resolved_unit`."""
    resolved_unit: str | None = None


class TopicFound(Frozen):
    """A topic of the scenario's vocabulary, or of the shared trade lexicon."""

    topic: Topic
    span: Span


class Switch(Frozen):
    """A stretch of a message in one language, when a message holds both."""

    lang: Lang
    span: Span


class Closeness(Frozen):
    """How near a message comes to a point the author expects, or to a known wrong idea."""

    id: str
    kind: Literal["expectation", "misconception"]
    score: float
    """0 to 1, after gating by act, negation and numbers."""
    span: Span


class Reading(Frozen):
    """Everything recognised in one message."""

    text: str
    lang: ReadLang
    acts: tuple[ActFound, ...]
    """In the order of their spans; never empty (`other` when nothing else was found)."""
    register_: Register = Field(alias="register", serialization_alias="register")
    topics: tuple[TopicFound, ...] = ()
    terms: tuple[Term, ...] = ()
    closeness: tuple[Closeness, ...] = ()
    switches: tuple[Switch, ...] = ()
    shouting: bool = False
    reader: str
    """The reader's version, with what it had at hand: '3+use' or '3+rules'."""

    model_config = {"frozen": True, "extra": "forbid", "populate_by_name": True}

    def has(self, *acts: Act) -> bool:
        """Whether at least one of `acts` was found."""
        return any(found.act in acts for found in self.acts)

    def first(self, *acts: Act) -> ActFound | None:
        """The first found of `acts`."""
        return next((found for found in self.acts if found.act in acts), None)


class Expected(Frozen):
    """A point an author expects, or a wrong idea she knows, with wordings in both languages."""

    id: str
    kind: Literal["expectation", "misconception"] = "expectation"
    good: tuple[str, ...]
    """Wordings, any language mixed, that state the point."""
    bad: tuple[str, ...] = ()
    """Wordings that look alike and do not state it (negated, reversed)."""


class Vocabulary(Frozen):
    """What a scenario adds to the reader: topic words and expected points."""

    topics: tuple[tuple[Topic, tuple[str, ...]], ...] = ()
    """Topic and its words or phrases, both languages, any case and accents."""
    expected: tuple[Expected, ...] = ()


class Context(Frozen):
    """What the reader may know of the talk so far."""

    other: str = ""
    """The other side's last message."""
    earlier: tuple[str, ...] = ()
    """The other side's messages before that one, oldest first."""
    lang: Lang | None = None
    """A hint: the language of the talk."""
    on_table: tuple[Term, ...] = ()
    """The other side's offer, against which relative moves are resolved."""


NO_CONTEXT = Context()
NO_VOCABULARY = Vocabulary()
