"""Trade facts: what the learner promises, held against the rules; at once and in the debrief."""

import re
from collections.abc import Callable
from functools import lru_cache, partial

from bot.conduct.desk import Desk
from bot.conduct.opened import open_debrief, shortened
from bot.messages import Say, rows
from bot.render import screen
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.errors import NotNow
from dialogues.ids import AttemptId
from dialogues.negotiation.script import Negotiation
from dialogues.reading.model import Reading
from dialogues.reading.reader import read
from dialogues.text import Frozen, Lang
from dialogues.truth.checking import check
from dialogues.truth.model import Contradiction

Action = Callable[[Desk], None]

TRAINING_LEVEL = 2
"""The highest level at which a contradiction is named while the talk runs."""
INSIDE = "customs-inside-eu"
AT_THE_BORDER = frozenset(
    {"duty-import-duties", "duty-import-clearance", "duty-export-clearance", "duty-import-vat"}
)
"""Who sees to a border is beside the point where there is none."""
_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|$)", re.MULTILINE)


class Named(Frozen):
    """One contradiction, as it is shown."""

    said: str
    """The learner's words."""
    against: str
    """What they stand against, also hers; empty when it lies within them."""
    law: str
    source: str
    ask: str


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about trade facts does."""
    match verb, given:
        case "trade", (attempt,):
            return partial(facts, attempt_id=AttemptId(attempt))
        case _:
            return None


def found_in(block: Negotiation, attempt: Attempt) -> tuple[Contradiction, ...]:
    """The contradictions in what the learner has said so far, in the order of the talk."""
    turns, others, before = [], [], None
    for turn in attempt.turns:
        if turn.who == "persona":
            before = turn.text
        elif turn.reading is not None:
            turns.append(turn.reading)
            others.append(_heard(before) if before else None)
            before = None
    parties = block.trade.parties if block.trade else None
    found = check(turns, parties=parties, others=others)
    inside = {one.claim.turn for one in found if one.rule == INSIDE}
    return tuple(
        one for one in found if one.claim.turn not in inside or one.rule not in AT_THE_BORDER
    )


@lru_cache(maxsize=2048)
def _heard(text: str) -> Reading:
    """What the other side said, read once."""
    return read(text)


def aside(desk: Desk, case: Case, attempt: Attempt) -> None:
    """In training, name at once what the learner's last words contradict, apart from the persona.

    A rule that was named before is left to the debrief.
    """
    block = case.scenario.negotiation
    wanted = desk.learner.settings.asides and case.scenario.level <= TRAINING_LEVEL
    if block is None or not wanted:
        return
    found, last = found_in(block, attempt), len(attempt.learner_turns) - 1
    before = {one.rule for one in found if one.claim.turn < last}
    fresh = [one for one in found if one.claim.turn == last and one.rule not in before]
    if fresh:
        said = named(fresh[0], desk.learner.lang)
        desk.send(Say(html=screen("trade-aside", desk.learner.lang, one=said)))


def named(one: Contradiction, lang: Lang) -> Named:
    """A contradiction in the learner's language; her words stay as she wrote them."""
    apart = one.anchor.turn != one.claim.turn
    return Named(
        said=shortened(one.claim.text),
        against=shortened(one.anchor.text) if apart else "",
        law=one.law.in_(lang),
        source=one.source.in_(lang),
        ask=one.ask.in_(lang),
    )


def facts(desk: Desk, attempt_id: AttemptId) -> None:
    """Every promise that a rule contradicts, with the rule and its source.

    Raises:
        NotNow: the attempt is no negotiation.
    """
    opened = open_debrief(desk, attempt_id)
    block = opened.case.scenario.negotiation
    if block is None:
        raise NotNow("stale.debrief")
    found = found_in(block, opened.attempt)
    said = [t.text for t in opened.attempt.learner_turns]
    buttons = (
        desk.button("button.deal", f"deal:{attempt_id}"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    desk.show(
        "trade-facts",
        rows(buttons, 2),
        found=[
            (_whole(said[one.claim.turn], one.claim.text), named(one, desk.learner.lang))
            for one in found
        ],
        trade=block.trade,
        month=opened.case.scenario.rules_as_of,
    )


def _whole(message: str, claim: str) -> str:
    """The sentence around a claim, so that the learner knows her words again."""
    for sentence in _SENTENCE.findall(message):
        if claim in sentence:
            return shortened(sentence)
    return shortened(claim)
