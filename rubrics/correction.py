"""A correction: a person's levels in place of the engine's, each with the reason."""

import hashlib
import json
from base64 import b32encode
from collections.abc import Sequence

from pydantic import Field

from dialogues.ids import CriterionId
from dialogues.text import Frozen
from rubrics.assessment import Assessment, Level, Outcome, Result, total

PREFIX = "pp1c"
"""Form of the receipt of a corrected assessment."""
REASON_MOST = 1000


class Correction(Frozen):
    """What a person says of one criterion instead of the engine."""

    criterion: CriterionId
    outcome: Outcome
    reason: str = Field(min_length=1, max_length=REASON_MOST)


def corrected(engine: Assessment, corrections: Sequence[Correction]) -> Assessment:
    """The assessment with these corrections; the engine's own when there are none.

    Of several corrections of a criterion the last counts. Evidence stays as the engine found it.
    The receipt names the engine's receipt and the corrections.

    Raises:
        KeyError: a correction is of a criterion that was not judged.
    """
    last = {one.criterion: one for one in corrections}
    unknown = [criterion for criterion in last if engine.result(criterion) is None]
    if unknown:
        raise KeyError(", ".join(unknown))
    if not last:
        return engine
    results = tuple(
        _with(result, last[result.criterion]) if result.criterion in last else result
        for result in engine.results
    )
    receipt = correction_receipt(engine.receipt, tuple(last.values()))
    update = {"receipt": receipt, "results": results, "total": total(results)}
    return engine.model_copy(update=update)


def correction_receipt(engine: str, corrections: Sequence[Correction]) -> str:
    """The receipt of a corrected assessment, 'pp1c-xxxxx-…': any change of it changes this.

    Covers the engine's receipt, and criterion, outcome and reason of each correction (SHA-256
    over canonical JSON).
    """
    ordered = sorted(corrections, key=lambda one: one.criterion)
    body = {"corrects": engine, "corrections": [one.model_dump(mode="json") for one in ordered]}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    code = b32encode(hashlib.sha256(canonical.encode()).digest()).decode().lower()[:20]
    return "-".join([PREFIX, *(code[i : i + 5] for i in range(0, 20, 5))])


def is_correction(receipt: str) -> bool:
    """Whether a receipt is that of a corrected assessment."""
    return receipt.startswith(f"{PREFIX}-")


def _with(result: Result, correction: Correction) -> Result:
    outcome = correction.outcome
    mastered = not isinstance(outcome, Level) or outcome.level == 4
    missing = () if mastered else result.missing
    return result.model_copy(update={"outcome": outcome, "missing": missing})
