"""Restating: sentences that give back what was said, one point or several, from end to end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dialogues.reading.content import load
from dialogues.reading.cues import CERTAIN, Found, pattern_of
from dialogues.reading.folding import Folded
from dialogues.reading.hearing import given_back
from dialogues.reading.model import Act, Context

_LEAST = 2
"""Words after a lead before it gives anything back."""
_LIST = 3
"""Lines that make a list."""
_SHARED = 2
"""Words or figures of the other side's that show a conclusion to be about what it said."""
_MOST_LINES = 40
_OWN = re.compile(
    r"\b(?:je|j'|nous|notre|nos|mon|ma|mes|i|i'm|i'll|we|we'll|our|ours|my|let|prenez|take)\b"
)
_YOURS = re.compile(r"\b(?:vous|votre|vos|ils?|elles?|leurs?|you|your|they|their|he|she|it)\b")
_ANNOUNCED = re.compile(
    r"\b(?:offre|proposition|propos\w+|offer|proposal|proposing|suggest\w*)\b[^\n]{0,20}:\W*$"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    heard: re.Pattern[str]
    against: re.Pattern[str]
    tag: re.Pattern[str]
    tag_alone: re.Pattern[str]
    so: re.Pattern[str]
    cleft: re.Pattern[str]
    listed: re.Pattern[str]
    stops: re.Pattern[str]
    summed: re.Pattern[str]


def _written(name: str) -> str:
    source = re.sub(r"(?<=\|)\s+", "", str(load("restating.yaml")[name]).strip())
    return pattern_of(source)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    tag = f"(?:{_written('tag')})"
    summed = "|".join(pattern_of(str(s)) for s in load("cues.yaml")["summarise"]["sure"])
    return _Patterns(
        heard=re.compile(rf"\b(?:{_written('heard')})\b"),
        against=re.compile(_written("against")),
        tag=re.compile(rf"[ ,.]{{1,3}}{tag}(?: {tag})?[ ?.!]*$"),
        tag_alone=re.compile(rf"^\W*{tag}[ ?.!]*$"),
        so=re.compile(rf"^\W*{_written('so')}\b[ ,:]*"),
        cleft=re.compile(rf"(?:{_written('cleft')})"),
        listed=re.compile(rf"^\W*{_written('listed')}\W*$"),
        stops=re.compile(rf"^\W*(?:{_written('stops')})"),
        summed=re.compile(summed, re.MULTILINE),
    )


def _lines(text: str) -> list[tuple[int, int]]:
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    return lines[:_MOST_LINES]


def restated_in(folded: Folded, context: Context) -> list[Found]:
    """Summaries and reformulations, each with all that it gives back; findings do not overlap."""
    lines = _lines(folded.text)
    found: list[Found] = []
    done = 0
    for i, (start, _) in enumerate(lines):
        if start < done:
            continue
        one = (
            _offered(folded, lines, i)
            or _summary(folded, lines, i)
            or _reformulation(folded, lines, i, context)
        )
        if one is not None:
            found.append(one)
            done = one.end
    return found


def bare_leads(folded: Folded) -> Iterator[tuple[int, int]]:
    """Where words only lead into giving something back and nothing follows them."""
    for start, end in _lines(folded.text):
        lead = _patterns().heard.search(folded.text, start, end)
        if lead and len(folded.text[lead.end() : end].split()) < _LEAST:
            yield start, end


def _offered(folded: Folded, lines: list[tuple[int, int]], i: int) -> Found | None:
    """A list that opens with the announcement of an offer."""
    start, end = lines[i]
    if not _ANNOUNCED.search(folded.text[start:end]) or len(lines) - i < _LIST:
        return None
    last = i
    while last + 1 < len(lines) and not (
        folded.text[slice(*lines[last + 1])].rstrip().endswith("?")
        or _patterns().stops.match(folded.text[slice(*lines[last + 1])])
    ):
        last += 1
    return Found(Act.PROPOSE, start, lines[last][1], CERTAIN, "a list that is offered")


def _summary(folded: Folded, lines: list[tuple[int, int]], i: int) -> Found | None:
    p, text = _patterns(), folded.text
    start, end = lines[i]
    cue = p.summed.search(text, start, end)
    header = p.listed.match(text[start:end]) is not None
    if cue is None and not (header and len(lines) - i > _LIST):
        return None
    if cue is not None and text[start:end].rstrip().endswith("?"):
        return None
    last = i
    for j in range(i + 1, len(lines)):
        a, b = lines[j]
        if text[a:b].rstrip().endswith("?") or p.stops.match(text[a:b]):
            break
        last = j
    stop = lines[last][1]
    if cue is not None:
        lead = text[start : cue.start()].split()
        start = start if len(lead) <= _LIST else cue.start()
        if len(text[cue.end() : stop].split()) < _LEAST:
            return None
    elif last - i < _LIST:
        return None
    why = f"cue: {text[cue.start() : cue.end()]}" if cue else "a list after so"
    return Found(Act.SUMMARISE, start, stop, CERTAIN, why)


def _reformulation(
    folded: Folded, lines: list[tuple[int, int]], i: int, context: Context
) -> Found | None:
    p, text = _patterns(), folded.text
    start, end = lines[i]
    own = text[start:end]
    lead = p.heard.search(own)
    if lead and len(own[lead.end() :].split()) >= _LEAST and not p.against.search(own):
        begin = start if len(own[: lead.start()].split()) <= _LIST else start + lead.start()
        return Found(
            Act.REFORMULATE,
            begin,
            _with_tag(text, lines, i),
            CERTAIN,
            f"gives back: {lead.group()}",
        )
    if not context.other.strip():
        return None
    so = p.so.match(own)
    if so and len(own[so.end() :].split()) >= _LEAST:
        words, figures = given_back(own, context.other)
        tagged = p.tag.search(own) or _with_tag(text, lines, i) > end
        theirs = not _OWN.search(own)
        cleft = p.cleft.match(own, so.end())
        if (
            (tagged and (words or figures or theirs))
            or (cleft and theirs and (own.rstrip().endswith("?") or words))
            or (words + figures >= _SHARED and theirs and _YOURS.search(own) and "?" not in own)
        ):
            return Found(
                Act.REFORMULATE, start, _with_tag(text, lines, i), CERTAIN, "so, in their words"
            )
    return None


def _with_tag(text: str, lines: list[tuple[int, int]], i: int) -> int:
    """The end of a sentence, or of the tag that follows it."""
    if i + 1 < len(lines) and _patterns().tag_alone.match(text[slice(*lines[i + 1])]):
        return lines[i + 1][1]
    return lines[i][1]
