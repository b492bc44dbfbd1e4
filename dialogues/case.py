"""A case: a scenario made ready to be played, with everything that is worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dialogues.customs import Custom
from dialogues.families.graph import Family, family
from dialogues.ids import FactId, Topic
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.script import Negotiation
from dialogues.negotiation.understanding_names import Lexicon
from dialogues.negotiation.understanding_questions import ARGUMENT, SECRET_ASKS, askable
from dialogues.reading.model import NO_CONTEXT, Expected, Reading, Vocabulary
from dialogues.reading.reader import read
from dialogues.scenario import Scenario
from dialogues.text import LANGS, Asked, Lang, Text

FACT, OBJECTION, ASKS, ANSWER = "fact:", "objection:", "asks:", "answer:"
HURTS, WAY, KEEPS, NAMING = "hurts:", "way:", "keeps:", "names:"
"""Prefixes of the topics and expected points that a scenario adds to the reader's vocabulary."""


@dataclass(frozen=True, eq=False)
class Case:
    """A scenario with its content hash, its reader's vocabulary and its gists read."""

    scenario: Scenario
    hash: str
    """Content hash: everything."""
    structure: str
    """Structure hash: everything but the wording of texts."""

    @property
    def family(self) -> Family:
        """The family that plays it."""
        return family(self.scenario.family)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What this scenario adds to the reader."""
        return vocabulary(self.scenario)

    @cached_property
    def bargain(self) -> Lexicon | None:
        """What a negotiation is played with: its figures, and the words both sides use for them."""
        block = self.scenario.negotiation
        return Lexicon(Domain(askable(block.case)), block) if block is not None else None

    @cached_property
    def gists(self) -> dict[tuple[FactId, Lang], Reading]:
        """Each fact's gist, read in each language, to compare what learners give back."""
        return {
            (fact.id, lang): read(fact.gist.in_(lang))
            for fact in self.scenario.facts
            for lang in LANGS
        }

    def warm_up(self) -> None:
        """Work out what its first message would otherwise wait for."""
        for lang in LANGS:
            read(self.scenario.title.in_(lang), NO_CONTEXT, self.vocabulary)
        assert self.gists is not None


def _both(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(text.in_(lang) for text in texts for lang in LANGS)


def vocabulary(scenario: Scenario) -> Vocabulary:
    """Topics and expected points of a scenario.

    Facts and objections become topics of their own ('fact:volume'), their example questions and
    good answers become expected points ('asks:volume', 'answer:price#0').
    """
    shared = family(scenario.family).topics
    topics = [(words.topic, (*words.fr, *words.en)) for words in (*shared, *scenario.topics)]
    topics += [(Topic(FACT + f.id), f.words.all) for f in scenario.facts]
    topics += [(Topic(OBJECTION + o.id), o.words.all) for o in scenario.objections]
    expected = [Expected(id=ASKS + f.id, good=f.asks.all) for f in scenario.facts if f.asks.all]
    expected += [
        Expected(id=f"{ANSWER}{o.id}#{n}", good=_both((answer,)))
        for o in scenario.objections
        for n, answer in enumerate(o.answers)
    ]
    expected += [
        Expected(id=m.id, kind="misconception", good=_both(m.says), bad=_both((m.right,)))
        for m in scenario.misconceptions
    ]
    if scenario.negotiation is not None:
        expected += _bargained(scenario.negotiation)
    for custom in held_by_any(scenario):
        for prefix, words, says in _signs(custom):
            if words.all:
                topics.append((Topic(prefix + custom.id), words.all))
            if says.all:
                expected.append(Expected(id=prefix + custom.id, good=says.all))
    return Vocabulary(topics=tuple(topics), expected=tuple(expected))


def _bargained(block: Negotiation) -> Iterator[Expected]:
    """Example questions for secrets and example wordings of arguments."""
    for secret in block.secrets:
        if secret.asks.all:
            yield Expected(id=SECRET_ASKS + secret.id, good=secret.asks.all)
    for argument in block.arguments:
        yield Expected(id=ARGUMENT + argument.id, good=_both(argument.says))


def held_by_any(scenario: Scenario) -> tuple[Custom, ...]:
    """The customs of the person of the scene, and those of its other profiles.

    Learners' words are read once for all of them, so that a talk can be replayed.
    """
    others = (custom for profile in scenario.profiles for custom in profile.customs)
    return (*scenario.customs, *others)


def _signs(custom: Custom) -> tuple[tuple[str, Asked, Asked], ...]:
    return (
        (HURTS, custom.hurts.words, custom.hurts.says),
        (WAY, custom.asks.words, custom.asks.says),
        (KEEPS, custom.keeps.words, custom.keeps.says),
        (NAMING, custom.names, Asked()),
    )
