"""From what the counterpart decides to the reply she gives and where it then stands."""

from dataclasses import dataclass

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.listening import Listened
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import Reply, ReplyAct
from dialogues.negotiation.packages import other_package
from dialogues.negotiation.standing import Ended, Recap, Standing
from dialogues.negotiation.tactics import Scene, remarks, tactics

SHOWN_AT = 3
"""The turn by which she says her offer unasked."""

Values = dict[IssueId, Value]


@dataclass(frozen=True)
class Decision:
    """What she does with a move."""

    act: ReplyAct | None
    """None: what her offer makes of it."""
    offer: Values
    """Her standing offer from now on."""
    recap: Recap | None = None
    ended: Ended | None = None
    final: bool = False


def replied(
    domain: Domain, heard: Listened, decision: Decision, seed: int
) -> tuple[Standing, Reply]:
    """Where it stands, and the reply."""
    before, offer = heard.before, decision.offer
    shown = before.table.shown or _shows(heard, decision)
    if not shown:
        offer = dict(before.table.offer)
    moved_on = tuple(i for i, v in offer.items() if v != before.table.offer[i])
    act = decision.act or _act(heard, shown, moved_on)
    alternative = None
    if shown and act in {ReplyAct.OFFER, ReplyAct.HOLD}:
        alternative = _alternative(domain, heard, offer)
    table = heard.after.table.model_copy(
        update={"offer": offer, "shown": shown, "alternative": alternative}
    )
    final_at = heard.after.turn if decision.final else heard.after.final_at
    after = heard.after.model_copy(
        update={
            "table": table,
            "recap": decision.recap,
            "ended": decision.ended,
            "final_at": final_at,
        }
    )
    scene = Scene(
        domain=domain,
        before=before,
        after=after,
        move=heard.move,
        act=act,
        shows=shown and not before.table.shown,
        moved=moved_on,
        gift=heard.impression.gift,
        seed=seed,
    )
    chosen = tactics(scene)
    used = dict.fromkeys((*before.used, *chosen.tactics))
    referred = dict.fromkeys((*before.referred, *chosen.authority))
    after = after.model_copy(update={"used": tuple(used), "referred": tuple(referred)})
    signed = decision.ended.package if decision.ended else None
    told = heard.told
    reply = Reply(
        act=act,
        turn=after.turn,
        turns_left=after.turns_left(domain),
        offer=offer if shown else None,
        moved=moved_on,
        alternative=alternative,
        recap=decision.recap.package if decision.recap else signed,
        extra=decision.recap.extra if decision.recap else None,
        tactics=chosen.tactics,
        bluff=chosen.bluff,
        bluff_called=told.called,
        secrets=told.secrets,
        hints=told.hints,
        dodged=told.dodged,
        heard=told.arguments,
        confirmed=told.reformulated,
        asks=chosen.asks,
        presses=chosen.presses,
        problems=heard.heard.problems,
        reopened=heard.heard.reopened,
        remarks=remarks(domain, before, after),
        authority=chosen.authority,
        trace=heard.trace,
    )
    return after, reply


def _shows(heard: Listened, decision: Decision) -> bool:
    """Whether she says her offer now: when terms come up, or it is time."""
    if decision.ended is not None or decision.act in {ReplyAct.WARN, ReplyAct.CLARIFY}:
        return False
    due = heard.after.turn >= SHOWN_AT or decision.act in {ReplyAct.RECAP, ReplyAct.FINAL}
    return due or bool(heard.heard.table.learner)


def _act(heard: Listened, shown: bool, moved_on: tuple[IssueId, ...]) -> ReplyAct:
    if shown and (moved_on or not heard.before.table.shown):
        return ReplyAct.OFFER
    return ReplyAct.ANSWER if heard.told.secrets or heard.told.hints else ReplyAct.HOLD


def _alternative(domain: Domain, heard: Listened, offer: Values) -> Values | None:
    """A second package, when the talk stands still or is well under way."""
    after, deadline = heard.after, domain.case.deadline
    stuck = after.stale > 0 and after.stale % 2 == 0
    due = after.turn in {deadline.turns // 2, deadline.soft}
    if not (stuck or due) or not heard.impression.civil:
        return None
    return other_package(domain, after, offer)
