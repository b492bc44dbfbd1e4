"""Checks of a family file: its graph, and the names it takes from the code."""

from pathlib import Path

from dialogues.checks.graph import Graph, graph, graph_faults, name_faults
from dialogues.diagnostics import ContentError, Diagnostic, in_order
from dialogues.families.behaviours import BEHAVIOURS, PASS_ON
from dialogues.families.graph import Family
from dialogues.families.guards import GUARDS
from dialogues.source import read


def graph_of(family: Family) -> Graph:
    """The phase graph of a family."""
    return graph(family.start, family.phases, family.everywhere)


def examine_family(source: Path | str, *, name: str | None = None) -> tuple[Diagnostic, ...]:
    """Read and check one family, a file or a text, without raising."""
    try:
        loaded = read(source, Family, name=name)
    except ContentError as error:
        return error.diagnostics
    family, drawn = loaded.content, graph_of(loaded.content)
    names = name_faults(
        drawn,
        loaded.marks,
        triggers=family.order,
        guards=GUARDS.keys(),
        behaviours={*BEHAVIOURS.get(family.family, {}), PASS_ON},
        endings=family.endings,
    )
    return in_order([*graph_faults(drawn, loaded.marks), *names])
