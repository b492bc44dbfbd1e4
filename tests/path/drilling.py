"""A class at a drill: people with phones, a cohort, a drill with short items."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.conduct import arrival
from bot.conduct.drilling import run
from bot.simulator.client import Phone, Simulator
from dialogues.ids import CohortId, DrillId, LearnerId
from dialogues.text import Lang
from storage.drill_rows import DrillPlayer
from storage.sqlite.store import SqliteStore

ANSWERS: dict[Lang, str] = {
    "fr": "Je comprends. Combien en prenez-vous par an ? Nos essais le prouvent, vous y gagnez.",
    "en": "I understand. How many do you take a year? Our tests prove it, so you save time.",
}


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Person:
    phone: Phone
    id: LearnerId
    lang: Lang

    async def heard(self) -> list[str]:
        return [m.text for m in await self.phone.messages() if m.from_bot]


@dataclass(frozen=True)
class Class:
    trainer: Person
    learners: tuple[Person, ...]
    cohort: CohortId


async def a_class(
    simulator: Simulator, store: SqliteStore, count: int, extra: tuple[int, ...] = ()
) -> Class:
    """A trainer and `count` learners, French and English in turn; none has greeted the bot."""
    people = []
    for n in range(count + 1):
        lang: Lang = "en" if n % 2 else "fr"
        phone = await simulator.phone(f"P{n:03}", language=lang)
        # A bot may only write to those who wrote to it; the message is older than the bot.
        await phone.send("bonjour")
        async with store.work(now()) as work:
            one = work.enrol(phone.user_id, phone.user_id, f"P{n:03}", lang)
            percent = extra[n - 1] if 0 < n <= len(extra) else 0
            chosen = one.settings.model_copy(update={"extra_time_percent": percent})
            work.save_learner(
                one.model_copy(
                    update={"consent": arrival.NOTICE, "consent_at": now(), "settings": chosen}
                )
            )
        people.append(Person(phone, one.id, lang))
    trainer, *learners = people
    async with store.work(now()) as work:
        work.give_role(trainer.id, "trainer")
        cohort = work.make_cohort("BTS CI 1", trainer.id).id
        for one_ in learners:
            work.join(cohort, one_.id)
    return Class(trainer, tuple(learners), cohort)


async def joined(store: SqliteStore, of: Class, *, items: int, seconds: int) -> DrillId:
    """A drill in its lobby that all have joined, watched by the trainer."""
    async with store.work(now()) as work:
        ids = ("six-weeks", "exw-trouble", "too-far", "unknown-firm", "prepayment")[:items]
        drill = work.make_drill("objection-volley", seconds, ids, cohort=of.cohort)
        for one in of.learners:
            work.save_drill_player(DrillPlayer(drill=drill.id, learner=one.id, joined_at=now()))
        work.watch_drill(drill.id, of.trainer.id)
    return drill.id


async def started(store: SqliteStore, of: Class, *, items: int, seconds: int) -> DrillId:
    """The same, under way."""
    drill_id = await joined(store, of, items=items, seconds=seconds)
    async with store.work(now()) as work:
        drill = work.drill(drill_id)
        assert drill is not None
        run.start(work, drill)
    return drill_id


def read(database: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Rows, read from outside while a process writes."""
    conn = sqlite3.connect(database, timeout=10)
    try:
        return [tuple(row) for row in conn.execute(sql, values)]
    finally:
        conn.close()


def kept(database: Path) -> dict[tuple[int, str], tuple[str, str, int]]:
    """Item and learner → text, verdict, points; checks that points are those of the judging."""
    found = {}
    for number, learner, text, verdict, points, judged in read(
        database, "SELECT number, learner, text, verdict, points, judged FROM drill_answers"
    ):
        assert json.loads(str(judged))["points"] == points
        found[(int(str(number)), str(learner))] = (str(text), str(verdict), int(str(points)))
    return found
