"""Points: whole offers taken, single points accepted, offers taken back."""

import re
from typing import Literal

from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import ReplyAct
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.understanding_claims import Heard
from dialogues.negotiation.understanding_cues import Clause, conditional, found, has, without
from dialogues.negotiation.understanding_names import Lexicon, Mention
from dialogues.negotiation.understanding_situation import Situation

_SHOWING = (ReplyAct.OFFER, ReplyAct.FINAL, ReplyAct.HOLD)
_ALL = re.compile(
    r"\b(?:tout|tous|toutes|all|everything|le reste|the rest|les autres|the others?)\b"
)


def taken(
    heard: Heard, situation: Situation, offer: dict[IssueId, Value], *, has_steps: bool
) -> Literal["offer", "alternative"] | None:
    """Whether the learner takes the counterpart's whole offer, or the alternative beside it."""
    standing, text = situation.standing, heard.folded.text
    if not standing.table.shown or standing.recap is not None or has_steps:
        return None
    if any(standing.table.offer.get(i) != v for i, v in offer.items()):
        return None
    if has("but", text) or "?" in text or conditional(text):
        return None
    second = standing.table.alternative is not None and has("alternative", text)
    agreed = has("agrees", text) or has("takes", text) or has("suits", text)
    if second and (agreed or len(text.split()) <= 8):  # "la deuxième, plutôt"
        return "alternative"
    if has("takes", text) and (not heard.mentions or _ALL.search(text)):
        return "offer"
    last = situation.last
    bare = has("takes_bare", text.strip().replace("\n", " "))
    if bare and last is not None and last.act in _SHOWING and last.offer is not None:
        asked_else = last.asks or last.problems
        return None if asked_else else "offer"
    return None


def accepted(
    lexicon: Lexicon, heard: Heard, standing: Standing, offer: dict[IssueId, Value]
) -> tuple[IssueId, ...]:
    """Issues on which the learner takes the counterpart's offer as it stands."""
    if not standing.table.shown:
        return ()
    text = heard.folded.text
    named = tuple(dict.fromkeys(m.issue for m in heard.mentions))
    everything = tuple(lexicon.namings)
    but = found("all_but", text)
    if but is not None:
        after = text[but.start() :]
        excepted = {m.issue for m in heard.mentions if m.start >= but.start()}
        if has("agrees", after[: but.end() - but.start()]) and not excepted:
            excepted = set(named)
        agreed = has("agrees", text) or has("suits", text) or has("takes", text)
        if excepted and (agreed or len(text.split()) <= 8):  # "tout sauf le prix"
            return tuple(i for i in everything if i not in excepted and i not in offer)
    if has("the_rest", text):
        return tuple(i for i in everything if i not in named and i not in offer)
    return _one_by_one(heard, offer)


def _one_by_one(heard: Heard, offer: dict[IssueId, Value]) -> tuple[IssueId, ...]:
    """Issues named beside a word of agreement, and no figure with them."""
    points: dict[IssueId, None] = {}
    agreeing = False
    waiting: list[Mention] = []
    line = -1
    for clause in heard.clauses:
        if clause.sentence_start != line:
            agreeing, line, waiting = False, clause.sentence_start, []
        inside = [m for m in heard.mentions if clause.start <= m.start < clause.end]
        agreeing = _agreeing(clause, inside, before=agreeing)
        if agreeing and not inside:
            inside = waiting
        short = len(clause.text.split()) <= 4  # "le volume,"
        waiting = inside if short and not (agreeing or has("negated", clause.text)) else []
        if not agreeing or clause.asks:
            continue
        for mention in inside:
            if mention.issue not in offer and mention.option is None:
                points[mention.issue] = None
    return tuple(points)


def _agreeing(clause: Clause, inside: list[Mention], *, before: bool) -> bool:
    if without("harmless", clause.text) != clause.text:
        return True
    text = clause.text
    if any(has(cue, text) for cue in ("negated", "refused", "withdraws")) or conditional(text):
        return False
    agrees = found("agrees", text)
    if agrees is not None:
        ahead = any(m.start - clause.start >= agrees.start() - 1 for m in inside)
        return ahead or has("suits", text) or not inside
    if has("suits", text):
        return True
    joined = text.startswith(("et ", "and ", ",", "pour ", "on ", "sur "))
    joined = joined or has("too", text)
    return before and joined and len(text.split()) <= 5  # "et pour le délai"


def withdrawn(
    heard: Heard, standing: Standing, offered: tuple[IssueId, ...]
) -> tuple[IssueId, ...]:
    """Issues on which the learner takes her own offer back; all of hers when she names none."""
    if not has("withdraws", heard.folded.text):
        return ()
    held = standing.table.learner
    named = {m.issue for m in heard.mentions} | {c.issue for c in heard.claims if c.issue}
    back = [i for i in held if i in named and i not in offered]
    if named:
        return tuple(back)
    return tuple(i for i in held if i not in offered)
