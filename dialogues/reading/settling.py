"""Settling: one finding a place and act, and acts that leave no room for others."""

from dialogues.reading.cues import Found
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
    Act.LEAVE: {Act.INFORM},
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


def settled(believed: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """The findings that stand, each act once a place."""
    merged = _merged(believed)
    standing = [
        (one, likely)
        for one, likely in merged
        if not any(
            one.act in _ABSORBS.get(other.act, set())
            and _same_place(one, other)
            and strong >= likely * 0.8
            for other, strong in merged
        )
    ]
    named = [pair for pair in standing if pair[0].act is not Act.OTHER]
    return named or standing[:1]


def _same_place(one: Found, other: Found) -> bool:
    return other is not one and other.start < one.end and one.start < other.end


def _merged(believed: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    kept: list[tuple[Found, float]] = []
    for found, likely in sorted(
        believed, key=lambda p: (-p[1], -p[0].strength, p[0].start, p[0].end)
    ):
        if not any(
            k.act is found.act and k.start < found.end and found.start < k.end for k, _ in kept
        ):
            kept.append((found, likely))
    return kept
