"""The other side: what its last message names, demands, settles or asks."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dialogues.reading.folding import fold
from dialogues.reading.language import language_of
from dialogues.reading.model import NO_CONTEXT, Context, Term, TermKind
from dialogues.reading.terms import terms_in

_LONGEST = 2000
"""Characters of the other side's message that are looked at."""
DEMANDS = re.compile(
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
_WANTS = re.compile(
    r"\b(?:(?:i|we)(?:'d| would| will|'ll| am|'m| are|'re)? (?:want|need|like|expect\w*|demand|"
    r"propose|offer|suggest|ask|willing|looking|can (?:do|offer|give|go)|could (?:do|offer))|"
    r"(?:je|nous|on) (?:(?:vous )?(?:propos\w+|offr\w+)|veux|voulons|voudrai\w+|souhait\w+|"
    r"demand\w+|exig\w+|peux|pouvons|cherch\w+)|il (?:me|nous) (?:faut|faudrait)|how about|"
    r"what about|let's|on (?:part|dit|fait) sur)\b|\?"
)
_TURNED_DOWN = re.compile(
    r"\b(?:reject\w*|refus\w*|disagree\w*|(?:not|n't|cannot) (?:accept|agree to|take)|"
    r"(?:ne )?(?:peux|peut|pouvons) pas accepter|n'accept\w+ pas|pas d'accord|too (?:much|high|low|"
    r"long|short|expensive)|trop (?:cher|chere|long|longue|haut|eleve\w*|court|bas))\b"
)
_ASKS_OFFER = re.compile(
    r"\b(?:(?:to|you) (?:offer|suggest|propose|have in mind|thinking)|(?:your|the) "
    r"(?:offer|proposal|terms|conditions|price)|(?:proposez|offrez|suggerez|proposeriez|offririez) "
    r"vous|vous (?:me |nous )?(?:proposez|offrez|suggerez|proposeriez)|(?:a )?(?:proposer|offrir)|"
    r"(?:votre|vos) (?:offre|proposition|prix|conditions))\b[^\n]*\?"
)
_SETTLES = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| can)? (?:also )?(?:accept|agree|reject|refuse|disagree)|"
    r"i'm happy that you accept|great that you agree|(?:j'|je |nous |on )(?:l')?(?:accept\w+|"
    r"refus\w+|suis d'accord|sommes d'accord|est d'accord))\b"
)
COUNTED = frozenset(
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
class OtherSide:
    """The other side's last message."""

    terms: tuple[Term, ...]
    refused: tuple[Term, ...]
    """Terms of the reader's own side that it turns down."""
    demands: bool
    """Whether it puts something up, so that a short assent agrees to it."""
    asks_fact: bool
    asks_offer: bool
    settles: bool
    """Whether it only agrees or refuses: nothing is left to agree to."""


def said_before(context: Context) -> str:
    """The other side's message, as much of it as an answer is set beside."""
    return context.other[:_LONGEST]


@lru_cache(maxsize=1024)
def other_side(text: str) -> OtherSide:
    """What the other side's message does, as far as an answer to it must know."""
    folded = fold(text)
    lang, _ = language_of(folded, None)
    terms = tuple(t for t in terms_in(folded, NO_CONTEXT, lang) if t.kind in COUNTED)
    asks = re.search(
        r"\b(?:how (?:much|many|long)|what|when|where|combien|quel\w*|quand|comment)\b[^\n]*\?",
        folded.text,
    )
    down = [
        folded.span(m.start(), m.end())
        for m in re.finditer(r"[^\n]+", folded.text)
        if _TURNED_DOWN.search(m.group())
    ]
    refused = tuple(t for t in terms if any(s.start <= t.span.start < s.end for s in down))
    return OtherSide(
        tuple(t for t in terms if t not in refused),
        refused,
        demands=bool(terms) or bool(DEMANDS.search(folded.text)),
        asks_fact=bool(asks),
        asks_offer=bool(_ASKS_OFFER.search(folded.text)),
        settles=bool(_SETTLES.search(folded.text)) and not _WANTS.search(folded.text),
    )


def same_kind(one: Term, other: Term) -> bool:
    """Whether two terms can be set against each other."""
    if not isinstance(one.value, Decimal) or not isinstance(other.value, Decimal):
        return False
    if TermKind.NUMBER in {one.kind, other.kind}:
        return Decimal("0.2") <= abs(one.value) / max(abs(other.value), Decimal(1)) <= Decimal(5)
    return one.kind is other.kind and one.unit == other.unit
