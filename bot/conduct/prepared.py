"""The preparation sheet after the talk: against the case, and against what was then done."""

from bot.conduct import deal
from bot.conduct.amounts import share
from bot.conduct.desk import Desk
from bot.conduct.opened import open_debrief, shortened
from bot.messages import rows
from dialogues.events import Prepared
from dialogues.ids import AttemptId
from dialogues.negotiation.model import SecretId
from dialogues.negotiation.preparation import STEPS
from dialogues.negotiation.preparation_review import AskedIn, TradedIn, reviewed, total
from dialogues.negotiation.script import Negotiation
from dialogues.negotiation.wording_terms import labels
from dialogues.text import Frozen, Lang

SHOWN = 6
"""Questions and concessions that a page shows."""


class Put(Frozen):
    """One planned question, and what became of it."""

    words: str
    turn: int | None
    said: str
    aim: str
    """What it aims at, told after the talk."""
    told: bool


class Swap(Frozen):
    """One planned concession, and what became of it."""

    words: str
    plan: str
    done: str
    turn: int | None
    said: str


def review(desk: Desk, attempt_id: AttemptId) -> None:
    """The sheet against the case, and against what was then done."""
    opened = open_debrief(desk, attempt_id)
    kept = next((e for e in opened.events if isinstance(e, Prepared)), None)
    again = desk.button("button.prep-again", f"prep:{opened.case.scenario.id}")
    back = (
        desk.button("button.deal", f"deal:{attempt_id}"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    if kept is None:
        desk.show("prepared", rows((again, *back), 1), found=None)
        return
    looked, lang = deal.look(desk, attempt_id), desk.learner.lang
    block = looked.block
    found = reviewed(looked.game.domain, kept.plan, looked.game.course)
    sheet, use = total(found.sheet), total(found.use)
    desk.show(
        "prepared",
        rows((again, *back), 2),
        found=found,
        words={step: flat(kept.sheet.part(step), 200) for step in STEPS},
        sheet=sheet,
        use=use,
        target=share(found.target_worth, lang) if found.target_worth is not None else "",
        fair=share(found.fair, lang) if found.fair is not None else "",
        limit=share(found.limit_worth, lang) if found.limit_worth is not None else "",
        reservation=share(found.reservation, lang),
        reached=labels(block, found.reached, lang),
        below=labels(block, found.below, lang),
        asked=[_put(block, one, looked.said, lang) for one in found.asked[:SHOWN]],
        unaimed=[_gist(block, one, lang) for one in found.unaimed],
        trades=[_swap(one, looked.said) for one in found.trades[:SHOWN]],
    )


def _put(block: Negotiation, one: AskedIn, said: tuple[str, ...], lang: Lang) -> Put:
    secret = one.question.secret
    return Put(
        words=shortened(one.question.words),
        turn=one.turn,
        said=_words(said, one.turn),
        aim=_gist(block, secret, lang) if secret else "",
        told=one.told,
    )


def _swap(one: TradedIn, said: tuple[str, ...]) -> Swap:
    return Swap(
        words=shortened(one.trade.words),
        plan=one.plan,
        done=one.done,
        turn=one.turn,
        said=_words(said, one.turn),
    )


def _words(said: tuple[str, ...], turn: int | None) -> str:
    return shortened(said[turn - 1]) if turn is not None and turn <= len(said) else ""


def _gist(block: Negotiation, secret: SecretId, lang: Lang) -> str:
    return next(s.gist.in_(lang) for s in block.case.secrets if s.id == secret)


def flat(words: str, most: int) -> str:
    """A part of the sheet on one line, its items kept apart."""
    return shortened(words.replace("\n", " · "), most)
