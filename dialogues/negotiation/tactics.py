"""Counter-moves: they choose words, never worths, and are named in the reply for the debrief."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId
from dialogues.negotiation.moves import Move, ReplyAct
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.styles import Tactic

Asks = Literal["against-what", "reason", "proposal", "what-else"]

ONCE: frozenset[Tactic] = frozenset(
    {"flinch", "competitor", "good-cop", "silence", "disappointment", "deadline-pressure", "nibble"}
)
"""Tactics used at most once in a talk."""


@dataclass(frozen=True)
class Scene:
    """One turn of hers, once it is clear what she offers."""

    domain: Domain
    before: Standing
    after: Standing
    move: Move
    act: ReplyAct
    shows: bool
    """Whether she says her offer for the first time."""
    moved: tuple[IssueId, ...]
    gift: int
    seed: int


@dataclass(frozen=True)
class Chosen:
    """How she goes about it."""

    tactics: tuple[Tactic, ...]
    bluff: bool
    asks: tuple[Asks, ...]
    presses: IssueId | None
    authority: tuple[IssueId, ...]


def drawn(seed: int, turn: int, label: str, among: int) -> int:
    """A number under `among` that only seed, turn and label decide."""
    key = f"{seed}|{turn}|{label}".encode()
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big") % among


def tactics(scene: Scene) -> Chosen:
    """The tactics of a turn: those its state calls for, and at most one of her own liking."""
    authority = _referred(scene)
    called: list[Tactic] = []
    bargaining = scene.act in {ReplyAct.OFFER, ReplyAct.HOLD, ReplyAct.ANSWER}
    if scene.shows and bargaining:
        called.append("anchor")
    if scene.gift and bargaining:
        called.append("pocket-and-press")
    if authority and bargaining:
        called.append("limited-authority")
    if bargaining and not scene.shows and _fits(scene, "competitor"):
        called.append("competitor")
    if scene.after.table.alternative is not None:
        called.append("package")
    if _met_halfway(scene):
        called.append("split-the-difference")
    if scene.act is ReplyAct.FINAL:
        called.append("take-it-or-leave-it")
    if scene.act is ReplyAct.RECAP:
        extra = scene.after.recap is not None and scene.after.recap.extra is not None
        called.append("nibble" if extra else "warm-close")
    if bargaining and not scene.shows:
        liked = [t for t in scene.domain.style.tactics if t != "competitor" and _fits(scene, t)]
        if liked:
            pick = drawn(scene.seed, scene.after.turn, "tactic", len(liked) + 1)
            called += liked[pick : pick + 1]
    return Chosen(
        tactics=tuple(called),
        bluff="competitor" in called and scene.domain.case.bluff is not None,
        asks=_asks(scene, called),
        presses=_pressed(scene) if bargaining else None,
        authority=authority if bargaining else (),
    )


def _fits(scene: Scene, tactic: Tactic) -> bool:
    if tactic in ONCE and tactic in scene.before.used:
        return False
    before, after, deadline = scene.before, scene.after, scene.domain.case.deadline
    match tactic:
        case "flinch":
            return bool(after.table.learner) and not before.table.learner
        case "competitor":
            pressing = 3 <= after.turn <= deadline.soft and bool(after.table.learner)
            knows = "competitor" in scene.domain.style.tactics
            return pressing and knows and scene.domain.case.bluff is not None
        case "good-cop":
            return bool(before.referred)
        case "deadline-pressure":
            return after.turn >= deadline.soft
        case "disappointment":
            return after.rapport > 0 and after.stale > 0 and bool(after.table.learner)
        case "silence":
            return bool(scene.move.offer) and not scene.moved
        case "ask-reason":
            return after.stale > 0 and bool(after.table.learner)
        case _:
            return after.stale > 0


def _asks(scene: Scene, called: list[Tactic]) -> tuple[Asks, ...]:
    asks: list[Asks] = []
    if scene.after.waiting is not None:
        asks.append("against-what")
    if "ask-reason" in called:
        asks.append("reason")
    idle = scene.act in {ReplyAct.HOLD, ReplyAct.ANSWER, ReplyAct.OFFER}
    if idle and not scene.after.table.learner and scene.after.turn >= 2:
        asks.append("proposal")
    corrected = scene.move.speaks_terms
    if scene.before.recap is not None and scene.act is ReplyAct.HOLD and not corrected:
        asks.append("what-else")
    return tuple(asks)


def _pressed(scene: Scene) -> IssueId | None:
    """Among the open issues the learner has spoken of, the one that keeps most from her."""
    table = scene.after.table
    gaps = {
        i: _gap(scene.domain, scene, i) for i in table.open if i in table.learner and table.shown
    }
    return max(gaps, key=lambda i: gaps[i]) if gaps and max(gaps.values()) > 0 else None


def _gap(domain: Domain, scene: Scene, issue_id: IssueId) -> int:
    priced, table = domain.by_id[issue_id], scene.after.table
    hers = priced.worth("counterpart", table.offer[issue_id])
    return hers - priced.worth("counterpart", table.learner[issue_id])


def _met_halfway(scene: Scene) -> bool:
    """Whether her step on a figure has just gone to the middle of what lay between them."""
    for issue_id in scene.moved:
        was, now = scene.before.table.offer[issue_id], scene.after.table.offer[issue_id]
        own = scene.after.table.learner.get(issue_id)
        if not (isinstance(was, Decimal) and isinstance(now, Decimal) and isinstance(own, Decimal)):
            continue
        issue = scene.domain.by_id[issue_id].issue
        if issue.range and own not in {was, now} and abs(now - (was + own) / 2) < issue.range.step:
            return True
    return False


def _referred(scene: Scene) -> tuple[IssueId, ...]:
    """Issues on which her offer now goes past what she may decide alone."""
    found = []
    for limit in scene.domain.case.authority:
        priced = scene.domain.by_id[limit.issue]
        bound = priced.worth("counterpart", limit.beyond)
        now = priced.worth("counterpart", scene.after.table.offer[limit.issue])
        if limit.issue in scene.moved and now < bound and limit.issue not in scene.before.referred:
            found.append(limit.issue)
    return tuple(found)


def remarks(domain: Domain, before: Standing, after: Standing) -> tuple[str, ...]:
    """Terms that do not go together and have just met in either side's terms."""
    found = []
    for pair in domain.case.incoherent:
        then, now = before.table, after.table

        def meet(terms: dict[IssueId, object], wanted: dict[IssueId, object]) -> bool:
            return all(terms.get(i) == v for i, v in wanted.items())

        wanted: dict[IssueId, object] = dict(pair.terms)
        held = meet(dict(now.learner), wanted) or (now.shown and meet(dict(now.offer), wanted))
        earlier = meet(dict(then.learner), wanted) or (
            then.shown and meet(dict(then.offer), wanted)
        )
        if held and not earlier:
            found.append(pair.id)
    return tuple(found)
