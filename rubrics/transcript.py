"""What is judged: both sides' turns, the learner's readings, and what the persona did in answer."""

from typing import Literal

from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.events import Effect
from dialogues.families.answer import DENIED
from dialogues.ids import FactId, ScenarioId
from dialogues.reading.model import Reading
from dialogues.text import Frozen, Lang
from rubrics.rubric import RubricFamily

Need = Literal["stated", "unstated", "context"]
OUT_OF_ROLE = frozenset({"asked-robot", "other-language", "unreadable", "silence"})
"""Reasons of answers to turns that are not part of the talk and are not judged."""


class Said(Frozen):
    """One turn, as it is judged."""

    message: int
    who: Literal["learner", "persona"]
    text: str
    reading: Reading | None = None
    """Learner turns; the other side's too, in talks that were not played here."""
    effects: tuple[Effect, ...] = ()
    """Persona turns."""
    why: tuple[str, ...] = ()
    """Persona turns: what led to the answer."""


class Transcript(Frozen):
    """A whole talk."""

    family: RubricFamily
    lang: Lang
    scenario: ScenarioId | None = None
    """None for a talk that was not played here."""
    scenario_hash: str = ""
    turns: tuple[Said, ...]
    ending: str | None = None
    needs: dict[FactId, Need] = {}
    """What kind of need each fact of the talk is."""

    @property
    def learner(self) -> tuple[Said, ...]:
        """The learner's turns that belong to the talk, those out of role left out."""
        return tuple(t for t in self.turns if t.who == "learner" and not self._aside(t))

    def _aside(self, turn: Said) -> bool:
        answer = self.answer_to(turn.message)
        return answer is not None and any(why in OUT_OF_ROLE for why in answer.why)

    def answer_to(self, message: int) -> Said | None:
        """The persona's turn that answers a learner turn."""
        return next((t for t in self.turns if t.message > message and t.who == "persona"), None)

    def denied(self, message: int) -> bool:
        """Whether the persona did not recognise what a learner turn gave back."""
        answer = self.answer_to(message)
        return answer is not None and DENIED in answer.why

    def before(self, message: int) -> tuple[Said, ...]:
        """The turns before one."""
        return tuple(t for t in self.turns if t.message < message)


def of_attempt(case: Case, attempt: Attempt) -> Transcript:
    """The transcript of an attempt at a case."""
    turns = tuple(
        Said(
            message=t.message,
            who=t.who,
            text=t.text,
            reading=t.reading,
            effects=t.effects,
            why=t.why,
        )
        for t in attempt.turns
    )
    return Transcript(
        family=case.scenario.family,
        lang=attempt.lang,
        scenario=attempt.scenario,
        scenario_hash=attempt.scenario_hash,
        turns=turns,
        ending=attempt.ended,
        needs={fact.id: fact.need for fact in case.scenario.facts},
    )
