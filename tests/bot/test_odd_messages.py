"""What is not what the bot expects: each gets a kind, useful answer, in a talk and outside."""

import asyncio
import base64

import pytest

from bot.i18n import texts
from bot.simulator.client import FileKind, Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import Learner, learner
from tests.product import Product

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FILES: tuple[tuple[FileKind, str, str], ...] = (
    ("voice", "voice.ogg", "voice"),
    ("photo", "photo.png", "photo"),
    ("sticker", "sticker.webp", "sticker"),
    ("document", "offre.pdf", "document"),
    ("video", "film.mp4", "photo"),
    ("audio", "air.mp3", "voice"),
)
HOSTILE = (
    "<b>gras</b> & <script>alert(1)</script> </i>",
    "'; DROP TABLE events; --",
    "{{ 7 * 7 }} {% raw %} %(name)s %s ${x} {0}",
    "\u202egauche à droite\u202c مرحبا שלום \u200b\u2060\ufeff",
    "👩🏽‍💼" * 100,
    "a" * 2000,
    "?\n\n\n?\t?",
    "///",
)


async def in_a_talk(simulator: Simulator, served: Product, name: str, lang: Lang) -> Learner:
    """Somebody in the middle of a talk."""
    who = await learner(simulator, served, name, lang)
    await who.arrive()
    await who.begin()
    return who


async def at_home(simulator: Simulator, served: Product, name: str, lang: Lang) -> Learner:
    """Somebody at the home menu."""
    who = await learner(simulator, served, name, lang)
    await who.arrive()
    return who


async def _files(who: Learner, ending: str) -> None:
    for kind, name, key in FILES:
        data = PIXEL if kind in {"photo", "sticker"} else b"nothing"
        await who.phone.send_file(kind, data, name, mime="image/png", duration=2)
        await who.settled()
        assert await who.last() == f"{who.t.plain(f'other.{key}')} {who.t.plain(ending)}"


async def _others(who: Learner, ending: str) -> None:
    await who.phone.send_location(45.7, 4.8)
    await who.settled()
    assert await who.last() == f"{who.t.plain('other.location')} {who.t.plain(ending)}"
    await who.phone.send_contact("+33123456789", "Paul")
    await who.settled()
    assert await who.last() == f"{who.t.plain('other.contact')} {who.t.plain(ending)}"
    own = next(m for m in await who.phone.messages() if not m.from_bot)
    await who.phone.forward(own.id)
    await who.settled()
    assert await who.last() == f"{who.t.plain('other.forward')} {who.t.plain(ending)}"


@pytest.mark.parametrize("lang", LANGS)
async def test_that_what_is_not_text_gets_a_useful_line(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    people = await asyncio.gather(
        in_a_talk(simulator, served, "T1", lang),
        in_a_talk(simulator, served, "T2", lang),
        at_home(simulator, served, "H1", lang),
        at_home(simulator, served, "H2", lang),
    )
    turns = "SELECT sum(learner_turns) FROM attempts WHERE state = 'running'"
    before = served.stored(turns)
    await asyncio.gather(
        _files(people[0], "other.talking"),
        _others(people[1], "other.talking"),
        _files(people[2], "other.idle"),
        _others(people[3], "other.idle"),
    )
    assert served.stored(turns) == before, "what is not text is no turn of the talk"


async def test_that_an_edit_changes_nothing_that_was_said(
    simulator: Simulator, served: Product
) -> None:
    talking, idle = await asyncio.gather(
        in_a_talk(simulator, served, "T", "fr"), at_home(simulator, served, "H", "en")
    )
    said = await talking.phone.send("Bonjour Madame.")
    await talking.settled()
    await talking.phone.edit(said.id, "Salut toi")
    await talking.settled()
    assert await talking.last() == talking.t.plain("other.edit-talking")
    said = await idle.phone.send("hello")
    await idle.settled()
    await idle.phone.edit(said.id, "hello there")
    await idle.settled()
    assert await idle.last() == idle.t.plain("other.edit-idle")
    kept = served.stored("SELECT body FROM events WHERE kind = 'learner-turn'")
    assert not [body for (body,) in kept if "Salut toi" in str(body)]


async def test_that_unknown_commands_and_idle_words_show_the_way(
    simulator: Simulator, served: Product
) -> None:
    who = await at_home(simulator, served, "Camille", "fr")
    await who.say("/frobnicate maintenant")
    assert await who.last() == who.t.plain("command.unknown", command="frobnicate")
    await who.say("bonjour ?")
    assert await who.last() == who.t.plain("idle.text")
    await who.say("/cancel")
    assert await who.last() == who.t.plain("nothing-to-cancel")


async def test_that_nothing_but_the_notice_opens_before_consent(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "Neuve", "fr")
    for text in ("bonjour", "/menu", "/progress"):
        await who.say(text)
        assert "Bonjour Neuve, ici Pourparler." in await who.last()
    await who.say("/help")
    assert who.t.plain("help.title") in await who.last()
    await who.say("/privacy")
    assert who.t.plain("privacy.title") in await who.last()
    assert served.stored("SELECT consent FROM learners WHERE first_name = 'Neuve'") == [("",)]


@pytest.mark.timeout(180)
async def test_that_hostile_words_are_words(simulator: Simulator, served: Product) -> None:
    async def shout(number: int, text: str) -> None:
        who = await in_a_talk(simulator, served, f"H{number}", "fr")
        answers = await who.say(text)
        assert [m.text for m in answers if m.text], text
        assert who.t.plain("error.bug") not in await who.last()
        await who.say("Quels sont vos besoins ?")
        await who.say("/cancel")

    await asyncio.gather(*(shout(n, text) for n, text in enumerate(HOSTILE)))
    failed = "SELECT count(*) FROM inbox WHERE state = 'failed'"
    assert served.stored(failed) == [(0,)]
    assert served.stored("SELECT count(*) FROM outbox WHERE state = 'failed'") == [(0,)]


async def test_that_hostile_names_and_words_come_back_in_the_debrief_as_they_were(
    simulator: Simulator, served: Product
) -> None:
    who = await in_a_talk(simulator, served, "<i>O'Neil & {{x}}", "fr")
    line = "Bonjour Madame <b>Devane</b>, quels sont vos besoins & vos délais ?"
    for text in (line, "Pourquoi cherchez-vous un fournisseur ?", "Pour quand ?", "Merci."):
        await who.say(text)
    await who.stop()
    await who.press(who.t.plain("button.criteria"))
    pages = [await who.last()]
    for key in ("next", "next", "back", "words"):
        await who.press(who.t.plain(f"button.{key}"))
        pages.append(await who.last())
    assert not [page for page in pages if "&amp;" in page or "&lt;" in page]
    await who.say("/menu")
    assert "<i>O'Neil & {{x}}" in (await who.last()).replace("’", "'")


async def test_that_a_message_nobody_could_say_is_handed_back(
    simulator: Simulator, served: Product
) -> None:
    who = await in_a_talk(simulator, served, "Longue", "en")
    await who.say("word " * 500)
    assert await who.last() == who.t.plain("talk.too-long")


@pytest.mark.parametrize(
    "data", ["fam:nothing", "doc:line-two-mallow:99", "crit:x:0", "go:gone", "?"]
)
async def test_that_a_button_of_another_version_answers_kindly(
    simulator: Simulator, served: Product, data: str
) -> None:
    who = await at_home(simulator, served, "Ancienne", "fr")
    shown = await who.phone.last()
    assert shown is not None
    await who.phone.press(data, message_id=shown.id, stale=True)
    await who.settled()
    answer = await who.answer()
    kind = {who.t.plain(k) for k in ("stale.screen", "stale.debrief", "scenario-gone")}
    assert {answer.text, await who.last()} & kind


async def test_that_one_learner_cannot_open_anothers_talk(
    simulator: Simulator, served: Product
) -> None:
    mine, other = await asyncio.gather(
        in_a_talk(simulator, served, "Moi", "fr"), at_home(simulator, served, "Autre", "fr")
    )
    attempt = served.stored(
        "SELECT a.id FROM attempts a JOIN learners l ON a.learner = l.id WHERE l.first_name = 'Moi'"
    )[0][0]
    shown = await other.phone.last()
    assert shown is not None
    for data in (f"stop:{attempt}", f"card:{attempt}", f"words:{attempt}", f"miss:{attempt}:0"):
        await other.phone.press(data, message_id=shown.id, stale=True)
        await other.settled()
        assert mine.phone.name not in await other.last()
    state = served.stored("SELECT state FROM attempts WHERE id = ?", attempt)
    assert state == [("running",)]


async def test_that_a_group_is_pointed_to_the_private_chat(
    simulator: Simulator, served: Product
) -> None:
    who = await at_home(simulator, served, "Groupe", "fr")
    chat_id = await simulator.group(who.phone)
    pointer = texts("fr").plain("group.pointer")
    await who.phone.wait_for(pointer, chat_id=chat_id, anywhere=True)
    shown = await who.phone.last(chat_id=chat_id)
    assert shown is not None
    assert [b.kind for b in shown.buttons] == ["url"]
    before = len(await who.phone.messages(chat_id=chat_id))
    await who.phone.send("bonjour à tous", chat_id=chat_id)
    await served.quiet()
    assert len(await who.phone.messages(chat_id=chat_id)) == before + 1, "it stays silent"
    await who.phone.send("/menu@PourparlerBot", chat_id=chat_id)
    await served.quiet()
    assert len(await who.phone.messages(chat_id=chat_id)) == before + 3
