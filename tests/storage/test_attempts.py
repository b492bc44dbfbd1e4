"""Events, projections, assessments, erasure."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Say
from dialogues.events import Assessed
from dialogues.ids import AttemptId, LearnerId, ScenarioId
from storage.rows import Arrival, Chat, Code, LearnerSettings
from storage.sqlite.store import SqliteStore
from tests.storage.attempt_events import ended, learner_said, persona_said, started
from tests.storage.conftest import NOW

A = AttemptId("a1")


async def enrolled(store: SqliteStore, user: int = 1) -> LearnerId:
    async with store.work(NOW) as work:
        return work.enrol(user, user, "Ana", "fr").id


async def test_that_events_come_back_as_they_were(store: SqliteStore) -> None:
    learner = await enrolled(store)
    events = (
        started(A, learner, NOW),
        persona_said(0, "Bonjour.", NOW),
        learner_said(1, "Zero\u200bwidth 🙂 'quoted'; DROP TABLE events;--", NOW),
    )

    async with store.work(NOW) as work:
        work.append(A, *events[:2])
        assert work.events(A) == events[:2]
    async with store.work(NOW) as work:
        work.append(A, events[2])
        assert work.events(A) == events
    fresh = SqliteStore.open(store_path(store))
    async with fresh.work(NOW) as work:
        assert work.events(A) == events
    fresh.close()


def store_path(store: SqliteStore) -> Path:
    return Path(store._conn.execute("PRAGMA database_list").fetchone()["file"])


async def test_that_undone_events_are_forgotten_by_the_replay(store: SqliteStore) -> None:
    learner = await enrolled(store)
    async with store.work(NOW) as work:
        work.append(A, started(A, learner, NOW))
        work.events(A)

    with pytest.raises(RuntimeError):
        async with store.work(NOW) as work:
            work.append(A, persona_said(0, "undone", NOW))
            assert len(work.events(A)) == 2
            raise RuntimeError
    async with store.work(NOW) as work:
        work.append(A, persona_said(0, "kept", NOW))

        assert [e.text for e in work.events(A) if e.kind == "persona-turn"] == ["kept"]


async def test_that_events_cannot_be_changed_or_deleted(store: SqliteStore) -> None:
    learner = await enrolled(store)
    async with store.work(NOW) as work:
        work.append(A, started(A, learner, NOW))

    for sql in ("UPDATE events SET body = '{}'", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="events"):
            store._conn.execute(sql)


async def test_that_an_attempt_begins_once_and_first(store: SqliteStore) -> None:
    learner = await enrolled(store)

    with pytest.raises(ValueError, match="begins once"):
        async with store.work(NOW) as work:
            work.append(A, persona_said(0, "too early", NOW))
    with pytest.raises(ValueError, match="begins once"):
        async with store.work(NOW) as work:
            work.append(A, started(A, learner, NOW), started(A, learner, NOW))


async def test_that_lists_follow_the_events(store: SqliteStore) -> None:
    learner = await enrolled(store)
    async with store.work(NOW) as work:
        work.append(A, started(A, learner, NOW), learner_said(0, "bonjour", NOW))
        running = work.attempt(A)
        work.append(A, ended(NOW))
        over = work.attempt(A)
        work.append(A, Assessed(at=NOW, receipt="r1"))
        work.save_assessment(A, "r1", "engine-1", "{}", 64)
        assessed = work.attempt(A)
        later = AttemptId("a2")
        work.append(later, started(later, learner, NOW + timedelta(hours=1)))
        listed = [row.id for row in work.attempts(learner)]
        elsewhere = work.attempts(learner, ScenarioId("other"))

    assert running is not None
    assert (running.state, running.learner_turns) == ("running", 1)
    assert over is not None
    assert (over.state, over.ending) == ("ended", "meeting")
    assert assessed is not None
    assert (assessed.state, assessed.receipt, assessed.percent) == ("assessed", "r1", 64)
    assert listed == [later, A]
    assert elsewhere == ()


async def test_that_a_correction_supersedes_and_keeps_what_was(store: SqliteStore) -> None:
    learner = await enrolled(store)
    async with store.work(NOW) as work:
        work.append(A, started(A, learner, NOW))
        work.save_assessment(A, "r1", "engine-1", '{"n": 1}', 40)
        second = work.save_assessment(A, "r2", "engine-1", '{"n": 2}', 60)

        first, _ = work.assessments(A)

        assert work.assessment(A) == second
        assert work.assessment_by_receipt("r1") == first
        assert first.superseded_by == second.seq
    with pytest.raises(sqlite3.IntegrityError, match="superseded, never changed"):
        store._conn.execute("UPDATE assessments SET percent = 100")


async def test_that_learners_and_chats_are_kept(store: SqliteStore) -> None:
    learner_id = await enrolled(store)
    async with store.work(NOW) as work:
        learner = work.learner(learner_id)
        assert work.enrol(1, 1, "Other", "en") == learner
        changed = learner.model_copy(
            update={"lang": "en", "settings": LearnerSettings(extra_time_percent=33)}
        )
        work.save_learner(changed)
        work.save_chat(Chat(chat_id=1, screen="home", state='{"page": 2}'))

    async with store.work(NOW) as work:
        assert work.learner_by_user(1) == changed
        assert work.learner_by_chat(1) == changed
        assert work.chat(1).state == '{"page": 2}'
        assert work.chat(2) == Chat(chat_id=2)
        with pytest.raises(KeyError):
            work.learner(LearnerId("nobody"))


async def test_that_codes_count_and_expire(store: SqliteStore) -> None:
    code = Code(
        code="Xy1", kind="join", payload="{}", expires_at=NOW + timedelta(days=1), uses_most=1
    )
    async with store.work(NOW) as work:
        work.save_code(code)
        with pytest.raises(ValueError, match="exists"):
            work.save_code(code)
        fresh = work.code("Xy1")
        work.use_code("Xy1")
        used = work.code("Xy1")

    assert fresh is not None
    assert used is not None
    assert fresh.is_good(NOW)
    assert not fresh.is_good(NOW + timedelta(days=2))
    assert not used.is_good(NOW)


async def test_that_erasure_leaves_its_record_and_nobody_elses_loss(store: SqliteStore) -> None:
    ana, ben = await enrolled(store, 1), await enrolled(store, 2)
    b = AttemptId("b1")
    await store.take_in([Arrival(update_id=5, chat_key="chat:1", raw='{"text": "secret"}')], NOW)
    async with store.work(NOW) as work:
        work.append(A, started(A, ana, NOW), learner_said(0, "secret", NOW))
        work.append(b, started(b, ben, NOW))
        work.save_assessment(A, "r1", "e", '"secret"', 1)
        work.save_chat(Chat(chat_id=1, attempt=A, state='"secret"'))
        work.send(1, Say(html="secret"))
        work.set_timer("t", NOW, "x", '"secret"', chat_id=1)

    async with store.work(NOW, update_id=5) as work:
        erasure = work.erase(ana)
        work.send(1, Say(html="erased"))

    assert (erasure.attempts, erasure.events) == (1, 2)
    async with store.work(NOW) as work:
        assert work.learner_by_user(1) is None
        assert work.events(A) == ()
        assert len(work.events(b)) == 1
    assert [row.body for row in await store.to_deliver() if "secret" in row.body] == []
    assert len(await store.to_deliver()) == 1
    left = store._conn.execute("SELECT learner FROM erasures").fetchall()
    assert [row["learner"] for row in left] == [ana]
    path = store_path(store)
    store._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"secret" not in path.read_bytes()
    with pytest.raises(sqlite3.IntegrityError, match="stays recorded"):
        store._conn.execute("DELETE FROM erasures")
