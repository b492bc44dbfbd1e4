"""The library: every scenario, found, checked, made ready to be played, and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dialogues.case import Case
from dialogues.checks import Known, check
from dialogues.diagnostics import Code, ContentError, Diagnostic, in_order
from dialogues.families import graph
from dialogues.families.lines import PLACES
from dialogues.hashes import content_hash, structure_hash
from dialogues.ids import ScenarioId
from dialogues.positions import Marks
from dialogues.reading.content import load as lexicon
from dialogues.scenario import FamilyName, Scenario
from dialogues.source import read

SHIPPED = Path(__file__).parent / "scenarios"

Criteria = Callable[[FamilyName], frozenset[str] | None]
"""The criteria a family is judged by; None when it has no rubric yet."""


def no_criteria(_: FamilyName) -> None:
    """Leave the criteria of better lines unchecked: rubrics lie above this layer."""


@dataclass(frozen=True)
class Examined:
    """What came of reading one scenario."""

    case: Case | None
    """The case, when it has no error."""
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Library:
    """Scenarios ready to be played, by family, level and id."""

    cases: tuple[Case, ...]
    warnings: tuple[Diagnostic, ...] = ()

    def all(self) -> tuple[Scenario, ...]:
        """Every scenario."""
        return tuple(case.scenario for case in self.cases)

    def case(self, scenario_id: ScenarioId) -> Case:
        """The case of that id.

        Raises:
            KeyError: there is none.
        """
        found = next((case for case in self.cases if case.scenario.id == scenario_id), None)
        if found is None:
            raise KeyError(scenario_id)
        return found

    def scenario(self, scenario_id: ScenarioId) -> Scenario:
        """The scenario of that id.

        Raises:
            KeyError: there is none.
        """
        return self.case(scenario_id).scenario

    def by_hash(self, content: str) -> Case | None:
        """The case with that content hash; None when its text has changed since."""
        return next((case for case in self.cases if case.hash == content), None)


def examine(
    source: Path | str, *, name: str | None = None, criteria: Criteria = no_criteria
) -> Examined:
    """Read and check one scenario, a file or a text, without raising."""
    try:
        loaded = read(source, Scenario, name=name)
    except ContentError as error:
        return Examined(None, error.diagnostics)
    scenario, marks = loaded.content, loaded.marks
    if not (graph.FOLDER / f"{scenario.family}.yaml").is_file():
        message = f"talks of the family '{scenario.family}' cannot be played yet"
        fault = marks.fault(Code.REFERENCE, marks.value("family"), message)
        return Examined(None, (fault,))
    try:
        wanted = graph.family(scenario.family)
    except ContentError:
        message = f"the file of the family '{scenario.family}' is faulty itself"
        fault = marks.fault(Code.REFERENCE, marks.value("family"), message, "mend it first")
        return Examined(None, (fault,))
    known = Known(
        criteria=criteria(scenario.family),
        topics=frozenset(lexicon("topics.yaml")) | {"other"},
        places=PLACES,
    )
    found = (
        *check(scenario, marks, wanted, known),
        *(misplaced(source, scenario, marks) if isinstance(source, Path) else ()),
    )
    case = Case(scenario, content_hash(scenario), structure_hash(scenario))
    refused = any(fault.severity == "error" for fault in found)
    return Examined(None if refused else case, in_order(found))


def misplaced(path: Path, scenario: Scenario, marks: Marks) -> tuple[Diagnostic, ...]:
    """Ids are found by file name, so both must agree; folders only count in a library."""
    if path.stem == scenario.id:
        return ()
    message = f"the id is '{scenario.id}', the file is called '{path.name}'"
    hint = f"call the file {scenario.id}.yaml, or write id: {path.stem}"
    return (marks.fault(Code.MISPLACED, marks.value("id"), message, hint),)


def gathered(folder: Path, *, criteria: Criteria = no_criteria) -> tuple[Library, list[Diagnostic]]:
    """The sound scenarios of `folder`/<family>/<id>.yaml, and the errors of the others."""
    cases: dict[str, Case] = {}
    faults: list[Diagnostic] = []
    warnings: list[Diagnostic] = []
    for path in sorted(folder.glob("*/*.yaml")):
        name = path.relative_to(folder).as_posix()
        examined = examine(path, name=name, criteria=criteria)
        warnings += [found for found in examined.diagnostics if found.severity == "warning"]
        faults += [found for found in examined.diagnostics if found.severity == "error"]
        case = examined.case
        if case is None:
            continue
        if path.parent.name != case.scenario.family:
            faults.append(_elsewhere(path, name, case.scenario))
        elif case.scenario.id in cases:
            faults.append(_twice(path, name, case.scenario))
        else:
            cases[case.scenario.id] = case
    shelf = sorted(
        cases.values(),
        key=lambda case: (case.scenario.family, case.scenario.level, case.scenario.id),
    )
    return Library(tuple(shelf), in_order(warnings)), faults


def _elsewhere(path: Path, name: str, scenario: Scenario) -> Diagnostic:
    marks = read(path, Scenario, name=name).marks
    message = f"the family is '{scenario.family}', the folder is called '{path.parent.name}'"
    hint = f"move the file to {scenario.family}/"
    return marks.fault(Code.MISPLACED, marks.value("family"), message, hint)


def _twice(path: Path, name: str, scenario: Scenario) -> Diagnostic:
    marks = read(path, Scenario, name=name).marks
    message = f"another scenario is called '{scenario.id}'"
    return marks.fault(Code.REPEATED_ID, marks.value("id"), message, "ids are one of a kind")


def assembled(folder: Path, *, criteria: Criteria = no_criteria) -> Library:
    """The library of `folder`.

    Raises:
        ContentError: with the errors of all its files.
    """
    found, faults = gathered(folder, criteria=criteria)
    if faults:
        raise ContentError(faults)
    return found


@cache
def library() -> Library:
    """The scenarios that are shipped.

    Raises:
        ContentError: with the errors of all its files.
    """
    return assembled(SHIPPED)
