"""What an author writes: one case, its person, its facts and its words, in both languages.

A family owns the phase graph and the persona's behaviour; a scenario owns content only.
"""

from typing import Literal

from pydantic import Field

from dialogues.customs import Custom, Profile
from dialogues.ids import CriterionId, CustomId, FactId, ObjectionId, ScenarioId, Topic
from dialogues.negotiation.script import Negotiation
from dialogues.reading.model import Act
from dialogues.text import Asked, Frozen, Said, Text

FamilyName = Literal["discovery", "objection", "negotiation", "intercultural"]


class Persona(Frozen):
    """The individual across the table; never a nation."""

    name: str
    pronoun: Literal["she", "he"]
    role: Text
    firm: str
    town: Text
    country: str
    """ISO 3166 alpha-2."""
    age: Text
    """An age band in words."""
    measured_on: Text
    """What she has to show for this quarter."""
    worry: Text
    unsaid: Text
    """What she would never say aloud."""
    talks: Text
    """How she talks."""
    pressed: Text
    """What she does when pressed."""
    mood: int = Field(default=0, ge=-2, le=2)
    """Where her mood starts, −3 (cold) to 3 (warm)."""
    patience: int = Field(default=3, ge=1, le=6)
    """How many pitches, empty turns or repetitions she bears before she cuts the talk short."""


class Document(Frozen):
    """A paper the learner holds: a price list, a mail, a forwarder's quote."""

    id: str
    title: Text
    body: Text
    """Plain text, blank lines between paragraphs."""


class Brief(Frozen):
    """What the learner knows before she sits down; reopenable at any time."""

    role: Text
    """Who the learner is, for which firm."""
    person: Text
    """Whom she meets, as far as she can know."""
    stakes: Text
    goals: tuple[Text, Text, Text]
    limits: tuple[Text, ...] = Field(min_length=1)
    good: Text
    """What good looks like."""
    documents: tuple[Document, ...] = ()


class Fact(Frozen):
    """Something the persona knows, and what makes her say it."""

    id: FactId
    need: Literal["stated", "unstated", "context"]
    """A need she knows and says, one she does not say unasked, or a plain circumstance."""
    gist: Text
    """The fact in one sentence, for the debrief and to compare reformulations with."""
    topics: tuple[Topic, ...] = Field(min_length=1)
    words: Asked
    """Words or phrases that point at this fact."""
    asks: Asked
    """Example questions that ask for it."""
    least_mood: int = -1
    """Under this mood she only gives the brief answer."""
    after: tuple[FactId, ...] = ()
    """Facts that must have been told before this one is given in full."""
    full: Said
    """What an open or a well-aimed question obtains."""
    brief: Said
    """What a closed question obtains: true, and less."""
    confirm: Said
    """What she says when it is given back rightly."""


class Objection(Frozen):
    """A reason not to buy, and what moves it."""

    id: ObjectionId
    topics: tuple[Topic, ...] = Field(min_length=1)
    gist: Text
    """What truly lies behind it."""
    words: Asked
    strength: int = Field(ge=3, le=6)
    """Credit an answer must gather: see docs/scenarios.md."""
    hidden: bool = False
    """Only said when the learner asks whether anything else stands in the way."""
    answers: tuple[Text, ...] = Field(min_length=1)
    """Points a good answer makes, as a learner might put them."""
    raised: Said
    again: Said
    """Said when it comes back unanswered."""
    deeper: Said
    """Said when the learner asks what is behind it."""
    heard: Said
    """Said when the learner recognises it and has not answered yet."""
    half: Said
    """Said when an answer goes part of the way."""
    settled: Said
    pocketed: Said
    """Said when the learner gives something away for nothing."""
    parked: Said
    """Said when it is left open for want of an answer."""


class Misconception(Frozen):
    """A wrong idea learners bring, and the rule that says otherwise."""

    id: str
    says: tuple[Text, ...] = Field(min_length=1)
    right: Text
    source: str
    """The rule: 'Incoterms 2020, EXW A7'."""


class Ending(Frozen):
    """One way the talk can end."""

    result: Literal["reached", "partly", "missed"]
    title: Text
    line: Said
    """The persona's last words."""
    told: Text
    """What this means, for the debrief: two sentences, no praise for nothing."""


class Better(Frozen):
    """A line that does well what a criterion asks, usable in this talk."""

    criterion: CriterionId
    instead_of: tuple[Act, ...] = ()
    """The acts of a learner turn that it could replace; empty: it could be added anywhere."""
    line: Text


class TopicWords(Frozen):
    """A topic of this case with its words, both languages."""

    topic: Topic
    fr: tuple[str, ...]
    en: tuple[str, ...]


class Scenario(Frozen):
    """One case: content only; `family` says how it is played and judged."""

    format: Literal[1]
    id: ScenarioId
    family: FamilyName
    level: Literal[1, 2, 3]
    rules_as_of: str
    """The month for which law, rates and practice in the case are right: '2026-09'."""
    sources: tuple[str, ...] = Field(min_length=1)
    """Rules the case rests on: 'Incoterms 2020', 'Directive 2011/7/EU'."""
    title: Text
    teaser: Text
    """One line for the menu, at most 120 characters."""
    turns: int = Field(ge=12, le=40)
    """Learner turns after which the persona must go."""
    persona: Persona
    brief: Brief
    topics: tuple[TopicWords, ...] = ()
    facts: tuple[Fact, ...] = ()
    enough: int = Field(default=0, ge=0)
    """Discovery: facts that must be known in full before a next step is welcome."""
    objections: tuple[Objection, ...] = ()
    negotiation: Negotiation | None = None
    """Negotiation: the figures of the case and the words that go with them."""
    customs: tuple[Custom, ...] = ()
    """Intercultural: what this person expects of the talk."""
    profiles: tuple[Profile, ...] = ()
    """Intercultural: other counterparts, to play the same lines against."""
    misconceptions: tuple[Misconception, ...] = ()
    opening: Said
    """The persona's first words."""
    replies: dict[str, Said]
    """Reply kind → wordings; the family lists the kinds it needs."""
    endings: dict[str, Ending]
    """Ending → its words; the family lists the endings it can reach."""
    better: tuple[Better, ...] = Field(min_length=3)

    def fact(self, fact_id: FactId) -> Fact:
        """The fact of that id.

        Raises:
            KeyError: no such fact; the checks exclude it for ids that come from the scenario.
        """
        return next(f for f in self.facts if f.id == fact_id)

    def objection(self, objection_id: ObjectionId) -> Objection:
        """The objection of that id."""
        return next(o for o in self.objections if o.id == objection_id)

    def custom(self, custom_id: CustomId) -> Custom:
        """The custom of that id."""
        return next(c for c in self.customs if c.id == custom_id)
