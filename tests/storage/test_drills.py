"""Drills, players and answers; one answer an item; nothing left of whoever is erased."""

import sqlite3
from datetime import timedelta

import pytest

from dialogues.ids import CohortId, DrillId, LearnerId
from storage.drill_rows import Drill, DrillAnswer, DrillItem, DrillPlayer
from storage.sqlite.store import SqliteStore
from tests.storage.conftest import NOW


async def prepared(store: SqliteStore) -> tuple[CohortId, LearnerId, LearnerId]:
    async with store.work(NOW) as work:
        tina, ana = (work.enrol(n, n, name, "fr").id for n, name in ((1, "Tina"), (2, "Ana")))
        work.give_role(tina, "trainer")
        cohort = work.make_cohort("BTS CI 1", tina).id
        work.join(cohort, ana)
    return cohort, tina, ana


def answer(
    drill: DrillId, learner: LearnerId, text: str = "Comment ?", points: int = 2
) -> DrillAnswer:
    return DrillAnswer(
        drill=drill,
        number=0,
        learner=learner,
        text=text,
        lang="fr",
        at=NOW,
        verdict="in-time",
        points=points,
        judged="{}",
    )


async def running(store: SqliteStore, cohort: CohortId | None, *players: LearnerId) -> Drill:
    async with store.work(NOW) as work:
        drill = work.make_drill("objection-volley", 75, ("a", "b"), cohort=cohort)
        for learner in players:
            work.save_drill_player(DrillPlayer(drill=drill.id, learner=learner, joined_at=NOW))
        work.save_drill(drill.model_copy(update={"state": "running"}))
        work.save_drill_item(DrillItem(drill=drill.id, number=0, asked_at=NOW, opens_at=NOW))
    return drill


async def test_that_a_drill_is_kept_with_its_items_and_states(store: SqliteStore) -> None:
    cohort, _, ana = await prepared(store)
    made = await running(store, cohort, ana)
    alone = await running(store, None, ana)
    async with store.work(NOW) as work:
        kept = work.drill(made.id)
        assert kept == made.model_copy(update={"state": "running"})
        assert [d.id for d in work.drills(cohort=cohort)] == [made.id]
        assert [d.id for d in work.drills(learner=ana)] == [alone.id, made.id]
        assert [d.id for d in work.drills_in("running")] == [made.id, alone.id]
        assert work.drills_in("lobby", "paused") == ()
        later = work.drill_items(made.id)[0].model_copy(
            update={"opens_at": NOW + timedelta(seconds=9), "closed_at": NOW}
        )
        work.save_drill_item(later)
        assert work.drill_items(made.id) == (later,)
        with pytest.raises(KeyError):
            work.save_drill(made.model_copy(update={"id": DrillId("none")}))


async def test_that_a_second_answer_is_counted_and_changes_nothing(store: SqliteStore) -> None:
    cohort, _, ana = await prepared(store)
    drill = await running(store, cohort, ana)
    async with store.work(NOW) as work:
        assert work.save_drill_answer(answer(drill.id, ana))
        assert not work.save_drill_answer(answer(drill.id, ana, "Encore", 4))
        (kept,) = work.drill_answers(drill.id, ana)
        assert (kept.text, kept.points, kept.again) == ("Comment ?", 2, 1)
        assert work.drill_answered(drill.id) == ((0, ana),)
    with pytest.raises(sqlite3.IntegrityError, match="judged once"):
        async with store.work(NOW) as work:
            work._do("UPDATE drill_answers SET points = 4")


async def test_that_a_player_keeps_her_extra_time_and_her_wish_to_be_ranked(
    store: SqliteStore,
) -> None:
    cohort, _, ana = await prepared(store)
    drill = await running(store, cohort, ana)
    async with store.work(NOW) as work:
        ((who, player),) = work.drill_players(drill.id)
        assert (who.id, player.extra_percent, player.ranked) == (ana, 0, False)
        changed = player.model_copy(update={"extra_percent": 33, "ranked": True, "left_at": NOW})
        work.save_drill_player(changed)
        assert work.drill_players(drill.id) == ((who, changed),)


async def test_that_a_board_remembers_what_it_shows(store: SqliteStore) -> None:
    cohort, tina, ana = await prepared(store)
    drill = await running(store, cohort, ana)
    async with store.work(NOW) as work:
        work.watch_drill(drill.id, tina)
        work.watch_drill(drill.id, tina)
        work.drill_board_shown(drill.id, tina, "1/2")
        assert [(w.id, s) for w, s in work.drill_watchers(drill.id)] == [(tina, "1/2")]


async def test_that_the_clock_is_one(store: SqliteStore) -> None:
    async with store.work(NOW) as work:
        assert work.alive_at() is None
        work.say_alive(NOW)
        work.say_alive(NOW + timedelta(seconds=2))
        assert work.alive_at() == NOW + timedelta(seconds=2)


async def test_that_no_table_of_drills_names_whoever_was_erased(store: SqliteStore) -> None:
    cohort, tina, ana = await prepared(store)
    together = await running(store, cohort, ana, tina)
    alone = await running(store, None, ana)
    async with store.work(NOW) as work:
        for drill in (together, alone):
            work.save_drill_answer(answer(drill.id, ana))
        work.save_drill_answer(answer(together.id, tina))
        work.watch_drill(together.id, ana)
    async with store.work(NOW) as work:
        work.erase(ana)
        assert work.drill(alone.id) is None
        assert [a.learner for a in work.drill_answers(together.id)] == [tina]

    conn = store._conn
    for (table,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table != "erasures":
            for row in conn.execute(f"SELECT * FROM {table}"):
                assert ana not in tuple(row), table
