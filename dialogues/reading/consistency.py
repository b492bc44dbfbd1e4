"""Consistency: acts that the polarity, the figures or the other side's message rule out."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dialogues.reading.cues import CERTAIN, Found, heard_only
from dialogues.reading.features import SURE
from dialogues.reading.folding import Folded, fold
from dialogues.reading.model import Act, Context, Term
from dialogues.reading.other_side import COUNTED, OtherSide, other_side, said_before, same_kind
from dialogues.reading.rules import judged, line_of
from dialogues.reading.suggesting import turns_to
from dialogues.reading.topics import holds

Weighed = tuple[Found, float]
_BOTH_SIDES = re.compile(r"\b(?:you|vous|tu)\b.{3,}\b(?:i|we|je|j'|nous|on)\b")
_IF_YOU = re.compile(r"\b(?:si (?:vous|tu)|if (?:you|u)|des que vous|once you)\b")
_TO_COME = re.compile(
    r"\b(?:will|won't|shall|(?:i|we|you|it|they|he|she|that|there)'ll|(?:is|are|am) going to|"
    r"(?:je|nous|on|vous|tu|il|elle|ils|elles|ca|cela) (?:\w+ ){0,2}\w{2,}(?:erai|irai|drai|erons|"
    r"irons|drons|erez|irez|drez|era|ira|dra|eront|iront|dront)|"
    r"(?:vais|allons|vont|va) (?:\w+ )?\w{2,}(?:er|ir|re))\b"
)
"""What is still to come proves nothing yet."""
_LEFT_TO_YOU = re.compile(
    r"\b(?:you|vous|tu) (?:can|could|may|might|are free to|pouvez|pourriez|peux|pourrais|etes "
    r"libre de) (?:also |just |simply |always |aussi |simplement |toujours )?(?:choose|pick|select|"
    r"decide|donate|give|choisir|decider|selectionner|donner|indiquer)\b"
)
"""What is left to the other side's choice is told, or proposed, not argued for."""
_SHORT = 6
"""Words of a reaction."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """A message with what was found in it, and what the other side said before."""

    folded: Folded
    terms: tuple[Term, ...]
    believed: tuple[Weighed, ...]
    other: OtherSide | None
    heard: str
    """The other side's message, folded."""

    def sums_up(self, found: Found) -> bool:
        """Whether a summary is shown by its wording, here or where it was asked for."""
        shown = found.strength >= SURE and not found.why.startswith("like: ")
        own = self.folded.text
        worded = _has("sums_up", own) or _has("leads_up", own) or _has("sums_up", self.heard)
        return shown or (worded and not any(f.act is Act.TRADE for f, _ in self.believed))

    def place(self, found: Found) -> tuple[int, int]:
        """Where the sentence starts and ends in which an act is done."""
        start, _ = line_of(self.folded, found.start)
        _, end = line_of(self.folded, max(found.start, found.end - 1))
        return start, end

    def line(self, found: Found) -> str:
        """The sentence in which an act is done."""
        start, end = self.place(found)
        return self.folded.text[start:end]

    def figures(self, found: Found) -> list[Term]:
        """The terms named in that sentence that can be counted."""
        span = self.folded.span(*self.place(found))
        return [
            t for t in self.terms if t.kind in COUNTED and span.start <= t.span.start < span.end
        ]

    def beside(self, found: Found, act: Act) -> bool:
        """Whether the wording itself shows `act` in the same place."""
        return any(
            f.act is act and f.strength >= SURE and f.start < found.end and found.start < f.end
            for f, _ in self.believed
        )


def consistent(
    believed: list[Weighed], folded: Folded, terms: tuple[Term, ...], context: Context
) -> list[Weighed]:
    """The findings that nothing in either message rules out; some do something else."""
    said = said_before(context)
    other = other_side(said) if said.strip() else None
    talk = _Talk(folded, terms, tuple(believed), other, fold(said).text if other else "")
    return [
        (_recast(found, talk), likely)
        for found, likely in believed
        if not _ruled_out(found, talk) and not (heard_only(found) and _unheard(found, likely, talk))
    ]


def _has(name: str, text: str) -> bool:
    """Whether one of the words written under `name` stands in folded text."""
    return holds("consistency.yaml", name, text)


def only_reacts(said: str) -> bool:
    """Whether a few words only say what one thinks of what was said."""
    if len(said.split()) > _SHORT or not _has("reaction_finds", said):
        return False
    return _has("reaction_points", said) or _has("reaction_opens", said)


def _ruled_out(found: Found, talk: _Talk) -> bool:
    """What even a cue does not show: reasons and assent asked for, assent to what is settled."""
    if found.act is Act.INFORM:
        alone = all(f.act is Act.INFORM for f, _ in talk.believed)
        return not alone and only_reacts(talk.folded.text[found.start : found.end])
    if found.act is Act.PROVE and found.strength < SURE and _only_told(found, talk):
        return True
    if found.act is Act.SUMMARISE and not talk.sums_up(found):
        return talk.other is None or not talk.other.demands
    asks = talk.line(found).rstrip().endswith("?")
    if found.act in {Act.ARGUE, Act.PROVE}:
        return asks and found.strength < CERTAIN
    if found.act is not Act.ACCEPT:
        return False
    if asks and found.end >= talk.place(found)[1]:
        return True
    if found.why.startswith("their terms") and any(
        talk.beside(found, act) for act in (Act.ACKNOWLEDGE, Act.REFORMULATE)
    ):
        return True
    return bool(talk.other and talk.other.settles and not talk.figures(found))


def _recast(found: Found, talk: _Talk) -> Found:
    """A finding that offers, seen beside the other side's demands."""
    other = talk.other
    if other is None:
        return found
    if found.act is Act.ACCEPT and (why := _new_figures(found, talk, other)):
        return Found(Act.PROPOSE, found.start, found.end, max(SURE, found.strength), why)
    if not other.demands:
        return found
    if not other.asks_fact and _names_terms(found, talk.line(found)):
        why = f"held out: {talk.line(found).strip()}"
        return Found(Act.PROPOSE, found.start, found.end, CERTAIN, why)
    if found.act is Act.SUMMARISE and not talk.sums_up(found):
        return Found(Act.PROPOSE, found.start, found.end, SURE, "terms set against a demand")
    return found


def _new_figures(found: Found, talk: _Talk, other: OtherSide) -> str | None:
    """What is named that can be set against the other side's figures and equals none of them."""
    rivals = [t for t in talk.figures(found) if any(same_kind(t, u) for u in other.terms)]
    same = any(same_kind(t, u) and t.value == u.value for t in rivals for u in other.terms)
    return None if same or not rivals else f"other terms: {rivals[0].text}"


def _names_terms(found: Found, line: str) -> bool:
    """Whether 'what about' names terms to be taken, not an issue to be talked over."""
    return (
        found.act is Act.ASK_FACT
        and found.why.lower().startswith(("question: what about", "question: how about"))
        and not turns_to(line)
    )


def _unheard(found: Found, likely: float, talk: _Talk) -> bool:
    """Whether a sentence lacks what an act that only the classifier hears would need."""
    needs = _NEEDS.get(found.act)
    return needs is not None and needs(found, likely, talk)


def _ends_flat(found: Found, _: float, talk: _Talk) -> bool:
    return talk.line(found).rstrip().endswith((".", "!"))


def _willing(found: Found, _: float, talk: _Talk) -> bool:
    return not _has("unwilling", talk.line(found))


def _denied(found: Found, _: float, talk: _Talk) -> bool:
    said = talk.folded.text[found.start : found.end]
    denied = _has("denied", said) and not _has("harmless", said)
    return denied or talk.beside(found, Act.REFUSE)


def _untied(found: Found, _: float, talk: _Talk) -> bool:
    line = talk.line(found)
    return not _has("ties", line) and not _BOTH_SIDES.search(line)


def _only_heard_out(found: Found, _: float, talk: _Talk) -> bool:
    """Whether a move only lets the other side have its say: its point is granted, or given back."""
    if talk.beside(found, Act.ACKNOWLEDGE):
        return True
    theirs = (*talk.other.terms, *talk.other.refused) if talk.other else ()
    named = talk.figures(found)
    here = talk.place(found)
    back = any(f.act is Act.REFORMULATE and talk.place(f) == here for f, _ in talk.believed)
    return bool(back and named) and all(
        any(same_kind(t, u) and t.value == u.value for u in theirs) for t in named
    )


def _only_told(found: Found, talk: _Talk) -> bool:
    """Whether somebody speaks of their own house and names nothing that others could check."""
    said = talk.folded.text[found.start : found.end]
    return _has("own", talk.line(found)) and not _has("evidence", said) and "%" not in said


def _kindly_tied(found: Found, _: float, talk: _Talk) -> bool:
    """Whether a condition only says what is to be had: 'it is yours if you order by May'."""
    line = talk.line(found)
    return _IF_YOU.search(line) is not None and not _has("threatens", line)


def _complains(found: Found, _: float, talk: _Talk) -> bool:
    return judged(talk.line(found)) and len(talk.figures(found)) <= 1


def _promised(found: Found, _: float, talk: _Talk) -> bool:
    said = talk.folded.text[found.start : found.end]
    return bool(_TO_COME.search(said)) and not _has("evidence", said) and "%" not in said


def _nothing_said(_: Found, __: float, talk: _Talk) -> bool:
    return talk.other is None


def _gives_back(_: Found, __: float, talk: _Talk) -> bool:
    return any(f.act is Act.REFORMULATE and f.strength >= SURE for f, _ in talk.believed)


def _benefits_nobody(found: Found, likely: float, talk: _Talk) -> bool:
    said = talk.folded.text[found.start : found.end]
    proof = max((p for f, p in talk.believed if f.act is Act.PROVE), default=0.0)
    if _LEFT_TO_YOU.search(said) or _has("procedure", said):
        return True
    return likely < proof and not _has("you", said)


_NEEDS: dict[Act, Callable[[Found, float, _Talk], bool]] = {
    Act.ASK_OPEN: _ends_flat,
    Act.ASK_FACT: _ends_flat,
    Act.ASK_CLOSED: _ends_flat,
    Act.CHECK: _ends_flat,
    Act.REFUSE: _willing,
    Act.ACCEPT: _denied,
    Act.TRADE: _untied,
    Act.CONCEDE: _only_heard_out,
    Act.OFFEND: _gives_back,
    Act.REFORMULATE: _nothing_said,
    Act.ARGUE: _benefits_nobody,
    Act.PROVE: _promised,
    Act.PRESSURE: _kindly_tied,
    Act.PROPOSE: _complains,
}
"""Per act what speaks against it when no cue speaks for it: meaning is blind to polarity."""
