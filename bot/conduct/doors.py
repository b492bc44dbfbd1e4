"""What a deep-link code opens, by its kind."""

import json
from collections.abc import Callable, Mapping

from bot.conduct import briefing
from bot.conduct.classes import joining, operator, trainer
from bot.conduct.desk import Desk
from dialogues.ids import ScenarioId
from storage.rows import Code

SCENARIO_CODE = "scenario"
"""Kind of a code that opens a scenario's brief."""

Door = Callable[[Desk, Code], bool]
"""Opens what the code stands for; False when that is gone. True counts as a use of the code."""


def _scenario(desk: Desk, code: Code) -> bool:
    scenario = ScenarioId(json.loads(code.payload)["scenario"])
    if all(s.id != scenario for s in desk.library.all()):
        return False
    briefing.brief(desk, scenario)
    return True


DOORS: Mapping[str, Door] = {
    SCENARIO_CODE: _scenario,
    "cohort": joining.ask_learner,
    "co-trainer": joining.ask_trainer,
    "trainer": trainer.enter,
    "operator": operator.enter,
}
COUNTS_ITSELF = frozenset({"cohort", "co-trainer", "trainer", "operator"})
"""Kinds of code that are not used by looking: whoever enters counts the use."""


def opened(desk: Desk, code: str) -> bool:
    """Open what a code stands for; False when it is unknown, used up, too old or gone."""
    found = desk.work.code(code)
    if found is None or not found.is_good(desk.now) or found.kind not in DOORS:
        return False
    if not DOORS[found.kind](desk, found):
        return False
    if found.kind not in COUNTS_ITSELF:
        desk.work.use_code(code)
    return True
