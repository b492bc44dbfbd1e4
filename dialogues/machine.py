"""The only door to `transitions`: one machine per family, moved with a throw-away cursor.

A machine keeps no model, so a thousand talks cost one machine (docs/decisions/0002).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from transitions import EventData, Machine, Transition

from dialogues.families.graph import Branch, Family, family
from dialogues.ids import PhaseId
from dialogues.scenario import FamilyName

logging.getLogger("transitions").setLevel(logging.WARNING)

Holds = Callable[[str], bool]
"""Whether the guard of that name holds for the turn in hand."""


@dataclass(frozen=True)
class Move:
    """One step through the graph."""

    phase: PhaseId
    trigger: str
    branch: Branch


class _Cursor:
    """Stands in for a model during one move; forgotten afterwards."""

    __slots__ = ("branch", "state")

    def __init__(self, state: str) -> None:
        self.state = state
        self.branch: Branch | None = None


class _Branching(Transition):
    """A transition that notes on the cursor which branch it came from."""

    def __init__(self, *ends_and_guards: Any, branch: Branch) -> None:
        super().__init__(*ends_and_guards)
        self.branch = branch

    def execute(self, event_data: EventData) -> bool:
        """Carry the transition out if its guards hold."""
        done = super().execute(event_data)
        if done:
            cast(_Cursor, event_data.model).branch = self.branch
        return done


class _Graph(Machine):
    transition_cls = _Branching


def _guard(names: tuple[str, ...]) -> Callable[[EventData], bool]:
    def met(event: EventData) -> bool:
        holds: Holds = event.kwargs["holds"]
        return all(holds(name) for name in names)

    return met


@cache
def machine(name: FamilyName) -> Machine:
    """The machine of a family, built once."""
    graph: Family = family(name)
    built = _Graph(
        model=None,
        states=[str(phase) for phase in graph.phases],
        initial=str(graph.start),
        auto_transitions=False,
        send_event=True,
    )
    for phase, body in graph.phases.items():
        if body.end:
            continue
        for trigger in (*graph.order, "otherwise"):
            for branch in graph.branches(phase, trigger):
                built.add_transition(
                    trigger,
                    str(phase),
                    str(branch.go or phase),
                    conditions=[_guard(branch.when)],
                    branch=branch,
                )
    return built


def move(name: FamilyName, phase: PhaseId, trigger: str, holds: Holds) -> Move | None:
    """The step that `trigger` takes from `phase`, or None when no branch is open."""
    built = machine(name)
    event = built.events.get(trigger)
    if event is None or str(phase) not in event.transitions:
        return None
    cursor = _Cursor(str(phase))
    event.trigger(cursor, holds=holds)
    if cursor.branch is None:
        return None
    return Move(phase=PhaseId(cursor.state), trigger=trigger, branch=cursor.branch)
