"""From Telegram's update to our `Incoming`."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import ValidationError

from bot import wire
from bot.messages import Incoming, IncomingKind, Sent, User
from dialogues.text import Lang

TEXT_MOST = 8192
"""Characters that are read of a text; Telegram sends half of that at most."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_IN, _OUT = frozenset({"member", "administrator", "creator"}), frozenset({"kicked", "left"})
_MEDIA: tuple[tuple[str, IncomingKind], ...] = (
    ("voice", "voice"),
    ("audio", "voice"),
    ("video_note", "voice"),
    ("photo", "photo"),
    ("video", "photo"),
    ("animation", "photo"),
    ("sticker", "sticker"),
    ("document", "document"),
    ("venue", "location"),
    ("location", "location"),
    ("contact", "contact"),
    ("poll", "poll"),
)


class Unreadable(Exception):
    """The update has none of the shapes that were asked for."""


def client_lang(language_code: str | None) -> Lang:
    """The language to begin in, from that of the learner's phone."""
    return "fr" if (language_code or "").lower().startswith("fr") else "en"


def chat_key(update: wire.Update) -> str:
    """What an update must keep its order with: its chat, or itself alone."""
    for part in (update.message, update.edited_message, update.my_chat_member):
        if part is not None:
            return f"chat:{part.chat.id}"
    query = update.callback_query
    if query is not None:
        return f"chat:{query.message.chat.id if query.message else query.from_.id}"
    return f"update:{update.update_id}"


def as_json(update: Mapping[str, Any]) -> str:
    """An update as the inbox keeps it; halves of surrogate pairs, which no file can hold, go."""
    return _whole(json.dumps(update, ensure_ascii=False))


def read(raw: str) -> wire.Update:
    """The update in a row of the inbox.

    Raises:
        Unreadable: the message says which field is wrong, and never what it holds.
    """
    try:
        return wire.Update.model_validate_json(raw)
    except ValidationError as error:
        where = "; ".join(
            f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False)[:3]
        )
        raise Unreadable(where) from None


def incoming(update: wire.Update, received_at: datetime, bot_name: str) -> Incoming | None:
    """The update in our words; None when it is nobody's business of ours.

    That is: a channel's posts, other bots, commands for another bot, service messages.
    """
    found = _found(update, received_at, bot_name)
    return found and found.model_copy(update={"bot_name": bot_name})


def _found(update: wire.Update, received_at: datetime, bot_name: str) -> Incoming | None:
    if update.callback_query is not None:
        return _button(update.update_id, update.callback_query, received_at)
    if update.my_chat_member is not None:
        return _member(update.update_id, update.my_chat_member)
    if update.message is not None:
        return _message(update.update_id, update.message, bot_name)
    if update.edited_message is not None:
        edited = _message(update.update_id, update.edited_message, bot_name)
        return edited and edited.model_copy(update={"kind": "edit", "command": "", "argument": ""})
    return None


def _button(update_id: int, query: wire.CallbackQuery, received_at: datetime) -> Incoming:
    pressed = query.message
    return Incoming(
        update_id=update_id,
        kind="button",
        chat_id=pressed.chat.id if pressed else query.from_.id,
        chat_type=_chat_type(pressed.chat.type if pressed else "private"),
        user=_user(query.from_),
        at=received_at,
        message_id=pressed.message_id if pressed else None,
        data=_clean(query.data or ""),
        callback_id=query.id,
    )


def _member(update_id: int, change: wire.MemberUpdated) -> Incoming | None:
    before, after = change.old_chat_member.status, change.new_chat_member.status
    kind: IncomingKind
    if change.chat.type == "private":
        kind = "blocked" if after in _OUT else "unblocked"
    elif after in _IN and before not in _IN:
        kind = "added-to-group"
    elif after in _OUT:
        kind = "blocked"
    else:
        return None
    return Incoming(
        update_id=update_id,
        kind=kind,
        chat_id=change.chat.id,
        chat_type=_chat_type(change.chat.type),
        user=_user(change.from_),
        at=_time(change.date),
    )


def _message(update_id: int, message: wire.Message, bot_name: str) -> Incoming | None:
    if message.migrate_to_chat_id is None and (message.from_ is None or message.from_.is_bot):
        return None
    if message.chat.type == "channel":
        return None
    kind, command, argument = _kind(message), "", ""
    text = _clean(message.text if message.text is not None else message.caption or "")
    if kind == "text":
        found = _COMMAND.fullmatch(text)
        if found and text.startswith("/"):
            addressee = found[2]
            if addressee and addressee.lower() != bot_name.lower():
                return None
            kind, command, argument = "command", found[1].lower(), (found[3] or "").strip()
    if kind == "other" and message.chat.type != "private":
        return None  # somebody joined, a title changed
    document = message.document
    return Incoming(
        update_id=update_id,
        kind=kind,
        chat_id=message.chat.id,
        chat_type=_chat_type(message.chat.type),
        user=_user(message.from_) if message.from_ else User(id=0, first_name=""),
        at=_time(message.date),
        message_id=message.message_id,
        text=text[:TEXT_MOST],
        command=command,
        argument=argument[:TEXT_MOST],
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        document=Sent(
            file_id=document.file_id,
            name=_clean(document.file_name or ""),
            size=document.file_size or 0,
        )
        if document
        else None,
        migrated_to=message.migrate_to_chat_id,
    )


def _kind(message: wire.Message) -> IncomingKind:
    if message.migrate_to_chat_id is not None:
        return "migrated"
    if message.forward_origin is not None:
        return "forward"
    for field, kind in _MEDIA:
        if getattr(message, field) is not None:
            return kind
    return "text" if message.text is not None else "other"


def _user(user: wire.User) -> User:
    return User(
        id=user.id,
        first_name=_clean(user.first_name),
        language_code=user.language_code,
        is_bot=user.is_bot,
    )


def _chat_type(name: str) -> Literal["private", "group", "supergroup", "channel"]:
    match name:
        case "group" | "supergroup" | "channel":
            return name
        case _:
            return "private"


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(max(0, min(seconds, 4_000_000_000)), UTC)


def _clean(text: str) -> str:
    return text.replace("\0", "")


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
