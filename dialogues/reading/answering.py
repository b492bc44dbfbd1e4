"""Answering: what a message does to the other side's offer or demand, seen from both together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogues.reading.cues import CERTAIN, Found
from dialogues.reading.folding import Folded, fold
from dialogues.reading.hearing import given_back
from dialogues.reading.model import Act, Context, Term
from dialogues.reading.other_side import (
    COUNTED,
    DEMANDS,
    OtherSide,
    other_side,
    said_before,
    same_kind,
)
from dialogues.reading.suggesting import names_only, suggests, taken, turns_to

_ASSENT = re.compile(
    r"^\W*(?:(?:ok|oui|yes|d'accord|entendu|parfait|tres bien|super|great|perfect|fine|sure|"
    r"agreed|deal|good|alright|"
    r"all right|absolutely|certainly|of course|bien sur|volontiers|excellent|understood|bon|top|"
    r"nickel|vendu|done|you got it|"
    r"ca marche|ca roule|c'est bon|c'est d'accord|sounds good|that works|works for (?:me|us)|no "
    r"problem|pas de (?:souci|probleme)|"
    r"avec plaisir|with pleasure|gladly|and|et|pour moi|pour nous|for me|for us|merci|thanks|"
    r"thank you|alors|then|tout a fait|"
    r"let's do (?:it|that)|on fait comme ca|faisons comme ca|it's a deal|i agree|je suis "
    r"d'accord|moi aussi|me too)\W*)+$"
)
_DENIES = re.compile(
    r"\b(?:no|not|non|pas|ne|n'|never|can't|cannot|won't|don't|impossible|refuse|reject|disagree|"
    r"jamais)\b"
)
_DOES_WITHOUT = re.compile(r"\b(?:without|sans|aucun\w*)\b")
_ASSENTS = re.compile(
    r"\b(?:ok|oui|yes|d'accord|entendu|parfait|fine|agree\w*|accept\w*|works|suits|great|perfect|"
    r"sure|convient|me va|nous va|va pour|bon pour|good|acceptable|deal|volontiers|marche)\b"
)
_GIVEN = re.compile(
    r"\b(?:you (?:can|could|will|would|may) (?:have|get|be|work|keep|take|start)|you'll (?:have|"
    r"get|be|work|start)|how about|what about|the best (?:i|we) can|best (?:i|we) can do|"
    r"vous (?:aurez|auriez|serez|seriez|pouvez avoir|pourriez avoir|toucherez|garderez)|"
    r"que diriez vous|le mieux que|(?:would|will|could|can) you (?:be |like to be )?(?:a|an|"
    r"willing|ok|okay|interested|accept|consider|take|work|agree|settle|do)|"
    r"are you (?:ok|okay|willing|interested|fine|open) (?:with|to|in)|"
    r"(?:accepteriez|prendriez|envisageriez) vous|"
    r"(?:seriez|etes) vous (?:pret\w*|d'accord|ok|ouvert\w*))\b"
)
_GETS = re.compile(
    r"\b(?:you (?:can|could|will|would|may) (?:have|get|be|keep|start)|you'll (?:have|get|be|"
    r"start)|"
    r"vous (?:aurez|auriez|serez|pouvez avoir|pourriez avoir|toucherez|garderez))\b"
)
"""Words that hand over what was wanted."""
_GRANTED = re.compile(
    r"^\W*(?:(?:ok|okay|bon|bien|soit|allez|alors|et|and|d'accord|oui|yes|fine|alright|all right|"
    r"well|so be it|then|tres bien|very well|entendu|pour vous|for you)\b\W*)*"
    r"(?:(?:prenez|prends|gardez|disons|mettons|va pour|take|have|keep|make it|let's say|say)\b|"
    r"(?:je|nous|on) (?:vous |te )?(?:peux|pouvons|peut|fais|faisons|fait|accord\w+|donn\w+|"
    r"laiss\w+|mont\w+|descend\w*|vais|passe\w*|consen\w+|accepte\w*|mets|met|mettons|veux bien)|"
    r"(?:i|we)(?: can| could|'ll| will| guess| would|'d)* (?:do|go|give|accept|make|allow|grant|"
    r"take|live with|move)\b)?"
)
"""Words with which somebody gives in: a concession only with the terms demanded."""
_YIELDS = re.compile(
    r"\W*(?:(?:bon|soit|allez|alright|well|prenez|take)\b|"
    r"(?:ok|okay|fine|d'accord)\W+(?:then |alors )?(?:i|we|je|nous|on)\b)"
)
"""Openings of a sentence that gives way; assent to their own figures accepts instead."""
_WANTED = re.compile(
    r"\b(?:(?:il (?:me|nous) (?:faut|faudrait)|(?:je|nous|on) (?:veux|veut|voulons|voudr\w+|"
    r"demand\w+|"
    r"souhait\w+|attend\w*|"
    r"exig\w+|cherch\w+|ne (?:peux|peut|pouvons)|besoin)|(?:i|we)(?:'d| would| "
    r"will)? (?:need|want|like|expect|ask|demand|require|can't|cannot|hoped?)|trop|too (?:much|"
    r"high|long|"
    r"short|expensive|low)|un (?:effort|geste)|pose probleme|is a problem|accepteriez|"
    r"could you|can "
    r"you|pouvez vous|pourriez vous|would you|faites (?:moi|nous)|sinon|at least|au moins|"
    r"minimum))\b"
)
_WITHOUT = re.compile(
    r"^\W*(?:(?:ok|okay|bon|soit|allez|alors|et|and|d'accord|fine|alright|well|then|"
    r"je (?:renonce a|"
    r"laisse tomber)|i'll (?:drop|waive)|we'll (?:drop|waive)|pas d[e']|plus d[e']|sans|no|without|"
    r"aucun\w*|l[ea]|l'|the|your|votre)\b\W*)+(?P<what>[a-z]{5,})\b"
)
_MOST_GRANTED = 12
"""Words of a sentence that gives in and does nothing else."""
_SHORT_GRANT = 6
_MOST_SET_AGAINST = 25
_MOST_NAMED = 10
"""Words of a sentence that only names terms; a longer one may tell of something else."""
_WITHHELD = re.compile(
    r"\b(?:no|not|cannot|can't|won't|wouldn't|unable|never|isn't|aren't|don't|doesn't|pas|aucun\w*|"
    r"impossible|ne peu\w+|plus de|exclu\w*)\b"
)
_NOT_WITHHELD = re.compile(
    r"\b(?:no (?:problem|issue|worries|doubt|trouble)|not (?:a problem|bad)|why not|don't worry|if "
    r"not|sinon|pas de (?:souci|probleme)|pourquoi pas|not only|n'est ce pas|mais si|anymore)\b"
)
_TIED = re.compile(
    r"\b(?:contre|against|en echange|in exchange|in return|a condition|provided|moyennant|if you|"
    r"si vous)\b"
)
"""What ties a move to another is a trade, also in a question."""
_CONDITIONAL_ONLY = re.compile(r"\b(?:si|if|unless|a moins|sauf|except|until|tant que)\b")
_CONDITIONAL = re.compile(
    r"\b(?:si|if|contre|against|en echange|in exchange|in return|a condition|provided|mais|but|"
    r"pas|not|no|non|can't|cannot|moyennant|when you)\b"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence and the terms in it that can be set against others."""

    start: int
    end: int
    text: str
    own: tuple[Term, ...]

    def found(self, act: Act, strength: float, why: str) -> Found:
        """An act done by the whole sentence."""
        return Found(act, self.start, self.end, strength, why)


def _lines(folded: Folded, terms: tuple[Term, ...]) -> Iterator[_Line]:
    start = 0
    for text in folded.text.split("\n"):
        end = start + len(text)
        own = tuple(t for t in terms if t.kind in COUNTED and _within(folded, t, start, end))
        yield _Line(start, end, text, own)
        start = end + 1


def answers_in(folded: Folded, terms: tuple[Term, ...], context: Context) -> Iterator[Found]:
    """Assent to an offer, and other terms set against it."""
    if not context.other.strip():
        return
    said = said_before(context)
    other = other_side(said)
    text = folded.text
    if other.demands and _ASSENT.match(text) and "?" not in text:
        yield Found(Act.ACCEPT, 0, len(text), CERTAIN, "assent to an offer")
        return
    lines = tuple(_lines(folded, terms))
    if other.demands and not other.asks_fact:
        for line in lines:
            yield from _given(line, said, other)
        yield from taken(text)
    if other.demands:
        yield from _withheld(lines, said)
        yield from _named(lines, other)
    if other.asks_offer:
        yield from _held_out(lines)
    yield from _insisted(lines, other)
    yield from _conceded(lines, said, other)
    if other.terms and not other.asks_fact:
        for line in lines:
            yield from _against(line, other.terms)


def _given(line: _Line, said: str, other: OtherSide) -> Iterator[Found]:
    """What is handed over: just what the other side wants, or something else."""
    if _DENIES.search(line.text) or turns_to(line.text):
        return
    for given in _GIVEN.finditer(line.text):
        if _grants(line, said, other):
            yield line.found(Act.ACCEPT, CERTAIN, f"grants it: {given.group()}")
        else:
            yield line.found(Act.PROPOSE, 0.8, f"granted: {given.group()}")


def _grants(line: _Line, said: str, other: OtherSide) -> bool:
    """Whether what is granted is just what the other side wants."""
    if _bound(line.text) or not _GETS.search(line.text):
        return False
    if line.own:
        return all(_named_by(t, other.terms) for t in line.own)
    words, _ = given_back(line.text, said)
    return words > 0 and bool(_WANTED.search(fold(said).text))


def _bound(text: str) -> bool:
    """Whether a sentence asks, or ties what it says to something else."""
    return "?" in text or bool(_CONDITIONAL.search(text) or _TIED.search(text))


def _named_by(term: Term, others: tuple[Term, ...]) -> bool:
    """Whether the same figure stands among other terms of its kind."""
    return any(same_kind(term, u) and term.value == u.value for u in others)


def _insisted(lines: tuple[_Line, ...], other: OtherSide) -> Iterator[Found]:
    """Terms held on to after the other side turned them down."""
    for line in lines:
        again = [t for t in line.own if _named_by(t, other.refused)]
        if again and not _DENIES.search(line.text):
            yield line.found(Act.PROPOSE, 0.8, f"held on to: {again[0].text}")


def _held_out(lines: tuple[_Line, ...]) -> Iterator[Found]:
    """Terms named in answer to what one offers."""
    for line in lines:
        if line.own and not _bound(line.text) and len(line.text.split()) <= _MOST_NAMED:
            yield line.found(Act.PROPOSE, CERTAIN, f"named as asked: {line.own[0].text}")


def _named(lines: tuple[_Line, ...], other: OtherSide) -> Iterator[Found]:
    """Figures of one's own in a question of a few words: '10 hours okay?'."""
    for line in lines:
        fresh = not any(o.value == t.value for o in line.own for t in other.terms)
        if line.own and fresh and "?" in line.text and names_only(line.text):
            yield line.found(Act.PROPOSE, CERTAIN, f"terms named: {line.own[0].text}")


def _withheld(lines: tuple[_Line, ...], said: str) -> Iterator[Found]:
    """A denial of the very thing that the other side demands."""
    wanted = "\n".join(
        line
        for line in fold(said).text.split("\n")
        if DEMANDS.search(line)
        and not _DENIES.search(line)
        and not _DOES_WITHOUT.search(line)
        and "?" not in line
    )
    if not wanted:
        return
    for line in lines:
        denied = _WITHHELD.search(line.text)
        if (
            denied
            and any(given_back(line.text, wanted))
            and "?" not in line.text
            and not _NOT_WITHHELD.search(line.text)
            and not _CONDITIONAL_ONLY.search(line.text)
        ):
            yield line.found(Act.REFUSE, 0.8, f"denies what is asked: {denied.group()}")


def _conceded(lines: tuple[_Line, ...], said: str, other: OtherSide) -> Iterator[Found]:
    """A move to the terms that the other side wants, or away from those it refuses."""
    wanted = fold(said).text
    if not _WANTED.search(wanted):
        return
    for line in lines:
        if "?" in line.text or len(line.text.split()) > _MOST_GRANTED:
            continue
        given = _GRANTED.match(line.text)
        figures = [t for t in line.own if any(same_kind(t, u) for u in other.terms)]
        if (
            figures
            and given
            and given.group().strip()
            and not other.asks_fact
            and not _CONDITIONAL.search(line.text)
            and not re.match(r"\W*(?:ok(?:ay)?|d'accord|bon) (?:for|pour|with|avec)\b", line.text)
            and _YIELDS.match(line.text)
        ):
            yield line.found(Act.CONCEDE, CERTAIN, f"gives way: {figures[0].text}")
            return
        dropped = _WITHOUT.match(line.text)
        if (
            dropped
            and re.search(
                r"\b(?:sans|no|without|plus|pas|aucun\w*|drop|waive|renonce)\b", line.text
            )
            and dropped.group("what")[:6] in wanted
            and len(line.text.split()) <= _SHORT_GRANT
        ):
            yield line.found(Act.CONCEDE, CERTAIN, f"drops: {dropped.group('what')}")
            return


def _within(folded: Folded, term: Term, start: int, end: int) -> bool:
    return start < end and folded.starts[start] <= term.span.start < folded.ends[end - 1]


def _against(line: _Line, theirs: tuple[Term, ...]) -> Iterator[Found]:
    """Terms set against the same kind of terms: other figures offer, the same may assent."""
    rivals = [t for t in line.own if any(same_kind(t, u) for u in theirs)]
    if not rivals:
        return
    fresh = [t for t in rivals if not _named_by(t, theirs)]
    if "?" in line.text:
        if fresh and not _TIED.search(line.text) and (names_only(line.text) or suggests(line.text)):
            yield line.found(Act.PROPOSE, CERTAIN, f"other terms suggested: {fresh[0].text}")
    elif fresh and len(line.text.split()) <= _MOST_SET_AGAINST:
        yield line.found(Act.PROPOSE, 0.8, f"other terms: {fresh[0].text}")
    elif (
        not fresh
        and not _CONDITIONAL.search(line.text)
        and _ASSENTS.search(line.text)
        and not _DENIES.search(line.text)
    ):
        yield line.found(Act.ACCEPT, CERTAIN, f"their terms: {rivals[0].text}")
