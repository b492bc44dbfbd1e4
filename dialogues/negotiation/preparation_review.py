"""A preparation sheet judged: against the figures of the case, and against what was then done."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, Package, SecretId
from dialogues.negotiation.preparation import Plan, Question, Step, Trade
from dialogues.negotiation.process import concessions
from dialogues.negotiation.standing import Course
from dialogues.negotiation.understanding_questions import SECRET
from dialogues.negotiation.worth import FULL
from dialogues.text import Frozen

NEAR = FULL * 15 // 100
"""How far a walk-away may lie from the true limit, in worth, and still be near it."""
NAMED = FULL // 2
"""The weight of the issues a target or a limit must name to be judged."""
DREAM = FULL * 97 // 100
"""From here a target asks for the best on everything: nobody signs that."""
ENOUGH = 2
"""Questions, and concessions, from which a part of the sheet counts as worked out."""

_ONE, _NONE = Decimal(1), Decimal(0)

TargetIs = Literal["none", "thin", "modest", "ambitious", "dream"]
LimitIs = Literal["none", "thin", "too-low", "near", "too-high"]
TradeIs = Literal["good", "dear", "even", "open", "for-nothing"]
Kept = Literal["kept", "broken", "no-deal"]
Given = Literal["traded", "for-nothing", "kept"]


class Point(Frozen):
    """One thing looked at, and what it earned."""

    part: Step
    name: str
    got: Decimal
    of: Decimal = _ONE


class AskedIn(Frozen):
    """A planned question, what it aims at, and the learner turn that asked it, if any."""

    question: Question
    turn: int | None
    told: bool
    """Whether it obtained what it aims at."""


class TradedIn(Frozen):
    """A planned concession: how good a plan it was, and what became of it."""

    trade: Trade
    plan: TradeIs
    done: Given
    turn: int | None
    """The learner turn in which it was given."""


class Review(Frozen):
    """A sheet judged."""

    target: TargetIs
    target_worth: int | None
    """What the targets are worth on the issues they name, in millionths of the best on these."""
    fair: int | None
    """The same at the Nash point, over all issues."""
    limit: LimitIs
    limit_worth: int | None
    reservation: int
    """The true limit."""
    kept: Kept | None
    """Whether the walk-away was kept; None when none was written."""
    below: tuple[IssueId, ...] = ()
    """Issues signed beyond the written limit."""
    reached: tuple[IssueId, ...] = ()
    """Issues signed at the target or better."""
    asked: tuple[AskedIn, ...] = ()
    unaimed: tuple[SecretId, ...] = ()
    """Hidden interests that no planned question aims at."""
    trades: tuple[TradedIn, ...] = ()
    sheet: tuple[Point, ...] = ()
    """What the sheet is worth, before a word was said."""
    use: tuple[Point, ...] = ()
    """What was made of it; only of the parts that were filled in."""


def reviewed(domain: Domain, plan: Plan, course: Course) -> Review:
    """The sheet against the case and against the talk."""
    target, limit = _level(domain, plan.targets), _level(domain, plan.limits)
    nash = domain.landmarks.nash
    fair = nash.learner if nash is not None else None
    told = course.end.told
    asked = tuple(_asked(question, course, told) for question in plan.questions)
    aimed = {q.secret for q in plan.questions if q.secret}
    trades = tuple(_traded(domain, trade, course) for trade in plan.trades)
    deal = course.deal
    below = _worse(domain, deal, plan.limits) if deal else ()
    kept: Kept | None = None
    if plan.limits:
        kept = "no-deal" if deal is None else "broken" if below else "kept"
    found = Review(
        target=_target(domain, plan.targets, target, fair),
        target_worth=target,
        fair=fair,
        limit=_limit(domain, plan.limits, limit),
        limit_worth=limit,
        reservation=domain.reservation["learner"],
        kept=kept,
        below=below,
        reached=tuple(
            i for i in plan.targets if deal and i not in _worse(domain, deal, plan.targets)
        ),
        asked=asked,
        unaimed=tuple(s.id for s in domain.case.secrets if s.id not in aimed),
        trades=trades,
    )
    return found.model_copy(
        update={"sheet": tuple(_sheet(domain, plan, found)), "use": tuple(_use(plan, found))}
    )


def _level(domain: Domain, terms: Package) -> int | None:
    """What terms are worth on the issues they name, in millionths of the best on these."""
    most = sum(domain.by_id[i].weight["learner"] for i in terms)
    if not most:
        return None
    return sum(domain.by_id[i].worth("learner", v) for i, v in terms.items()) * FULL // most


def _weight(domain: Domain, terms: Package) -> int:
    return sum(domain.by_id[i].weight["learner"] for i in terms)


def _target(domain: Domain, terms: Package, level: int | None, fair: int | None) -> TargetIs:
    if level is None:
        return "none"
    if _weight(domain, terms) < NAMED:
        return "thin"
    if level >= DREAM:
        return "dream"
    return "ambitious" if level >= (fair or domain.reservation["learner"]) else "modest"


def _limit(domain: Domain, terms: Package, level: int | None) -> LimitIs:
    if level is None:
        return "none"
    if _weight(domain, terms) < NAMED:
        return "thin"
    off = level - domain.reservation["learner"]
    return "near" if abs(off) <= NEAR else "too-high" if off > 0 else "too-low"


def _worse(domain: Domain, deal: Package, terms: Package) -> tuple[IssueId, ...]:
    """Issues on which a deal is worth less to the learner than `terms`."""
    return tuple(
        i
        for i, v in terms.items()
        if domain.by_id[i].worth("learner", deal[i]) < domain.by_id[i].worth("learner", v)
    )


def _asked(question: Question, course: Course, told: tuple[SecretId, ...]) -> AskedIn:
    wanted = SECRET + question.secret if question.secret else question.topic
    turn = next(
        (
            e.reply.turn
            for e in course.exchanges
            if any(str(q.topic) == wanted for q in e.move.questions)
            or (question.secret and question.secret in e.reply.secrets)
        ),
        None,
    )
    return AskedIn(question=question, turn=turn, told=question.secret in told)


def _traded(domain: Domain, trade: Trade, course: Course) -> TradedIn:
    done: Given = "kept"
    turn = None
    for one in concessions(domain, course):
        if set(one.issues) & set(trade.gives):
            turn = one.turn
            done = "for-nothing" if one.for_nothing else "traded"
            if one.for_nothing:
                break
    return TradedIn(trade=trade, plan=_quality(domain, trade), done=done, turn=turn)


def _quality(domain: Domain, trade: Trade) -> TradeIs:
    """Whether what is given weighs less for the learner than what is asked for it."""
    if not trade.against:
        return "for-nothing"
    if not (trade.gives and trade.gets):
        return "open"
    weight = {i: p.weight["learner"] for i, p in domain.by_id.items()}
    given, got = (max(weight[i] for i in side) for side in (trade.gives, trade.gets))
    return "good" if given < got else "dear" if given > got else "even"


def _sheet(domain: Domain, plan: Plan, found: Review) -> Iterator[Point]:
    """Up to two points a part."""

    def point(part: Step, name: str, good: object) -> Point:
        return Point(part=part, name=name, got=_ONE * bool(good))

    yield point("targets", "written", _weight(domain, plan.targets) >= NAMED)
    yield point("targets", "ambitious", found.target == "ambitious")
    yield point("limits", "written", _weight(domain, plan.limits) >= NAMED)
    yield point("limits", "near", found.limit == "near")
    yield point("questions", "enough", len(plan.questions) >= ENOUGH)
    aimed = {q.secret for q in plan.questions if q.secret}
    yield point("questions", "aimed", 2 * len(aimed) >= max(1, len(domain.case.secrets)))
    yield point("trades", "enough", len(plan.trades) >= ENOUGH)
    good = [t.plan for t in found.trades]
    sound = good and "for-nothing" not in good and 2 * good.count("dear") <= len(good)
    yield point("trades", "against", sound)


def _use(plan: Plan, found: Review) -> Iterator[Point]:
    if found.kept is not None:
        yield Point(part="limits", name="kept", got=_ONE * (found.kept != "broken"))
    if plan.targets:
        share = Decimal(len(found.reached)) / len(plan.targets)
        yield Point(part="targets", name="reached", got=share.quantize(Decimal("0.01")))
    if plan.questions:
        put = [one for one in found.asked if one.turn is not None]
        share = Decimal(len(put)) / len(plan.questions)
        yield Point(part="questions", name="asked", got=share.quantize(Decimal("0.01")))
    if plan.trades:
        free = [one for one in found.trades if one.done == "for-nothing"]
        share = 1 - Decimal(len(free)) / len(plan.trades)
        yield Point(part="trades", name="not-given", got=share.quantize(Decimal("0.01")))


def total(points: tuple[Point, ...]) -> tuple[Decimal, Decimal]:
    """What was earned, and out of what."""
    return sum((p.got for p in points), _NONE), sum((p.of for p in points), _NONE)
