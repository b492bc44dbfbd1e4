"""Everything the debrief of a negotiation is made of, in figures and names; words come later."""

from decimal import Decimal
from typing import Literal

from dialogues.ids import Topic
from dialogues.negotiation.attribution import Attribution, attributed
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import Package, SecretId
from dialogues.negotiation.outcome import Outcome, outcome
from dialogues.negotiation.process import Process, process
from dialogues.negotiation.reference import Reference
from dialogues.negotiation.standing import Course
from dialogues.text import Frozen


class Paid(Frozen):
    """A question that obtained something."""

    turn: int
    topics: tuple[Topic, ...]
    secrets: tuple[SecretId, ...]
    worth: int
    """How far it lowered what the counterpart aimed for, in millionths of her best."""


class Missed(Frozen):
    """A secret the learner did not obtain, and why."""

    secret: SecretId
    topics: tuple[Topic, ...]
    why: Literal["not-asked", "asked-closed", "too-cold"]


class Moment(Frozen):
    """Where both stood after a turn: each side's terms in both sides' worth, for the chart."""

    turn: int
    target: int
    """What the counterpart aimed for."""
    asked: tuple[int, int] | None
    """The learner's terms completed by the counterpart's: worth to the learner, to the other."""
    offered: tuple[int, int] | None
    """The counterpart's offer, once she has said it."""


class Debrief(Frozen):
    """A game judged."""

    mark: Decimal
    """Mean of both marks, of 20."""
    outcome: Outcome
    process: Process
    attribution: Attribution
    paid: tuple[Paid, ...]
    missed: tuple[Missed, ...]
    bluffed: int | None
    """The turn of the counterpart's bluff."""
    moments: tuple[Moment, ...]


def debriefed(domain: Domain, course: Course, seed: int) -> Debrief:
    """The debrief of an ended game played with `seed`.

    Raises:
        ValueError: it has not ended.
    """
    reference = Reference(domain, seed)
    out = outcome(domain, course, reference)
    done = process(domain, course)
    return Debrief(
        mark=((out.mark + done.mark) / 2).quantize(Decimal("0.01")),
        outcome=out,
        process=done,
        attribution=attributed(domain, course, reference),
        paid=_paid(course),
        missed=_missed(domain, course),
        bluffed=next((e.reply.turn for e in course.exchanges if e.reply.bluff), None),
        moments=moments(domain, course),
    )


def moments(domain: Domain, course: Course) -> tuple[Moment, ...]:
    """Where both stood after each turn, the start included."""
    found = []
    for standing in course.standings:
        table = standing.table
        terms = table.completed if table.learner else None
        found.append(
            Moment(
                turn=standing.turn,
                target=standing.target,
                asked=_both(domain, terms) if terms else None,
                offered=_both(domain, table.offer) if table.shown else None,
            )
        )
    return tuple(found)


def _both(domain: Domain, package: Package) -> tuple[int, int]:
    return domain.worth("learner", package), domain.worth("counterpart", package)


def _paid(course: Course) -> tuple[Paid, ...]:
    return tuple(
        Paid(
            turn=e.reply.turn,
            topics=tuple(q.topic for q in e.move.questions),
            secrets=e.reply.secrets,
            worth=-sum(t.by for t in e.reply.trace.terms if t.name == "discovery"),
        )
        for e in course.exchanges
        if e.reply.secrets
    )


def _missed(domain: Domain, course: Course) -> tuple[Missed, ...]:
    dodged = {s for e in course.exchanges for s in e.reply.dodged}
    found = []
    for secret in domain.case.secrets:
        if secret.id in course.end.told:
            continue
        why: Literal["not-asked", "asked-closed", "too-cold"] = "not-asked"
        if secret.id in dodged:
            why = "too-cold"
        elif secret.id in course.end.hinted:
            why = "asked-closed"
        found.append(Missed(secret=secret.id, topics=secret.topics, why=why))
    return tuple(found)
