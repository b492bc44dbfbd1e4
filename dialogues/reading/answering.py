"""Answering: what a message does to the other side's offer or demand, seen from both together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dialogues.reading.cues import Found
from dialogues.reading.folding import Folded, fold
from dialogues.reading.language import language_of
from dialogues.reading.model import NO_CONTEXT, Act, Context, Term, TermKind
from dialogues.reading.terms import terms_in

CERTAIN = 0.97
"""The strength of what both messages together show."""
_DEMANDS = re.compile(
    r"\b(?:(?:i|we)(?:'d| would| will|'ll| am|'m| are|'re)? (?:want|need|like|expect\w*|demand|"
    r"propose|offer|suggest|ask|"
    r"reject|refuse|willing|can (?:do|offer|give|go)|could (?:do|offer)|accept)|(?:je|nous|on) "
    r"(?:(?:vous )?(?:propos\w+|"
    r"offr\w+)|veux|voulons|voudrai\w+|souhait\w+|demand\w+|exig\w+|refus\w+|peux|pouvons|"
    r"accept\w+)|il (?:me|nous) "
    r"(?:faut|faudrait)|(?:my|our|notre|mon|ma) (?:offer|price|offre|prix|proposition)|deal|"
    r"d'accord|agree|how about|"
    r"what about|et si|disons|que diriez|let's|shall we|would you|will you|could you|can you|"
    r"pouvez vous|"
    r"voulez vous|accepteriez|seriez vous|si vous|if you|ca vous (?:va|convient|irait)|on "
    r"(?:part|dit|fait))\b"
)
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
_COUNTED = frozenset(
    {
        TermKind.AMOUNT,
        TermKind.PERCENT,
        TermKind.QUANTITY,
        TermKind.DURATION,
        TermKind.PAYMENT,
        TermKind.NUMBER,
    }
)


@dataclass(frozen=True, slots=True)
class _Other:
    terms: tuple[Term, ...]
    demands: bool
    asks_fact: bool


@lru_cache(maxsize=1024)
def _other(text: str) -> _Other:
    folded = fold(text)
    lang, _ = language_of(folded, None)
    terms = tuple(t for t in terms_in(folded, NO_CONTEXT, lang) if t.kind in _COUNTED)
    asks = re.search(
        r"\b(?:how (?:much|many|long)|what|when|where|combien|quel\w*|quand|comment)\b[^\n]*\?",
        folded.text,
    )
    return _Other(terms, bool(terms) or bool(_DEMANDS.search(folded.text)), bool(asks))


def answers_in(folded: Folded, terms: tuple[Term, ...], context: Context) -> Iterator[Found]:
    """Assent to an offer, and other terms set against it."""
    if not context.other.strip():
        return
    other = _other(context.other[:2000])
    text = folded.text
    if other.demands and _ASSENT.match(text) and "?" not in text:
        yield Found(Act.ACCEPT, 0, len(text), CERTAIN, "assent to an offer")
        return
    if other.demands and not other.asks_fact:
        for given in _GIVEN.finditer(text):
            start, end = text.rfind("\n", 0, given.start()) + 1, text.find("\n", given.start())
            end = len(text) if end < 0 else end
            if not _DENIES.search(text[start:end]):
                yield Found(Act.PROPOSE, start, end, 0.8, f"granted: {given.group()}")
    if not other.terms or other.asks_fact:
        return
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = [t for t in terms if t.kind in _COUNTED and _within(folded, t, start, end)]
        yield from _against(line, start, inside, other.terms)
        start = end + 1


def _within(folded: Folded, term: Term, start: int, end: int) -> bool:
    return start < end and folded.starts[start] <= term.span.start < folded.ends[end - 1]


def _against(line: str, start: int, own: list[Term], theirs: tuple[Term, ...]) -> Iterator[Found]:
    """Terms set against the same kind of terms: other figures offer, the same may assent."""
    rivals = [t for t in own if any(_same_kind(t, u) for u in theirs)]
    if not rivals or "?" in line:
        return
    fresh = [t for t in rivals if not any(_same_kind(t, u) and t.value == u.value for u in theirs)]
    if fresh and len(line.split()) <= 25:
        yield Found(Act.PROPOSE, start, start + len(line), 0.8, f"other terms: {fresh[0].text}")
    elif not fresh and _ASSENTS.search(line) and not _DENIES.search(line):
        yield Found(Act.ACCEPT, start, start + len(line), CERTAIN, f"their terms: {rivals[0].text}")


def _same_kind(one: Term, other: Term) -> bool:
    if not isinstance(one.value, Decimal) or not isinstance(other.value, Decimal):
        return False
    if TermKind.NUMBER in {one.kind, other.kind}:
        return Decimal("0.2") <= abs(one.value) / max(abs(other.value), Decimal(1)) <= Decimal(5)
    return one.kind is other.kind and one.unit == other.unit
