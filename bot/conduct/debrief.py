"""The debrief: a short card first, then criterion by criterion, words, better lines, facts."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from bot.conduct import reviewed
from bot.conduct.desk import Desk
from bot.conduct.opened import open_debrief, reference_of, shortened, title_of
from bot.messages import Button, Keyboard, Say, rows
from bot.render import screen
from bot.reviewing import engine_judged
from bot.verifying import rubric_of
from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.errors import NotNow
from dialogues.events import Disputed
from dialogues.families.manners import outcome
from dialogues.ids import AttemptId, IndicatorId
from dialogues.negotiation.model import Secret, SecretId
from dialogues.scenario import Ending, Fact
from dialogues.text import Frozen, Lang
from rubrics.agreement import is_indicative
from rubrics.assessment import Assessment, Level, Result
from rubrics.evidence import Evidence
from rubrics.feedback import next_steps, rewrites, strengths
from rubrics.lucidity import lucidity
from rubrics.rubric import Rubric

Action = Callable[[Desk], None]

GOOD = 12
"""Mark of 20 from which the manner of a talk counts as good."""
QUOTES = 3
"""Quotes shown per criterion."""


class Point(Frozen):
    """One criterion, as it is shown."""

    number: int
    title: str
    reference: str
    level: int | None
    capped: str
    """The fault that kept it from rising, in words; empty when none did."""
    fault: str
    """The learner's words at fault; empty when none were."""
    seen: tuple[tuple[str, str], ...]
    """What was spotted and the learner's words."""
    unseen: tuple[str, ...]
    next: str
    indicative: bool
    """The engine agrees less with people here than they do with each other."""


def card(desk: Desk, attempt_id: AttemptId, case: Case, judged: Assessment) -> None:
    """The first page of the debrief, as a new message or in place of the pressed one."""
    by = rubric_of(desk.work, judged)
    lang = desk.learner.lang
    best, todo = strengths(judged, by), next_steps(judged)
    attempt = engine.restored(case, desk.work.events(attempt_id))
    ending = case.scenario.endings.get(attempt.ended or "")
    own = attempt.self_evaluation
    html = screen(
        "debrief-card",
        lang,
        case=case.scenario,
        ending=ending,
        total=judged.mark,
        strength=by.indicator(best[0].indicator).seen if best else None,
        quote=shortened(best[0].evidence.quote) if best else "",
        todo=by.indicator(todo[0].indicator) if todo else None,
        fault=bool(todo and todo[0].fault),
        manner=_manner_without_result(ending, judged),
        receipt=judged.receipt,
        lucid=lucidity(own, judged) if own else None,
        review=reviewed.marks(desk, attempt_id, judged),
    )
    keyboard = _card_keyboard(desk, attempt_id, case, judged_herself=own is not None)
    if desk.incoming is not None and desk.incoming.kind == "button":
        desk.show_html(html, keyboard)
    else:
        desk.send(Say(html=html, keyboard=keyboard))


def _manner_without_result(ending: Ending | None, judged: Assessment) -> bool:
    """Whether a good mark stands beside an ending that is not the one aimed at."""
    good = judged.mark is not None and judged.mark >= GOOD
    return good and ending is not None and ending.result != "reached"


def _card_keyboard(
    desk: Desk, attempt_id: AttemptId, case: Case, *, judged_herself: bool
) -> Keyboard:
    mine = (desk.button("button.my-view", f"mine:{attempt_id}"),) if judged_herself else ()
    bargained = case.scenario.negotiation is not None
    deal = (desk.button("button.deal", f"deal:{attempt_id}"),) if bargained else ()
    others = bool(case.scenario.profiles)
    other = (desk.button("button.other", f"other:{attempt_id}:0"),) if others else ()
    looked = reviewed.is_reviewed(desk, attempt_id)
    review = (desk.button("button.review", f"rev:{attempt_id}"),) if looked else ()
    row = desk.work.attempt(attempt_id)
    rewound = row is not None and row.origin is not None
    buttons = (
        desk.button("button.criteria", f"crit:{attempt_id}:0"),
        *review,
        *mine,
        *deal,
        *other,
        desk.button("button.words", f"words:{attempt_id}"),
        desk.button("button.better", f"better:{attempt_id}"),
        desk.button("button.knew", f"knew:{attempt_id}"),
        desk.button("button.compare", f"rwcmp:{attempt_id}")
        if rewound
        else desk.button("button.rewind", f"rw:{attempt_id}:0"),
        desk.button("button.retry", f"brief:{case.scenario.id}"),
        desk.button("button.menu", "menu"),
    )
    return rows(buttons, 2)


def again(desk: Desk, attempt_id: AttemptId) -> None:
    """The card again."""
    opened = open_debrief(desk, attempt_id)
    card(desk, attempt_id, opened.case, opened.judged)


def point(result: Result, by: Rubric, number: int, lang: Lang) -> Point:
    """What is shown of one criterion."""
    level = result.level
    capped = result.outcome.capped_by if isinstance(result.outcome, Level) else None
    faults = {f.indicator for c in by.criteria if c.criterion == result.criterion for f in c.faults}
    good = [e for e in result.evidence if e.indicator not in faults]

    def said(indicator: IndicatorId) -> str:
        return by.indicator(indicator).seen.in_(lang)

    todo = ([capped] if capped else []) + [i for i in result.missing if i != capped]
    return Point(
        number=number,
        title=title_of(result.criterion, lang),
        reference=reference_of(result.criterion, lang),
        level=level,
        capped=said(capped) if capped else "",
        fault=next((shortened(e.quote) for e in result.evidence if e.indicator == capped), ""),
        seen=tuple((said(e.indicator), shortened(e.quote)) for e in _varied(good)) if level else (),
        unseen=tuple(by.indicator(i).unseen.in_(lang) for i in result.missing[:2]),
        next=by.indicator(todo[0]).next.in_(lang) if todo else "",
        indicative=is_indicative(result.criterion),
    )


def _varied(found: list[Evidence]) -> list[Evidence]:
    """A few pieces of evidence: the surest of each indicator, no words twice."""
    chosen: list[Evidence] = []
    for one in sorted(found, key=lambda e: -e.strength):
        same_words = any(
            c.message == one.message and c.span.start < one.span.end and one.span.start < c.span.end
            for c in chosen
        )
        same_kind = any(c.indicator == one.indicator for c in chosen)
        if len(chosen) < QUOTES and not same_words and not same_kind:
            chosen.append(one)
    return sorted(chosen, key=lambda e: e.message)


def criterion(desk: Desk, attempt_id: AttemptId, number: int) -> None:
    """One criterion: level in words, the learner's words, the reason, the next step."""
    opened = open_debrief(desk, attempt_id)
    results = opened.judged.results
    if not 0 <= number < len(results):
        raise NotNow("stale.debrief")
    shown = point(results[number], opened.by, number + 1, desk.learner.lang)
    turn: list[Button] = []
    if number > 0:
        turn.append(desk.button("button.previous", f"crit:{attempt_id}:{number - 1}"))
    if number + 1 < len(results):
        turn.append(desk.button("button.next", f"crit:{attempt_id}:{number + 1}"))
    last = (
        desk.button("button.did-say", f"miss:{attempt_id}:{number}"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    given = reviewed.of_criterion(desk, attempt_id, results[number].criterion)
    keyboard = (tuple(turn), last) if turn else (last,)
    desk.show("criterion", keyboard, point=shown, of=len(results), given=given)


def dispute(desk: Desk, attempt_id: AttemptId, number: int) -> None:
    """The learner says the reader missed something; kept for a person to look at."""
    opened = open_debrief(desk, attempt_id)
    if not 0 <= number < len(opened.judged.results):
        raise NotNow("stale.debrief")
    named = opened.judged.results[number].criterion
    if not any(isinstance(e, Disputed) and e.criterion == named for e in opened.events):
        desk.work.append(attempt_id, Disputed(at=desk.now, criterion=named))
    desk.toast("toast.dispute-kept", alert=True)


def words(desk: Desk, attempt_id: AttemptId) -> None:
    """Three strengths and three next steps, each with the learner's words."""
    opened = open_debrief(desk, attempt_id)
    by = opened.by
    lang = desk.learner.lang
    best = [
        (by.indicator(s.indicator), shortened(s.evidence.quote), reference_of(s.criterion, lang))
        for s in strengths(opened.judged, by)
    ]
    todo = [
        (
            by.indicator(n.indicator),
            shortened(n.evidence.quote) if n.evidence else "",
            reference_of(n.criterion, lang),
        )
        for n in next_steps(opened.judged)
    ]
    back = ((desk.button("button.back", f"card:{attempt_id}"),),)
    desk.show("words", back, best=best, todo=todo)


def better(desk: Desk, attempt_id: AttemptId) -> None:
    """Better lines, each with the points it really gains."""
    opened = open_debrief(desk, attempt_id)
    lang = opened.attempt.lang
    # What a line gains is the engine's to say, so it is measured against the engine's own mark.
    engines = engine_judged(desk.work, attempt_id)
    found = rewrites(opened.case, opened.events, engines, opened.by, lang)
    lines = [
        (title_of(r.criterion, desk.learner.lang), shortened(r.before), r.after, r.gain)
        for r in found
    ]
    back = ((desk.button("button.back", f"card:{attempt_id}"),),)
    desk.show("better", back, lines=lines)


def _told(attempt: Attempt, secret: SecretId) -> Literal["brief", "full"] | None:
    """How far the persona told a secret of a negotiation."""
    standing = attempt.standing
    if standing is None or secret not in (*standing.told, *standing.hinted):
        return None
    return "full" if secret in standing.told else "brief"


def knew(desk: Desk, attempt_id: AttemptId) -> None:
    """What the persona knew: what was obtained, and what stayed hidden."""
    opened = open_debrief(desk, attempt_id)
    scenario, attempt = opened.case.scenario, opened.attempt
    facts: list[tuple[Fact | Secret, Literal["brief", "full"] | None]]
    facts = [(f, attempt.told.get(f.id)) for f in scenario.facts]
    moved = [(o, attempt.objections.get(o.id)) for o in scenario.objections]
    if scenario.negotiation is not None:
        facts = [(s, _told(attempt, s.id)) for s in scenario.negotiation.case.secrets]
    customs = [(c, outcome(attempt, c.id)) for c in scenario.customs]
    ways = (desk.button("button.ways", f"ways:{attempt_id}"),) if customs else ()
    back = rows((*ways, desk.button("button.back", f"card:{attempt_id}")), 2)
    desk.show("knew", back, case=scenario, facts=facts, objections=moved, customs=customs)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of the debrief does; None for a button of something else."""
    match verb, given:
        case "crit", (attempt, number) if number.isdecimal():
            return partial(criterion, attempt_id=AttemptId(attempt), number=int(number))
        case "miss", (attempt, number) if number.isdecimal():
            return partial(dispute, attempt_id=AttemptId(attempt), number=int(number))
        case "words", (attempt,):
            return partial(words, attempt_id=AttemptId(attempt))
        case "better", (attempt,):
            return partial(better, attempt_id=AttemptId(attempt))
        case "knew", (attempt,):
            return partial(knew, attempt_id=AttemptId(attempt))
        case _:
            return None
