"""What people do reaches the bot as Telegram's updates, and the client sees the answers."""

from pathlib import Path

import httpx
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.simulator.client import Phone, PhoneTimeoutError, RefusedError, Simulator
from bot.simulator.page import CSP, TEXTS
from bot.simulator.server import running
from bot.simulator.snapshot import BrokenSnapshotError
from tests.simulator.conftest import serving
from tests.simulator.test_methods import png

KINDS = ["message", "edited_message", "callback_query", "message_reaction", "my_chat_member"]


async def one(bot: telegram.Bot) -> telegram.Update:
    """The next update, confirmed."""
    update = (await bot.get_updates(timeout=2, allowed_updates=KINDS))[0]
    await bot.get_updates(offset=update.update_id + 1)
    return update


async def test_that_a_deep_link_carries_its_code(simulator: Simulator, bot: telegram.Bot) -> None:
    phone = await simulator.phone("Oliver", language="en", username="oliver_b")
    await phone.start("cohort_7-x")
    message = (await one(bot)).message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.from_user.language_code) == ("/start cohort_7-x", "en")
    assert message.entities[0].type == "bot_command"
    assert (message.chat.type, message.chat.username) == ("private", "oliver_b")
    with pytest.raises(RefusedError, match="START_PARAM_INVALID"):
        await phone.start("é")
    with pytest.raises(RefusedError):
        await phone.start("x" * 65)


async def test_that_a_pressed_button_waits_for_its_answer(bot: telegram.Bot, phone: Phone) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="yes:1")]])
    sent = await bot.send_message(phone.user_id, "?", reply_markup=markup)
    await phone.press("Oui")
    query = (await one(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.message_id) == ("yes:1", sent.message_id)
    with pytest.raises(PhoneTimeoutError):
        await phone.answer(timeout=0.1)
    await query.answer("Noté", show_alert=True)
    answer = await phone.answer()
    assert (answer.text, answer.alert) == ("Noté", True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer()
    with pytest.raises(LookupError):
        await phone.press("Non")
    await phone.press("old:9", message_id=sent.message_id, stale=True)
    stale = (await one(bot)).callback_query
    assert stale is not None
    assert stale.data == "old:9"


async def test_that_everything_a_phone_sends_arrives(bot: telegram.Bot, phone: Phone) -> None:
    await phone.send_file("voice", b"OggS", "a.ogg", mime="audio/ogg", duration=3)
    message = (await one(bot)).message
    assert message is not None
    assert message.voice is not None
    fetched = await (await message.voice.get_file()).download_as_bytearray()
    assert bytes(fetched) == b"OggS"
    await phone.send_file("photo", png(1000, 20 * 10), "a.png", caption="voici #prix")
    message = (await one(bot)).message
    assert message is not None
    assert [size.width for size in message.photo] == [90, 320, 800, 1000]
    assert message.caption_entities[0].type == "hashtag"
    for kind, field in (("document", "document"), ("sticker", "sticker")):
        await phone.send_file(kind, png(8, 8), "a.png")  # type: ignore[arg-type]
        message = (await one(bot)).message
        assert message is not None
        assert getattr(message, field) is not None
    await phone.send_location(45.75, 4.85)
    message = (await one(bot)).message
    assert message is not None
    assert message.location is not None
    await phone.send_contact("+33400000000", "Camille")
    message = (await one(bot)).message
    assert message is not None
    assert message.contact is not None
    assert message.contact.phone_number == "+33400000000"


async def test_that_edits_replies_forwards_and_reactions_arrive(
    bot: telegram.Bot, phone: Phone
) -> None:
    await bot.get_updates(allowed_updates=KINDS)
    sent = await bot.send_message(phone.user_id, "Votre prix ?")
    mine = await phone.send("12 €", reply_to=sent.message_id)
    message = (await one(bot)).message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.message_id == sent.message_id
    await phone.edit(mine.id, "13 €")
    edited = (await one(bot)).edited_message
    assert edited is not None
    assert (edited.text, edited.edit_date is not None) == ("13 €", True)
    with pytest.raises(RefusedError, match="can't be edited"):
        await phone.edit(sent.message_id, "x")
    await phone.forward(sent.message_id)
    message = (await one(bot)).message
    assert message is not None
    assert isinstance(message.forward_origin, telegram.MessageOriginUser)
    await phone.react(sent.message_id, "👍")
    reaction = (await one(bot)).message_reaction
    assert reaction is not None
    assert len(reaction.new_reaction) == 1


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4097])
async def test_that_a_phone_cannot_send_what_telegram_forbids(phone: Phone, text: str) -> None:
    with pytest.raises(RefusedError):
        await phone.send(text)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_that_a_group_bot_hears_commands_replies_and_its_name_alone(
    simulator: Simulator, bot: telegram.Bot, phone: Phone, kind: str
) -> None:
    other = await simulator.phone("Oliver", language="en")
    group = await simulator.group(phone, other, kind=kind)  # type: ignore[arg-type]
    updates = await bot.get_updates(timeout=1, allowed_updates=KINDS)
    assert updates[0].my_chat_member is not None
    assert updates[0].my_chat_member.new_chat_member.status == "member"
    assert updates[1].message is not None
    assert updates[1].message.new_chat_members[0].is_bot
    await bot.get_updates(offset=updates[-1].update_id + 1)
    sent = await bot.send_message(group, "Bonjour à tous")
    await other.send("between us", chat_id=group)
    await other.send("/help", chat_id=group)
    await other.send("yes", chat_id=group, reply_to=sent.message_id)
    await other.send("@PourparlerBot hello", chat_id=group)
    heard = [u.message.text for u in await bot.get_updates() if u.message]
    assert heard == ["/help", "yes", "@PourparlerBot hello"]
    assert await bot.get_chat_member_count(group) == 3
    assert await bot.leave_chat(group)
    with pytest.raises(telegram.error.Forbidden, match="bot is not a member of the"):
        await bot.send_message(group, "x")


async def test_that_wait_for_sees_only_what_came_since_the_last_action(
    bot: telegram.Bot, phone: Phone
) -> None:
    await bot.send_message(phone.user_id, "déjà dit")
    await phone.send("bonjour")
    with pytest.raises(PhoneTimeoutError, match="déjà dit"):
        await phone.wait_for("déjà dit", timeout=0.2)
    assert (await phone.wait_for("déjà dit", anywhere=True)).text == "déjà dit"


async def test_that_a_whole_exchange_works_against_a_polling_bot(
    simulator: Simulator, bot: telegram.Bot
) -> None:
    async def echo(on: telegram.Bot, update: telegram.Update) -> None:
        if update.message:
            await on.send_message(update.message.chat_id, f"écho : {update.message.text}")

    async with serving(bot, echo):
        phones = [await simulator.phone(name) for name in ("Camille", "Oliver")]
        for phone in phones:
            await phone.start()
        for phone in phones:
            await phone.send(f"je suis {phone.name}")
        for phone in phones:
            assert (await phone.wait_for(f"écho : je suis {phone.name}")).from_bot
        assert len(await phones[0].wait_quiet()) == 4


async def test_that_a_restart_keeps_the_chats(tmp_path: Path) -> None:
    state = tmp_path / "simulator.json"
    async with running(state_path=state) as url, Simulator(url) as simulator:
        phone = await simulator.phone("Camille")
        await phone.start("code")
        await phone.send_file("photo", png(5, 5), "a.png")
    async with running(state_path=state) as url, Simulator(url) as simulator:
        again = Phone(simulator, phone.user_id, "Camille")
        first, second = await again.messages()
        assert first.text == "/start code"
        assert second.media is not None
        assert await again.download(second.media) == png(5, 5)
        assert len(await simulator.pending_updates()) == 2
        assert (await simulator.phone("Oliver")).user_id != phone.user_id
    state.write_text("{")
    with pytest.raises(BrokenSnapshotError):
        async with running(state_path=state):
            pass


async def test_that_reset_leaves_nobody(simulator: Simulator, phone: Phone) -> None:
    await simulator.reset()
    assert await simulator.ask("GET", "/sim/users") == []
    with pytest.raises(RefusedError):
        await phone.send("x")


async def test_that_another_sites_page_is_refused(simulator: Simulator) -> None:
    async with httpx.AsyncClient(base_url=simulator.url, trust_env=False) as http:
        foreign = await http.post("/sim/reset", headers={"Origin": "https://evil.example"})
        rebound = await http.get("/sim/users", headers={"Host": "evil.example"})
        own = await http.post("/sim/reset", headers={"Origin": simulator.url})
        assert [a.status_code for a in (foreign, rebound, own)] == [403, 403, 200]


async def test_that_the_page_allows_no_inline_script(simulator: Simulator) -> None:
    async with httpx.AsyncClient(base_url=simulator.url, trust_env=False) as http:
        page = await http.get("/", headers={"Accept-Language": "en-GB"})
        assert page.headers["Content-Security-Policy"] == CSP
        assert "unsafe" not in CSP
        assert '<html lang="en">' in page.text
        link = await http.get("/t/PourparlerBot?start=abc")
        assert link.headers["location"] == "/?start=abc"


async def test_that_an_uploaded_page_is_never_shown_as_a_page(
    simulator: Simulator, phone: Phone
) -> None:
    sent = await phone.send_file("document", b"<script>", "a.html", mime="text/html")
    assert sent.media is not None
    async with httpx.AsyncClient(base_url=simulator.url, trust_env=False) as http:
        answer = await http.get(sent.media.url)
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_that_the_page_speaks_both_languages_wholly() -> None:
    assert TEXTS["fr"].keys() == TEXTS["en"].keys()
    assert all(text.strip() for texts in TEXTS.values() for text in texts.values())


def test_that_every_word_the_scripts_ask_for_exists() -> None:
    import re

    static = Path(__file__).parents[2] / "bot" / "simulator" / "static"
    asked = set()
    for script in static.glob("*.js"):
        asked |= set(re.findall(r"\bt\(\"(\w+)\"", script.read_text("utf-8")))
    assert len(asked) > 40
    assert asked <= TEXTS["fr"].keys()
