"""Naming: people who say who they are without a verb, after the greeting or alone."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dialogues.reading.content import load
from dialogues.reading.cues import CERTAIN, Found
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act

_LONGEST = 14
"""Words of a sentence that only names somebody."""
_GREETED = re.compile(
    r"^\W*(?:(?:re ?bonjour|bonjour|bonsoir|salut|allo|hello|hi|hey|good (?:morning|afternoon|"
    r"evening|day)|dear|cher|chere|there|all|oui|yes|a tous|a vous|enchantee?|madame|monsieur|"
    r"mme|mr|mrs|ms|mister|sir|madam)\b[ ,.!:-]*)+"
)
_ADDRESSED = re.compile(
    r"(?<=[a-z] )[a-z]+(?:, ?| (?=[a-z]+ [a-z]+ (?:de|du|des|from|of|chez|at)\b))"
)
"""The name of the person greeted."""
_WHO = r"(?:[a-z]+ (?:de |d'|el |al |ben |van |von |le |la )?)?[a-z]+"
_FROM = r"(?:de (?:la |l'|chez )?|du |des |d'|chez |pour |from (?:the )?|of |at |with )"


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(str(load("people.yaml")["names"]).split())


@lru_cache(maxsize=1)
def _posted() -> re.Pattern[str]:
    posts = re.sub(r"(?<=\|)\s+", "", str(load("people.yaml")["posts"]).strip())
    return re.compile(rf"(?P<who>{_WHO}),? (?:(?:le |la |votre |your |the |new )?(?:{posts}))")


_FIRM = re.compile(rf"(?P<who>{_WHO}),? {_FROM}?(?P<firm>{_FROM}[a-z0-9]+)")
_HERE = re.compile(
    rf"(?P<who>{_WHO}) (?:here\b|speaking\b|a l'appareil|au telephone|"
    r"from [a-z]+ (?:here|speaking))|"
    r"(?:here is|this is|ici|c'est|moi,? c'est|it'?s|je suis|i am|i'm|moi je suis) "
    rf"(?P<who2>{_WHO}),? {_FROM}"
)
_SAID_AFTER = re.compile(
    r"[,:] (?=je |nous |on |i |we |vous |you |c'est )|(?: - )| (?=merci\b|thank)"
)
_VERBAL = re.compile(
    r"\b(?:est|sont|suis|etes|avez|avons|ai|a (?:besoin|deja)|je|nous|on|vous|il|is|are|was|have|"
    r"has|we|i|you|need|want|said|told|can|will|combien|quel\w*|what|how)\b"
)


def named_in(folded: Folded) -> Iterator[Found]:
    """The first sentence that only names its speaker, without the greeting before it."""
    at = 0
    for line in folded.text.split("\n")[:3]:
        greeted = _GREETED.match(line)
        begin = greeted.end() if greeted else 0
        addressed = _ADDRESSED.match(line, begin) if greeted else None
        found = _named(folded, line, begin, at) or (
            _named(folded, line, addressed.end(), at) if addressed else None
        )
        if found is not None:
            yield found
            return
        at += len(line) + 1


def _named(folded: Folded, line: str, begin: int, at: int) -> Found | None:
    rest = line[begin:]
    if not rest.strip() or "?" in rest:
        return None
    said = _SAID_AFTER.split(rest)[0]
    for pattern in (_posted(), _HERE, _FIRM):
        match = pattern.match(rest)
        if match is None:
            continue
        groups = match.groupdict()
        who = groups.get("who") or groups.get("who2") or ""
        if not _person(folded, at + begin + rest.find(who), who):
            continue
        if pattern is _FIRM and (len(said.split()) > _LONGEST or _VERBAL.search(said)):
            continue
        return Found(Act.INTRODUCE, at + begin, at + begin + len(said), CERTAIN, f"names: {who}")
    return None


def _person(folded: Folded, start: int, who: str) -> bool:
    """Whether words name a person: a familiar first name, or two words typed with capitals."""
    words = who.split()
    if words and words[0] in _names():
        return True
    typed = folded.span(start, start + len(who)).of(folded.original).split()
    return len(typed) > 1 and all(
        w[:1].isupper() and w[1:].islower() for w in (typed[0], typed[-1])
    )
