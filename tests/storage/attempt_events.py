"""Events of a short attempt, for tests."""

from datetime import datetime, timedelta

from dialogues.events import AttemptEnded, AttemptStarted, LearnerTurn, PersonaTurn
from dialogues.ids import AttemptId, LearnerId, PhaseId, ScenarioId
from dialogues.reading.model import Act, ActFound, Reading, Span


def started(attempt: AttemptId, learner: LearnerId, at: datetime) -> AttemptStarted:
    return AttemptStarted(
        at=at,
        attempt=attempt,
        learner=learner,
        scenario=ScenarioId("discovery/valves"),
        scenario_hash="abc",
        lang="fr",
        seed=7,
    )


def persona_said(message: int, text: str, at: datetime) -> PersonaTurn:
    return PersonaTurn(
        at=at, message=message, text=text, phase=PhaseId("opening"), lines=("welcome#0",)
    )


def learner_said(message: int, text: str, at: datetime) -> LearnerTurn:
    reading = Reading(
        text=text,
        lang="fr",
        acts=(
            ActFound(act=Act.OTHER, span=Span(start=0, end=len(text)), strength=0.7, why="none"),
        ),
        register_="neutral",
        reader="test",
    )
    return LearnerTurn(at=at, message=message, text=text, reading=reading)


def ended(at: datetime) -> AttemptEnded:
    return AttemptEnded(at=at + timedelta(minutes=9), ending="meeting")
