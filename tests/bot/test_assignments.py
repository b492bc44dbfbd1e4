"""Assignments: counted from what was played, limited, late, reminded of, seen by the trainer."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.access import may_see_attempt
from bot.conduct.classes import days
from bot.conduct.classes.tasks import standing
from bot.i18n import texts
from bot.messages import Say
from bot.web.talks import in_cohort
from dialogues.errors import NotNow
from dialogues.ids import AssignmentId, CohortId, LearnerId, ScenarioId
from dialogues.text import LANGS, Lang
from storage.class_rows import Assignment
from tests.bot.chats import Chats, buttons, words

TRAINER, ANA, BO = 10, 11, 12
CASE, OTHER = "line-two-mallow", "quotation-in-kolding"


class Class(Chats):
    """A trainer, two learners in her cohort."""

    cohort: CohortId
    people: dict[int, LearnerId]

    async def fill(self, lang: Lang) -> None:
        self.people = {
            user: (await self.arrive(user, name, lang)).id
            for user, name in ((TRAINER, "Tina"), (ANA, "Ana"), (BO, "Bo"))
        }
        async with self.store.work(self.now) as work:
            work.give_role(self.people[TRAINER], "trainer")
            self.cohort = work.make_cohort("BTS 1", self.people[TRAINER]).id
            for user in (ANA, BO):
                work.join(self.cohort, self.people[user])

    async def give(self, day: str = "261130", most: str = "0", case: str = CASE) -> Assignment:
        """The trainer gives a case; the news are left to be read."""
        await self.press(TRAINER, f"given:{self.cohort}:{day}:{most}:{case}")
        return await self.given(case)

    async def given(self, case: str = CASE) -> Assignment:
        async with self.store.work(self.now) as work:
            return next(a for a in work.assignments(self.cohort) if a.scenario == case)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Class]:
    made = Class(tmp_path)
    await made.fill("fr")
    yield made
    made.store.close()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_members_are_told_find_it_at_home_and_are_done_when_judged(
    tmp_path: Path, lang: Lang
) -> None:
    room = Class(tmp_path)
    await room.fill(lang)
    t = texts(lang)
    told = await room.press(TRAINER, f"given:{room.cohort}:261130:2:{CASE}")
    news = [m for m in told if isinstance(m, Say)]
    assert len(news) == 2
    assert all(t.plain("task.given") in m.html for m in news)
    assert f"brief:{CASE}" in buttons(list(news))
    day = "lundi 30 novembre" if lang == "fr" else "Monday 30 November"
    assert day in words(await room.command(ANA, "menu"))
    assert t.plain("task.title") in words(await room.press(ANA, f"brief:{CASE}"))
    await room.talk(ANA, CASE)
    home = words(await room.command(ANA, "menu"))
    assert t.plain("task.title") not in home
    listed = words(await room.press(ANA, "todo"))
    assert "/20" in listed
    assert str(t.many("task.left", 1)) in listed
    seen = words(await room.press(TRAINER, f"asg-one:{(await room.given()).id}:0"))
    assert t.plain("assign.progress", done="1", of="2") in seen
    assert "✓ Ana" in seen
    assert "○ Bo" in seen
    room.store.close()


async def test_that_only_judged_talks_since_then_and_as_a_member_count(room: Class) -> None:
    await room.talk(ANA, CASE)
    await room.asleep(minutes=1)
    task = await room.give()
    async with room.store.work(room.now) as work:
        assert not standing(work, task, room.people[ANA], room.now).done, "it was before"
    await room.talk(ANA, CASE, turns=2)
    async with room.store.work(room.now) as work:
        assert not standing(work, task, room.people[ANA], room.now).done, "it was not judged"
        work.leave(room.cohort, room.people[ANA])
    await room.asleep(minutes=1)
    await room.talk(ANA, CASE)
    async with room.store.work(room.now) as work:
        assert not standing(work, task, room.people[ANA], room.now).done, "she had left"
    await room.asleep(minutes=1)
    async with room.store.work(room.now) as work:
        work.join(room.cohort, room.people[ANA])
    await room.asleep(minutes=1)
    await room.talk(ANA, CASE)
    async with room.store.work(room.now) as work:
        found = standing(work, task, room.people[ANA], room.now)
        assert len(found.attempts) == 1
        assert found.best is not None


async def test_that_the_limit_is_kept_and_a_withdrawn_task_limits_nothing(room: Class) -> None:
    task = await room.give(most="1")
    await room.talk(ANA, OTHER)
    await room.talk(ANA, CASE)
    assert await room.refused(ANA, f"go:{CASE}") == "task.none-left"
    await room.press(BO, f"go:{CASE}")
    await room.press(TRAINER, f"asg-gone:{task.id}")
    assert f"go:{CASE}" in buttons(await room.press(ANA, f"brief:{CASE}"))
    await room.press(ANA, f"go:{CASE}")


async def test_that_a_running_talk_cannot_be_swapped_for_another_past_the_limit(
    room: Class,
) -> None:
    await room.give(most="1")
    await room.press(ANA, f"go:{CASE}")
    for line in ("Bonjour.", "Quels sont vos besoins ?", "Pour quand ?"):
        await room.say(ANA, line)
    async with room.store.work(room.now) as work:
        attempt = work.chat(ANA).attempt
    assert await room.refused(ANA, f"swap:{attempt}:{CASE}") == "task.none-left"
    async with room.store.work(room.now) as work:
        row = work.attempt(attempt) if attempt else None
        assert row is not None
        assert row.state == "running", "the talk goes on"


async def test_that_what_comes_after_the_due_day_is_late_and_what_is_missing_overdue(
    room: Class,
) -> None:
    task = await room.give(day="261124", most="2")
    await room.later(days=2)
    assert texts("fr").plain("task.overdue", due="mardi 24 novembre") in words(
        await room.command(ANA, "menu")
    )
    await room.talk(ANA, CASE)
    seen = words(await room.press(TRAINER, f"asg-one:{task.id}:0"))
    assert texts("fr").plain("assign.late") in seen
    assert texts("fr").plain("assign.overdue") in seen


async def test_that_those_who_have_not_done_it_are_reminded_once_the_morning_before(
    room: Class,
) -> None:
    await room.give(day="261130")
    await room.talk(ANA, CASE)
    await room.sent()
    assert await room.later(days=5) == []
    due = await room.later(days=1)
    assert [chat for chat, _ in due] == [BO]
    assert texts("fr").plain("task.reminder") in words([message for _, message in due])
    assert await room.later(hours=5) == []


async def test_that_a_reminder_outlives_a_stop_and_is_never_late(room: Class) -> None:
    await room.give(day="261130")
    await room.give(day="261125", case=OTHER)
    await room.sent()
    await room.asleep(days=6, hours=4)
    due = await room.later()
    assert sorted(chat for chat, _ in due) == [ANA, BO], "only what is still to come"


@pytest.mark.parametrize("way", ["withdrawn", "closed", "left", "blocked"])
async def test_that_nobody_is_reminded_of_what_concerns_her_no_more(room: Class, way: str) -> None:
    task = await room.give()
    async with room.store.work(room.now) as work:
        if way == "left":
            work.leave(room.cohort, room.people[BO])
        if way == "blocked":
            bo = work.learner(room.people[BO])
            work.save_learner(bo.model_copy(update={"blocked": True}))
    if way == "withdrawn":
        await room.press(TRAINER, f"asg-gone:{task.id}")
    if way == "closed":
        await room.press(TRAINER, f"coh-closed:{room.cohort}")
    await room.sent()
    reminded = {chat for chat, _ in await room.later(days=6)}
    assert reminded == ({ANA} if way in ("left", "blocked") else set())


async def test_that_news_wait_for_the_end_of_a_talk(room: Class) -> None:
    await room.press(ANA, f"go:{OTHER}")
    await room.sent()
    told = await room.press(TRAINER, f"given:{room.cohort}:261130:0:{CASE}")
    assert len([m for m in told if isinstance(m, Say)]) == 1, "Bo alone"
    assert await room.later(minutes=11) == []
    async with room.store.work(room.now) as work:
        attempt = work.chat(ANA).attempt
    await room.press(ANA, f"stop:{attempt}")
    assert [chat for chat, _ in await room.later(minutes=11)] == [ANA]


async def test_that_a_case_is_given_once_and_a_second_tap_gives_nothing(room: Class) -> None:
    await room.give()
    data = f"given:{room.cohort}:261201:1:{CASE}"
    assert await room.refused(TRAINER, data) == "assign.already"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1/12", "mardi 1er décembre"),
        ("1er decembre", "mardi 1er décembre"),
        ("December 1st", "mardi 1er décembre"),
        ("2027-01-12", "mardi 12 janvier 2027"),
        ("vendredi", "vendredi 27 novembre"),
        ("après-demain", "mercredi 25 novembre"),
    ],
)
async def test_that_a_day_is_read_as_people_type_it(room: Class, text: str, said: str) -> None:
    await room.press(TRAINER, f"asg-day:{room.cohort}:{CASE}")
    assert said in words(await room.say(TRAINER, text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("bientôt", "assign.day-unread"),
        ("31/02", "assign.day-unread"),
        ("2020-01-01", "assign.day-past"),
        ("3 mars ou 4 mars", "assign.day-unread"),
    ],
)
async def test_that_what_is_no_day_is_asked_again(room: Class, text: str, key: str) -> None:
    await room.press(TRAINER, f"asg-day:{room.cohort}:{CASE}")
    with pytest.raises(NotNow) as refused:
        await room.say(TRAINER, text)
    assert refused.value.key == key
    assert "mardi 1er décembre" in words(await room.say(TRAINER, "1/12"))


async def test_that_what_begins_after_closing_is_not_the_trainers(room: Class) -> None:
    await room.talk(ANA, CASE)
    await room.asleep(minutes=1)
    await room.press(TRAINER, f"coh-closed:{room.cohort}")
    await room.asleep(minutes=1)
    await room.talk(ANA, CASE)
    async with room.store.work(room.now) as work:
        after, before = work.attempts(room.people[ANA], ScenarioId(CASE))
        assert may_see_attempt(work, room.people[TRAINER], before)
        assert not may_see_attempt(work, room.people[TRAINER], after)
        assert may_see_attempt(work, room.people[ANA], after)
        seen = {one.id: rows for one, rows in in_cohort(work, room.cohort)}
        assert seen[room.people[ANA]] == (before,)


async def test_that_an_assignment_of_no_cohort_of_hers_is_not_there(room: Class) -> None:
    task = await room.give()
    assert await room.refused(ANA, f"asg-one:{task.id}:0") == "access.none"
    assert await room.refused(TRAINER, f"asg-one:{AssignmentId('none')}:0") == "access.none"


@pytest.fixture
def montreal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("POURPARLER_TIME_ZONE", "America/Toronto")
    days.zone.cache_clear()
    yield
    days.zone.cache_clear()


@pytest.mark.usefixtures("montreal")
async def test_that_days_are_those_of_the_school(room: Class) -> None:
    task = await room.give(day="261130")
    assert task.due_at == datetime(2026, 12, 1, 4, 59, 59, tzinfo=UTC)
    shown = await room.press(TRAINER, f"asg-when:{room.cohort}:{OTHER}")
    assert "Toronto" in words(shown)
    room.now = datetime(2026, 11, 29, 13, 59, tzinfo=UTC)
    await room.sent()
    assert await room.later() == [], "it is not yet nine there"
    assert len(await room.later(minutes=1)) == 2
