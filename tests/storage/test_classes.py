"""Roles, cohorts, memberships, assignments; and that erasing someone leaves none of it."""

from datetime import timedelta

import pytest

from dialogues.ids import CohortId, LearnerId, ScenarioId
from storage.class_rows import Counts
from storage.rows import Code
from storage.sqlite.store import SqliteStore
from tests.storage.conftest import NOW

LATER = NOW + timedelta(days=1)


async def people(store: SqliteStore, *names: str) -> tuple[LearnerId, ...]:
    async with store.work(NOW) as work:
        return tuple(work.enrol(n, n, name, "fr").id for n, name in enumerate(names, 1))


async def test_that_a_role_is_had_once_and_can_be_taken_back(store: SqliteStore) -> None:
    (tina,) = await people(store, "Tina")
    async with store.work(NOW) as work:
        work.give_role(tina, "trainer")
        work.give_role(tina, "trainer")
        assert work.roles(tina) == {"trainer"}
        assert [one.id for one in work.with_role("trainer")] == [tina]
        work.take_role(tina, "trainer")
        assert work.roles(tina) == frozenset()


async def test_that_a_cohort_has_its_trainers_and_its_present_members(store: SqliteStore) -> None:
    tina, ana, bo = await people(store, "Tina", "Ana", "Bo")
    async with store.work(NOW) as work:
        cohort = work.make_cohort("BTS CI 1", tina)
        work.join(cohort.id, bo)
        work.join(cohort.id, ana)
    async with store.work(LATER) as work:
        work.leave(cohort.id, bo)
        assert [one.first_name for one in work.members(cohort.id)] == ["Ana"]
        assert work.cohorts_of_learner(bo) == ()
        assert work.cohorts_of_learner(ana) == work.cohorts_of_trainer(tina) == (cohort,)
        assert [one.id for one in work.trainers(cohort.id)] == [tina]


async def test_that_a_stay_covers_its_time_and_a_return_is_another_stay(store: SqliteStore) -> None:
    tina, ana = await people(store, "Tina", "Ana")
    async with store.work(NOW) as work:
        cohort = work.make_cohort("BTS CI 1", tina).id
        assert work.join(cohort, ana) == work.join(cohort, ana)
    async with store.work(LATER) as work:
        work.leave(cohort, ana)
    async with store.work(LATER + timedelta(days=1)) as work:
        work.join(cohort, ana)
        first, second = work.memberships(cohort=cohort, learner=ana)
    assert first.covers(NOW)
    assert not first.covers(LATER)
    assert not first.covers(NOW - timedelta(seconds=1))
    assert second.left_at is None
    assert second.covers(LATER + timedelta(days=9))


async def test_that_assignments_come_by_due_date_and_can_be_withdrawn(store: SqliteStore) -> None:
    (tina,) = await people(store, "Tina")
    async with store.work(NOW) as work:
        cohort = work.make_cohort("BTS CI 1", tina).id
        undated = work.assign(cohort, ScenarioId("a"))
        late = work.assign(cohort, ScenarioId("b"), due_at=LATER + timedelta(days=1))
        soon = work.assign(cohort, ScenarioId("c"), due_at=LATER, attempts_most=2)
        assert work.assignments(cohort) == (soon, late, undated)
        work.withdraw(late.id)
        assert work.assignments(cohort) == (soon, undated)
        taken = work.assignment(late.id)
        assert taken is not None
        assert taken.withdrawn_at == NOW


async def test_that_a_cohort_that_is_not_there_cannot_be_changed(store: SqliteStore) -> None:
    (tina,) = await people(store, "Tina")
    async with store.work(NOW) as work:
        cohort = work.make_cohort("BTS CI 1", tina)
        work.save_cohort(cohort.model_copy(update={"name": "BTS CI 2", "closed_at": LATER}))
        assert work.cohort(cohort.id) != cohort
    with pytest.raises(KeyError):
        async with store.work(NOW) as work:
            work.save_cohort(cohort.model_copy(update={"id": CohortId("none")}))


async def test_that_no_table_names_a_learner_who_was_erased(store: SqliteStore) -> None:
    (ana,) = await people(store, "Ana")
    async with store.work(NOW) as work:
        work.give_role(ana, "trainer")
        cohort = work.make_cohort("BTS CI 1", ana).id
        work.join(cohort, ana)
    async with store.work(NOW) as work:
        work.erase(ana)

    conn = store._conn
    for (table,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table == "erasures":
            continue
        for row in conn.execute(f"SELECT * FROM {table}"):
            assert ana not in tuple(row), table


async def test_that_people_are_listed_by_the_name_they_chose(store: SqliteStore) -> None:
    tina, ana, bo = await people(store, "Tina", "ana", "Bo")
    async with store.work(NOW) as work:
        cohort = work.make_cohort("BTS CI 1", tina).id
        for one in (ana, bo):
            work.join(cohort, one)
        assert [one.name for one in work.members(cohort)] == ["ana", "Bo"]
        chosen = work.learner(ana)
        settings = chosen.settings.model_copy(update={"shown_as": "Zoé M."})
        work.save_learner(chosen.model_copy(update={"settings": settings}))
        assert [one.name for one in work.members(cohort)] == ["Bo", "Zoé M."]


async def test_that_codes_for_one_thing_are_found_and_dropped_together(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        for code, payload in (("old", "a"), ("new", "a"), ("other", "b")):
            work.save_code(Code(code=code, kind="cohort", payload=payload))
        assert [one.code for one in work.codes("cohort", "a")] == ["new", "old"]
        assert work.codes("trainer", "a") == ()
        work.drop_codes("cohort", "a")
        assert work.code("new") is None
        assert work.code("other") is not None


async def test_that_counts_tell_of_nobody(store: SqliteStore) -> None:
    tina, ana, _ = await people(store, "Tina", "Ana", "Bo")
    async with store.work(NOW) as work:
        work.give_role(tina, "trainer")
        kept = work.learner(ana)
        work.save_learner(kept.model_copy(update={"consent": "1"}))
        cohort = work.make_cohort("BTS CI 1", tina)
        work.make_cohort("BTS CI 2", tina)
        work.save_cohort(cohort.model_copy(update={"closed_at": NOW}))
        assert work.counts() == Counts(learners=1, trainers=1, cohorts=1, attempts=0)


async def test_that_a_cohort_closes_when_its_last_trainer_is_erased(store: SqliteStore) -> None:
    tina, tom = await people(store, "Tina", "Tom")
    async with store.work(NOW) as work:
        alone, shared = work.make_cohort("Alone", tina).id, work.make_cohort("Shared", tina).id
        work.add_trainer(shared, tom)
        work.erase(tina)
        ended, lasting = work.cohort(alone), work.cohort(shared)
    assert ended is not None
    assert lasting is not None
    assert ended.closed_at == NOW
    assert lasting.closed_at is None
