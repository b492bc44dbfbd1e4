"""The debrief of a negotiation: what the deal was worth, and what each turn gave or cost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial

from bot.conduct.amounts import both, in_currency, share, written
from bot.conduct.desk import Desk
from bot.conduct.opened import open_debrief, shortened
from bot.messages import rows
from dialogues.attempt import Attempt
from dialogues.errors import NotNow
from dialogues.events import Bargained
from dialogues.families.negotiation import course
from dialogues.ids import AttemptId
from dialogues.negotiation.attribution import Attribution
from dialogues.negotiation.counterparty import answered
from dialogues.negotiation.debrief import Debrief, debriefed
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import Package, SecretId
from dialogues.negotiation.moves import Move, MoveAct
from dialogues.negotiation.outcome import Better, Outcome
from dialogues.negotiation.script import Negotiation
from dialogues.negotiation.standing import Course, Exchange
from dialogues.negotiation.wording_terms import labels, recap
from dialogues.negotiation.worth import FULL, apportioned
from dialogues.text import Frozen, Lang

Action = Callable[[Desk], None]

DEAREST = 4
"""Turns shown with what they cost; the others in one sum."""


class Dear(Frozen):
    """One turn that cost something, as it is shown."""

    turn: int | None
    """None: no turn of hers, the talk stopped there."""
    amount: str
    quote: str
    cause: str


@dataclass(frozen=True)
class Game:
    """An ended negotiation; the same attempt judged the same way is the same game."""

    attempt: AttemptId
    receipt: str
    domain: Domain = field(compare=False)
    course: Course = field(compare=False)
    seed: int = field(compare=False)


@lru_cache(maxsize=128)
def judged(game: Game) -> Debrief:
    """The debrief of a game, worked out once: it takes up to a second."""
    return debriefed(game.domain, game.course, game.seed)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about a deal does."""
    match verb, given:
        case "deal", (attempt,):
            return partial(deal, attempt_id=AttemptId(attempt))
        case "turns", (attempt,):
            return partial(turns, attempt_id=AttemptId(attempt))
        case _:
            return None


@dataclass(frozen=True)
class Looked:
    """A game looked at again, with the learner's words turn by turn."""

    block: Negotiation
    persona: str
    game: Game
    found: Debrief
    said: tuple[str, ...]


def look(desk: Desk, attempt_id: AttemptId) -> Looked:
    """An ended game of hers, judged.

    Raises:
        NotNow: there is none of that id.
    """
    opened = open_debrief(desk, attempt_id)
    scenario, lexicon, attempt = opened.case.scenario, opened.case.bargain, opened.attempt
    if scenario.negotiation is None or lexicon is None or not attempt.bargained:
        raise NotNow("stale.debrief")
    played = _ended(lexicon.domain, course(attempt), attempt.seed)
    game = Game(attempt_id, opened.judged.receipt, lexicon.domain, played, attempt.seed)
    found = judged(game)
    return Looked(scenario.negotiation, scenario.persona.name, game, found, words_of(attempt))


def _ended(domain: Domain, played: Course, seed: int) -> Course:
    """The game itself; one broken off is a game its learner left."""
    if played.end.ended is not None:
        return played
    left = Move(acts=(MoveAct.LEAVE,))
    standing, reply = answered(domain, played.end, left, seed)
    return played.model_copy(
        update={
            "exchanges": (*played.exchanges, Exchange(move=left, reply=reply)),
            "standings": (*played.standings, standing),
        }
    )


def words_of(attempt: Attempt) -> tuple[str, ...]:
    """What the learner said, one text for each turn of the negotiation."""
    found, last = [], ""
    for turn in attempt.turns:
        if turn.who == "learner":
            last = turn.text
        elif any(isinstance(e, Bargained) and e.move is not None for e in turn.effects):
            found.append(last)
    return tuple(found)


def deal(desk: Desk, attempt_id: AttemptId) -> None:
    """Agreement or not, whether that was right, and what it was worth."""
    looked, lang = look(desk, attempt_id), desk.learner.lang
    out, domain, block = looked.found.outcome, looked.game.domain, looked.block
    marks = domain.landmarks
    best = marks.best_rational
    joint = out.learner + out.counterpart
    better = out.better or (None if out.package else _fair(domain))
    buttons = (
        desk.button("button.deal-turns", f"turns:{attempt_id}"),
        desk.button("button.chart", f"picture:{attempt_id}"),
        desk.button("button.trade-facts", f"trade:{attempt_id}"),
        desk.button("button.preparation", f"prepared:{attempt_id}"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    desk.show(
        "deal",
        rows(buttons, 2),
        persona=looked.persona,
        verdict=_verdict(out, zopa=marks.zopa),
        terms=recap(block, out.package, lang) if out.package else "",
        batna=block.case.learner.batna,
        mine=share(out.learner, lang),
        hers=share(out.counterpart, lang),
        limit=share(domain.reservation["learner"], lang),
        claim=_claim(out),
        joint=share(joint * FULL // best.joint, lang) if best else "",
        kept=_kept(out),
        nash=both(marks.nash.learner, marks.nash.counterpart, lang) if marks.nash else None,
        chance=both(marks.chance.learner, marks.chance.counterpart, lang),
        rational=share(round(marks.chance.rational * FULL), lang),
        better=better and _changed(block, better, out.package or {}, lang),
        better_worth=better and both(better.learner, better.counterpart, lang),
    )


def _verdict(out: Outcome, *, zopa: bool) -> str:
    if out.package is not None:
        return "deal-right" if out.right else "deal-wrong"
    if zopa:
        return "none-wrong"
    return "none-right" if out.right else "none-early"


def _claim(out: Outcome) -> str:
    """The share claimed, in words; '' where there is none to speak of."""
    if out.package is None or out.claimed is None:
        return ""
    steps = ((Decimal("1.1"), "more"), (Decimal("0.9"), "fair"), (Decimal("0.5"), "less"))
    return next((word for least, word in steps if out.claimed >= least), "little")


def _kept(out: Outcome) -> str:
    """What was left on the table, in words."""
    if out.kept is None:
        return ""
    if not out.left:
        return "all"
    return "most" if out.kept >= Decimal("0.9") else "some" if out.kept >= Decimal("0.7") else "few"


def _fair(domain: Domain) -> Better | None:
    """The deal at the Nash point, for a game that ended without one."""
    nash = domain.landmarks.nash
    if nash is None:
        return None
    package = domain.package(domain.frontier.choice(nash.at))
    return Better(package=package, learner=nash.learner, counterpart=nash.counterpart)


def _changed(block: Negotiation, better: Better, signed: Package, lang: Lang) -> str:
    """The terms of a better deal that are other than those signed."""
    return recap(block, {i: v for i, v in better.package.items() if signed.get(i) != v}, lang)


def turns(desk: Desk, attempt_id: AttemptId) -> None:
    """What each turn cost, what was given for nothing, which questions paid, what stayed hidden."""
    looked, lang = look(desk, attempt_id), desk.learner.lang
    found, domain, block = looked.found, looked.game.domain, looked.block
    amounts = costs(found.attribution)
    dear, rest = _dearest(looked, amounts, lang)
    gifts = [
        (
            c.turn,
            labels(block, c.issues, lang),
            in_currency(domain, c.cost, lang),
            shortened(looked.said[c.turn - 1]),
        )
        for c in found.process.concessions
        if c.for_nothing and c.turn <= len(looked.said)
    ]
    paid = [
        (
            p.turn,
            shortened(looked.said[p.turn - 1]),
            _gists(block, p.secrets, lang),
            share(p.worth, lang) if p.worth * 200 >= FULL else "",
        )
        for p in found.paid
        if p.turn <= len(looked.said)
    ]
    missed = [(_gists(block, (m.secret,), lang)[0], m.why) for m in found.missed]
    buttons = (
        desk.button("button.deal", f"deal:{attempt_id}"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    desk.show(
        "deal-turns",
        rows(buttons, 2),
        dear=dear,
        rest=rest,
        total=written(domain, sum(amounts, Decimal(0)), lang) if any(amounts) else "",
        money=found.attribution.money is not None,
        gifts=gifts,
        steps=bool(found.process.concessions),
        paid=paid,
        missed=missed,
    )


def costs(found: Attribution) -> tuple[Decimal, ...]:
    """What each turn cost, in money, or in tenths of a per cent of the learner's best package."""
    if found.money is not None:
        return tuple(c.money or Decimal(0) for c in found.costs)
    tenths = apportioned([c.by for c in found.costs], round(found.loss * 1000 / FULL))
    return tuple(Decimal(n) / 10 for n in tenths)


def _dearest(
    looked: Looked, amounts: tuple[Decimal, ...], lang: Lang
) -> tuple[list[Dear], str | None]:
    """The turns that cost most, dearest first, and the sum of the others that cost something."""
    domain = looked.game.domain
    order = sorted((n for n, a in enumerate(amounts) if a), key=lambda n: (-amounts[n], n))
    dear = [
        Dear(
            turn=n + 1 if n < len(looked.said) else None,
            amount=written(domain, amounts[n], lang),
            quote=shortened(looked.said[n]) if n < len(looked.said) else "",
            cause=_cause(looked, n),
        )
        for n in order[:DEAREST]
    ]
    others = [amounts[n] for n in order[DEAREST:]]
    return dear, written(domain, sum(others, Decimal(0)), lang) if others else None


def _cause(looked: Looked, n: int) -> str:
    """Why a turn cost something; leaving comes before the tone it was said in."""
    exchanges = looked.game.course.exchanges
    if n >= len(looked.said):
        return "stopped"
    last = n + 1 == len(exchanges)
    if last and looked.found.outcome.end == "left":
        return "left"
    return looked.found.attribution.costs[n].cause


def _gists(block: Negotiation, secrets: Iterable[SecretId], lang: Lang) -> list[str]:
    texts: Mapping[SecretId, str] = {s.id: s.gist.in_(lang) for s in block.case.secrets}
    return [texts[s] for s in secrets]
