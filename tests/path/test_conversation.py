"""What a message meets on its way in and out, over the local Bot API."""

import asyncio
import re

import pytest

from bot.service import WORKERS
from bot.simulator.client import Simulator
from tests.path.conftest import Start
from tests.path.parrot import Parrot, png


async def test_that_a_text_is_answered_and_kept(simulator: Simulator, bot: Start) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        await phone.send("bonjour")

        await phone.wait_for("1: bonjour")

        backlog = await running.store.backlog()
        assert (backlog.inbox_waiting, backlog.inbox_failed, backlog.outbox_failed) == (0, 0, 0)


async def test_that_a_deep_link_brings_its_code(simulator: Simulator, bot: Start) -> None:
    async with bot():
        phone = await simulator.phone()
        await phone.start("Xy_12-z")

        await phone.wait_for("command start [Xy_12-z]")


async def test_that_a_button_redraws_its_message_and_its_spinner_stops(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phone = await simulator.phone()
        await phone.send("/button")
        shown = await phone.wait_for("press me")

        await phone.press("again")
        redrawn = await phone.wait_for("pressed 1")
        answer = await phone.answer()

        assert redrawn.id == shown.id
        assert answer.answered
        assert len(await simulator.calls("answerCallbackQuery")) == 1


async def test_that_a_redraw_of_what_is_gone_is_sent_anew_and_found_again(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phone = await simulator.phone()
        await phone.send("/button")
        shown = await phone.wait_for("press me")
        await simulator.fault("editMessageText", status=400, times=1)

        await phone.press("again")
        anew = await phone.wait_for("pressed 1")
        await phone.press("again", message_id=anew.id)
        redrawn = await phone.wait_for("pressed 2")

        assert anew.id != shown.id
        assert redrawn.id == anew.id


async def test_that_pictures_files_and_ornaments_go_out(simulator: Simulator, bot: Start) -> None:
    async with bot():
        phone = await simulator.phone()
        await phone.send("/picture")
        picture = await phone.wait_for("a green square")
        await phone.send("/file")
        file = await phone.wait_for("a table")
        await phone.send("/ornaments")
        await phone.wait_for("dressed up")

        assert picture.media is not None
        assert await phone.download(picture.media) == png()
        assert file.media is not None
        assert file.media.name == "table.csv"
        assert await phone.commands() == {"stop": "Stop"}
        assert len(await simulator.calls("setMessageReaction")) == 1
        assert len(await simulator.calls("sendChatAction")) == 1


async def test_that_a_long_text_comes_in_parts_with_the_keyboard_last(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phone = await simulator.phone()
        await phone.send("/long")
        await phone.wait_for(lambda m: bool(m.buttons), timeout=15)

        said = [m for m in await phone.messages() if m.from_bot]
        assert len(said) == 4
        assert [bool(m.buttons) for m in said] == [False, False, False, True]
        assert re.findall(r"\b\d+\b", " ".join(m.text for m in said)) == [str(n) for n in range(40)]


async def test_that_marks_telegram_refuses_become_plain_text(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phone = await simulator.phone()
        await phone.send("/broken")

        await phone.wait_for("never closed & wrong")


async def test_that_not_now_is_said_kindly_and_in_her_language(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        french = await simulator.phone(language="fr")
        english = await simulator.phone(language="en")
        await french.send("/notnow")
        await english.send("/notnow")

        await french.wait_for("pas maintenant : busy")
        await english.wait_for("not now: busy")


async def test_that_a_bug_is_owned_once_and_the_chat_goes_on(
    simulator: Simulator, bot: Start, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot() as running:
        phone = await simulator.phone(language="en")
        await phone.send("before")
        await phone.send("/bug")
        await phone.send("after")

        await phone.wait_for("2: after")
        said = [m.text for m in await phone.messages() if m.from_bot]
        backlog = await running.store.backlog()

    assert sorted(said) == ["1: before", "2: after", "our mistake"]
    assert said.index("our mistake") < said.index("2: after")
    assert backlog.inbox_failed == 1
    assert "a planted bug" in caplog.text


async def test_that_a_timer_fires_and_a_broken_one_lets_others_be(
    simulator: Simulator, bot: Start
) -> None:
    async with bot() as running:
        phone = await simulator.phone()
        await phone.send("/badtimer")
        await phone.send("/timer 0.2")

        await phone.wait_for("ding")
        for _ in range(100):
            backlog = await running.store.backlog()
            if backlog.timers_failed:
                break
            await asyncio.sleep(0.05)

    assert (backlog.timers_waiting, backlog.timers_failed) == (0, 1)


async def test_that_a_persona_seems_to_type(simulator: Simulator, bot: Start) -> None:
    async with bot(Parrot(human_delay=0.5), human_delay=True):
        phone = await simulator.phone()
        loop = asyncio.get_running_loop()
        before = loop.time()
        await phone.send("bonjour")

        await phone.wait_for("1: bonjour")

        assert loop.time() - before >= 0.5
        assert len(await simulator.calls("sendChatAction")) == 1


async def test_that_other_kinds_of_message_are_told_apart(simulator: Simulator, bot: Start) -> None:
    async with bot():
        phone = await simulator.phone()
        text = await phone.send("first")
        await phone.wait_for("1: first")
        await phone.edit(text.id, "first, mended")
        await phone.wait_for("a edit: first, mended")
        await phone.send_file("voice", b"OggS", "voice.ogg", mime="audio/ogg", duration=2)
        await phone.wait_for("a voice")
        await phone.send_file("photo", png(), "p.png", mime="image/png", caption="look")
        await phone.wait_for("a photo: look")
        await phone.send_location(48.85, 2.35)
        await phone.wait_for("a location")


async def test_that_many_chats_are_answered_in_their_own_order(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        phones = [await simulator.phone(f"P{n}") for n in range(WORKERS + 4)]
        for n in range(3):
            await asyncio.gather(*(phone.send(f"m{n}") for phone in phones))
        for phone in phones:
            await phone.wait_for("3: m2", timeout=20, anywhere=True)

        for phone in phones:
            said = [m.text for m in await phone.messages() if m.from_bot]
            assert said == ["1: m0", "2: m1", "3: m2"]


async def test_that_the_menu_and_description_are_set_per_language(
    simulator: Simulator, bot: Start
) -> None:
    async with bot():
        await simulator.calls("setMyShortDescription", wait=5)
        french = await simulator.phone(language="fr")
        english = await simulator.phone(language="en")

        assert await french.commands() == {"start": "Commencer"}
        assert await english.commands() == {"start": "Begin"}
