"""What the counterpart makes of a move, before she decides what to do."""

from dataclasses import dataclass

from dialogues.negotiation.aspiration import Impression, moved
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.impression import Told, given, impression, peaks_after, told_by
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import Move, MoveAct, Trace
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.table import Heard, placed

LEAST, MOST = 30, 300
"""Bounds of how much an issue may seem to matter, 100 at the start."""


@dataclass(frozen=True)
class Listened:
    """A move heard: what it means and where it leaves her."""

    move: Move
    before: Standing
    heard: Heard
    told: Told
    impression: Impression
    trace: Trace
    after: Standing
    """With everything taken in and nothing answered yet."""

    @property
    def waiting(self) -> bool:
        """Whether she must ask 'against what?' before she books the offer."""
        return self.after.waiting is not None


def listened(domain: Domain, standing: Standing, move: Move) -> Listened:
    """The move as she hears it."""
    move = _settled(standing, move)
    heard = placed(domain, standing.table, move)
    reopened = dict.fromkeys((*heard.reopened, *_recap_reopened(domain, standing, move, heard)))
    heard = heard.model_copy(update={"reopened": tuple(reopened)})
    waiting = _unclear(domain, standing, move, heard)
    if waiting is not None:
        heard = Heard(table=standing.table, problems=heard.problems)
    told = told_by(domain, standing, move)
    what = given(domain, standing, heard)
    felt = impression(domain, standing, move, heard, told, what)
    trace = moved(domain, standing, felt)
    after = _taken_in(domain, standing, move, heard, told).model_copy(
        update={
            "target": trace.after,
            "rapport": felt.rapport,
            "goodwill": felt.goodwill,
            "stale": felt.stale,
            "waiting": waiting,
        }
    )
    return Listened(move, standing, heard, told, felt, trace, after)


def _settled(standing: Standing, move: Move) -> Move:
    """The move with the offer that waited for 'against what?'; without an answer it stays off."""
    if standing.waiting is None or not (move.offer or move.conditional is not False):
        return move
    offer = {**standing.waiting, **move.offer}
    return move.model_copy(update={"offer": offer, "conditional": move.conditional is not False})


def _unclear(
    domain: Domain, standing: Standing, move: Move, heard: Heard
) -> dict[IssueId, Value] | None:
    """An offer that gives something, maybe against something: she asks before she books it."""
    if move.conditional is not None or not move.offer:
        return None
    what = given(domain, standing, heard)
    return dict(move.offer) if what.gain and not what.asked else None


def _recap_reopened(
    domain: Domain, standing: Standing, move: Move, heard: Heard
) -> tuple[IssueId, ...]:
    """The learner's own terms in a recap on which she now wants more, or which she refuses."""
    recap = standing.recap
    if recap is None or (move.does(MoveAct.CONFIRM) and not heard.changed):
        return ()
    own = standing.table.learner
    kept = {i for i, v in recap.package.items() if own.get(i) == v}
    if move.does(MoveAct.REFUSE) and not heard.changed:
        return tuple(recap.package) if len(kept) == len(recap.package) else ()
    now = heard.table.completed
    return tuple(
        i
        for i in heard.changed
        if i in kept
        and domain.by_id[i].worth("counterpart", now[i])
        < domain.by_id[i].worth("counterpart", recap.package[i])
    )


def _taken_in(domain: Domain, before: Standing, move: Move, heard: Heard, told: Told) -> Standing:
    importance = {
        issue_id: max(
            LEAST, min(MOST, was + _importance_by(domain, before, move, heard, told, issue_id))
        )
        for issue_id, was in before.importance.items()
    }
    promised = before.promised
    if before.recap is not None and heard.reopened:
        promised = max(promised or 0, domain.worth("counterpart", before.recap.package))
    return before.model_copy(
        update={
            "turn": before.turn + 1,
            "table": heard.table,
            "importance": importance,
            "peaks": peaks_after(domain, before, heard.table),
            "strikes": before.strikes + move.does(MoveAct.INSULT),
            "asked": (*before.asked, *told.topics),
            "told": (*before.told, *told.secrets),
            "hinted": (*before.hinted, *told.hints),
            "argued": (*before.argued, *told.arguments),
            "reformulated": before.reformulated + told.reformulated,
            "thanked": before.thanked + move.does(MoveAct.THANK),
            "greeted": before.greeted or move.does(MoveAct.GREET),
            "called": before.called or told.called,
            "recap": None,
            "declined": before.recap.package if before.recap else before.declined,
            "promised": promised,
        }
    )


def _importance_by(
    domain: Domain, before: Standing, move: Move, heard: Heard, told: Told, issue_id: IssueId
) -> int:
    """What the turn says about how much an issue matters to the learner."""
    by, priced = 0, domain.by_id[issue_id]
    if issue_id in heard.changed and issue_id in before.table.learner:
        was = priced.worth("counterpart", before.table.learner[issue_id])
        now = priced.worth("counterpart", heard.table.completed[issue_id])
        by += -25 if now > was else 15
    elif issue_id in move.offer:
        by += 15
    argued = {a.issue for a in domain.case.arguments if a.id in told.arguments}
    return by + 20 * (issue_id in argued)
