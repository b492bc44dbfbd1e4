"""Settling: one finding a place and act, and acts that leave no room for others."""

from dialogues.reading.cues import CERTAIN, Found, heard_only
from dialogues.reading.model import Act

_ASKING = {Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED, Act.CHECK}
_ABSORBS: dict[Act, set[Act]] = {
    Act.TRADE: {Act.PROPOSE, Act.CONCEDE, Act.INFORM},
    Act.ARGUE: {Act.INFORM},
    Act.PROVE: {Act.INFORM},
    Act.JUSTIFY: {Act.INFORM},
    Act.REFORMULATE: {Act.ASK_CLOSED, Act.CHECK, Act.INFORM},
    Act.SUMMARISE: {Act.REFORMULATE, Act.INFORM, Act.PROPOSE},
    Act.ASK_OPEN: {Act.ASK_CLOSED, Act.INFORM},
    Act.ASK_FACT: {Act.ASK_CLOSED, Act.INFORM},
    Act.CHECK: {Act.ASK_CLOSED, Act.INFORM},
    Act.ASK_CLOSED: {Act.INFORM},
    Act.NEXT_STEP: {Act.INFORM},
    Act.LEAVE: {Act.INFORM, Act.STALL, Act.REFUSE},
    Act.GREET: {Act.INFORM},
    Act.PRESSURE: {Act.INFORM},
    Act.CONCEDE: {Act.PROPOSE, Act.INFORM},
    Act.PROPOSE: {Act.INFORM, Act.ASK_CLOSED},
    Act.REFUSE: {Act.INFORM},
    Act.ACCEPT: {Act.INFORM},
    Act.STALL: {Act.INFORM},
    Act.OFFEND: {Act.INFORM},
    Act.INTRODUCE: {Act.INFORM},
}
_SAYS = frozenset(Act) - {
    Act.GREET,
    Act.THANK,
    Act.LEAVE,
    Act.APOLOGISE,
    Act.REFUSE,
    Act.ACCEPT,
    Act.INTRODUCE,
    Act.PRESSURE,
    Act.OFFEND,
}
_ABSORBS_SURELY: dict[Act, frozenset[Act]] = {
    Act.REFORMULATE: _SAYS - {Act.SUMMARISE},
    Act.SUMMARISE: _SAYS,
    Act.INTRODUCE: frozenset({Act.INFORM, Act.PROPOSE, Act.PROVE, Act.OTHER, Act.ASK_CLOSED}),
    Act.OFFEND: frozenset(
        {
            Act.INFORM,
            Act.PROPOSE,
            Act.ARGUE,
            Act.PROVE,
            Act.ASK_CLOSED,
            Act.ACKNOWLEDGE,
            Act.OTHER,
            Act.JUSTIFY,
        }
    ),
    Act.CONCEDE: frozenset({Act.PROPOSE, Act.INFORM, Act.ACCEPT, Act.OTHER}),
    Act.PROPOSE: frozenset(
        {
            Act.SUMMARISE,
            Act.INFORM,
            Act.TRADE,
            Act.CONCEDE,
            Act.ASK_OPEN,
            Act.ASK_FACT,
            Act.ASK_CLOSED,
            Act.CHECK,
        }
    ),
    Act.ARGUE: frozenset({Act.INFORM, Act.JUSTIFY, Act.PROPOSE, Act.CONCEDE}),
    Act.NEXT_STEP: frozenset({Act.INFORM, Act.PROPOSE, Act.STALL}),
    Act.ASK_OPEN: frozenset({Act.ASK_CLOSED, Act.ASK_FACT, Act.INFORM, Act.PROPOSE, Act.TRADE}),
}
"""What leaves no room where both messages together, or an unmistakable wording, show an act."""


def settled(believed: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """The findings that stand, each act once a place."""
    merged = _merged(believed)
    standing = [
        (one, likely)
        for one, likely in merged
        if not any(
            one.act in _ABSORBS.get(other.act, set())
            and _same_place(one, other)
            and (strong >= likely * 0.8 or _only_heard_closed(one, other))
            and (one.strength < CERTAIN or other.strength >= CERTAIN)
            for other, strong in merged
        )
        and not any(
            other.strength >= CERTAIN
            and one.strength <= other.strength
            and one.act is not other.act
            and one.act in _ABSORBS_SURELY.get(other.act, frozenset())
            and _same_place(one, other)
            for other, _ in merged
        )
    ]
    named = [pair for pair in standing if pair[0].act is not Act.OTHER]
    return named or standing[:1]


def _only_heard_closed(one: Found, other: Found) -> bool:
    """Whether only the classifier takes a question for a closed one that the wording opens."""
    return one.act is Act.ASK_CLOSED and heard_only(one) and not heard_only(other)


def _same_place(one: Found, other: Found) -> bool:
    return other is not one and other.start < one.end and one.start < other.end


def _merged(believed: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    kept: list[tuple[Found, float]] = []
    for found, likely in sorted(
        believed,
        key=lambda p: (p[0].strength < CERTAIN, -p[1], -p[0].strength, p[0].start, p[0].end),
    ):
        if not any(
            k.act is found.act and k.start < found.end and found.start < k.end for k, _ in kept
        ):
            kept.append((found, likely))
    return kept
