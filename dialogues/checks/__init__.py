"""What a scenario must be, beyond its shape: texts that read well, a case that holds together."""

from dialogues.checks.case import case_faults
from dialogues.checks.customs import custom_faults
from dialogues.checks.known import NOTHING_MORE, Known, Requirements
from dialogues.checks.names import name_faults
from dialogues.checks.negotiation import negotiation_faults
from dialogues.checks.texts import text_faults
from dialogues.diagnostics import Diagnostic, in_order
from dialogues.positions import Marks
from dialogues.scenario import Scenario

__all__ = ["NOTHING_MORE", "Known", "Requirements", "check"]


def check(
    scenario: Scenario, marks: Marks, requirements: Requirements, known: Known = NOTHING_MORE
) -> tuple[Diagnostic, ...]:
    """The faults of a scenario, errors and warnings, in reading order.

    `requirements` is what its family needs; `known` the names that other files define.
    """
    return in_order(
        [
            *name_faults(scenario, marks, requirements, known),
            *text_faults(scenario, marks, known),
            *case_faults(scenario, marks),
            *negotiation_faults(scenario, marks),
            *custom_faults(scenario, marks),
        ]
    )
