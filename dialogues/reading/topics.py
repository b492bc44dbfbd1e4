"""Topics: the scenario's words and the shared trade lexicon."""

import re
from functools import lru_cache

from dialogues.ids import Topic
from dialogues.reading.content import load
from dialogues.reading.folding import Folded, fold
from dialogues.reading.model import Term, TermKind, TopicFound, Vocabulary


def pattern_of_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of these words or phrases, a star standing for any ending; None without words."""
    stems = []
    for word in words:
        folded = fold(word).text.replace("\n", " ").strip()
        if not folded:
            continue
        open_ended = folded.endswith("*")
        body = re.escape(folded.rstrip("*")).replace(r"\ ", "[ -]+")
        stems.append(body + (r"[a-z]*" if open_ended else r"(?:s|x|es)?"))
    if not stems:
        return None
    return re.compile(
        r"(?<![a-z0-9])(?:" + "|".join(sorted(stems, key=len, reverse=True)) + r")(?![a-z0-9])"
    )


@lru_cache(maxsize=32)
def words_of(file: str, name: str) -> re.Pattern[str]:
    """The words written under `name` in a content file, as one pattern."""
    pattern = pattern_of_words(tuple(map(str, load(file)[name])))
    assert pattern is not None
    return pattern


def holds(file: str, name: str, text: str) -> bool:
    """Whether one of the words written under `name` in a content file stands in folded text."""
    return words_of(file, name).search(text) is not None


@lru_cache(maxsize=256)
def _compiled(
    topics: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    compiled = ((topic, pattern_of_words(words)) for topic, words in topics)
    return tuple((topic, pattern) for topic, pattern in compiled if pattern)


@lru_cache(maxsize=1)
def _shared() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lexicon = load("topics.yaml")
    return _compiled(tuple((str(t), tuple(map(str, words))) for t, words in lexicon.items()))


_OF_TERM = {
    TermKind.AMOUNT: "price",
    TermKind.QUANTITY: "volume",
    TermKind.DURATION: "timing",
    TermKind.DATE: "timing",
    TermKind.INCOTERM: "incoterm",
    TermKind.PAYMENT: "payment",
    TermKind.WARRANTY: "warranty",
    TermKind.EXCLUSIVITY: "exclusivity",
    TermKind.PENALTY: "penalties",
}
"""The topic that a term opens even when no word names it."""


def topics_in(
    folded: Folded, vocabulary: Vocabulary, terms: tuple[Term, ...] = ()
) -> tuple[TopicFound, ...]:
    """Every topic, first mention only, in the order of mention; the scenario's own words first."""
    found: dict[str, tuple[int, int]] = {}
    for topic, pattern in (*_compiled(vocabulary.topics), *_shared()):
        match = pattern.search(folded.text)
        if match and (topic not in found or match.start() < found[topic][0]):
            found[topic] = match.span()
    topics = {topic: folded.span(*span) for topic, span in found.items()}
    for term in terms:
        if (shown := _OF_TERM.get(term.kind)) and shown not in topics:
            topics[shown] = term.span
    ordered = sorted(topics.items(), key=lambda item: (item[1].start, -item[1].end, item[0]))
    return tuple(TopicFound(topic=Topic(topic), span=span) for topic, span in ordered)
