"""What the learner gets of a review: one message, both marks, the reasons, the comments."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cases import replayed
from bot.cli import cli
from bot.conduct.arrival import NOTICE
from bot.conduct.conductor import TalkConductor
from bot.i18n import texts
from bot.messages import Incoming, User
from bot.reviewing import QUIET
from dialogues.ids import AttemptId, CriterionId
from dialogues.library import library
from rubrics.assessment import Level
from storage.review_rows import Overridden
from storage.rows import Timer
from tests.web.conftest import Pages
from tests.web.talks import played
from tests.web.test_review import School

CONDUCTOR = TalkConductor(library())
RUN = CliRunner()


class Told:
    """The learner's chat."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.pages = school.pages

    def said(self) -> list[str]:
        """What waits to be delivered to her, as JSON."""
        rows = self.pages.store._conn.execute("SELECT body FROM outbox WHERE chat_id = 2")
        return [str(row[0]) for row in rows]

    async def timer(self) -> Timer:
        """The timer that tells her."""
        far = self.pages.now.replace(year=2030)
        return next(t for t in await self.pages.store.due(far) if t.kind == "reviewed")

    async def fire(self) -> None:
        """Let it fire."""
        timer = await self.timer()
        self.pages.now = max(self.pages.now, timer.due_at)
        async with self.pages.store.work(self.pages.now, timer=timer) as work:
            CONDUCTOR.on_timer(timer, work, work.now)

    async def press(self, data: str) -> str:
        """Press a button; gives the screen's HTML."""
        before = len(self.said())
        async with self.pages.store.work(self.pages.now) as work:
            learner = work.learner(self.school.ana)
            work.save_learner(learner.model_copy(update={"consent": NOTICE}))
            user = User(id=2, first_name="Ana", language_code="fr")
            pressed = Incoming(
                update_id=1,
                kind="button",
                chat_id=2,
                user=user,
                at=self.pages.now,
                message_id=5,
                data=data,
                callback_id="c",
            )
            CONDUCTOR.handle(pressed, work, work.now)
        bodies = [json.loads(body) for body in self.said()[before:]]
        return "\n".join(str(body["html"]) for body in bodies if "html" in body)


@pytest.fixture
async def told(pages: Pages) -> Told:
    return Told(await School(pages).open())


async def override(told: Told, number: int = 0) -> CriterionId:
    """The trainer gives a criterion another level; gives the criterion."""
    result = (await told.school.engine()).results[number]
    level = "4" if result.outcome != Level(level=4) else "1"
    sent = {"criterion": result.criterion, "level": level, "reason": "C’était au tour 2."}
    assert await told.school.note("override", **sent) == 303
    return result.criterion


async def test_that_she_is_told_once_with_the_new_mark(told: Told) -> None:
    await override(told)
    await told.school.note("comment", text="Bien demandé.", message="3")
    await told.school.note("finish")
    assert told.said() == []
    await told.fire()
    (message,) = told.said()
    body = json.loads(message)
    total = (await told.school.judged()).total
    assert f"{texts('fr').number(total)}/20" in body["html"]
    assert "1 niveau corrigé" in body["html"]
    assert "1 commentaire" in body["html"]
    assert body["keyboard"][0][0]["data"] == f"rev:{told.school.attempt}"
    assert told.school.timers() == []


async def test_that_nobody_is_interrupted_in_a_talk(told: Told) -> None:
    await told.school.note("finish")
    running = await played(told.pages, told.school.ana, lang="fr", ended=False)
    async with told.pages.store.work(told.pages.now) as work:
        work.save_chat(work.chat(2).model_copy(update={"attempt": running}))
    await told.fire()
    assert told.said() == []
    later = await told.timer()
    assert later.due_at - told.pages.now == QUIET
    async with told.pages.store.work(told.pages.now) as work:
        work.save_chat(work.chat(2).model_copy(update={"attempt": None}))
    await told.fire()
    assert "a relu votre conversation" in told.said()[0]


async def test_that_she_sees_both_marks_the_reasons_and_the_comments(told: Told) -> None:
    criterion = await override(told)
    await told.school.note("comment", text="Bien <demandé>.", message="3")
    await told.school.note("comment", text="Continuez ainsi.")
    attempt = told.school.attempt
    engine, now = await told.school.engine(), await told.school.judged()
    number = texts("fr").number

    seen = await told.press(f"rev:{attempt}")
    assert f"Ma note\u202f: {number(engine.total)}/20" in seen
    assert f"<b>{number(now.total)}/20</b>" in seen
    for words in ("C’était au tour 2.", "Tina", "Bien &lt;demandé&gt;.", "Continuez ainsi."):
        assert words in seen
    card = await told.press(f"card:{attempt}")
    assert number(engine.total) in card
    assert number(now.total) in card
    place = [r.criterion for r in now.results].index(criterion)
    assert "C’était au tour 2." in await told.press(f"crit:{attempt}:{place}")
    assert "a changé ce niveau" not in await told.press(f"crit:{attempt}:{place + 1}")


async def test_that_a_talk_nobody_looked_at_says_nothing_of_a_review(told: Told) -> None:
    card = await told.press(f"card:{told.school.attempt}")
    assert "formateur" not in re.sub(r"<i>.*?</i>", "", card)


async def test_that_better_lines_gain_against_the_engines_own_mark(told: Told) -> None:
    attempt = told.school.attempt
    before = await told.press(f"better:{attempt}")
    for number in range(len((await told.school.engine()).results)):
        await override(told, number)
    assert await told.press(f"better:{attempt}") == before


async def test_that_somebody_else_cannot_see_her_review(told: Told) -> None:
    other = await played(told.pages, told.school.tina)
    with pytest.raises(Exception, match=r"stale\.debrief"):
        await told.press(f"rev:{other}")


async def test_that_every_override_is_a_case_that_is_replayed(told: Told) -> None:
    first, second = await override(told, 0), await override(told, 1)
    await told.school.note("restore", criterion=second)
    async with told.pages.store.work(told.pages.now) as work:
        (case,) = replayed(work, library())
        note = work.reviews(told.school.attempt)[0].note
        assert isinstance(note, Overridden)
        assert (case.criterion, case.reason) == (first, note.correction.reason)
        assert case.now == case.then == note.engine
        assert not case.agrees
        agreeing = case.model_copy(update={"now": case.trainer})
        assert agreeing.agrees
        assert not case.model_copy(update={"now": None}).agrees
        assert AttemptId(case.attempt) == told.school.attempt


async def test_that_the_command_line_replays_the_cases(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POURPARLER_DATABASE", str(tmp_path / "pourparler.db"))
    empty = await asyncio.to_thread(RUN.invoke, cli, ["agreement", "--cases"])
    assert "no trainer has overruled" in empty.output
    criterion = await override(told)

    shown = await asyncio.to_thread(RUN.invoke, cli, ["agreement", "--cases"])
    assert shown.exit_code == 0
    assert "1 cases: the engine agrees with 0" in shown.output
    given = await asyncio.to_thread(RUN.invoke, cli, ["agreement", "--cases", "--json"])
    (case,) = json.loads(given.output)
    assert (case["criterion"], case["agrees"]) == (criterion, False)
    assert case["reason"] == "C’était au tour 2."
    assert (await asyncio.to_thread(RUN.invoke, cli, ["agreement"])).exit_code == 2
