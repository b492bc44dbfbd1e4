"""What to practise, the brief and its documents."""

from collections.abc import Callable
from functools import partial

from bot.conduct.classes import todo
from bot.conduct.current import case_of, running
from bot.conduct.desk import Desk
from bot.conduct.opened import mark_of
from bot.messages import Button, rows
from dialogues.errors import NotNow
from dialogues.ids import ScenarioId
from dialogues.scenario import FamilyName, Scenario

Action = Callable[[Desk], None]


def families(desk: Desk) -> None:
    """The kinds of talk there are scenarios for."""
    present = tuple(dict.fromkeys(s.family for s in desk.library.all()))
    buttons = [desk.button(f"button.family-{name}", f"fam:{name}") for name in present]
    buttons.append(desk.button("button.back", "menu"))
    desk.show("practise", rows(buttons, 1), families=present)


def scenarios(desk: Desk, family: str) -> None:
    """The scenarios of one kind."""
    found = tuple(s for s in desk.library.all() if s.family == family)
    if not found:
        raise NotNow("stale.screen")
    best = {
        s.id: max(
            (
                mark
                for a in desk.work.attempts(desk.learner.id, s.id)
                if a.percent is not None and (mark := mark_of(desk, a.id)) is not None
            ),
            default=None,
        )
        for s in found
    }
    numbers = [Button(label=f"{n}", data=f"brief:{s.id}") for n, s in enumerate(found, 1)]
    back = desk.button("button.back", "practise")
    one = (Button(label=desk.t.plain("button.open"), data=f"brief:{found[0].id}"),)
    keyboard = (one, (back,)) if len(found) == 1 else (*rows(numbers, 4), (back,))
    name: FamilyName = found[0].family
    desk.show("scenarios", keyboard, family=name, scenarios=found, best=best)


def _scenario(desk: Desk, scenario_id: ScenarioId) -> Scenario:
    found = next((s for s in desk.library.all() if s.id == scenario_id), None)
    if found is None:
        raise NotNow("scenario-gone")
    return found


def brief(desk: Desk, scenario_id: ScenarioId) -> None:
    """The brief, with what can be done from it."""
    scenario = _scenario(desk, scenario_id)
    buttons = [desk.button("button.start-talk", f"go:{scenario_id}")]
    if scenario.brief.documents:
        buttons.append(desk.button("button.documents", f"docs:{scenario_id}"))
    if scenario.negotiation is not None:
        buttons.append(desk.button("button.prepare", f"prep:{scenario_id}"))
    buttons.append(desk.button("button.back", f"fam:{scenario.family}"))
    tasks = todo.of_scenario(desk, scenario_id)
    desk.show("brief", rows(buttons, 2), case=scenario, tasks=tasks)


def documents(desk: Desk, scenario_id: ScenarioId) -> None:
    """The documents of a case."""
    scenario = _scenario(desk, scenario_id)
    buttons = [
        Button(label=_fitting(d.title.in_(desk.learner.lang)), data=f"doc:{scenario_id}:{n}")
        for n, d in enumerate(scenario.brief.documents)
    ]
    buttons.append(desk.button("button.back", f"brief:{scenario_id}"))
    desk.show("documents", rows(buttons, 1), case=scenario)


def document(desk: Desk, scenario_id: ScenarioId, number: int) -> None:
    """One document."""
    scenario = _scenario(desk, scenario_id)
    if not 0 <= number < len(scenario.brief.documents):
        raise NotNow("stale.screen")
    buttons = (
        desk.button("button.documents", f"docs:{scenario_id}"),
        desk.button("button.back", f"brief:{scenario_id}"),
    )
    desk.show("document", rows(buttons, 2), document=scenario.brief.documents[number])


def reopened(desk: Desk) -> None:
    """/brief: in a talk its own brief as a message of its own, else the list to choose from."""
    row = running(desk)
    if row is None:
        families(desk)
        return
    scenario = case_of(desk, row).scenario
    buttons = []
    if scenario.brief.documents:
        buttons.append(desk.button("button.documents", f"docs:{scenario.id}"))
    if scenario.negotiation is not None:
        buttons.append(desk.button("button.preparation", f"prep:{scenario.id}"))
    buttons.append(desk.button("button.go-on", "resume"))
    desk.show("brief", rows(buttons, 2), case=scenario, tasks=())


def _fitting(label: str, most: int = 40) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of the briefs does; None for a button of something else."""
    match verb, given:
        case "practise", ():
            return families
        case "fam", (family,):
            return partial(scenarios, family=family)
        case "brief", (scenario,):
            return partial(brief, scenario_id=ScenarioId(scenario))
        case "docs", (scenario,):
            return partial(documents, scenario_id=ScenarioId(scenario))
        case "doc", (scenario, number) if number.isdecimal():
            return partial(document, scenario_id=ScenarioId(scenario), number=int(number))
        case _:
            return None
