"""The Bot API methods, called by python-telegram-bot over HTTP."""

import io
import struct
import zlib
from datetime import timedelta
from typing import Any

import httpx
import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden

from bot.simulator.client import Phone, Simulator
from tests.simulator.conftest import TOKEN


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    rows = zlib.compress((b"\0" + b"\x40\x80\xc0" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def raw(simulator: Simulator, path: str, **sent: Any) -> tuple[int, dict[str, Any]]:
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(f"{simulator.base_url}{path}", **sent)
        return answer.status_code, answer.json()


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(d.title(), callback_data=d)] for d in data])


async def test_that_get_me_tells_the_id_of_the_token(bot: telegram.Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (700100200, True, "PourparlerBot")


async def test_that_html_becomes_entities_on_the_phone(bot: telegram.Bot, phone: Phone) -> None:
    sent = await bot.send_message(
        phone.user_id, "<b>Bonjour</b> <tg-spoiler>indice</tg-spoiler>", parse_mode="HTML"
    )
    assert sent.text == "Bonjour indice"
    assert [e.type for e in sent.entities] == ["bold", "spoiler"]
    shown = await phone.wait_for("Bonjour")
    assert shown.html == "<b>Bonjour</b> <tg-spoiler>indice</tg-spoiler>"
    assert (shown.id, shown.from_bot, shown.edited) == (sent.message_id, True, False)


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("<b>x", "HTML", "Can't parse entities: can't find end tag corresponding to start tag"),
        ("x" * 4097, None, "Message is too long"),
        ("😀" * 2049, None, "Message is too long"),
        (" \n ", None, "Text must be non-empty"),
        ("<b></b>", "HTML", "Text must be non-empty"),
    ],
)
async def test_that_a_text_telegram_refuses_is_refused(
    bot: telegram.Bot, phone: Phone, text: str, mode: str | None, reason: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(phone.user_id, text, parse_mode=mode)
    assert refused.value.message.lower().startswith(reason.lower())
    assert await phone.last() is None


async def test_that_4096_units_after_parsing_are_allowed(bot: telegram.Bot, phone: Phone) -> None:
    text = "<b>" + "😀" * 2048 + "</b>"
    sent = await bot.send_message(phone.user_id, text, parse_mode="HTML")
    assert sent.text == "😀" * 2048


async def test_that_buttons_of_every_kind_come_back(bot: telegram.Bot, phone: Phone) -> None:
    rows = [
        [
            InlineKeyboardButton("Oui", callback_data="yes"),
            InlineKeyboardButton("Site", url="a.fr"),
        ],
        [InlineKeyboardButton("Code", copy_text=CopyTextButton("ABC"))],
        [
            InlineKeyboardButton(
                "App", web_app=telegram.WebAppInfo("http://127.0.0.1:1/x"), style="success"
            )
        ],
    ]
    sent = await bot.send_message(phone.user_id, "?", reply_markup=InlineKeyboardMarkup(rows))
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "yes"
    shown = await phone.wait_for("?")
    assert [(b.text, b.kind, b.value) for b in shown.buttons] == [
        ("Oui", "callback_data", "yes"),
        ("Site", "url", "http://a.fr"),
        ("Code", "copy_text", "ABC"),
        ("App", "web_app", "http://127.0.0.1:1/x"),
    ]
    assert shown.buttons[3].style == "success"


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "a"}, "text of the button must be non-empty"),
        ({"text": "x", "url": "ftp://a"}, "Unsupported URL protocol"),
        ({"text": "x", "web_app": {"url": "http://a.fr"}}, "Only HTTPS links are allowed"),
        ({"text": "x", "callback_data": "a", "style": "pink"}, "BUTTON_STYLE_INVALID"),
    ],
)
async def test_that_a_button_telegram_refuses_is_refused(
    simulator: Simulator, phone: Phone, button: dict[str, object], reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    body = {"chat_id": phone.user_id, "text": "x", "reply_markup": markup}
    status, answer = await raw(simulator, f"{TOKEN}/sendMessage", json=body)
    assert status == 400
    assert reason in answer["description"]


async def test_that_64_bytes_of_data_are_allowed(bot: telegram.Bot, phone: Phone) -> None:
    await bot.send_message(phone.user_id, "x", reply_markup=keyboard("é" * 32))


async def test_that_an_edit_without_change_is_refused(bot: telegram.Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.user_id, "un", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text(
            "un", phone.user_id, sent.message_id, reply_markup=keyboard("a")
        )
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(
            phone.user_id, sent.message_id, reply_markup=keyboard("a")
        )
    await bot.edit_message_reply_markup(phone.user_id, sent.message_id, reply_markup=keyboard("b"))
    assert not (await phone.messages())[-1].edited
    edited = await bot.edit_message_text("deux", phone.user_id, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date is not None
    shown = (await phone.messages())[-1]
    assert (shown.text, shown.edited, shown.buttons) == ("deux", True, ())
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", phone.user_id, 999_999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", phone.user_id, (await phone.messages())[0].id)


async def test_that_deleted_messages_are_gone(bot: telegram.Bot, phone: Phone) -> None:
    sent = [await bot.send_message(phone.user_id, str(n)) for n in range(3)]
    assert await bot.delete_message(phone.user_id, sent[0].message_id)
    assert await bot.delete_messages(phone.user_id, [sent[1].message_id, 999_999])
    assert [m.text for m in await phone.messages() if m.from_bot] == ["2"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(phone.user_id, sent[0].message_id)


async def test_that_a_reply_holds_its_message(bot: telegram.Bot, phone: Phone) -> None:
    asked = await phone.send("Combien ?")
    sent = await bot.send_message(phone.user_id, "12 €", reply_parameters=ReplyParameters(asked.id))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Combien ?"
    shown = await phone.wait_for("12 €")
    assert shown.reply_to is not None
    assert shown.reply_to["text"] == "Combien ?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(phone.user_id, "x", reply_parameters=ReplyParameters(999_999))
    lenient = ReplyParameters(999_999, allow_sending_without_reply=True)
    assert (await bot.send_message(phone.user_id, "x", reply_parameters=lenient)).message_id


async def test_that_a_photo_travels_both_ways(bot: telegram.Bot, phone: Phone) -> None:
    data = png(400, 300)
    sent = await bot.send_photo(phone.user_id, data, caption="<b>Carte</b>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (400, 300)
    assert sent.caption_entities[0].type == "bold"
    again = await bot.send_photo(phone.user_id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    shown = await phone.wait_for("Carte")
    assert shown.media is not None
    assert await phone.download(shown.media) == data
    fetched = await (await bot.get_file(sent.photo[0].file_id)).download_as_bytearray()
    assert bytes(fetched) == data
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(phone.user_id, b"no picture")


async def test_that_files_keep_name_and_kind(bot: telegram.Bot, phone: Phone) -> None:
    sent = await bot.send_document(phone.user_id, io.BytesIO(b"prix"), filename="prix.csv")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("prix.csv", "text/csv")
    voice = await bot.send_voice(phone.user_id, b"OggS", duration=4)
    assert voice.voice is not None
    assert voice.voice.duration == timedelta(seconds=4)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(phone.user_id, "BQACnothing")


async def test_that_a_caption_is_edited_and_limited(bot: telegram.Bot, phone: Phone) -> None:
    sent = await bot.send_photo(phone.user_id, png(10, 10), caption="un")
    await bot.edit_message_caption(phone.user_id, sent.message_id, caption="deux")
    assert (await phone.wait_for("deux")).edited
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(phone.user_id, png(10, 10), caption="x" * 1025)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", phone.user_id, sent.message_id)


async def test_that_reply_keyboards_come_and_go(bot: telegram.Bot, phone: Phone) -> None:
    markup = ReplyKeyboardMarkup([["Oui", "Non"]], one_time_keyboard=True, resize_keyboard=True)
    sent = await bot.send_message(phone.user_id, "?", reply_markup=markup)
    assert sent.reply_markup is None
    assert await phone.reply_keyboard() == ("Oui", "Non")
    assert await phone.press("Oui") is None
    assert (await phone.messages())[-1].text == "Oui"
    assert await phone.reply_keyboard() == ()
    await bot.send_message(phone.user_id, "?", reply_markup=ReplyKeyboardMarkup([["A"]]))
    await bot.send_message(phone.user_id, "!", reply_markup=ReplyKeyboardRemove())
    assert await phone.reply_keyboard() == ()


async def test_that_commands_are_found_in_telegrams_order(
    simulator: Simulator, bot: telegram.Bot, phone: Phone
) -> None:
    private = BotCommandScopeAllPrivateChats()
    chat = BotCommandScopeChat(phone.user_id)

    async def put(text: str, scope: telegram.BotCommandScope | None, code: str | None) -> None:
        await bot.set_my_commands([BotCommand("start", text)], scope=scope, language_code=code)

    seen: list[str] = []
    for text, scope, code in [
        ("default", None, None),
        ("default fr", None, "fr"),
        ("private", private, None),
        ("private fr", private, "fr"),
        ("chat", chat, None),
        ("chat fr", chat, "fr"),
    ]:
        await put(text, scope, code)
        seen.append((await phone.commands())["start"])
    assert seen == ["default", "default fr", "private", "private fr", "chat", "chat fr"]
    await phone.set_language("pt-br")
    assert await phone.commands() == {"start": "chat"}
    assert [c.description for c in await bot.get_my_commands(private, "fr")] == ["private fr"]
    assert await bot.get_my_commands(private, "de") == ()
    await bot.delete_my_commands(chat)
    assert await phone.commands() == {"start": "private"}
    other = await simulator.phone("Oliver", language="fr-CA")
    assert await other.commands() == {"start": "private fr"}


@pytest.mark.parametrize(
    ("command", "reason"),
    [("Start", "BOT_COMMAND_INVALID"), ("x" * 33, "BOT_COMMAND_INVALID")],
)
async def test_that_odd_commands_are_refused(
    simulator: Simulator, command: str, reason: str
) -> None:
    body = {"commands": [{"command": command, "description": "x"}]}
    status, answer = await raw(simulator, f"{TOKEN}/setMyCommands", json=body)
    assert (status, answer["description"]) == (400, f"Bad Request: {reason}")


async def test_that_the_profile_follows_the_language(bot: telegram.Bot, phone: Phone) -> None:
    await bot.set_my_name("Pourparler")
    await bot.set_my_description("Train to negotiate.")
    await bot.set_my_description("Apprenez à négocier.", language_code="fr")
    await bot.set_my_short_description("Court", language_code="fr")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_my_description("fr")).description == "Apprenez à négocier."
    assert (await bot.get_my_description()).description == "Train to negotiate."
    assert (await bot.get_my_short_description("fr")).short_description == "Court"
    assert isinstance(await bot.get_chat_menu_button(phone.user_id), telegram.MenuButton)


async def test_that_decoration_is_accepted(bot: telegram.Bot, phone: Phone) -> None:
    asked = await phone.send("👋 bonjour")
    assert await bot.send_chat_action(phone.user_id, "typing")
    assert await bot.set_message_reaction(phone.user_id, asked.id, ReactionTypeEmoji("👍"))
    assert await bot.pin_chat_message(phone.user_id, asked.id)
    assert await bot.send_message_draft(phone.user_id, 7, "Je réfléchis")
    shown = next(m for m in await phone.messages() if m.id == asked.id)
    assert (shown.reactions, shown.pinned) == ({"👍": 1}, True)
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(phone.user_id, asked.id, ReactionTypeEmoji("🫖"))
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(phone.user_id, "dancing")


async def test_that_a_poll_counts_its_votes(bot: telegram.Bot, phone: Phone) -> None:
    sent = await bot.send_poll(
        phone.user_id,
        "Qui dédouane ?",
        ["EXW", "DDP"],
        type="quiz",
        correct_option_ids=[1],
        is_anonymous=False,
    )
    assert sent.poll is not None
    await phone.vote(sent.poll.id, 1)
    updates = await bot.get_updates(timeout=1, allowed_updates=["poll", "poll_answer"])
    answer = next(u.poll_answer for u in updates if u.poll_answer)
    assert answer.option_ids == (1,)
    poll = await bot.stop_poll(phone.user_id, sent.message_id)
    assert (poll.is_closed, poll.options[1].voter_count) == (True, 1)


async def test_that_chats_and_members_are_described(bot: telegram.Bot, phone: Phone) -> None:
    chat = await bot.get_chat(phone.user_id)
    assert (chat.type, chat.first_name, chat.last_name) == ("private", "Camille", "Martin")
    member = await bot.get_chat_member(phone.user_id, phone.user_id)
    assert member.status == "member"
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(1)


async def test_that_the_bot_cannot_write_first(simulator: Simulator, bot: telegram.Bot) -> None:
    stranger = await simulator.phone("Oliver")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(stranger.user_id, "Bonjour")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "Bonjour")


async def test_that_a_silent_protected_message_says_so(bot: telegram.Bot, phone: Phone) -> None:
    sent = await bot.send_message(
        phone.user_id, "x", disable_notification=True, protect_content=True
    )
    assert sent.has_protected_content
    assert sent.api_kwargs == {}
    shown = await phone.wait_for("x")
    assert (shown.silent, shown.protected) == (True, True)


@pytest.mark.parametrize("method", ["getme", "GETME", "getMe"])
async def test_that_a_call_may_be_written_in_any_way(simulator: Simulator, method: str) -> None:
    async with httpx.AsyncClient(base_url=simulator.base_url + TOKEN, trust_env=False) as http:
        for answer in (
            await http.get(f"/{method}"),
            await http.post(f"/{method}", json={}),
            await http.post(f"/{method}", data={"a": "1"}),
            await http.post(f"/{method}", files={"a": b"1"}),
        ):
            assert answer.json()["result"]["is_bot"] is True


async def test_that_what_is_no_method_or_token_is_refused_in_telegrams_shape(
    simulator: Simulator, bot: telegram.Bot
) -> None:
    unknown = {"ok": False, "error_code": 404, "description": "Not Found"}
    assert await raw(simulator, f"{TOKEN}/sendNothing") == (404, unknown)
    assert await raw(simulator, "nonsense") == (404, unknown)
    status, answer = await raw(simulator, "nonsense/getMe")
    assert (status, answer["description"]) == (401, "Unauthorized")
    broken = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    assert (await raw(simulator, f"{TOKEN}/sendMessage", **broken))[0] == 400
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendNothing")
