"""One message into Bot API calls, with what to do when a server cannot do what was asked."""

import logging
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import TypeVar

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    ReplyParameters,
    WebAppInfo,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken

from bot.decoration import Decoration, Ornament
from bot.messages import (
    AnswerButton,
    Button,
    Commands,
    File,
    Keyboard,
    Outgoing,
    Picture,
    React,
    Rebutton,
    Redraw,
    Say,
    Typing,
)
from bot.split import CAPTION_MOST, parts, plain, plain_parts, units
from bot.transport import NotFound, ServerFault, TelegramBot

log = logging.getLogger(__name__)
T = TypeVar("T")

REFUSED = (BadRequest, NotFound, ServerFault)
"""The server answered, and not with what was asked."""


def part_count(out: Outgoing) -> int:
    """How many calls a message takes, one after the other."""
    return len(parts(out.html)) if isinstance(out, Say | Redraw | Picture | File) else 1


class Courier:
    """The only place that calls the Bot to send."""

    def __init__(self, bot: TelegramBot, blob: Callable[[str], Awaitable[bytes | None]]) -> None:
        self._bot = bot
        self._blob = blob
        self.decoration = Decoration()

    async def deliver(
        self, chat_id: int, out: Outgoing, part: int, target: int | None
    ) -> int | None:
        """Carry out one call's worth; gives the id of the message that is seen now.

        `part` counts the parts of a long text, from 0; `target` is the message to change.

        Raises:
            TelegramError: it could not be done and nothing else will do.
        """
        match out:
            case Say():
                return await self._say(chat_id, out, part)
            case Redraw():
                return await self._redraw(chat_id, out, part, target)
            case Picture() | File():
                return await self._media(chat_id, out, part)
            case AnswerButton():
                await self._answer(out)
            case _:
                await self._decorate(chat_id, out, target)
        return target

    async def typing(self, chat_id: int) -> None:
        """Show that an answer is on its way."""
        await self._decorate(chat_id, Typing(), None)

    async def _say(self, chat_id: int, out: Say, part: int) -> int:
        html = parts(out.html)
        reply = (
            ReplyParameters(out.reply_to, allow_sending_without_reply=True)
            if out.reply_to is not None and part == 0
            else None
        )
        keyboard = out.keyboard if part == len(html) - 1 else ()

        async def send(text: str, mode: str | None, rows: Keyboard, to: object) -> Message:
            return await self._bot.send_message(
                chat_id,
                text,
                parse_mode=mode,
                reply_markup=_markup(rows),
                reply_parameters=to if isinstance(to, ReplyParameters) else None,
                disable_notification=out.silent or None,
            )

        try:
            return (await send(html[part], ParseMode.HTML, keyboard, reply)).message_id
        except BadRequest as error:
            if nobody_there(error):
                raise
            log.warning("%s; sent as plain text", error)
        text = plain_parts(plain(html[part]))[0]
        try:
            return (await send(text, None, keyboard, None)).message_id
        except BadRequest as error:
            if not keyboard:
                raise
            log.error("%s; sent without its buttons", error)
        return (await send(text, None, (), None)).message_id

    async def _redraw(self, chat_id: int, out: Redraw, part: int, target: int | None) -> int:
        anew = Say(html=out.html, keyboard=out.keyboard)
        html = parts(out.html)
        if target is None or len(html) > 1 or part > 0 or not self.decoration.has("edit"):
            return await self._say(chat_id, anew, part)
        for text, mode in ((html[0], ParseMode.HTML), (plain(html[0]), None)):
            try:
                await self._bot.edit_message_text(
                    text,
                    chat_id,
                    target,
                    parse_mode=mode,
                    reply_markup=_markup(out.keyboard),
                )
            except BadRequest as error:
                if "not modified" in str(error).lower():
                    return target
                if "can't parse" not in str(error).lower():
                    log.info("%s; sent anew", error)
                    break
            except (NotFound, ServerFault) as error:
                self.decoration.failed("edit", error)
                break
            else:
                return target
        return await self._say(chat_id, anew, part)

    async def _media(self, chat_id: int, out: Picture | File, part: int) -> int:
        content = await self._blob(out.blob)
        method: Ornament = "picture" if isinstance(out, Picture) else "file"
        fits = units(plain(out.html)) <= CAPTION_MOST
        if content is None:
            log.error("the bytes of a %s are gone; its caption is sent alone", method)
        if content is not None and part == 0 and self.decoration.has(method):
            keyboard = out.keyboard if fits else ()
            for caption, mode in ((out.html, ParseMode.HTML), (plain(out.html), None)):
                try:
                    shown = await self._upload(
                        chat_id, out, content, caption if fits else None, mode, keyboard
                    )
                except BadRequest as error:
                    if nobody_there(error):
                        raise
                    log.warning("%s refused: %s", method, error)
                except (NotFound, ServerFault) as error:
                    self.decoration.failed(method, error)
                    break
                else:
                    if fits:
                        return shown.message_id
                    break
        return await self._say(chat_id, Say(html=out.html, keyboard=out.keyboard), part)

    async def _upload(
        self,
        chat_id: int,
        out: Picture | File,
        content: bytes,
        caption: str | None,
        mode: str | None,
        keyboard: Keyboard,
    ) -> Message:
        if isinstance(out, Picture):
            return await self._bot.send_photo(
                chat_id,
                InputFile(BytesIO(content), filename="picture.png"),
                caption=caption,
                parse_mode=mode,
                reply_markup=_markup(keyboard),
                disable_notification=out.silent or None,
            )
        return await self._bot.send_document(
            chat_id,
            InputFile(BytesIO(content), filename=out.name),
            caption=caption,
            parse_mode=mode,
            reply_markup=_markup(keyboard),
        )

    async def _answer(self, out: AnswerButton) -> None:
        try:
            await self._bot.answer_callback_query(
                out.callback_id, text=out.text or None, show_alert=out.alert or None
            )
        except (*REFUSED, InvalidToken) as error:
            log.info("a button press was not answered: %s", error)

    async def _decorate(self, chat_id: int, out: Outgoing, target: int | None) -> None:
        match out:
            case Typing():
                await self.decoration.tried("typing", self._bot.send_chat_action, chat_id, "typing")
            case React():
                await self.decoration.tried(
                    "reaction",
                    self._bot.set_message_reaction,
                    chat_id,
                    out.message_id,
                    out.emoji,
                )
            case Rebutton() if target is not None:
                await self.decoration.tried(
                    "edit",
                    self._bot.edit_message_reply_markup,
                    chat_id,
                    target,
                    reply_markup=_markup(out.keyboard),
                )
            case Commands():
                await self.decoration.tried(
                    "commands",
                    self._bot.set_my_commands,
                    [BotCommand(c.name, c.description) for c in out.commands],
                    BotCommandScopeChat(chat_id),
                    out.lang,
                )
            case _:
                pass


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(b) for b in row] for row in keyboard])


def _button(button: Button) -> InlineKeyboardButton:
    if button.copy_text is not None:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy_text))
    if button.web_app is not None:
        return InlineKeyboardButton(button.label, web_app=WebAppInfo(button.web_app))
    return InlineKeyboardButton(button.label, callback_data=button.data, url=button.url)


def nobody_there(error: BadRequest) -> bool:
    """The chat does not exist for this bot (any more)."""
    return "chat not found" in str(error).lower()
