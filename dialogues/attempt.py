"""An attempt: a learner's try at a scenario, as a fold over its events."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from dialogues.events import (
    AttemptEnded,
    AttemptStarted,
    Bargained,
    ClockTicked,
    Corrected,
    CustomMoved,
    Effect,
    Event,
    FactConfirmed,
    FactTold,
    LearnerTurn,
    MoodMoved,
    ObjectionMoved,
    PatienceSpent,
    PersonaTurn,
    SelfEvaluated,
)
from dialogues.ids import AttemptId, FactId, LearnerId, ObjectionId, PhaseId, ScenarioId
from dialogues.negotiation.standing import Standing
from dialogues.reading.model import Reading
from dialogues.text import Frozen, Lang

MOOD_LEAST, MOOD_MOST = -3, 3


class Turn(Frozen):
    """One message of one side, with what it was read as or what it did."""

    message: int
    who: Literal["learner", "persona"]
    text: str
    at: datetime
    reading: Reading | None = None
    """Learner turns only."""
    effects: tuple[Effect, ...] = ()
    lines: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    phase: PhaseId | None = None


class Attempt(Frozen):
    """Where an attempt stands."""

    id: AttemptId
    learner: LearnerId
    scenario: ScenarioId
    scenario_hash: str
    lang: Lang
    seed: int
    started_at: datetime
    phase: PhaseId
    mood: int
    patience_spent: int = 0
    offences: int = 0
    silences: int = 0
    """Silences in a row, up to now."""
    turns: tuple[Turn, ...] = ()
    told: dict[FactId, Literal["brief", "full"]] = {}
    confirmed: frozenset[FactId] = frozenset()
    objections: dict[ObjectionId, ObjectionMoved] = {}
    customs: tuple[CustomMoved, ...] = ()
    """What was done to the persona's customs, in order."""
    bargained: tuple[Bargained, ...] = ()
    """A negotiation, turn by turn; the first is before the learner's first word."""
    used: dict[str, int] = {}
    """Reply kind → how often it was used, so that wordings take turns."""
    ended: str | None = None
    self_evaluation: SelfEvaluated | None = None

    @property
    def learner_turns(self) -> tuple[Turn, ...]:
        """The learner's turns, in order."""
        return tuple(t for t in self.turns if t.who == "learner")

    @property
    def persona_turns(self) -> tuple[Turn, ...]:
        """The persona's turns, in order."""
        return tuple(t for t in self.turns if t.who == "persona")

    @property
    def standing(self) -> Standing | None:
        """Where a negotiation stands."""
        return self.bargained[-1].standing if self.bargained else None

    @property
    def told_in_full(self) -> frozenset[FactId]:
        """Facts obtained in full."""
        return frozenset(f for f, depth in self.told.items() if depth == "full")


def begun(event: AttemptStarted, phase: PhaseId, mood: int) -> Attempt:
    """The attempt as it stands after its first event; `phase` and `mood` are the scenario's."""
    return Attempt(
        id=event.attempt,
        learner=event.learner,
        scenario=event.scenario,
        scenario_hash=event.scenario_hash,
        lang=event.lang,
        seed=event.seed,
        started_at=event.at,
        phase=phase,
        mood=mood,
    )


def after(attempt: Attempt, event: Event) -> Attempt:
    """The attempt after one more event."""
    match event:
        case LearnerTurn():
            turn = Turn(
                message=event.message,
                who="learner",
                text=event.text,
                at=event.at,
                reading=event.reading,
            )
            return attempt.model_copy(update={"turns": (*attempt.turns, turn), "silences": 0})
        case PersonaTurn():
            return _after_persona(attempt, event)
        case ClockTicked():
            return attempt.model_copy(update={"silences": attempt.silences + 1})
        case AttemptEnded():
            return attempt.model_copy(update={"ended": event.ending})
        case SelfEvaluated():
            return attempt.model_copy(update={"self_evaluation": event})
        case _:
            return attempt


def folded(events: Iterable[Event], phase: PhaseId, mood: int) -> Attempt:
    """The attempt after all `events`, which begin with its AttemptStarted.

    Raises:
        ValueError: the first event is not an AttemptStarted.
    """
    rest = iter(events)
    first = next(rest, None)
    if not isinstance(first, AttemptStarted):
        raise ValueError("an attempt begins with AttemptStarted")
    attempt = begun(first, phase, mood)
    for event in rest:
        attempt = after(attempt, event)
    return attempt


def _after_persona(attempt: Attempt, event: PersonaTurn) -> Attempt:
    turn = Turn(
        message=event.message,
        who="persona",
        text=event.text,
        at=event.at,
        effects=event.effects,
        lines=event.lines,
        why=event.why,
        phase=event.phase,
    )
    used = dict(attempt.used)
    for line in event.lines:
        kind = line.rsplit("#", 1)[0]
        used[kind] = used.get(kind, 0) + 1
    told, confirmed = dict(attempt.told), set(attempt.confirmed)
    objections = dict(attempt.objections)
    bargained, customs = attempt.bargained, attempt.customs
    mood, spent, offences = attempt.mood, attempt.patience_spent, attempt.offences
    for effect in event.effects:
        match effect:
            case FactTold():
                if told.get(effect.fact) != "full":
                    told[effect.fact] = effect.depth
            case FactConfirmed():
                confirmed.add(effect.fact)
            case MoodMoved():
                mood = max(MOOD_LEAST, min(MOOD_MOST, mood + effect.by))
                offences += effect.reason == "offended"
            case PatienceSpent():
                spent += 1
            case ObjectionMoved():
                objections[effect.objection] = effect
            case CustomMoved():
                customs = (*customs, effect)
            case Bargained():
                bargained = (*bargained, effect)
            case Corrected():
                pass
    return attempt.model_copy(
        update={
            "turns": (*attempt.turns, turn),
            "phase": event.phase,
            "used": used,
            "told": told,
            "confirmed": frozenset(confirmed),
            "objections": objections,
            "customs": customs,
            "bargained": bargained,
            "mood": mood,
            "patience_spent": spent,
            "offences": offences,
        }
    )
