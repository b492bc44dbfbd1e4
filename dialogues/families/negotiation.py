"""How the other side of a negotiation behaves: every word about terms goes through the core."""

from functools import lru_cache

from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.events import Bargained
from dialogues.families.answer import DENIED, Answer, parting
from dialogues.families.lines import Part, reply, worded
from dialogues.families.view import View
from dialogues.negotiation.counterparty import POLICY_VERSION, answered, begun
from dialogues.negotiation.moves import ReplyAct
from dialogues.negotiation.standing import Course, EndKind, Exchange
from dialogues.negotiation.understanding import understood
from dialogues.negotiation.understanding_situation import Situation
from dialogues.negotiation.wording import denies, pieces
from dialogues.negotiation.wording_terms import set_
from dialogues.negotiation.wording_voice import Piece, Turned, Voice

MOST = 280
"""Characters a turn should keep to; what need not be said gives way."""

REMEMBERED = 3
"""Messages of hers that a learner can give back word by word."""


def seated(case: Case) -> tuple[Bargained, ...]:
    """The start of a negotiation; nothing in other families."""
    if case.bargain is None:
        return ()
    standing, opening = begun(case.bargain.domain)
    return (Bargained(move=None, reply=opening, standing=standing, policy=POLICY_VERSION),)


def course(attempt: Attempt) -> Course:
    """The game of an attempt, for the debrief.

    Raises:
        ValueError: it is no negotiation.
    """
    if not attempt.bargained:
        raise ValueError("the attempt is no negotiation")
    first, *turns = attempt.bargained
    return Course(
        opening=first.reply,
        exchanges=tuple(Exchange(move=t.move, reply=t.reply) for t in turns if t.move),
        standings=tuple(t.standing for t in attempt.bargained),
    )


@lru_cache(maxsize=256)
def turned(view: View) -> Turned:
    """What the learner's turn means, and what the counterpart makes of it."""
    lexicon, attempt, reading = view.case.bargain, view.attempt, view.reading
    assert lexicon is not None
    assert reading is not None
    before = attempt.bargained[-1]
    said = tuple(turn.text for turn in attempt.persona_turns[-REMEMBERED:])
    last = before.reply if before.move is not None else None
    heard = understood(lexicon, reading, Situation(before.standing, last, said))
    after, answer = answered(lexicon.domain, before.standing, heard.move, attempt.seed)
    return Turned(heard, before.standing, after, answer)


def ends(view: View, kind: EndKind) -> bool:
    """Whether the turn ends the negotiation in that way."""
    ended = turned(view).after.ended
    return ended is not None and ended.kind == kind


def recaps(view: View) -> bool:
    """Whether she answers with a recap."""
    return turned(view).reply.act is ReplyAct.RECAP


def terms_shown(view: View) -> bool:
    """Whether her offer is on the table."""
    return turned(view).after.table.shown


def bargain(view: View, ending: str) -> Answer:
    """She answers in terms of the case, or takes her leave."""
    now = turned(view)
    effect = Bargained(move=now.move, reply=now.reply, standing=now.after, policy=POLICY_VERSION)
    if ending:
        return parting(view, ending, why=now.reply.act.value, effects=(effect,))
    block = view.case.scenario.negotiation
    assert block is not None
    said = pieces(Voice(block, view.lang), now)
    parts = _within([(piece, _part(view, piece)) for piece in said])
    last = view.attempt.persona_turns[-1].text
    if "\n\n".join(part.text for part in parts) == last:
        parts = (*parts, reply(view, "keep-going"))
    return Answer(parts, (effect,), _why(now))


def _part(view: View, piece: Piece) -> Part:
    if piece.said is None:
        return reply(view, piece.kind)
    part = worded(view, piece.kind, piece.said, piece.places)
    return part if piece.kind == "recap-list" else Part(part.line, set_(part.text, view.lang))


def _within(said: list[tuple[Piece, Part]]) -> tuple[Part, ...]:
    """What must be said, and of the rest as much as fits, the last to come the first to go."""
    room = MOST - sum(len(part.text) + 2 for piece, part in said if piece.needed)
    kept = []
    for piece, part in said:
        if not piece.needed:
            if len(part.text) + 2 > room:
                continue
            room -= len(part.text) + 2
        kept.append(part)
    return tuple(kept)


def _why(now: Turned) -> tuple[str, ...]:
    """Reason keys: the act, the tactics, and the named parts of the change of her target."""
    return (
        now.reply.act.value,
        *((DENIED,) if denies(now) else ()),
        *now.reply.tactics,
        *(f"{term.name}:{term.by}" for term in now.reply.trace.terms),
    )
