"""The engine: what a persona answers to a learner's turn, as events. Pure."""

from datetime import datetime

from dialogues.attempt import Attempt, after, begun, folded
from dialogues.case import Case
from dialogues.events import (
    AttemptEnded,
    AttemptStarted,
    ClockTicked,
    Effect,
    Event,
    LearnerTurn,
    PersonaTurn,
)
from dialogues.families import intercultural, negotiation
from dialogues.families.answer import Answer
from dialogues.families.behaviours import BEHAVIOURS, PASS_ON
from dialogues.families.credit import next_objection
from dialogues.families.guards import GUARDS
from dialogues.families.lines import Part, reply, worded
from dialogues.families.objection import raising
from dialogues.families.triggers import triggers
from dialogues.families.view import View
from dialogues.ids import AttemptId, LearnerId, PhaseId
from dialogues.machine import Move, move
from dialogues.reading.model import Context, Reading
from dialogues.reading.reader import read
from dialogues.text import Lang

ENGINE_VERSION = "3"
"""Part of every receipt; raised whenever the same words could be answered or judged otherwise."""

ABANDONED = "abandoned"
"""The ending of an attempt that the learner stopped herself."""

WARN_BEFORE = 3
"""Learner turns before the last at which the persona says that her time is nearly up."""


def restored(case: Case, events: tuple[Event, ...]) -> Attempt:
    """The attempt that `events` make."""
    return folded(events, case.family.start, case.scenario.persona.mood)


def start(
    case: Case, *, attempt: AttemptId, learner: LearnerId, lang: Lang, seed: int, now: datetime
) -> tuple[Event, ...]:
    """The first events of an attempt: it starts, and the persona speaks."""
    started = AttemptStarted(
        at=now,
        attempt=attempt,
        learner=learner,
        scenario=case.scenario.id,
        scenario_hash=case.hash,
        lang=lang,
        seed=seed,
    )
    standing = begun(started, case.family.start, case.scenario.persona.mood)
    view = View(case=case, attempt=standing, reading=None)
    parts: tuple[Part, ...] = (worded(view, "opening", case.scenario.opening),)
    between, phase = intercultural.seated(case)
    effects: tuple[Effect, ...] = (*negotiation.seated(case), *between)
    first = next_objection(view)
    if first is not None:
        part, raised = raising(view, first)
        parts, effects = (*parts, part), (raised,)
    spoken = _spoken(standing, Answer(parts, effects, ("opening",)), phase, now)
    return started, spoken


def context(attempt: Attempt) -> Context:
    """What the reader may know of the talk before the learner's next message."""
    said = tuple(turn.text for turn in attempt.persona_turns)
    return Context(other=said[-1] if said else "", earlier=said[:-1], lang=attempt.lang)


def answer(case: Case, attempt: Attempt, text: str, *, now: datetime) -> tuple[Event, ...]:
    """The events a learner's message makes: her turn, the persona's, and maybe the end.

    Raises:
        ValueError: the attempt has ended.
    """
    return react(case, attempt, read(text, context(attempt), case.vocabulary), now=now)


def react(case: Case, attempt: Attempt, reading: Reading, *, now: datetime) -> tuple[Event, ...]:
    """The events of a message that has been read already.

    Raises:
        ValueError: the attempt has ended.
    """
    if attempt.ended:
        raise ValueError("the attempt has ended")
    said = LearnerTurn(at=now, message=len(attempt.turns), text=reading.text, reading=reading)
    return (said, *_answered(case, attempt, reading, now=now, heard=after(attempt, said)))


def silence(case: Case, attempt: Attempt, *, now: datetime) -> tuple[Event, ...]:
    """The events of a silence: the clock ticks, the persona says something, and maybe leaves."""
    ticked = ClockTicked(at=now, what="silence")
    return (ticked, *_answered(case, attempt, None, now=now, heard=after(attempt, ticked)))


def stopped(now: datetime) -> AttemptEnded:
    """The learner stopped the attempt herself."""
    return AttemptEnded(at=now, ending=ABANDONED)


def _answered(
    case: Case, attempt: Attempt, reading: Reading | None, *, now: datetime, heard: Attempt
) -> tuple[Event, ...]:
    view = View(case=case, attempt=attempt, reading=reading)
    step = _step(view)
    ending = step.branch.ending or ""
    behaviour = BEHAVIOURS[case.scenario.family][step.branch.do]
    given = behaviour(view, ending)
    timed = case.bargain is None and len(heard.learner_turns) == case.scenario.turns - WARN_BEFORE
    if reading and not ending and timed:
        given = Answer((*given.parts, reply(view, "time-short")), given.effects, given.why)
    spoken = _spoken(heard, given, step.phase, now)
    return (spoken, AttemptEnded(at=now, ending=ending)) if ending else (spoken,)


def _step(view: View) -> Move:
    """The first trigger with an open branch decides."""

    def holds(name: str) -> bool:
        return GUARDS[name](view)

    for trigger in triggers(view):
        step = move(view.case.scenario.family, view.attempt.phase, trigger, holds)
        if step is not None and step.branch.do != PASS_ON:
            return step
    raise AssertionError(f"phase {view.attempt.phase} has no 'otherwise'")


def _spoken(attempt: Attempt, given: Answer, phase: PhaseId, now: datetime) -> PersonaTurn:
    return PersonaTurn(
        at=now,
        message=len(attempt.turns),
        text="\n\n".join(part.text for part in given.parts),
        phase=phase,
        lines=tuple(part.line for part in given.parts),
        effects=given.effects,
        why=given.why,
    )
