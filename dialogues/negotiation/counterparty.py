"""The person across the table: where the talk starts, and what she answers to a move. Pure."""

from collections.abc import Iterable

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.listening import Listened, listened
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import Move, MoveAct, Reply, ReplyAct, Trace
from dialogues.negotiation.packages import little_more, next_offer
from dialogues.negotiation.replying import Decision, replied
from dialogues.negotiation.standing import (
    Course,
    Ended,
    EndKind,
    Exchange,
    Recap,
    Standing,
    first_offer,
    floor_at,
    seated,
)

POLICY_VERSION = "2"
"""Part of every record; raised whenever the same moves could be answered otherwise."""

OVERTIME = 2
"""Turns after the last one, only to confirm a recap."""

Values = dict[IssueId, Value]


def begun(domain: Domain) -> tuple[Standing, Reply]:
    """Before the first move: where it stands, and that she has sat down."""
    standing = seated(domain)
    still = Trace(
        before=standing.target,
        after=standing.target,
        floor=floor_at(domain, 0),
        rapport=0,
        goodwill=0,
    )
    left = standing.turns_left(domain)
    return standing, Reply(act=ReplyAct.OPEN, turn=0, turns_left=left, trace=still)


def answered(domain: Domain, standing: Standing, move: Move, seed: int) -> tuple[Standing, Reply]:
    """Her reply to a move, and where it stands then; `seed` picks tactics and words, never terms.

    Raises:
        ValueError: it has ended.
    """
    if standing.ended is not None:
        raise ValueError("the negotiation has ended")
    heard = listened(domain, standing, move)
    return replied(domain, heard, _decision(domain, heard), seed)


def course(domain: Domain, moves: Iterable[Move], seed: int) -> Course:
    """The whole game that `moves` make; moves after the end are left out."""
    standing, opening = begun(domain)
    exchanges, standings = [], [standing]
    for move in moves:
        if standing.ended is not None:
            break
        standing, reply = answered(domain, standing, move, seed)
        exchanges.append(Exchange(move=move, reply=reply))
        standings.append(standing)
    return Course(opening=opening, exchanges=tuple(exchanges), standings=tuple(standings))


def _decision(domain: Domain, heard: Listened) -> Decision:
    move, after = heard.move, heard.after
    own = dict(heard.before.table.offer)
    if move.does(MoveAct.INSULT):
        late = after.turn >= domain.case.deadline.turns
        gone = late or after.strikes >= domain.style.strikes
        return _ended("insulted", own) if gone else Decision(ReplyAct.WARN, own)
    if move.does(MoveAct.LEAVE):
        return _ended("left", own, act=ReplyAct.PART)
    if _confirms(heard):
        return _ended("deal", own, act=ReplyAct.DEAL, package=_signed(heard))
    return _bargained(domain, heard, own)


def _ended(
    kind: EndKind, offer: Values, act: ReplyAct = ReplyAct.WALK, package: Values | None = None
) -> Decision:
    return Decision(act, offer, ended=Ended(kind=kind, package=package))


def _confirms(heard: Listened) -> bool:
    """Whether the learner signs the recap: no other term in the same breath."""
    recap, said = heard.before.recap, heard.move.offer
    if recap is None or heard.heard.problems:
        return False
    extra = recap.extra or {}
    if any(recap.package.get(i) != v and extra.get(i) != v for i, v in said.items()):
        return False
    return heard.move.does(MoveAct.CONFIRM, MoveAct.REFUSE_EXTRA) or heard.move.takes == "offer"


def _signed(heard: Listened) -> Values:
    recap, said = heard.before.recap, heard.move.offer
    assert recap is not None
    extra = recap.extra or {}
    refused = heard.move.does(MoveAct.REFUSE_EXTRA)
    refused = refused or any(said.get(i, v) != v for i, v in extra.items())
    return dict(recap.package) if refused else {**recap.package, **extra}


def _bargained(domain: Domain, heard: Listened, own: Values) -> Decision:
    deadline, after = domain.case.deadline, heard.after
    offer = own
    if not heard.waiting and heard.impression.civil:
        late = after.turn > deadline.soft
        offer = next_offer(domain, after, heard.trace.after, fine=late)
    agreed = _agreeable(domain, heard, offer)
    if agreed is not None and after.turn < deadline.turns + OVERTIME:
        return Decision(ReplyAct.RECAP, offer, recap=_recap(domain, heard, agreed))
    if after.turn >= deadline.turns:
        return _ended("time", own)
    if heard.waiting or heard.heard.problems:
        return Decision(ReplyAct.CLARIFY, offer)
    hers, final = heard.impression.hers, heard.before.final_at
    below = hers is None or hers < heard.trace.floor
    if final is not None and after.turn >= final + 2 and below and after.stale:
        return _ended("stalemate", own)
    stuck = after.stale >= domain.style.patience
    if final is None and after.turn >= deadline.soft and stuck:
        return Decision(ReplyAct.FINAL, offer, final=True)
    return Decision(None, offer)


def _agreeable(domain: Domain, heard: Listened, offer: Values) -> Values | None:
    """Terms she can sign now, if the learner stands by them."""
    learner, move = heard.heard.table.learner, heard.move
    if not learner or heard.waiting or heard.heard.problems or move.hostile:
        return None
    if not heard.before.table.shown and not domain.names_all(learner):
        return None
    package = {**offer, **learner}
    if not _voiced(domain, heard):
        return None
    stands = heard.heard.changed or move.takes or move.does(MoveAct.RECAP, MoveAct.CONFIRM)
    if package == heard.after.declined and not stands:
        return None
    worth = domain.worth("counterpart", package)
    least = min(heard.trace.after, domain.worth("counterpart", offer))
    if not move.takes:
        least = max(least, heard.after.promised or 0)
    return package if worth >= max(least, domain.reservation["counterpart"]) else None


def _voiced(domain: Domain, heard: Listened) -> bool:
    """Whether the learner said a term of her own, each of hers, or yes to all of hers.

    Else one of her figures repeated would have her read out all the others as agreed.
    """
    table, move = heard.heard.table, heard.move
    if move.takes or move.does(MoveAct.RECAP, MoveAct.CONFIRM) or domain.names_all(table.learner):
        return True
    opening = first_offer(domain)
    said = (*table.learner.items(), *table.first.items())
    return any(opening[i] != value for i, value in said)


def _recap(domain: Domain, heard: Listened, package: Values) -> Recap:
    wants_more = domain.style.nibble and "nibble" not in heard.before.used
    extra = little_more(domain, heard.after, package) if wants_more else None
    return Recap(package=package, extra=extra)
