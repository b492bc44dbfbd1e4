"""One turn made ready for the check: sentences, clauses and how each is meant."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dialogues.reading.folding import Folded, fold
from dialogues.reading.model import Act, Reading, Span, TermKind
from dialogues.truth.lexicon import anchor_patterns, lexicon

Mood = Literal["asserted", "asked", "condition", "hypothetical", "reported"]
_ASKS = frozenset({Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED})
_CUT = re.compile(
    r"[,;:] | \(|\) | - | (?=(?:mais|but|however|whereas|alors qu|tandis qu|cependant|toutefois|"
    r"donc|so|car|because|parce qu|puisqu|since|although|while|et non|and not|not by|pas par)\b)"
    r"| (?=(?:and|et) (?:we|you|i|our|your|it|they|if|nous|vous|je|j'|on|c'est|votre|notre|nos|vos|"
    r"si|tu|toi|moi)\b)"
    r"| (?<!even )(?<!meme )(?<!even)(?<!meme)(?=(?:if|si|unless|provided) )"
)
_THEN = re.compile(
    r"\b(?:if|si|unless|when|quand) [^,;:?]*? "
    r"(?=(?:we|i|you|they|(?:our|your|the|notre|votre|la|le) [a-z]+|nous|vous|on|je) "
    r"(?:will|'ll|won't|would|cannot|can't|must|refuse|refusera|paiera|paierait|bloque|ne paie)\b"
    r"|(?:it is|it's|that's|c'est) (?:on|at|for|our|your|pour|a|notre|votre|nous|vous)\b)"
)
_INDIRECT = re.compile(r"(?:verif|control|regard|check|sav|voir|see|know|dem|ask|test)[a-z]*$")
_BACK = re.compile(r"\b(?:mais|but|en fait|in fact|actually|en realite)\b")
_LEAD = re.compile(r"^[ ,]*(?:(?:et|and|mais|but|ou|or|meme|even|only|donc|so) )?")


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of folded text with one meaning."""

    start: int
    end: int
    text: str
    """The words, Incoterms blotted out."""
    mood: Mood
    negations: tuple[tuple[int, int], ...]
    """Where words deny, in places of the whole text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its clauses."""

    start: int
    end: int
    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class TermSaid:
    """An Incoterm where it is named."""

    start: int
    end: int
    rule: str
    place: str
    """The named place, folded; empty when none is named."""
    obsolete: bool
    rejected: bool
    """Named to be set aside: 'not FOB', 'FOB does not suit'."""
    mood: Mood
    loaded: bool
    """'EXW loaded': the variant in which the seller loads."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn: its folded text, its sentences, the Incoterms it names."""

    folded: Folded
    sentences: tuple[Sentence, ...]
    terms: tuple[TermSaid, ...]
    retractions: tuple[int, ...]
    anchors: dict[str, tuple[tuple[int, int], ...]]
    """Words that anchor rules, by name: where they stand, questions and reports left out."""

    heard_before: tuple[TermSaid, ...] = ()
    """Incoterms that the other side named just before this turn."""

    def span(self, start: int, end: int) -> Span:
        """The typed characters behind a stretch of folded text."""
        return self.folded.span(start, end)

    def sentence_at(self, at: int) -> Sentence:
        """The sentence that holds a place."""
        return next((s for s in self.sentences if s.start <= at <= s.end), self.sentences[-1])

    def clause_at(self, at: int) -> Clause:
        """The clause that holds a place."""
        clauses = self.sentence_at(at).clauses
        return next((c for c in clauses if c.start <= at < c.end), clauses[-1])


def hear_after(reading: Reading, other: Reading | None) -> Heard:
    """`reading` made ready, with what the other side had just said."""
    heard = hear(reading)
    named = hear(other).terms if other is not None else ()
    kept = tuple(t for t in named if not t.rejected and not t.obsolete)
    return replace(heard, heard_before=kept) if kept else heard


_Spot = tuple[int, int, str, str, bool]
"""Start and end in the typed text, rule, place, whether obsolete."""


def hear(reading: Reading) -> Heard:
    """`reading` made ready."""
    spots = tuple(
        (t.span.start, t.span.end, str(t.value), t.place or "", t.detail == "obsolete")
        for t in reading.terms
        if t.kind is TermKind.INCOTERM and t.value is not None
    )
    asked = tuple((a.span.start, a.span.end) for a in reading.acts if a.act in _ASKS)
    return _heard(reading.text, spots, asked)


@lru_cache(maxsize=512)
def _heard(typed: str, named: tuple[_Spot, ...], asks: tuple[tuple[int, int], ...]) -> Heard:
    folded = fold(typed)
    spots = [
        (
            bisect_left(folded.starts, start),
            bisect_left(folded.starts, end),
            rule,
            fold(place).text if place else "",
            obsolete,
        )
        for start, end, rule, place, obsolete in named
    ]
    blotted = list(folded.text)
    for (start, end, _, place, _), (*_, typed_place, _) in zip(spots, named, strict=True):
        name_end = end if typed_place[:1].isupper() else end - len(place)
        blotted[start:name_end] = "_" * (name_end - start)
    text = "".join(blotted)
    asked = tuple((bisect_left(folded.starts, a), bisect_left(folded.starts, b)) for a, b in asks)
    sentences = []
    at = 0
    for line in text.split("\n"):
        sentences.append(_sentence(text, at, at + len(line), asked))
        at += len(line) + 1
    heard = Heard(folded, tuple(sentences), (), (), {})
    terms = tuple(_term(heard, text, *spot) for spot in spots)
    retractions = tuple(found.start() for found in lexicon().retraction.finditer(text))
    return Heard(folded, tuple(sentences), terms, retractions, _anchors(heard))


def _anchors(heard: Heard) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for name, pattern in anchor_patterns().items():
        spots = tuple(
            match.span()
            for match in pattern.finditer(heard.folded.text)
            if heard.clause_at(match.start()).mood not in {"asked", "reported"}
        )
        if spots:
            found[name] = spots
    return found


def _term(
    heard: Heard, text: str, start: int, end: int, rule: str, place: str, obsolete: bool
) -> TermSaid:
    clause = heard.clause_at(start)
    words = lexicon()
    name_end = end - len(place) if place else end
    after = text[end : clause.end + 40].split("\n")[0]
    typed = heard.folded.text[name_end : clause.end + 40].split("\n")[0]
    before = words.rejected_before.search(text[max(clause.start, start - 28) : start])
    rejected = bool(
        before or words.rejected_after.match(after) or words.rejected_after.match(typed)
    )
    loaded = bool(words.loaded.match(after) or words.loaded.match(typed))
    return TermSaid(start, end, rule, place, obsolete, rejected, clause.mood, loaded)


def _sentence(text: str, start: int, end: int, asked: tuple[tuple[int, int], ...]) -> Sentence:
    line = text[start:end]
    marked = line.rstrip("\"') !.").endswith("?")
    tagged = marked and lexicon().tag.search(line) is not None
    here = [span for span in asked if span[0] < end and start < span[1]]
    if not marked:
        bare = lexicon().bare_question
        here = [(a, b) for a, b in here if bare.match(text[max(a, start) : end])]
    if marked and not here and not tagged:
        here = [(start, end)]
    if tagged:
        here = []
    cuts = [start]
    for cut in _CUT.finditer(line):
        if cut.group() == " " and _INDIRECT.search(line, 0, cut.start()):
            continue
        cuts.append(start + cut.end())
    cuts += [start + cut.end() for cut in _THEN.finditer(line)]
    cuts.sort()
    clauses = []
    told = False
    for begin, stop in zip(cuts, [*cuts[1:], end], strict=True):
        if begin >= stop:
            continue
        piece = text[begin:stop]
        told = (told and not _BACK.match(piece)) or bool(lexicon().reported.search(piece))
        mood = _mood(piece, begin, stop, here, told)
        clauses.append(Clause(begin, stop, piece, mood, _negations(piece, begin)))
    if not clauses:
        clauses.append(Clause(start, end, line, "asserted", ()))
    return Sentence(start, end, line, tuple(clauses))


def _mood(piece: str, begin: int, stop: int, asked: list[tuple[int, int]], told: bool) -> Mood:
    words = lexicon()
    if any(min(stop, b) - max(begin, a) > (stop - begin) / 2 for a, b in asked):
        return "asked"
    lead = _LEAD.match(piece)
    if words.condition.match(piece, lead.end() if lead else 0):
        return "condition"
    if told:
        return "reported"
    if (
        words.hypothetical.search(piece) or words.conditional.search(piece)
    ) and not words.not_hypothetical.search(piece):
        return "hypothetical"
    return "asserted"


def _negations(piece: str, begin: int) -> tuple[tuple[int, int], ...]:
    words = lexicon()
    idle = [found.span() for found in words.not_negation.finditer(piece)]
    return tuple(
        (begin + found.start(), begin + found.end())
        for found in words.negation.finditer(piece)
        if not any(a <= found.start() < b for a, b in idle)
    )
