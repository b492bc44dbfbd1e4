"""The ways through the product that are not the straight one."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.i18n import texts
from bot.simulator.client import Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import DISCOVERY, OBJECTION, Learner, learner
from tests.product import Product

TURNS: dict[Lang, tuple[str, ...]] = {
    "fr": ("Bonjour Madame.", "Quels sont vos besoins ?", "Pour quand ?", "Qui décide ?"),
    "en": ("Good morning.", "What do you need?", "By when?", "Who decides?"),
}


async def talking(
    simulator: Simulator, served: Product, name: str, lang: Lang, turns: int, scenario: str
) -> Learner:
    """Somebody who has said a few things to a persona."""
    who = await learner(simulator, served, name, lang)
    await who.arrive()
    await who.begin(scenario)
    for text in TURNS[lang][:turns]:
        await who.say(text)
    return who


def states(served: Product, name: str) -> list[tuple[object, ...]]:
    """State and learner turns of somebody's attempts, oldest first."""
    return served.stored(
        "SELECT a.state, a.learner_turns FROM attempts a JOIN learners l ON a.learner = l.id"
        " WHERE l.first_name = ? ORDER BY a.started_at, a.id",
        name,
    )


@pytest.mark.parametrize("lang", LANGS)
async def test_that_stopping_early_ends_quietly_and_stopping_late_is_judged(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    early, late = await asyncio.gather(
        talking(simulator, served, f"early {lang}", lang, 1, DISCOVERY),
        talking(simulator, served, f"late {lang}", lang, 4, OBJECTION),
    )
    await asyncio.gather(early.say("/cancel"), late.say("/cancel"))
    assert await early.last() == early.t.plain("ask-to-stop.short")
    assert await late.last() == late.t.plain("ask-to-stop.judged")
    await asyncio.gather(
        early.press(early.t.plain("button.stop")),
        late.press(late.t.plain("button.stop-and-debrief")),
    )
    await late.see_debrief()
    assert early.t.plain("home.title", name=early.phone.name) in await early.last()
    assert "/20" in await late.last()
    assert late.t.plain("debrief.abandoned") in await late.last()
    assert states(served, early.phone.name) == [("ended", 1)]
    assert states(served, late.phone.name) == [("assessed", 4)]
    await early.say("/progress")
    assert early.t.plain("progress.empty") in await early.last()


async def test_that_going_on_is_as_good_as_never_having_asked(
    simulator: Simulator, served: Product
) -> None:
    who = await talking(simulator, served, "goes on", "fr", 2, DISCOVERY)
    words = await who.last()
    await who.say("/cancel")
    await who.press(who.t.plain("button.go-on"))
    assert words in await who.last()
    await who.say("/menu")
    assert who.t.plain("button.resume") in [
        b.text for b in (await who.phone.messages())[-1].buttons
    ]
    await who.press(who.t.plain("button.resume"))
    assert words in await who.last()
    await who.say(TURNS["fr"][2])
    assert states(served, "goes on") == [("running", 3)]


async def test_that_a_language_change_in_mid_talk_leaves_the_persona_hers(
    simulator: Simulator, served: Product
) -> None:
    who = await talking(simulator, served, "changes", "fr", 1, DISCOVERY)
    await who.say("/settings")
    await who.press("lang:en")
    who.lang = "en"
    assert who.t.plain("settings.title") in await who.last()
    commands = await who.phone.commands()
    assert commands["menu"] == who.t.plain("command.menu")
    await who.say("Quels sont vos besoins ?")
    assert "pompes" in await who.last(), "the talk goes on in the language it began in"
    await who.say("Pour quand vous les faut-il ?")
    await who.say("/cancel")
    assert await who.last() == who.t.plain("ask-to-stop.judged")
    await who.press(who.t.plain("button.stop-and-debrief"))
    assert who.t.plain("debrief.abandoned") in await who.see_debrief()


async def test_that_a_second_talk_asks_first_and_keeps_the_first_ones_words(
    simulator: Simulator, served: Product
) -> None:
    who = await talking(simulator, served, "swaps", "en", 4, DISCOVERY)
    await who.begin(OBJECTION)
    assert "The silence of line 2" in await who.last()
    await who.press(who.t.plain("button.stop-and-start"))
    assert "€" in await who.last()
    assert states(served, "swaps") == [("assessed", 4), ("running", 0)]
    await who.say("/progress")
    assert "The silence of line 2" in await who.last()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_a_code_opens_its_scenario_after_the_notice(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    made = await asyncio.to_thread(served.run, "code", OBJECTION, "--uses", "1")
    assert made.returncode == 0, made.stderr
    code = made.stdout.strip()
    first, second = await asyncio.gather(
        learner(simulator, served, "first", lang), learner(simulator, served, "second", lang)
    )
    await first.start(code)
    assert first.t.plain("button.begin") in [
        b.text for b in (await first.phone.messages())[-1].buttons
    ]
    await first.press("notice")
    await first.press("agree")
    assert first.t.plain("brief.stakes") in await first.last()
    assert "Kirsten Balslev" in await first.last()

    await second.arrive()
    await second.start(code)
    assert second.t.plain("start.code-unknown") in await second.last(), "it was for one use"
    assert second.t.plain("home.title", name="second") in await second.last()


async def test_that_an_unknown_code_says_so_and_leads_home(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "lost", "fr")
    await who.start("nothing-of-ours")
    await who.press("notice")
    await who.press("agree")
    assert who.t.plain("start.code-unknown") in await who.last()
    assert who.t.plain("home.title", name="lost") in await who.last()


def set_back(served: Product) -> None:
    """Let every erasure be due: the time to undo has passed while the bot was away."""
    assert served.stop() == 0
    past = "2026-01-01T00:00:00.000000Z"
    with closing(sqlite3.connect(served.database)) as conn:
        conn.execute("UPDATE timers SET due_at = ? WHERE kind = 'erase'", (past,))
        conn.execute(
            "UPDATE learners SET settings = json_set(settings, '$.erase_at', ?)"
            " WHERE json_extract(settings, '$.erase_at') IS NOT NULL",
            (past,),
        )
        conn.commit()
    served.start()


async def test_that_erasing_leaves_nothing_of_somebody_once_the_time_to_undo_is_over(
    simulator: Simulator, served: Product
) -> None:
    who = await talking(simulator, served, "Effacée", "fr", 4, DISCOVERY)
    await who.stop()
    await who.say("/privacy")
    await who.press(who.t.plain("button.erase"))
    assert "1 conversation" in await who.last()
    await who.press(who.t.plain("button.erase-all"))
    assert who.t.plain("erase.set-title") in await who.last()
    await who.press(who.t.plain("button.erase-undo"))
    assert await who.last() == who.t.plain("erase.undone")
    waiting = "SELECT count(*) FROM timers WHERE kind = 'erase' AND state = 'waiting'"
    assert served.stored(waiting) == [(0,)]

    await who.say("/mydata")
    assert served.stored("SELECT count(*) > 0 FROM blobs") == [(1,)]
    await who.say("/forgetme")
    await who.press(who.t.plain("button.erase-all"))
    await who.say("/menu")
    assert "/forgetme" in await who.last()
    set_back(served)
    for _ in range(200):
        if await who.last() == who.t.plain("erased"):
            break
        await asyncio.sleep(0.1)
    assert await who.last() == who.t.plain("erased")
    await who.settled()

    user = who.phone.user_id
    assert served.stored("SELECT count(*) FROM learners WHERE first_name = 'Effacée'") == [(0,)]
    assert states(served, "Effacée") == []
    for table, column in (("outbox", "body"), ("inbox", "raw")):
        rows = served.stored(f"SELECT {column} FROM {table}")
        left = [row for (row,) in rows if "Effacée" in str(row)]
        assert left == [], f"{table} still knows her"
    assert served.stored("SELECT count(*) FROM chats WHERE chat_id = ?", user) == [(0,)]
    kept = served.stored("SELECT content FROM blobs")
    assert [one for (one,) in kept if "Effacée".encode() in bytes(one)] == []  # type: ignore[call-overload]

    again = await who.start()
    assert who.t.plain("button.begin") in [b.text for m in again for b in m.buttons]
    assert texts("fr").plain("welcome.next") in await who.last()
