"""The real conductor when the server is poor, the process dies, the file changes, nobody speaks."""

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.conduct.conductor import TalkConductor
from bot.i18n import texts
from bot.service import Service
from bot.simulator.client import Phone, Simulator
from bot.simulator.server import running
from bot.transport import telegram_bot
from dialogues.ids import ScenarioId
from dialogues.library import SHIPPED, assembled, library
from storage.sqlite.store import SqliteStore
from tests.bot.learner import DISCOVERY, Learner, learner
from tests.path.conftest import settings_for
from tests.product import TOKEN, living

DECORATIVE = (
    "setMyCommands",
    "setMyDescription",
    "setMyShortDescription",
    "deleteWebhook",
    "sendChatAction",
    "setMessageReaction",
    "editMessageText",
    "editMessageReplyMarkup",
    "sendPhoto",
    "sendDocument",
    "answerCallbackQuery",
)
LINES = (
    "Bonjour Madame Devane, je suis Paul Martin, de Lavergne Dosage. Merci de me recevoir.",
    "Quels sont vos besoins ?",
    "Pour quand vous faut-il les pompes ?",
    "Qui décide chez vous ?",
    "Comment payez-vous vos fournisseurs ?",
)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with running() as url, Simulator(url) as opened:
        yield opened


async def pressed(who: Learner, key: str) -> str:
    """Press a button by its key; gives the newest words."""
    await who.press(who.t.plain(f"button.{key}"))
    return await who.last()


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.timeout(180)
async def test_that_a_server_without_ornaments_holds_a_whole_talk(
    simulator: Simulator, tmp_path: Path, status: int
) -> None:
    for method in DECORATIVE:
        await simulator.fault(method, status=status)
    async with living(tmp_path, server=simulator.url, paced=False) as made:
        who = await learner(simulator, made, "Sobre", "fr")
        await who.start()
        await pressed(who, "begin")
        await pressed(who, "agree")
        for key in ("practise", "family-discovery"):
            await pressed(who, key)
        await who.press(f"brief:{DISCOVERY}")
        await pressed(who, "documents")
        await pressed(who, "back")
        assert "Orla Devane" in await pressed(who, "start-talk")
        for line in LINES:
            assert await who.say(line)
        assert "/20" in await who.stop()
        assert "RNCP36395" in await pressed(who, "criteria")
        assert made.stored("SELECT state, learner_turns FROM attempts") == [("assessed", 5)]
        failed = "SELECT count(*) FROM outbox WHERE state = 'failed'"
        assert made.stored(failed) == [(0,)]


@pytest.mark.kill
@pytest.mark.timeout(240)
async def test_that_kills_in_mid_talk_lose_and_double_nothing(
    simulator: Simulator, tmp_path: Path
) -> None:
    async with living(tmp_path, server=simulator.url, paced=False) as made:
        who = await learner(simulator, made, "Têtue", "fr")
        await who.arrive()
        await who.begin()
        for pause, line in zip((0.0, 0.02, 0.05, 0.1, 0.2), LINES, strict=True):
            await who.phone.send(line)
            await asyncio.sleep(pause)
            await asyncio.to_thread(made.kill)
            await asyncio.to_thread(made.start)
        await who.settled()
        bodies = made.stored("SELECT body FROM events WHERE kind = 'learner-turn' ORDER BY seq")
        assert [json.loads(str(body))["text"] for (body,) in bodies] == list(LINES)
        answers = made.stored("SELECT body FROM events WHERE kind = 'persona-turn' ORDER BY seq")
        assert len(answers) == len(LINES) + 1

        await who.say("/cancel")
        await who.phone.press(who.t.plain("button.stop-and-debrief"))
        await asyncio.to_thread(made.kill)
        await asyncio.to_thread(made.start)
        assert "/20" in await who.see_debrief()
        assert made.stored("SELECT count(*) FROM assessments") == [(1,)]
        assert made.stored("SELECT state FROM attempts") == [("assessed",)]

        said = [m.text for m in await who.phone.messages() if m.from_bot]
        repeated = len(said) - len(set(said))
        doubts = made.stored("SELECT coalesce(sum(doubts), 0) FROM outbox")[0][0]
        assert repeated <= int(str(doubts)), "only what was on its way when it died may come twice"


async def test_that_the_persona_speaks_first_after_a_silence_and_nudges_can_be_cut(
    simulator: Simulator, tmp_path: Path
) -> None:
    settings = {"POURPARLER_NUDGE_MINUTES": "0.03"}
    async with living(tmp_path, server=simulator.url, paced=False, **settings) as made:
        who, calm = [await learner(simulator, made, name, "fr") for name in ("Muette", "Calme")]
        await asyncio.gather(who.arrive(), calm.arrive())
        await calm.say("/settings")
        await calm.press("nudges:off")
        await asyncio.gather(who.begin(), calm.begin())
        before = len(await calm.phone.messages())
        heard = await who.last()
        for _ in range(2):
            mark = (await who.phone.messages())[-1].revision
            await _wait(who.phone, mark)
            assert await who.last() != heard
            heard = await who.last()
        deadline = asyncio.get_running_loop().time() + 30
        hers = (
            "SELECT a.state FROM attempts a JOIN learners l ON a.learner = l.id"
            " WHERE l.first_name = 'Muette'"
        )
        while made.stored(hers) == [("running",)]:
            assert asyncio.get_running_loop().time() < deadline, "she waits for ever"
            await asyncio.sleep(0.2)
        assert len(await calm.phone.messages()) == before


async def _wait(phone: Phone, mark: int) -> None:
    phone.mark = mark
    await phone.wait_for(timeout=15)


@asynccontextmanager
async def served_from(
    folder: Path, simulator: Simulator, database: Path
) -> AsyncIterator[SqliteStore]:
    """The bot with the scenarios of a folder."""
    settings = settings_for(simulator, database)
    store = SqliteStore.open(database)
    telegram = telegram_bot(TOKEN, settings.base_url, settings.file_url)
    await telegram.initialize()
    service = Service(settings, TalkConductor(assembled(folder), 0), store, telegram, utc_now)
    stop = asyncio.Event()
    task = asyncio.create_task(service.run(stop))
    try:
        yield store
    finally:
        stop.set()
        assert await task == 0
        await telegram.shutdown()
        store.close()


async def _answer(phone: Phone, text: str) -> str:
    await phone.send(text)
    shown = await phone.wait_for()
    return shown.text


OPENINGS = re.compile(
    "|".join(
        re.escape(max(said.split("*"), key=len).strip()[:30])
        for said in library().case(ScenarioId(DISCOVERY)).scenario.opening.fr
    )
)
"""Any of her first words: the seed says which."""


async def test_that_a_talk_is_played_to_its_end_with_the_content_it_began_with(
    simulator: Simulator, tmp_path: Path
) -> None:
    folder, database = tmp_path / "scenarios", tmp_path / "pourparler.db"
    shutil.copytree(SHIPPED / "discovery", folder / "discovery")
    scenario = folder / "discovery" / f"{DISCOVERY}.yaml"
    phone, t = await simulator.phone("Fidèle", language="fr"), texts("fr")
    async with served_from(folder, simulator, database):
        await phone.start()
        await phone.wait_for(t.plain("welcome.next"))
        for data in ("notice", "agree", "practise", "fam:discovery", f"brief:{DISCOVERY}"):
            await phone.press(data)
            await phone.wait_for()
        await phone.press(f"go:{DISCOVERY}")
        await phone.wait_for(OPENINGS)
        await _answer(phone, LINES[0])

    before = scenario.read_text("utf-8")
    after = before.replace("Huit pompes", "Neuf machines").replace("Orla Devane", "Aoife Brennan")
    assert after != before
    scenario.write_text(after, "utf-8")
    async with served_from(folder, simulator, database):
        assert "Huit pompes" in await _answer(phone, LINES[1])
        await _answer(phone, "/brief")
        assert "Orla Devane" in (await phone.messages())[-1].text
        await _answer(phone, LINES[2])
        await _answer(phone, LINES[3])
        await _answer(phone, "/cancel")
        await phone.press(t.plain("button.stop-and-debrief"))
        if "/20" not in (await phone.wait_for()).text:
            await phone.press(t.plain("button.see-debrief"))
        await phone.wait_for("/20", anywhere=True)
        await phone.press(t.plain("button.knew"))
        assert "Orla Devane" in (await phone.wait_for(t.plain("knew.unsaid"))).text

    shutil.rmtree(folder / "discovery")
    shutil.copytree(SHIPPED / "objection", folder / "objection")
    async with served_from(folder, simulator, database):
        await phone.press(t.plain("button.back"))
        await phone.wait_for("/20")
        await phone.press(t.plain("button.retry"))
        assert (await phone.answer()).answered
        assert (await phone.wait_for(t.plain("scenario-gone"), anywhere=True)).text
        await _answer(phone, "/progress")
        await phone.press(t.plain("button.last-debrief"))
        await phone.wait_for("/20")
        await phone.press(t.plain("button.words"))
        await phone.wait_for(t.plain("words.strengths"))
