"""Occasion: whether a message stands in talk of business, where deals can be offered or refused."""

from dialogues.reading.folding import Folded
from dialogues.reading.model import NO_VOCABULARY, Act, Context, Term, TermKind
from dialogues.reading.topics import topics_in, words_of

OF_BUSINESS = frozenset(
    {
        Act.ACKNOWLEDGE,
        Act.ARGUE,
        Act.PROVE,
        Act.JUSTIFY,
        Act.PROPOSE,
        Act.CONCEDE,
        Act.TRADE,
        Act.REFUSE,
        Act.ACCEPT,
        Act.SUMMARISE,
        Act.REFORMULATE,
        Act.STALL,
        Act.PRESSURE,
    }
)
"""Acts done to an offer, a demand or a need: with neither at hand, their words only tell."""
_TERMS = frozenset(TermKind) - {TermKind.NUMBER, TermKind.DATE, TermKind.DURATION}
"""Terms that people name when they deal; years, hours and counts stand in any story."""
_LEISURE = (0.15, 0.4, 0.9)
"""How likely talk for its own sake must be, by how many words and terms of a deal stand in it."""


LEISURE_OF_REASONS = (0.05, 0.2, 0.6)
"""The same for reasons and proofs, which people give in any chat."""


def at_business(
    folded: Folded,
    terms: tuple[Term, ...],
    context: Context,
    leisure: float | None,
    most: tuple[float, ...] = _LEISURE,
) -> bool:
    """Whether the other side has spoken, or the message itself speaks of a deal.

    `leisure` is how likely the message is talk for its own sake; None when nothing can tell.
    `most` is how likely it may be, by how many words and terms of a deal stand in it.
    """
    if context.other.strip():
        return True
    named = len(set(words_of("business.yaml", "words").findall(folded.text)))
    named += len({term.kind for term in terms} & _TERMS)
    if leisure is None:
        return named > 0 or len(topics_in(folded, NO_VOCABULARY)) > 1
    return leisure < most[min(named, len(most) - 1)]
