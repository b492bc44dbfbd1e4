"""The preparation sheet: filled step by step before a negotiation and bound to the talk."""

import json
from collections.abc import Callable
from functools import partial

from bot.conduct import asking, prepared
from bot.conduct.current import running
from bot.conduct.desk import Desk
from bot.conduct.prepared import flat
from bot.messages import Button, rows
from dialogues.case import Case
from dialogues.errors import NotNow
from dialogues.events import Prepared
from dialogues.ids import AttemptId, ScenarioId
from dialogues.negotiation.preparation import MOST, STEPS, Plan, Sheet, Step
from dialogues.negotiation.preparation_reading import planned
from dialogues.negotiation.screens import prepared as own_side
from dialogues.negotiation.wording_terms import listed
from dialogues.text import Frozen
from storage.rows import AttemptRow

Action = Callable[[Desk], None]

ASKED = "prep"
"""What is asked for, as the chat remembers it."""


class Part(Frozen):
    """One part of a sheet, as it is shown."""

    step: Step
    words: str
    read: str
    """The terms that were read in it; empty where none are looked for."""


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about a preparation does."""
    match verb, given:
        case "prep", (scenario,):
            return partial(overview, scenario_id=ScenarioId(scenario))
        case "prep", (scenario, step) if step in STEPS:
            return partial(_ask, scenario_id=ScenarioId(scenario), step=_step(step))
        case "prep", (scenario, step, "x") if step in STEPS:
            return partial(_empty, scenario_id=ScenarioId(scenario), step=_step(step))
        case "prepared", (attempt,):
            return partial(prepared.review, attempt_id=AttemptId(attempt))
        case _:
            return None


def _step(name: str) -> Step:
    return next(step for step in STEPS if step == name)


def overview(desk: Desk, scenario_id: ScenarioId) -> None:
    """The sheet as it stands, each part to be filled or changed; in a talk only to be read."""
    case = _case(desk, scenario_id)
    row = running(desk)
    if row is not None and row.scenario == scenario_id:
        _in_talk(desk, row)
        return
    sheet = _drafts(desk).get(scenario_id, Sheet())
    steps = [
        Button(
            label=("✓ " if sheet.part(step) else "") + desk.t.plain(f"button.prep-{step}"),
            data=f"prep:{scenario_id}:{step}",
        )
        for step in STEPS
    ]
    buttons = (
        *steps,
        desk.button("button.start-talk", f"go:{scenario_id}"),
        desk.button("button.back", f"brief:{scenario_id}"),
    )
    _show(desk, case, sheet, rows(buttons, 2))


def _in_talk(desk: Desk, row: AttemptRow) -> None:
    """The sheet she sat down with."""
    kept = bound(desk, row.id)
    keyboard = ((desk.button("button.go-on", "resume"),),)
    case = desk.pinned_case(row.scenario_hash)
    _show(desk, case, kept.sheet if kept else Sheet(), keyboard, editable=False)


def _show(
    desk: Desk,
    case: Case,
    sheet: Sheet,
    keyboard: tuple[tuple[Button, ...], ...],
    *,
    editable: bool = True,
) -> None:
    block, plan, lang = case.scenario.negotiation, _read(case, sheet), desk.learner.lang
    assert block is not None
    read = {
        "targets": listed(block, plan.targets, lang),
        "limits": listed(block, plan.limits, lang),
    }
    parts = [
        Part(step=step, words=flat(sheet.part(step), 300), read=read.get(step, ""))
        for step in STEPS
    ]
    desk.show("prep", keyboard, case=case.scenario, parts=parts, empty=sheet.empty, edit=editable)


def _ask(desk: Desk, scenario_id: ScenarioId, step: Step) -> None:
    """Ask for one part of the sheet."""
    case = _case(desk, scenario_id)
    assert case.bargain is not None
    said = _drafts(desk).get(scenario_id, Sheet()).part(step)
    after = STEPS[STEPS.index(step) + 1 :][:1]
    onward = f"prep:{scenario_id}:{after[0]}" if after else f"prep:{scenario_id}"
    buttons = [desk.button("button.next" if said else "button.skip", onward)]
    if said:
        buttons.append(desk.button("button.prep-empty", f"prep:{scenario_id}:{step}:x"))
    buttons.append(desk.button("button.back", f"prep:{scenario_id}"))
    asking.ask(desk, ASKED, scenario_id, step)
    terms = (
        own_side(case.bargain.domain, desk.learner.lang) if step in ("targets", "limits") else ()
    )
    desk.show(
        "prep-step",
        rows(buttons, 2),
        step=step,
        number=STEPS.index(step) + 1,
        of=len(STEPS),
        said=said,
        terms=terms,
    )


def hear(desk: Desk, text: str) -> bool:
    """Take a text as the part of the sheet that was asked for; False when none was.

    Raises:
        NotNow: the text is too long.
    """
    about = asking.asked(desk, ASKED)
    if about is None:
        return False
    scenario_id, step = ScenarioId(about[0]), _step(about[1])
    if len(text) > MOST:
        raise NotNow("prep.too-long")
    written = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    _keep(desk, scenario_id, step, written)
    asking.taken(desk)
    after = STEPS[STEPS.index(step) + 1 :][:1]
    if after:
        _ask(desk, scenario_id, after[0])
    else:
        overview(desk, scenario_id)
    return True


def _empty(desk: Desk, scenario_id: ScenarioId, step: Step) -> None:
    _keep(desk, scenario_id, step, "")
    _ask(desk, scenario_id, step)


def bind(desk: Desk, attempt_id: AttemptId, case: Case) -> None:
    """Keep the sheet with the talk that begins; the draft stays, to be used again."""
    sheet = _drafts(desk).get(case.scenario.id)
    if sheet is not None and not sheet.empty and case.bargain is not None:
        kept = Prepared(at=desk.now, sheet=sheet, plan=_read(case, sheet))
        desk.work.append(attempt_id, kept)


def bound(desk: Desk, attempt_id: AttemptId) -> Prepared | None:
    """The sheet that an attempt began with."""
    return next((e for e in desk.work.events(attempt_id) if isinstance(e, Prepared)), None)


def _case(desk: Desk, scenario_id: ScenarioId) -> Case:
    found = next((c for c in desk.library.cases if c.scenario.id == scenario_id), None)
    if found is None or found.bargain is None:
        raise NotNow("scenario-gone")
    return found


def _read(case: Case, sheet: Sheet) -> Plan:
    assert case.bargain is not None
    return planned(case.bargain, case.vocabulary, sheet)


def _drafts(desk: Desk) -> dict[ScenarioId, Sheet]:
    kept = json.loads(desk.chat.state).get("prep", {})
    return {ScenarioId(name): Sheet.model_validate(sheet) for name, sheet in kept.items()}


def _keep(desk: Desk, scenario_id: ScenarioId, step: Step, words: str) -> None:
    drafts = _drafts(desk)
    sheet = drafts.get(scenario_id, Sheet()).model_copy(update={step: words})
    kept = {**drafts, scenario_id: sheet}
    state = json.loads(desk.chat.state)
    state["prep"] = {name: one.model_dump() for name, one in kept.items() if not one.empty}
    desk.keep(state=json.dumps(state, ensure_ascii=False))
