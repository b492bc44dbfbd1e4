"""Questions: open, factual, closed or checking, with or without a question mark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dialogues.reading.bare_questions import BARE, MARKED, intoned, onset_of, reported, unmistakable
from dialogues.reading.content import alternatives
from dialogues.reading.cues import Found
from dialogues.reading.folding import Folded
from dialogues.reading.inversion import asked_last, inverted_in, is_it_that, verb_first
from dialogues.reading.model import Act
from dialogues.reading.open_or_fact import open_or_fact
from dialogues.reading.suggesting import turns_to

_STARTS = re.compile(
    r"(?:[,;:)\"] ?(?:-+ )?|- |\b(?:et|mais|donc|alors|and|but|so|or|ou|parce que|because|then) )"
)
_ACCENTED = re.compile("[éèêàçùâîôû]", re.IGNORECASE)
"""Who writes accents writes 'où' with its own, and 'est-ce' with its hyphen."""
_MOST_STARTS = 12
_RELATIVE = re.compile(
    r"\b(?:qui|que|qu'|who|whom|whose|which|where|when|d'ou|quand|ou|what|"
    r"(?:a|dans|en|par|pour|sur|avec|sous|chez|vers) l(?:equel|aquelle|esquel(?:le)?s))$"
)
"""Words that also join clauses: inside a sentence they ask only with a mark and a verb."""
_THAT = re.compile(r"(?<!ce )qu(?:e|')$")
_WH_FIRST = re.compile(
    r"(?:(?:a|de|en|dans|sur|pour|par|avec|sous|depuis|jusqu'a|vers|chez|in|on|at|for|from|to|by|"
    r"with|of|about|until) )?"
    r"(?:quand|ou|qui|quoi|combien|quel(?:le)?s?|lequel|laquelle|d'ou|qu(?:'| )|when|where|who|"
    r"whom|whose|which)\b(?! (?:vous|nous|je|the|you|we|i) )"
)
_CLOSED_ALONE = re.compile(
    r"est ce|[a-z]+ez vous|(?:do|does|did|is|are|can|could|will|would|shall|have|has) "
)
"""Yes-or-no questions that stand beside a question word; other inversions belong to it."""
_WH_LAST = re.compile(
    r"(?:^|, )(?:qui|ou|quand) [a-z]+ |\b(?:de|a|en) (?:quoi|qui)\b|\b(?:quand|comment|quoi|qui) "
    r"?\?"
)
_NEEDS_MARK = re.compile(r"^(?:que|pour que|qui)$")
_INVERTED = re.compile(
    r" (?:(?:[a-z]+ ){0,2}(?:do|does|did|is|are|was|were|can|could|will|would|should|have|has)\b|"
    r"[a-z]+(?: t)? (?:vous|tu|il|elle|on|nous|ils|elles|je)\b|est|sont|de|des|of|"
    r"made|makes?|brings?|brought|stops?|stopped|keeps?|kept|happens?|happened|matters?|worries|"
    r"bothers?|led|leads?)|'(?:s|re|d|"
    r"ll)\b|'? ?est ce"
)
_SOMEBODY = re.compile(
    r"\b(?:(?:some|any|every|no)(?:one|body)|people|person|those|guys?|the one|customers?|"
    r"clients?) $"
)
"""Who is described by what follows: 'somebody who'."""
_WHO_DOES = re.compile(
    r"(?:et|and|alors|donc|mais|sinon|du coup) qui (?:choisi|decid|valid|sign|pai|pay|achet|"
    r"command|s'occup|ger|tranch|recoi|negoci|livr|donn|fai)\w*\b"
)
"""After a joint, who does what is asked without a mark."""
_WHAT_IS_IT = re.compile(r"qu(?:'| )est ce\b")
"""Asks wherever it stands: no clause is joined by it."""
_ABOUT_YOURS = re.compile(r"(?:what|how) about (?:your|his|her|their)\b(?!.*\d)")
"""What somebody has is asked about, not offered."""
_LIVED = re.compile(r"(?:have|did|do) you (?:ever |also |already )?(?:seen?|heard?|watch\w*|read) ")
"""What somebody has seen or heard is no point to be settled."""
_ASKS_AT_ONCE = re.compile(r"qu(?:e |')[a-z]+ (?:t )?(?:vous|tu|il|elle|on|nous|ils|elles|je)\b")


def _written(name: str) -> str:
    return alternatives("questions.yaml", name)


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    open_: re.Pattern[str]
    fact: re.Pattern[str]
    closed: re.Pattern[str]
    not_asked: re.Pattern[str]
    not_asked_inside: re.Pattern[str]
    offered: re.Pattern[str]
    checking: re.Pattern[str]
    in_situ: re.Pattern[str]
    within: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    prep = f"(?:(?:{_written('prep')}) )?"
    return _Patterns(
        lead=re.compile(rf"(?:(?:{_written('lead')})\b[,:;!.]? ?)+"),
        open_=re.compile(rf"{prep}(?:{_written('wh_open')})(?![a-z])"),
        fact=re.compile(rf"{prep}(?:{_written('wh_fact')})(?![a-z])"),
        closed=re.compile(_written("closed")),
        not_asked=re.compile(_written("not_asked")),
        not_asked_inside=re.compile(_written("not_asked_inside")),
        offered=re.compile(rf"(?:{_written('offered')})(?![a-z])"),
        checking=re.compile(_written("checking")),
        in_situ=re.compile(
            r"\b(?:vous|tu|ca|c'est|on|il|elle|ils|elles|elles?|en|prix|[a-z]+ent|the [a-z]+ "
            r"(?:is|takes?|costs?)|you(?:'re| are)?|we|delai|livraison|paiement|[a-z]+ez)\b.{0,60}?"
            r"\b(?P<wh>quand|combien|cb|comment|quoi(?: comme .{1,40})?|qui|where|when|how "
            r"(?:much|many|long)|laquelle|lequel|quel(?:le)?s? [a-z]+|pourquoi|ou)"
            r"(?: exactement| en fait| au juste| a peu pres| environ| deja| du coup| s'il vous "
            r"plait| ensuite| apres|"
            r" normalement|,? (?:le|la|les|votre|l').{1,25}| actuellement| maintenant| en "
            r"general| en moyenne| pour .{1,30}| de .{1,30}| dans .{1,30})?[ .!?]*$"
        ),
        within=re.compile(
            r"\b(?:quels?|quelles?|combien|lequel|laquelle|lesquels|lesquelles|which|how (?:much|"
            r"many|long|often)|what|when|where|who)\b"
        ),
    )


def leads_in(text: str) -> bool:
    """Whether folded text only leads into a question: 'to begin with,'."""
    return _patterns().lead.fullmatch(text.strip() + " ") is not None


def questions_in(folded: Folded) -> Iterator[Found]:
    """Every question found, a sentence at a time."""
    at = 0
    accented = _ACCENTED.search(folded.original) and "où" not in folded.original.lower()
    for line in folded.text.split("\n"):
        if line.strip():
            written = re.sub(r"\bou\b", "or", line) if accented else line
            yield from _in_sentence(folded, written, at)
        at += len(line) + 1


def _in_sentence(folded: Folded, line: str, at: int) -> Iterator[Found]:
    marked = line.rstrip("\"') !").endswith("?")
    if sure := unmistakable(line, marked=marked):
        act, begin, end, strength = sure
        typed = folded.span(at + begin, at + end).of(folded.original)
        yield Found(act, at + begin, at + len(line), strength, f"question: {typed}")
        return
    starts = [0, *(m.end() for m in _STARTS.finditer(line, 2))][:_MOST_STARTS]
    found: list[tuple[Act, int, int, float]] = []
    for start in dict.fromkeys(starts):
        asked = _at(line, start, marked=marked)
        if asked is None or (found and found[-1][1] >= asked[1]):
            continue
        inverted = asked[0] is Act.ASK_CLOSED and not _CLOSED_ALONE.match(line, asked[1])
        if inverted and any(act in {Act.ASK_OPEN, Act.ASK_FACT} for act, *_ in found):
            continue
        found.append(asked)
    if not found or all(f[0] is Act.ASK_CLOSED for f in found):
        found = _by_order(folded, line, at, marked=marked) or found
    if (not found or all(f[0] is Act.ASK_CLOSED for f in found)) and (onset := onset_of(line)):
        found = [onset]
    if not found:
        guess = _guess(line, marked=marked) or intoned(line)
        found = [guess] if guess else []
    if (
        marked
        and found
        and all(f[0] is Act.ASK_CLOSED and not _CLOSED_ALONE.match(line, f[1]) for f in found)
    ):
        first = _WH_FIRST.match(line)
        last = _WH_LAST.search(line)
        if first or last:
            found = [(Act.ASK_FACT, 0, len(line), MARKED)]
    if marked and found and found[-1][0] is Act.ASK_CLOSED:
        act, begin, end, strength = found[-1]
        if not _LIVED.match(line, begin) and _patterns().checking.search(line, max(0, begin - 30)):
            found.append((Act.CHECK, begin, end, strength * 0.9))
    for i, (act, begin, cue_end, strength) in enumerate(found):
        later = [b for _, b, _, _ in found[i + 1 :] if b > begin]
        stop = later[0] if later else len(line)
        typed = folded.span(at + begin, at + cue_end).of(folded.original)
        yield Found(act, at + begin, at + stop, strength, f"question: {typed}")


def _by_order(
    folded: Folded, line: str, at: int, *, marked: bool
) -> list[tuple[Act, int, int, float]]:
    """A question shown by its order: a verb before its pronoun, or an object asked for."""
    strength = MARKED if marked else BARE
    if first := verb_first(line):
        act = Act.ASK_OPEN if first.group().startswith("qu") and "quand" not in first[0] else None
        return [(act or Act.ASK_FACT, 0, first.end(), strength)]
    if inverted := inverted_in(folded, line, at):
        if inverted.word is None:
            return [(Act.ASK_CLOSED, inverted.start, inverted.end, strength)]
        p, begin = _patterns(), inverted.word.start()
        lead = p.lead.match(line, begin)
        begin = lead.end() if lead and lead.end() < inverted.word.end() else begin
        open_ = p.open_.match(line, begin)
        act, end = open_or_fact(line, open_, inverted.word)
        return [(act, inverted.start, end, strength)]
    hyphens = "est-ce" in folded.original.lower() or not _ACCENTED.search(folded.original)
    if hyphens and (asked := is_it_that(line)):
        return [(Act.ASK_CLOSED, asked.start(), asked.end(), strength)]
    if last := asked_last(line):
        how = re.search(r"\b(?:comment|pourquoi|quoi)$", last["wh"])
        return [(Act.ASK_OPEN if how else Act.ASK_FACT, 0, last.end(), strength)]
    return []


def _at(line: str, start: int, *, marked: bool) -> tuple[Act, int, int, float] | None:
    """The question that starts right here, behind what may lead into one."""
    p = _patterns()
    lead = p.lead.match(line, start)
    tries = [start] if lead is None else [start, lead.end()]
    strength = MARKED if marked else BARE
    for begin in reversed(tries):
        if p.not_asked.match(line, begin) or (
            start and not marked and p.not_asked_inside.match(line, begin)
        ):
            return None
        if (
            marked
            and start == 0
            and (plain := _WH_FIRST.match(line, begin))
            and not p.open_.match(line, begin)
            and not (begin and plain.group().startswith("qu") and plain.group()[2:] in {"'", " "})
        ):
            act, end = open_or_fact(line, None, plain)
            return act, begin, end, strength
        if (offered := p.offered.match(line, begin)) and turns_to(line[begin:]):
            return Act.ASK_FACT, begin, offered.end(), strength
        if offered and (yours := _ABOUT_YOURS.match(line, begin)):
            return Act.ASK_OPEN, begin, yours.end(), strength
        if offered:
            figures = re.search(r"\d", line[begin:])
            return (
                (Act.PROPOSE, begin, offered.end(), 0.85)
                if figures or not marked
                else (Act.PROPOSE, begin, offered.end(), 0.6)
            )
        open_, fact = p.open_.match(line, begin), p.fact.match(line, begin)
        if open_ or fact:
            word = (open_ or fact or [""])[0]
            if (
                begin > start
                and _THAT.search(word)
                and not _INVERTED.match(line, begin + len(word))
            ):
                continue
            if (
                start
                and not _WHAT_IS_IT.match(word)
                and (_RELATIVE.search(word) or word.startswith(("que ", "qu'")))
                and not (marked and _INVERTED.match(line, begin + len(word)))
                and not (marked and _ASKS_AT_ONCE.match(line, begin))
            ):
                return None
            # Without a mark 'qui' asks at the start of one clause: with a second, it goes on.
            alone = word == "qui" and (not begin or _WHO_DOES.match(line)) and ", " not in line
            if not marked and _NEEDS_MARK.search(word) and not alone:
                continue
            act, end = open_or_fact(line, open_, fact)
            return act, begin, end, strength
        closed = p.closed.match(line, begin)
        if closed:
            return Act.ASK_CLOSED, begin, closed.end(), strength
    return None


def _guess(line: str, *, marked: bool) -> tuple[Act, int, int, float] | None:
    """A question in the order of a statement: the question word last, or only the mark."""
    p = _patterns()
    if p.not_asked.search(line) and not marked:
        return None
    situ = p.in_situ.search(line)
    if situ and not reported(line[: situ.start("wh")]):
        word = situ.group("wh")
        sure = word not in {"ou", "qui"} and not word.startswith("quel")
        if marked or sure:
            how = re.match(r"comment|pourquoi|quoi comme|quoi$", word)
            return (
                (Act.ASK_OPEN if how else Act.ASK_FACT),
                situ.start(),
                situ.end(),
                MARKED if marked else BARE,
            )
    if marked:
        inner = p.within.search(line)
        if inner and not _SOMEBODY.search(line, 0, inner.start()):
            return Act.ASK_FACT, inner.start(), inner.end(), 0.7
        return Act.ASK_CLOSED, _last_clause(line), len(line), 0.75
    return None


def _last_clause(line: str) -> int:
    cut = max(line.rfind(", "), line.rfind(": "), line.rfind(" - "))
    return cut + 2 if 0 < cut < len(line) - 12 else 0
