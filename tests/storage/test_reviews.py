"""Reviews are only added to; links work once; sessions last their time; nothing is kept plainly."""

import sqlite3
from datetime import timedelta

import pytest

from dialogues.events import Disputed
from dialogues.ids import AttemptId, CriterionId, LearnerId
from rubrics.assessment import Level
from rubrics.correction import Correction
from storage.review_rows import Commented, Locked, Overridden, Restored
from storage.sqlite.store import SqliteStore
from tests.storage.attempt_events import ended, started
from tests.storage.conftest import NOW

A = CriterionId("a")
OVERRIDDEN = Overridden(
    correction=Correction(criterion=A, outcome=Level(level=3), reason="Seen."),
    engine=Level(level=1),
    receipt="pp1-x",
)


async def talked(store: SqliteStore) -> tuple[LearnerId, LearnerId, AttemptId]:
    """A trainer, a learner and her talk."""
    async with store.work(NOW) as work:
        tina = work.enrol(1, 1, "Tina", "fr").id
        ana = work.enrol(2, 2, "Ana", "fr").id
        attempt = AttemptId(f"{ana}-1")
        work.append(attempt, started(attempt, ana, NOW), ended(NOW))
    return tina, ana, attempt


async def test_that_notes_come_back_as_they_were_made(store: SqliteStore) -> None:
    tina, _, attempt = await talked(store)
    notes = (OVERRIDDEN, Commented(text="Bien.", message=3), Restored(criterion=A), Locked())
    async with store.work(NOW) as work:
        for note in notes:
            work.note(attempt, tina, note)
    async with store.work(NOW) as work:
        found = work.reviews(attempt)
        assert tuple(review.note for review in found) == notes
        assert [review.seq for review in found] == [0, 1, 2, 3]
        assert {review.trainer for review in found} == {tina}
        assert work.overridden() == (attempt,)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reviews SET body = '{}'",
        "UPDATE reviews SET at = '2020-01-01'",
        "UPDATE reviews SET trainer = NULL",
        "DELETE FROM reviews",
    ],
)
async def test_that_nothing_noted_is_changed_or_deleted(store: SqliteStore, sql: str) -> None:
    tina, _, attempt = await talked(store)
    async with store.work(NOW) as work:
        work.note(attempt, tina, Locked())
    with pytest.raises(sqlite3.IntegrityError):
        store._conn.execute(sql)


async def test_that_disputes_come_in_order(store: SqliteStore) -> None:
    _, _, attempt = await talked(store)
    first = Disputed(at=NOW, criterion=A)
    second = Disputed(at=NOW + timedelta(1), criterion=CriterionId("b"))
    async with store.work(NOW) as work:
        assert work.disputes(attempt) == ()
        work.append(attempt, first, second)
        assert work.disputes(attempt) == (first, second)


async def test_that_a_link_works_once_and_for_its_time(store: SqliteStore) -> None:
    tina, ana, _ = await talked(store)
    async with store.work(NOW) as work:
        work.save_link("one", tina, NOW + timedelta(minutes=10))
        work.save_link("two", ana, NOW + timedelta(minutes=10))
        assert work.link_owner("none") is None
        assert (work.link_owner("one"), work.use_link("one")) == (tina, tina)
        assert (work.link_owner("one"), work.use_link("one")) == (None, None)
    async with store.work(NOW + timedelta(minutes=10)) as work:
        assert work.use_link("two") is None


async def test_that_a_session_lasts_its_time_or_until_it_is_ended(store: SqliteStore) -> None:
    tina, _, _ = await talked(store)
    until = NOW + timedelta(hours=12)
    async with store.work(NOW) as work:
        opened = work.open_session("one", tina, "app", until)
        work.open_session("two", tina, "link", until)
        assert work.session("one") == opened
        work.end_session("two")
        assert work.session("two") is None
    async with store.work(until) as work:
        assert work.session("one") is None


async def test_that_what_is_over_is_pruned_and_tokens_are_hashed(store: SqliteStore) -> None:
    tina, _, _ = await talked(store)
    async with store.work(NOW) as work:
        work.save_link("a-link", tina, NOW)
        work.open_session("a-session", tina, "app", NOW)
    tables = ("web_links", "web_sessions")
    kept = [tuple(store._conn.execute(f"SELECT * FROM {table}").fetchone()) for table in tables]
    assert not {"a-link", "a-session"} & {value for row in kept for value in row}
    await store.prune(NOW + timedelta(days=2))
    assert [store._conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables] == [
        1,
        1,
    ]
    await store.prune(NOW + timedelta(days=4))
    assert [store._conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables] == [
        0,
        0,
    ]


async def test_that_erasing_a_trainer_unsigns_her_notes_and_no_others(store: SqliteStore) -> None:
    tina, _, attempt = await talked(store)
    async with store.work(NOW) as work:
        other = work.enrol(3, 3, "Tom", "en").id
        work.note(attempt, tina, Locked())
        work.note(attempt, other, Locked())
        work.save_link("one", tina, NOW)
        work.open_session("two", tina, "link", NOW)
        work.erase(tina)
        assert [review.trainer for review in work.reviews(attempt)] == [None, other]
