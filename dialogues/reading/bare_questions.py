"""Bare questions: they only name what they ask, suppose something, or start without a break."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dialogues.reading.content import alternatives
from dialogues.reading.cues import CERTAIN
from dialogues.reading.model import Act

MARKED, BARE = 0.95, 0.8
"""How sure a question with its mark is, and one without."""
_ELLIPTIC, _RELATED = 6, 10
"""Words of a question that only names what it asks, alone or with a clause."""
_FEWEST = 3
_LEADING = 40
"""Characters before an onset that only say what the question is about."""
_WHETHER = re.compile(r"\b(?:si|if|whether|que|qu'|savoir|ce|as|parce que|because) ?$")
"""Words that make a clause of a closed question."""
_VERBAL = re.compile(
    r"\b(?:est|sont|ai|as|a|avez|avons|va|vais|is|are|was|has|have|can|will|do|does|did|works?|"
    r"fait|faut|peut|marche|[a-z]+ez|[a-z]+ons)\b"
)


def _written(name: str) -> str:
    return alternatives("questions.yaml", name)


@dataclass(frozen=True, slots=True)
class _Patterns:
    onset_open: re.Pattern[str]
    onset_fact: re.Pattern[str]
    onset_closed: re.Pattern[str]
    indirect: re.Pattern[str]
    bare_fact: re.Pattern[str]
    bare_relative: re.Pattern[str]
    supposed: re.Pattern[str]
    named_alone: re.Pattern[str]
    last_open: re.Pattern[str]
    last_fact: re.Pattern[str]
    what_if: re.Pattern[str]
    returned: re.Pattern[str]
    understood: re.Pattern[str]
    intoned: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns(
        onset_open=re.compile(rf"\b(?:{_written('onset_open')})"),
        onset_fact=re.compile(rf"\b(?:{_written('onset_fact')})"),
        onset_closed=re.compile(rf"\b(?:{_written('onset_closed')})"),
        indirect=re.compile(rf"\b{_written('indirect')}(?: (?:pas|not|plus|de|of))? ?$"),
        bare_fact=re.compile(rf"{_written('bare_fact')} ?(?P<mark>\?+)? *$"),
        bare_relative=re.compile(rf"(?:{_written('bare_relative')})"),
        supposed=re.compile(rf"{_written('supposed_open')}\?"),
        named_alone=re.compile(rf"(?:{_written('named_alone')}) *\?+"),
        last_open=re.compile(rf".{{0,40}}?\b(?:{_written('last_open')})[ ?]*"),
        last_fact=re.compile(rf"(?:{_written('last_fact')})[ ?]*"),
        what_if=re.compile(_written("what_if")),
        returned=re.compile(rf"(?:{_written('returned')})[ ?!.]*"),
        intoned=re.compile(_written("intoned")),
        understood=re.compile(rf"(?:^|.*, ?)(?P<tag>{_written('understood')}) ?\?+ ?"),
    )


def unmistakable(line: str, *, marked: bool) -> tuple[Act, int, int, float] | None:
    """A whole line that supposes something and asks what follows, or only names what it asks."""
    p = _patterns()
    if asked := p.what_if.match(line):
        return Act.ASK_OPEN, 0, asked.end(), CERTAIN
    if p.returned.fullmatch(line.strip()):
        return Act.ASK_OPEN, 0, len(line), CERTAIN
    if marked and (tag := p.understood.fullmatch(line)):
        return Act.CHECK, tag.start("tag"), len(line), CERTAIN
    if marked and p.supposed.fullmatch(line.strip()):
        return Act.ASK_OPEN, 0, len(line), CERTAIN
    if p.named_alone.fullmatch(line.strip()):
        return Act.ASK_FACT, 0, len(line), CERTAIN
    if len(line.split()) <= _RELATED and p.last_open.fullmatch(line.strip()):
        return Act.ASK_OPEN, 0, len(line), MARKED
    if len(line.split()) <= _RELATED and p.last_fact.fullmatch(line.strip()):
        return Act.ASK_FACT, 0, len(line), MARKED
    if len(line.split()) <= _ELLIPTIC and not _VERBAL.search(line):
        named = p.bare_fact.fullmatch(line.strip())
        if named and named.group("mark"):
            return Act.ASK_FACT, 0, len(line), CERTAIN
    if p.bare_relative.fullmatch(line.strip(" ?")) and len(line.split()) <= _RELATED:
        return Act.ASK_FACT, 0, len(line), MARKED
    return None


def reported(before: str) -> bool:
    """Whether the words before a question word only report it: 'je ne sais pas combien'."""
    return bool(_patterns().indirect.search(before.rstrip()))


def intoned(line: str) -> tuple[Act, int, int, float] | None:
    """A question that only the voice would show: a bare statement of what the other side does."""
    words = line.split()
    if not _FEWEST <= len(words) <= _RELATED or not _patterns().intoned.fullmatch(line.strip()):
        return None
    return Act.ASK_CLOSED, 0, len(line), BARE


def onset_of(line: str) -> tuple[Act, int, int, float] | None:
    """A question that starts within a line without any break before it."""
    p = _patterns()
    onsets = (
        (Act.ASK_OPEN, p.onset_open),
        (Act.ASK_FACT, p.onset_fact),
        (Act.ASK_CLOSED, p.onset_closed),
    )
    for act, pattern in onsets:
        asked = pattern.search(line)
        before = line[: asked.start()] if asked else ""
        told = _WHETHER.search(before) if act is Act.ASK_CLOSED else reported(before)
        if asked and not told:
            return act, 0 if asked.start() <= _LEADING else asked.start(), asked.end(), BARE
    return None
