"""Triggers: what in a learner's turn can move the talk, the acts and a few signals besides."""

import re

from dialogues.families.view import View
from dialogues.reading.model import Act
from dialogues.text import Lang

_ROBOT = re.compile(
    r"\b(robot|bot|chatbot|une? (?:ia|machine|vraie? personne|humain\w*)|intelligence artificielle"
    r"|chat ?gpt|an? (?:ai|machine|real person|human)|artificial intelligence)\b",
    re.IGNORECASE,
)
_TO_YOU = re.compile(
    r"\b(tu|vous|you|u|t(?= une? )|t['’ ]?es|êtes|etes|u r|c'est|parle a"
    r"|parle à|talking to|is this)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def asks_robot(text: str) -> bool:
    """Whether the learner asks who she is really talking to."""
    return bool(_ROBOT.search(text) and _TO_YOU.search(text)) and len(text) < 160


def is_silence(text: str) -> bool:
    """Whether a message says nothing: dots, dashes, blanks."""
    return not text.strip(" .…-_*\n\t")


def other_language(view: View) -> bool:
    """Whether the turn is in the talk's other language."""
    reading = view.reading
    other: Lang = "en" if view.lang == "fr" else "fr"
    return reading is not None and reading.lang == other and len(_WORD.findall(reading.text)) >= 3


def _repeats(view: View) -> bool:
    turns = view.attempt.learner_turns
    same = " ".join(view.text.lower().split())
    return bool(turns) and len(same) > 8 and " ".join(turns[-1].text.lower().split()) == same


def _unreadable(view: View) -> bool:
    if view.reading is None or {a.act for a in view.reading.acts} != {Act.OTHER}:
        return False
    if view.reading.terms:
        return False
    words = _WORD.findall(view.text)
    vowels = sum(bool(re.search(r"[aeiouyàâéèêëîïôùûœ]", w, re.IGNORECASE)) for w in words)
    long_mash = any(len(w) > 25 for w in words)
    return not words or vowels < len(words) / 2 or long_mash


def signals(view: View) -> frozenset[str]:
    """Triggers that are not acts: 'stopped', 'silence', 'bot-question', 'says' and their like."""
    found = {"says"} if view.reading else set[str]()
    if len(view.attempt.learner_turns) + 1 >= view.case.scenario.turns and view.reading:
        found.add("stopped")
    if view.reading is None or is_silence(view.text):
        found.add("silence")
    elif asks_robot(view.text):
        found.add("bot-question")
    elif other_language(view):
        found.add("other-language")
    elif _unreadable(view):
        found.add("unreadable")
    elif _repeats(view):
        found.add("repeat")
    return frozenset(found)


def triggers(view: View) -> tuple[str, ...]:
    """What the turn triggers, in the family's order; 'otherwise' closes the list."""
    acts = {a.act.value for a in view.acts}
    present = acts | signals(view)
    return (*(t for t in view.case.family.order if t in present), "otherwise")
