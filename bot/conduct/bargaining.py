"""The table of a negotiation as it stands: agreed, open, both sides' latest terms, turns left."""

from bot.conduct.current import case_of, running
from bot.conduct.desk import Desk
from bot.messages import Say
from bot.render import screen
from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.negotiation.model import IssueId, Package
from dialogues.negotiation.script import Negotiation
from dialogues.negotiation.wording_terms import label, listed, phrase, recap
from dialogues.text import Frozen, Lang

EVERY = 4
"""Turns between two looks at the clock while the end is far."""
NEAR = 3
"""Turns left from which the clock is told after each."""


class OnTable(Frozen):
    """One issue, as it is shown."""

    name: str
    hers: str | None
    yours: str | None


def offer(desk: Desk) -> None:
    """The table as it stands, or a kind line when there is none."""
    row = running(desk)
    if row is None:
        buttons = (desk.button("button.practise", "practise"), desk.button("button.menu", "menu"))
        desk.say(desk.t("offer.no-talk"), (buttons,))
        return
    case = case_of(desk, row)
    attempt = engine.restored(case, desk.work.events(row.id))
    block, standing, lang = case.scenario.negotiation, attempt.standing, desk.learner.lang
    if block is None or standing is None or case.bargain is None:
        desk.say(desk.t("offer.no-terms", persona=case.scenario.persona.name))
        return
    table = standing.table
    offered = table.offer if table.shown else {}
    other = table.alternative or {}
    desk.show(
        "offer",
        persona=case.scenario.persona,
        turn=standing.turn,
        left=standing.turns_left(case.bargain.domain),
        agreed=[_on_table(block, i, offered, table.learner, lang) for i in table.agreed],
        open=[_on_table(block, i, offered, table.learner, lang) for i in table.open],
        other=listed(block, {i: v for i, v in other.items() if table.offer[i] != v}, lang),
        waiting=listed(block, standing.waiting or {}, lang),
        extra=listed(block, (standing.recap and standing.recap.extra) or {}, lang),
        recap=recap(block, standing.recap.package, lang) if standing.recap else "",
    )


def clock(desk: Desk, case: Case, attempt: Attempt) -> None:
    """Tell the turns left, in a thin line apart from the persona's words.

    It comes every few turns, when the end comes in sight, and after each of the last turns.
    """
    standing = attempt.standing
    if standing is None or case.bargain is None or not standing.turn:
        return
    domain = case.bargain.domain
    left, soon = standing.turns_left(domain), standing.turn == domain.case.deadline.soft
    if soon or left <= NEAR or standing.turn % EVERY == 0:
        html = screen("clock", desk.learner.lang, left=left, soon=soon, turn=standing.turn)
        desk.send(Say(html=html, silent=True))


def _on_table(
    block: Negotiation, issue: IssueId, offered: Package, learner: Package, lang: Lang
) -> OnTable:
    hers, yours = (
        phrase(block, issue, terms[issue], lang) if issue in terms else None
        for terms in (offered, learner)
    )
    return OnTable(name=label(block, issue, lang), hers=hers, yours=yours)
