"""Scripted learners: what to test the counterpart with, and what outcomes are compared with."""

import hashlib

from dialogues.negotiation.bargainer import Plan, Player, Values, bargainer
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.moves import Move, MoveAct, Question
from dialogues.negotiation.standing import Standing


def pushover(domain: Domain, standing: Standing) -> Move:
    """Gives for nothing and signs whatever her limit bears."""
    if standing.recap is not None:
        fits = domain.worth("learner", standing.recap.package) >= domain.reservation["learner"]
        return Move(acts=(MoveAct.CONFIRM,) if fits else (MoveAct.REFUSE,))
    if standing.turn == 0:
        return Move(acts=(MoveAct.GREET,))
    if not standing.table.shown:
        heaviest = max(domain.issues, key=lambda p: p.weight["learner"])
        row = heaviest.grid
        return Move(offer={heaviest.issue.id: row[len(row) // 2]})
    if domain.worth("learner", standing.table.offer) >= domain.reservation["learner"]:
        return Move(takes="offer")
    return bargainer(
        Plan(
            asks=False,
            argues=False,
            listens=False,
            conditional=False,
            trades=False,
            first=700,
            last=0,
            pace="fast",
            courteous=False,
        )
    )(domain, standing)


def hardliner(domain: Domain, standing: Standing) -> Move:
    """Says her best package, and says it again."""
    if standing.recap is not None:
        return Move(acts=(MoveAct.CONFIRM,))
    return Move(offer={p.issue.id: p.best("learner") for p in domain.issues})


def insulter(domain: Domain, standing: Standing) -> Move:
    """Insults."""
    offer = hardliner(domain, standing).offer
    return Move(offer=offer, acts=(MoveAct.INSULT,))


def silent(domain: Domain, standing: Standing) -> Move:  # noqa: ARG001
    """Says nothing."""
    return Move()


def wanderer(domain: Domain, standing: Standing) -> Move:
    """Does anything at all, the same each time."""

    def draw(label: str, among: int) -> int:
        key = f"{standing.turn}|{label}".encode()
        return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big") % among

    if standing.recap is not None:
        return Move(acts=(MoveAct.CONFIRM,) if draw("sign", 2) else (MoveAct.REFUSE,))
    acts = tuple(MoveAct)[draw("act", len(MoveAct))]
    picked = [p for p in domain.issues if draw(p.issue.id, 3) == 0]
    offer: Values = {p.issue.id: p.grid[draw("v" + p.issue.id, len(p.grid))] for p in picked}
    topics = [t for secret in domain.case.secrets for t in secret.topics]
    asked = topics[draw("topic", len(topics)) :][:1] if topics and draw("ask", 3) == 0 else []
    return Move(
        offer=offer,
        conditional=bool(draw("if", 2)),
        questions=tuple(Question(topic=t, form=("open", "closed")[draw("form", 2)]) for t in asked),
        acts=(acts,) if acts not in {MoveAct.LEAVE, MoveAct.INSULT} else (),
    )


COMPETENT = Plan()
PLAYERS: dict[str, Player] = {
    "competent": bargainer(COMPETENT),
    "no questions": bargainer(Plan(asks=False, listens=False)),
    "no arguments": bargainer(Plan(argues=False)),
    "unconditional": bargainer(Plan(conditional=False)),
    "rude": bargainer(Plan(threatens=True, courteous=False)),
    "backtracker": bargainer(Plan(backs_out=True)),
    "issue by issue": bargainer(Plan(scope="one-by-one")),
    "fixed pie": bargainer(Plan(asks=False, listens=False, trades=False)),
    "fast conceder": bargainer(
        Plan(asks=False, listens=False, argues=False, conditional=False, pace="fast", last=100)
    ),
    "price only": bargainer(Plan(asks=False, listens=False, scope="money")),
    "pushover": pushover,
    "hardliner": hardliner,
    "insulter": insulter,
    "silent": silent,
    "random": wanderer,
}
"""All scripted learners by name, in the order of the bench."""
