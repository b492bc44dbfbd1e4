"""Suggesting: offers in the shape of a question, once the other side makes demands."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dialogues.reading.content import alternatives
from dialogues.reading.cues import CERTAIN, Found
from dialogues.reading.model import Act

_WHAT_ABOUT = re.compile(r"\b(?:(?:what|how) about|qu'en est il d\w+|et pour|quid d\w+)\b")
_NEAR = 4
"""Words after 'what about' among which the issue stands."""
_ELLIPTIC = 5
"""Words of a question that only names other terms."""
_WONDERS = re.compile(
    r"\W*(?:how (?:much|many|long)|why|what|when|where|who|which|combien|pourquoi|quand|comment|"
    r"quel\w*|ou|qui)\b(?! about)"
)
_SUGGESTS = re.compile(
    r"\b(?:(?:would|will|could|can|might) (?:you|we)\b|are you (?:sure|willing|ok|okay|open|ready|"
    r"able|happy)|how (?:about|does|would)|what (?:about|if)|compromise|meet|settle|"
    r"(?:pouvez|pourriez|voulez|accepteriez|prendriez|seriez|pourrions|iriez|feriez) (?:vous|nous)|"
    r"vous (?:pouvez|pourriez|accepteriez|prendriez|seriez)|et si|disons|que diriez|(?:ca|cela) "
    r"(?:vous )?(?:irait|va|convient)|is .{1,30} (?:ok|okay|fine|acceptable|alright))\b"
)
_ASKED_TO_TAKE = re.compile(
    r"\b(?:(?:would|will|could) you (?:be (?:willing|ok|okay|happy|open|prepared|interested) "
    r"(?:to|with|in) |consider |accept |take |settle for |like to be |be )(?:have |be |take |start "
    r"as |work as |being |accept )?(?:a|an|the|our|[a-z]+ing)\b|"
    r"(?:would|could|can) (?:i|we) interest you in\b|(?:wouldn't|would) you rather\b|"
    r"(?:will|would|could|can) you be (?:willing|ok|okay|happy|open|ready|prepared|able) to (?:be|"
    r"have|take|start|work|accept|do|go)\b|be of (?:an |any |some )?interest to you\b|"
    r"how would you feel (?:about|as|with|being)\b|you (?:wouldn't|would) ?rather (?:be|have|"
    r"take)\b|"
    r"is there (?:any|no|nothing|anything).{0,40} (?:you (?:will|would|could|can)|"
    r"(?:make|have) you) .{0,20}(?:work|accept|take|go|do|sell|buy|pay|settle)\b|"
    r"(?:seriez vous interesse\w*|(?:est ce que )?ca vous interesserait|que penseriez vous) "
    r"(?:par|de|d')|"
    r"(?:accepteriez|prendriez|envisageriez) vous (?:un|une|le|la|les|d'|de)|seriez vous "
    r"(?:pret\w*|d'accord|ouvert\w*|dispose\w*) (?:a|pour) (?:prendre|accepter|etre|avoir)\b)"
)
"""Questions whether the other side takes what is named: an offer once both sides make demands."""


@lru_cache(maxsize=1)
def _issue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('questions.yaml', 'issue')})\b")


def turns_to(line: str) -> bool:
    """Whether 'what about' only names an issue to be talked over: 'what about delivery?'."""
    named = _WHAT_ABOUT.search(line)
    if not named or re.search(r"\d", line):
        return False
    return bool(_issue().search(" ".join(line[named.end() :].split()[:_NEAR])))


def names_only(line: str) -> bool:
    """Whether a question of a few words only names something: '10 hours okay?'."""
    return len(line.split()) <= _ELLIPTIC and not _WONDERS.match(line)


def suggests(line: str) -> bool:
    """Whether a question asks the other side to go along with what it names."""
    return bool(_SUGGESTS.search(line))


def taken(text: str) -> Iterator[Found]:
    """Questions that hold out an offer to be taken."""
    for asked in _ASKED_TO_TAKE.finditer(text):
        end = text.find("\n", asked.start())
        end = len(text) if end < 0 else end
        start = max(text.rfind("\n", 0, asked.start()), text.rfind(", ", 0, asked.start())) + 1
        yield Found(Act.PROPOSE, start, end, CERTAIN, f"held out: {asked.group()}")
