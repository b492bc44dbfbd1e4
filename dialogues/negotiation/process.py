"""The mark for how it was done, of 20: points by what the learner said and did, with the turns."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId
from dialogues.negotiation.moves import Move, MoveAct
from dialogues.negotiation.outcome import ENGAGED
from dialogues.negotiation.standing import Course, Exchange
from dialogues.text import Frozen

Part = Literal[
    "opening", "discovery", "listening", "argumentation", "concessions", "closing", "relation"
]

AMBITIOUS = 850
"""Thousandths of her own best on an issue from which a first figure counts as ambitious."""

_HALF, _ONE, _TWO, _NONE = Decimal("0.5"), Decimal(1), Decimal(2), Decimal(0)
_PRESSURE = frozenset(
    {
        "competitor",
        "deadline-pressure",
        "silence",
        "take-it-or-leave-it",
        "flinch",
        "disappointment",
    }
)
_CONDITIONAL_SHARE = Decimal("0.6")
_SHRINKING_SHARE = Decimal("0.6")
_ANSWERED_SHARE = Decimal("0.7")
_SECRET_SHARE = Decimal("0.5")


class Point(Frozen):
    """One thing looked at: what it earned, out of what, and the learner turns that earned it."""

    part: Part
    name: str
    got: Decimal
    of: Decimal
    turns: tuple[int, ...] = ()


class Concession(Frozen):
    """A turn in which the learner gave something. Worths in millionths."""

    turn: int
    issues: tuple[IssueId, ...]
    cost: int
    """To the learner."""
    gain: int
    """To the counterpart."""
    for_nothing: bool
    answered: bool
    """Whether the counterpart moved in the same exchange."""
    pressed: bool
    """Whether it followed a bluff, a deadline or a silence."""


class Process(Frozen):
    """How it was done."""

    mark: Decimal
    points: tuple[Point, ...]
    concessions: tuple[Concession, ...]


def process(domain: Domain, course: Course) -> Process:
    """The process mark of a game."""
    given = concessions(domain, course)
    points = tuple(
        point
        for part in (
            _opening(domain, course),
            _discovery(domain, course, given),
            _listening(course),
            _argumentation(domain, course),
            _conceding(given),
            _closing(domain, course),
            _relation(course),
        )
        for point in part
    )
    return Process(mark=sum((p.got for p in points), _NONE), points=points, concessions=given)


def concessions(domain: Domain, course: Course) -> tuple[Concession, ...]:
    """The turns in which the learner gave something she had not given before."""
    found = []
    for n, exchange in enumerate(course.exchanges):
        trace = exchange.reply.trace
        if not trace.gift and not trace.traded:
            continue
        before, after = course.standings[n].table, course.standings[n + 1].table
        moved = tuple(i for i, v in after.learner.items() if before.completed[i] != v)
        then = sum(domain.by_id[i].worth("learner", before.completed[i]) for i in moved)
        now = sum(domain.by_id[i].worth("learner", after.learner[i]) for i in moved)
        pressed = bool(n and _PRESSURE.intersection(course.exchanges[n - 1].reply.tactics))
        found.append(
            Concession(
                turn=n + 1,
                issues=moved,
                cost=max(0, then - now),
                gain=trace.gift + trace.traded,
                for_nothing=bool(trace.gift),
                answered=bool(exchange.reply.moved),
                pressed=pressed,
            )
        )
    return tuple(found)


def _turns(course: Course, wanted: Iterable[int]) -> tuple[int, ...]:
    return tuple(n + 1 for n in wanted if n < len(course.exchanges))


def _where(course: Course, *acts: MoveAct) -> tuple[int, ...]:
    return _turns(course, (n for n, e in enumerate(course.exchanges) if e.move.does(*acts)))


def _first_offer(course: Course) -> int | None:
    return next((n for n, s in enumerate(course.standings[1:]) if s.table.first), None)


def _opening(domain: Domain, course: Course) -> Iterator[Point]:
    contact = tuple(t for t in _where(course, MoveAct.GREET, MoveAct.INTRODUCE) if t <= 2)
    yield Point(part="opening", name="contact", got=_ONE * bool(contact), of=_ONE, turns=contact)
    at = _first_offer(course)
    bold = reason = False
    if at is not None:
        first = course.standings[at + 1].table.first
        heavy = max(first, key=lambda i: domain.by_id[i].weight["learner"])
        priced = domain.by_id[heavy]
        best = max(priced.worths["learner"])
        bold = priced.worth("learner", first[heavy]) * 1000 >= best * AMBITIOUS
        reason = any(e.reply.heard for e in course.exchanges[max(0, at - 1) : at + 2])
    turns = _turns(course, [at] if at is not None else [])
    yield Point(part="opening", name="ambition", got=_ONE * bold, of=_ONE, turns=turns * bold)
    yield Point(part="opening", name="reason", got=_ONE * reason, of=_ONE, turns=turns * reason)


def _discovery(domain: Domain, course: Course, given: tuple[Concession, ...]) -> Iterator[Point]:
    asked: dict[str, int] = {}
    for n, exchange in enumerate(course.exchanges):
        for question in exchange.move.questions:
            if question.form == "open" and not exchange.move.hostile:
                asked.setdefault(question.topic, n)
    turns = _turns(course, sorted(set(asked.values())))
    got = min(_TWO, _HALF * len(asked))
    yield Point(part="discovery", name="open-questions", got=got, of=_TWO, turns=turns)
    first = given[0].turn if given else len(course.exchanges) + 1
    before = tuple(t for t in turns if t < first)
    yield Point(
        part="discovery",
        name="asked-before-giving",
        got=_ONE * bool(before),
        of=_ONE,
        turns=before[:1],
    )
    secrets, told = domain.case.secrets, course.end.told
    enough = bool(told) and Decimal(len(told)) >= _SECRET_SHARE * len(secrets)
    paid = _turns(course, (n for n, e in enumerate(course.exchanges) if e.reply.secrets))
    yield Point(part="discovery", name="learnt", got=_ONE * enough, of=_ONE, turns=paid * enough)


def _listening(course: Course) -> Iterator[Point]:
    back = _turns(course, (n for n, e in enumerate(course.exchanges) if e.reply.confirmed))
    yield Point(part="listening", name="reformulated", got=_ONE * bool(back), of=_ONE, turns=back)
    replies = [e.reply for e in course.exchanges[:-1]]
    pairs = [(n, r.asks) for n, r in enumerate(replies) if r.asks]
    right = [n for n, asks in pairs if all(_answers(course.exchanges[n + 1], a) for a in asks)]
    engaged = sum(e.reply.trace.news for e in course.exchanges) >= ENGAGED
    enough = engaged and Decimal(len(right)) >= _ANSWERED_SHARE * len(pairs)
    turns = _turns(course, (n + 1 for n in right))
    yield Point(part="listening", name="answered", got=_ONE * enough, of=_ONE, turns=turns)


def _answers(exchange: Exchange, asked: str) -> bool:
    move: Move = exchange.move
    if asked == "reason":
        return bool(move.arguments) or exchange.reply.trace.traded > 0
    return move.speaks_terms or move.conditional is not False


def _argumentation(domain: Domain, course: Course) -> Iterator[Point]:
    motives = {a.id: a.motive in domain.case.motives for a in domain.case.arguments}
    proved: dict[str, int] = {}
    matched: list[int] = []
    for n, exchange in enumerate(course.exchanges):
        for argued in exchange.move.arguments:
            if argued.argument in exchange.reply.heard:
                if argued.evidence:
                    proved.setdefault(argued.argument, n)
                if motives[argued.argument]:
                    matched.append(n)
    turns = _turns(course, sorted(set(proved.values())))
    got = min(_TWO, _ONE * len(proved))
    yield Point(part="argumentation", name="with-evidence", got=got, of=_TWO, turns=turns)
    yield Point(
        part="argumentation",
        name="her-motive",
        got=_ONE * bool(matched),
        of=_ONE,
        turns=_turns(course, matched[:1]),
    )


def _conceding(given: tuple[Concession, ...]) -> Iterator[Point]:
    against = [c for c in given if not c.for_nothing]
    share = Decimal(len(against)) / len(given) if given else _NONE
    got = (_TWO * min(_ONE, share / _CONDITIONAL_SHARE)).quantize(Decimal("0.01"))
    turns = tuple(c.turn for c in against)
    yield Point(part="concessions", name="against-something", got=got, of=_TWO, turns=turns)
    pairs = list(pairwise(given))
    smaller = [b.turn for a, b in pairs if b.cost <= a.cost]
    shrinking = bool(pairs) and Decimal(len(smaller)) >= _SHRINKING_SHARE * len(pairs)
    yield Point(
        part="concessions",
        name="shrinking",
        got=_ONE * shrinking,
        of=_ONE,
        turns=tuple(smaller) * shrinking,
    )
    held = bool(given) and not any(c.pressed and c.for_nothing for c in given)
    yield Point(part="concessions", name="not-under-pressure", got=_ONE * held, of=_ONE)


def _closing(domain: Domain, course: Course) -> Iterator[Point]:
    recaps = [
        n
        for n, e in enumerate(course.exchanges)
        if e.move.does(MoveAct.RECAP)
        and domain.names_all(e.move.offer)
        and e.move.offer in (course.deal, _pending(course, n))
    ]
    deal = course.deal is not None
    turns = _turns(course, recaps[:1])
    yield Point(part="closing", name="recap", got=_TWO * bool(recaps), of=_TWO, turns=turns)
    asked = [n for n, s in enumerate(course.standings) if s.recap and s.recap.extra]
    gave_in = deal and any(course.deal != _pending(course, n) for n in asked[-1:])
    kept = deal and not gave_in
    yield Point(part="closing", name="no-extra-given", got=_HALF * kept, of=_HALF)
    steps = _where(course, MoveAct.NEXT_STEP) if deal else ()
    yield Point(part="closing", name="next-step", got=_HALF * bool(steps), of=_HALF, turns=steps)


def _pending(course: Course, n: int) -> object:
    recap = course.standings[n].recap
    return recap.package if recap else None


def _relation(course: Course) -> Iterator[Point]:
    threats = len(_where(course, MoveAct.THREAT, MoveAct.ULTIMATUM))
    insults = _where(course, MoveAct.INSULT)
    engaged = sum(e.reply.trace.news for e in course.exchanges) >= ENGAGED
    got = _NONE if insults or not engaged else max(_NONE, _ONE - _HALF * threats)
    yield Point(part="relation", name="civil", got=got, of=_ONE)
