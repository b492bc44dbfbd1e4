"""Checks of a family's phase graph: no loose end, no dead branch, an end from everywhere."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from dialogues.diagnostics import Code, Diagnostic
from dialogues.faults import nearest
from dialogues.positions import Marks, Path

OTHERWISE = "otherwise"

P = TypeVar("P", bound=str)


class Edge(NamedTuple):
    """What a trigger leads to when all the guards of `when` hold."""

    trigger: str
    when: tuple[str, ...]
    go: str
    """The next phase; the same one to stay."""
    at: Path = ()
    """Where it is written."""
    do: str = ""
    ending: str | None = None


@dataclass(frozen=True)
class Graph:
    """A phase graph, whoever wrote it."""

    start: str
    ends: frozenset[str]
    phases: Mapping[str, tuple[Edge, ...]]
    """Phase → its edges, in the order tried for each trigger; an end has none."""


class BranchLike(Protocol):
    """A branch as a family file has it."""

    @property
    def when(self) -> tuple[str, ...]:
        """Guards."""

    @property
    def go(self) -> str | None:
        """The next phase; None stays."""

    @property
    def do(self) -> str:
        """The behaviour."""

    @property
    def ending(self) -> str | None:
        """The ending reached."""


class PhaseLike(Protocol):
    """A phase as a family file has it."""

    @property
    def on(self) -> Mapping[str, tuple[BranchLike, ...]]:
        """Trigger → branches."""

    @property
    def end(self) -> bool:
        """Whether the talk ends there."""


def graph(
    start: str,
    phases: Mapping[P, PhaseLike],
    everywhere: Mapping[str, tuple[BranchLike, ...]],
) -> Graph:
    """The graph of a family file; branches of `everywhere` come after a phase's own.

    Where a phase's own branches of a trigger leave nothing open, those of `everywhere` are left
    out: that is how a phase answers a signal in its own manner.
    """
    edges: dict[str, tuple[Edge, ...]] = {}
    for phase, body in phases.items():
        own = [
            _edge(phase, trigger, branch, ("phases", phase, "on", trigger, at))
            for trigger, branches in body.on.items()
            for at, branch in enumerate(branches)
        ]
        closed = {edge.trigger for edge in own if not edge.when}
        shared = [
            _edge(phase, trigger, branch, ("everywhere", trigger, at))
            for trigger, branches in everywhere.items()
            for at, branch in enumerate(branches)
            if trigger not in closed and not body.end
        ]
        edges[phase] = (*own, *shared)
    ends = frozenset(phase for phase, body in phases.items() if body.end)
    return Graph(start=start, ends=ends, phases=edges)


def _edge(phase: str, trigger: str, branch: BranchLike, at: Path) -> Edge:
    return Edge(trigger, branch.when, branch.go or phase, at, branch.do, branch.ending)


def graph_faults(drawn: Graph, marks: Marks) -> tuple[Diagnostic, ...]:
    """The faults of a phase graph."""
    return tuple(
        dict.fromkeys(
            [
                *_targets(drawn, marks),
                *_phases(drawn, marks),
                *_dead(drawn, marks),
                *_ways(drawn, marks),
            ]
        )
    )


def name_faults(
    drawn: Graph,
    marks: Marks,
    *,
    triggers: Collection[str],
    guards: Collection[str],
    behaviours: Collection[str],
    endings: Sequence[str],
) -> tuple[Diagnostic, ...]:
    """Triggers, guards, behaviours and endings of a graph that nothing stands behind."""
    found: dict[Diagnostic, None] = {}

    def look(name: str, among: Collection[str], what: str, at: Path, *, key: bool = False) -> None:
        if name not in among:
            place = marks.key(*at) if key else marks.value(*at)
            hint = nearest(name, among)
            found[marks.fault(Code.NAME, place, f"no {what} is called '{name}'", hint)] = None

    for edges in drawn.phases.values():
        for edge in edges:
            look(edge.trigger, {*triggers, OTHERWISE}, "trigger", edge.at[:-1], key=True)
            for n, guard in enumerate(edge.when):
                look(guard, guards, "guard", (*edge.at, "when", n))
            look(edge.do, behaviours, "behaviour", (*edge.at, "do"))
            if edge.ending is not None:
                look(edge.ending, endings, "ending", (*edge.at, "ending"))
            if (edge.go in drawn.ends) != (edge.ending is not None):
                message = (
                    "an end needs an 'ending'"
                    if edge.ending is None
                    else ("an 'ending' needs a 'go' that leads to an end")
                )
                found[marks.fault(Code.END, marks.value(*edge.at), message)] = None
    reached = {edge.ending for edges in drawn.phases.values() for edge in edges}
    for n, ending in enumerate(endings):
        if ending not in reached:
            message = f"no branch ends in '{ending}'"
            found[marks.fault(Code.UNREACHED, marks.value("endings", n), message)] = None
    return tuple(found)


def _targets(drawn: Graph, marks: Marks) -> Iterator[Diagnostic]:
    def unknown(name: str, path: Path) -> Diagnostic:
        hint = nearest(name, drawn.phases)
        return marks.fault(Code.TARGET, marks.value(*path), f"no phase is called '{name}'", hint)

    if drawn.start not in drawn.phases:
        yield unknown(drawn.start, ("start",))
    for edges in drawn.phases.values():
        for edge in edges:
            if edge.go not in drawn.phases:
                yield unknown(edge.go, (*edge.at, "go"))


def _phases(drawn: Graph, marks: Marks) -> Iterator[Diagnostic]:
    for phase, edges in drawn.phases.items():
        place = marks.key("phases", phase)
        if phase in drawn.ends:
            if edges:
                yield marks.fault(
                    Code.END,
                    place,
                    f"'{phase}' is an end and goes on",
                    "an end has no 'on'; a phase with 'on' has no 'end'",
                )
            continue
        last = [edge for edge in edges if edge.trigger == OTHERWISE]
        if not last:
            yield marks.fault(
                Code.NO_OTHERWISE,
                place,
                f"phase '{phase}' has no 'otherwise'",
                "say what the persona answers when nothing else applies, or write 'end: true'",
            )
        elif all(edge.when for edge in last):
            yield marks.fault(
                Code.NO_OTHERWISE,
                marks.key(*last[-1].at[:-1]),
                f"'otherwise' of phase '{phase}' can find no branch open",
                "its last branch must have no 'when'",
            )


def _dead(drawn: Graph, marks: Marks) -> Iterator[Diagnostic]:
    for edges in drawn.phases.values():
        tried: dict[str, list[Edge]] = {}
        for edge in edges:
            before = tried.setdefault(edge.trigger, [])
            shadow = next((one for one in before if set(one.when) <= set(edge.when)), None)
            if shadow is not None:
                always = "always taken" if not shadow.when else "taken whenever this one could be"
                yield marks.fault(
                    Code.DEAD_BRANCH,
                    marks.value(*edge.at),
                    f"this branch of '{edge.trigger}' is never taken",
                    f"the branch on line {marks.value(*shadow.at).line} comes first, {always}",
                )
            before.append(edge)


def _ways(drawn: Graph, marks: Marks) -> Iterator[Diagnostic]:
    after = {phase: {edge.go for edge in edges} for phase, edges in drawn.phases.items()}
    before: dict[str, set[str]] = {}
    for phase, targets in after.items():
        for target in targets:
            before.setdefault(target, set()).add(phase)
    reached = _closure({drawn.start}, after) if drawn.start in drawn.phases else set(drawn.phases)
    leaving = _closure(set(drawn.ends), before)
    for phase in drawn.phases:
        place = marks.key("phases", phase)
        if phase not in reached:
            yield marks.fault(
                Code.UNREACHED,
                place,
                f"phase '{phase}' is never reached",
                f"no way leads there from '{drawn.start}'",
            )
        if phase not in leaving:
            yield marks.fault(Code.NO_WAY_OUT, place, f"no end can be reached from phase '{phase}'")


def _closure(seeds: set[str], ways: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    while seeds:
        found |= seeds
        seeds = {after for phase in seeds for after in ways.get(phase, ())} - found
    return found
