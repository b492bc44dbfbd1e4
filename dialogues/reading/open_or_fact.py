"""Open or factual: what a question word asks for, in its own words."""

import re
from functools import lru_cache

from dialogues.reading.content import alternatives
from dialogues.reading.model import Act

_UNTIL_VERB = re.compile(
    r"(?:(?! (?:is|are|was|were|est|sont|serait)\b).)*?"
    r" (?:(?:do|does|did|would|could|can|will|should) (?!be\b)|"
    r"(?:have|has) (?:you|they|he|she|it)\b)"
)
"""What is asked for stands before the verb that has its subject: 'what price would you'."""

_MEASURED = re.compile(
    r" (?:do|does|did|would|will) [^?,]{2,60}? (?:costs?|weigh|measure|charge|pay|earn)\b"
)
"""What something costs or weighs is a figure."""


@lru_cache(maxsize=1)
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Nouns that ask for a short answer, and nouns that invite a list and reasons."""
    names = ("fact_nouns", "open_nouns")
    short, long = (re.compile(rf"\b(?:{alternatives('questions.yaml', n)})\b") for n in names)
    return short, long


def open_or_fact(
    line: str, open_: re.Match[str] | None, fact: re.Match[str] | None
) -> tuple[Act, int]:
    """Which of the two a question word asks, and where it ends, by what is asked for."""
    fact_noun, open_noun = _nouns()
    word = open_ or fact
    assert word is not None
    ahead = line[word.end() : word.end() + 45]
    subject = _UNTIL_VERB.match(ahead)
    named = fact_noun.search(subject.group() if subject else ahead)
    invited = open_noun.search(subject.group() if subject else ahead)
    first = word.group()
    if re.match(
        r"(?: (?:would|will|could|is|has been|was))? (?:making|"
        r"happen|matter|worr|bother|chang|stop|make)",
        ahead,
    ):
        return Act.ASK_OPEN, word.end()
    if first.endswith("what") and _MEASURED.match(line, word.end()):
        return Act.ASK_FACT, word.end()
    if re.search(r"\b(?:what|whats|what's|quels?|quelles?|c'est quoi(?: le plus| votre)?)$", first):
        if invited and not (named and named.start() < invited.start()):
            return Act.ASK_OPEN, word.end()
        if named:
            return Act.ASK_FACT, word.end()
        if subject is None and re.match(r" (?:kind|type|sort|genre|types|kinds|sorts)\b", ahead):
            return Act.ASK_FACT, word.end()
        plural = re.search(r"(?:quels|quelles)$", first) and re.match(r" (?:sont|serai)", ahead)
        english = first.endswith(("what", "whats", "what's"))
        if (
            english
            and not ahead.startswith(" else ")
            and re.match(
                r" (?:[a-z]+ ){0,2}[a-z]+ (?:do|did|does|would|will|can|is|are|was|were|should|"
                r"have|has) ",
                ahead,
            )
            and not re.match(
                r" (?:do|did|does|would|will|can|is|are|was|were|should|have|has|could|made|"
                r"makes|happen)",
                ahead,
            )
        ):
            return Act.ASK_FACT, word.end()
        if english and re.match(r" (?:are (?:your|the|their|some|his|her))", ahead):
            return Act.ASK_OPEN, word.end()
        if english and re.match(
            r"(?:'s| is| was| will be| would be| would you say is| do you think is)?"
            r"(?: (?:your|the|his|her|its|their|a|an|my|our|this|that)\b)",
            ahead,
        ):
            return Act.ASK_FACT, word.end()
        return (Act.ASK_OPEN if english or plural else Act.ASK_FACT), word.end()
    return (Act.ASK_OPEN if open_ else Act.ASK_FACT), word.end()
