"""Receipts: a stored assessment is made again from what was kept, or it is said why not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.verifying import talk_of, verify
from dialogues import engine
from dialogues.events import Assessed
from dialogues.ids import AttemptId
from dialogues.library import Library, library
from rubrics.assessment import Assessment, assess
from rubrics.rubric import rubric
from rubrics.transcript import of_attempt
from storage.sqlite.store import SqliteStore
from storage.sqlite.work import SqliteWork
from tests.playing import NOW, played

LINES = (
    "Bonjour Madame, Paul Martin, de Lavergne Dosage. Merci de me recevoir.",
    "Qu'est-ce qui vous amène à nous consulter ?",
    "Comment cela se passe-t-il avec votre fournisseur actuel ?",
)
EMPTY = Library(cases=())


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[SqliteWork]:
    store = SqliteStore.open(tmp_path / "p.db")
    try:
        async with store.work(NOW) as open_work:
            assert isinstance(open_work, SqliteWork)
            yield open_work
    finally:
        store.close()


def _played(work: SqliteWork, *, engine_version: str = engine.ENGINE_VERSION) -> Assessment:
    """A talk played and judged as the bot does it."""
    learner = work.enrol(1, 1, "Camille", "fr")
    case = next(c for c in library().cases if c.scenario.family == "discovery")
    attempt_id = AttemptId(f"{learner.id}-1")
    events = played(case, "fr", LINES, attempt=attempt_id, learner=learner.id)
    events = (*events, engine.stopped(NOW))
    judged = assess(of_attempt(case, engine.restored(case, events)))
    work.pin(case.hash, case.scenario.model_dump_json())
    work.pin(judged.rubric_hash, rubric("discovery").model_dump_json(by_alias=True))
    work.append(attempt_id, *events, Assessed(at=NOW, receipt=judged.receipt))
    work.save_assessment(attempt_id, judged.receipt, engine_version, judged.model_dump_json(), 50)
    return judged


async def test_that_a_stored_assessment_comes_out_equal(work: SqliteWork) -> None:
    judged = _played(work)

    found = verify(work, library(), judged.receipt)

    assert found.outcome == "equal"
    assert found.now == judged


async def test_that_it_comes_out_equal_when_the_scenario_has_changed_since(
    work: SqliteWork,
) -> None:
    judged = _played(work)

    assert verify(work, EMPTY, judged.receipt).outcome == "equal"


async def test_that_an_unknown_receipt_is_said_to_be_unknown(work: SqliteWork) -> None:
    assert verify(work, library(), "pp1-aaaaa-bbbbb-ccccc-ddddd").outcome == "unknown"


async def test_that_another_engine_is_named_instead_of_guessing(work: SqliteWork) -> None:
    judged = _played(work, engine_version="0")

    found = verify(work, library(), judged.receipt)

    assert (found.outcome, found.engine) == ("other-engine", "0")


async def test_that_a_tampered_body_is_found(work: SqliteWork) -> None:
    judged = _played(work)
    forged = judged.model_copy(update={"results": judged.results[:1]})
    row = work.assessment_by_receipt(judged.receipt)
    assert row is not None
    work.save_assessment(row.attempt, "pp1-forged", row.engine, forged.model_dump_json(), 99)

    assert verify(work, library(), "pp1-forged").outcome == "differs"


async def test_that_the_talk_of_an_attempt_is_the_one_that_was_judged(work: SqliteWork) -> None:
    judged = _played(work)
    (row,) = work.assessed()

    talk = talk_of(work, library(), row)

    assert talk is not None
    assert assess(talk).receipt == judged.receipt
