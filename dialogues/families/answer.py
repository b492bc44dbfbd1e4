"""An answer: the persona's words, what they change, and why."""

from dataclasses import dataclass

from dialogues.events import Effect, MoodMoved, PatienceSpent
from dialogues.families.lines import Part, reply, worded
from dialogues.families.view import View

DENIED = "gave-back-unknown"
"""Why of an answer in which she does not recognise what the learner gave back."""


@dataclass(frozen=True)
class Answer:
    """What a behaviour yields."""

    parts: tuple[Part, ...]
    effects: tuple[Effect, ...] = ()
    why: tuple[str, ...] = ()


def plain(view: View, kind: str, *why: str, effects: tuple[Effect, ...] = ()) -> Answer:
    """An answer in one of the scenario's reply kinds."""
    return Answer(parts=(reply(view, kind),), effects=effects, why=why or (kind,))


def parting(view: View, ending: str, *, why: str, effects: tuple[Effect, ...] = ()) -> Answer:
    """The persona's last words in an ending."""
    line = view.case.scenario.endings[ending].line
    return Answer(parts=(worded(view, f"ending:{ending}", line),), effects=effects, why=(why,))


def mood(by: int, reason: str) -> MoodMoved:
    """A move of the persona's mood."""
    return MoodMoved(by=by, reason=reason)


def patience(reason: str) -> PatienceSpent:
    """A loss of patience."""
    return PatienceSpent(reason=reason)
