"""Names for identities, so that the type checker catches a swapped one."""

from typing import NewType

AttemptId = NewType("AttemptId", str)
LearnerId = NewType("LearnerId", str)
ScenarioId = NewType("ScenarioId", str)
PhaseId = NewType("PhaseId", str)
CohortId = NewType("CohortId", str)
DrillId = NewType("DrillId", str)
AssignmentId = NewType("AssignmentId", str)
FactId = NewType("FactId", str)
ObjectionId = NewType("ObjectionId", str)
CriterionId = NewType("CriterionId", str)
IndicatorId = NewType("IndicatorId", str)
Topic = NewType("Topic", str)
CustomId = NewType("CustomId", str)
LensId = NewType("LensId", str)
