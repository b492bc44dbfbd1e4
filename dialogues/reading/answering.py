"""Answering: what a message does to the other side's offer or demand, seen from both together."""

import re
from collections.abc import Iterator

from dialogues.reading.cues import CERTAIN, Found
from dialogues.reading.folding import Folded, fold
from dialogues.reading.hearing import given_back
from dialogues.reading.model import Act, Context, Term
from dialogues.reading.other_side import COUNTED, DEMANDS, OtherSide, other_side, same_kind
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


def answers_in(folded: Folded, terms: tuple[Term, ...], context: Context) -> Iterator[Found]:
    """Assent to an offer, and other terms set against it."""
    if not context.other.strip():
        return
    other = other_side(context.other[:2000])
    text = folded.text
    if other.demands and _ASSENT.match(text) and "?" not in text:
        yield Found(Act.ACCEPT, 0, len(text), CERTAIN, "assent to an offer")
        return
    if other.demands and not other.asks_fact:
        for given in _GIVEN.finditer(text):
            start, end = text.rfind("\n", 0, given.start()) + 1, text.find("\n", given.start())
            end = len(text) if end < 0 else end
            line = text[start:end]
            if _DENIES.search(line) or turns_to(line):
                continue
            if _grants(folded, line, start, terms, context.other[:2000], other):
                yield Found(Act.ACCEPT, start, end, CERTAIN, f"grants it: {given.group()}")
            else:
                yield Found(Act.PROPOSE, start, end, 0.8, f"granted: {given.group()}")
        yield from taken(text)
    if other.demands:
        yield from _withheld(folded, context.other[:2000])
        yield from _named(folded, terms, other)
    if other.asks_offer:
        yield from _held_out(folded, terms)
    yield from _insisted(folded, terms, other)
    yield from _conceded(folded, terms, context.other[:2000], other)
    if not other.terms or other.asks_fact:
        return
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = [t for t in terms if t.kind in COUNTED and _within(folded, t, start, end)]
        if not inside:
            start = end + 1
            continue
        yield from _against(line, start, inside, other.terms)
        start = end + 1


def _grants(
    folded: Folded, line: str, start: int, terms: tuple[Term, ...], said: str, other: OtherSide
) -> bool:
    """Whether what is granted is just what the other side wants."""
    if _TIED.search(line) or _CONDITIONAL.search(line) or "?" in line or not _GETS.search(line):
        return False
    own = [t for t in terms if t.kind in COUNTED and _within(folded, t, start, start + len(line))]
    if own:
        return all(any(same_kind(t, u) and t.value == u.value for u in other.terms) for t in own)
    words, _ = given_back(line, said)
    return words > 0 and bool(_WANTED.search(fold(said).text))


def _insisted(folded: Folded, terms: tuple[Term, ...], other: OtherSide) -> Iterator[Found]:
    """Terms held on to after the other side turned them down."""
    start = 0
    for line in folded.text.split("\n"):
        end = start + len(line)
        own = [t for t in terms if t.kind in COUNTED and _within(folded, t, start, end)]
        again = [
            t for t in own if any(same_kind(t, u) and t.value == u.value for u in other.refused)
        ]
        if again and not _DENIES.search(line):
            yield Found(Act.PROPOSE, start, end, 0.8, f"held on to: {again[0].text}")
        start = end + 1


def _held_out(folded: Folded, terms: tuple[Term, ...]) -> Iterator[Found]:
    """Terms named in answer to what one offers."""
    start = 0
    for line in folded.text.split("\n"):
        end = start + len(line)
        own = [t for t in terms if t.kind in COUNTED and _within(folded, t, start, end)]
        bound = "?" in line or _CONDITIONAL.search(line) or _TIED.search(line)
        if own and not bound and len(line.split()) <= _MOST_NAMED:
            yield Found(Act.PROPOSE, start, end, CERTAIN, f"named as asked: {own[0].text}")
        start = end + 1


def _named(folded: Folded, terms: tuple[Term, ...], other: OtherSide) -> Iterator[Found]:
    """Figures of one's own in a question of a few words: '10 hours okay?'."""
    start = 0
    for line in folded.text.split("\n"):
        end = start + len(line)
        if "?" in line and names_only(line):
            own = [t for t in terms if t.kind in COUNTED and _within(folded, t, start, end)]
            if own and not any(o.value == t.value for o in own for t in other.terms):
                yield Found(Act.PROPOSE, start, end, CERTAIN, f"terms named: {own[0].text}")
        start = end + 1


def _withheld(folded: Folded, said: str) -> Iterator[Found]:
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
    start = 0
    for line in folded.text.split("\n"):
        end = start + len(line)
        denied = _WITHHELD.search(line)
        words, figures = given_back(line, wanted)
        if (
            denied
            and (words or figures)
            and "?" not in line
            and not _NOT_WITHHELD.search(line)
            and not _CONDITIONAL_ONLY.search(line)
        ):
            yield Found(Act.REFUSE, start, end, 0.8, f"denies what is asked: {denied.group()}")
        start = end + 1


def _conceded(
    folded: Folded, terms: tuple[Term, ...], said: str, other: OtherSide
) -> Iterator[Found]:
    """A move to the terms that the other side wants, or away from those it refuses."""
    wanted = fold(said).text
    if not _WANTED.search(wanted):
        return
    start = 0
    for line in folded.text.split("\n"):
        end = start + len(line)
        if "?" not in line and len(line.split()) <= _MOST_GRANTED:
            own = [t for t in terms if t.kind in COUNTED and _within(folded, t, start, end)]
            given = _GRANTED.match(line)
            figures = [t for t in own if any(same_kind(t, u) for u in other.terms)]
            leads = bool(given and given.group().strip())
            if (
                figures
                and leads
                and not other.asks_fact
                and not _CONDITIONAL.search(line)
                and not re.match(r"\W*(?:ok(?:ay)?|d'accord|bon) (?:for|pour|with|avec)\b", line)
                and _YIELDS.match(line)
            ):
                yield Found(Act.CONCEDE, start, end, CERTAIN, f"gives way: {figures[0].text}")
                return
            dropped = _WITHOUT.match(line)
            if (
                dropped
                and re.search(r"\b(?:sans|no|without|plus|pas|aucun\w*|drop|waive|renonce)\b", line)
                and dropped.group("what")[:6] in wanted
                and len(line.split()) <= _SHORT_GRANT
            ):
                yield Found(Act.CONCEDE, start, end, CERTAIN, f"drops: {dropped.group('what')}")
                return
        start = end + 1


def _within(folded: Folded, term: Term, start: int, end: int) -> bool:
    return start < end and folded.starts[start] <= term.span.start < folded.ends[end - 1]


def _against(line: str, start: int, own: list[Term], theirs: tuple[Term, ...]) -> Iterator[Found]:
    """Terms set against the same kind of terms: other figures offer, the same may assent."""
    rivals = [t for t in own if any(same_kind(t, u) for u in theirs)]
    if not rivals:
        return
    fresh = [t for t in rivals if not any(same_kind(t, u) and t.value == u.value for u in theirs)]
    if "?" in line:
        if fresh and not _TIED.search(line) and (names_only(line) or suggests(line)):
            why = f"other terms suggested: {fresh[0].text}"
            yield Found(Act.PROPOSE, start, start + len(line), CERTAIN, why)
    elif fresh and len(line.split()) <= 25:
        yield Found(Act.PROPOSE, start, start + len(line), 0.8, f"other terms: {fresh[0].text}")
    elif (
        not fresh
        and not _CONDITIONAL.search(line)
        and _ASSENTS.search(line)
        and not _DENIES.search(line)
    ):
        yield Found(Act.ACCEPT, start, start + len(line), CERTAIN, f"their terms: {rivals[0].text}")
