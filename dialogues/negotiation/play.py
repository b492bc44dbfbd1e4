"""Whole games of a scripted learner against the counterpart, also from the middle of a talk."""

from dialogues.negotiation.bargainer import Player
from dialogues.negotiation.counterparty import answered, begun
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.standing import Course, Exchange, Standing


def played(domain: Domain, player: Player, seed: int = 0) -> Course:
    """The game of `player` from the first word to the end."""
    standing, opening = begun(domain)
    exchanges, standings = [], [standing]
    while standing.ended is None:
        move = player(domain, standing)
        standing, reply = answered(domain, standing, move, seed)
        exchanges.append(Exchange(move=move, reply=reply))
        standings.append(standing)
    return Course(opening=opening, exchanges=tuple(exchanges), standings=tuple(standings))


def taken_over(domain: Domain, standing: Standing, player: Player, seed: int = 0) -> Standing:
    """Where it ends when `player` sits down at `standing`."""
    while standing.ended is None:
        standing, _ = answered(domain, standing, player(domain, standing), seed)
    return standing
