"""Sending, editing and deleting messages."""

from bot.simulator.arguments import Arguments
from bot.simulator.compose import (
    MAX_TEXT,
    caption_content,
    deliver,
    find_chat,
    rich_text,
    text_content,
)
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import check_markup
from bot.simulator.methods.registry import method
from bot.simulator.model import Chat, Json, Message
from bot.simulator.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)
_MEDIA = ("photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker")


@method("sendMessage")
def send_message(world: World, arguments: Arguments) -> object:
    """Send a text."""
    chat = find_chat(world, arguments)
    return deliver(world, chat, arguments, text_content(world, arguments))


@method("sendMessageDraft")
def send_message_draft(world: World, arguments: Arguments) -> object:
    """Show a text that is still being written."""
    chat = find_chat(world, arguments)
    if chat.type != "private":
        raise bad_request("drafts can be sent only to private chats")
    if arguments.whole("draft_id") == 0:
        raise bad_request("draft_id must be non-zero")
    text, entities = rich_text(world, arguments, "text", limit=MAX_TEXT)
    draft = {"id": arguments.whole("draft_id"), "text": text, "entities": entities}
    world.drafts[chat.id] = draft
    world.tell(chat, {"event": "draft", "draft": draft})
    return True


@method("sendChatAction")
def send_chat_action(world: World, arguments: Arguments) -> object:
    """Show that the bot is typing, or doing something else, for five seconds."""
    chat = find_chat(world, arguments)
    action = arguments.text("action").lower()
    if action not in (
        "typing",
        "cancel",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ):
        raise bad_request("wrong parameter action in request")
    world.tell(chat, {"event": "action", "action": action})
    return True


def _editable(world: World, arguments: Arguments) -> tuple[Chat, Message]:
    chat = find_chat(world, arguments)
    if not arguments.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = world.message(chat, arguments.whole("message_id"), "message to edit not found")
    if not message.from_bot or not message.can_edit:
        raise bad_request("message can't be edited")
    return chat, message


def _apply(world: World, chat: Chat, message: Message, body: Json, keyboard: Json | None) -> Json:
    if keyboard is not None and "inline_keyboard" not in keyboard:
        raise bad_request("inline keyboard expected")
    body = {key: value for key, value in body.items() if key != "reply_markup"}
    if keyboard:
        body["reply_markup"] = keyboard
    if {**body, "edit_date": 0} == {**message.body, "edit_date": 0}:
        raise bad_request(_NOT_MODIFIED)
    shown = [k for k in body if k not in ("reply_markup", "edit_date")]
    if any(body[k] != message.body.get(k) for k in shown) or len(shown) < sum(
        k not in ("reply_markup", "edit_date") for k in message.body
    ):
        body["edit_date"] = world.now()
    message.body = body
    world.touch(chat, message)
    return body


@method("editMessageText")
def edit_message_text(world: World, arguments: Arguments) -> object:
    """Change text and keyboard of a text message."""
    chat, message = _editable(world, arguments)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    body = {k: v for k, v in message.body.items() if k not in ("text", "entities")}
    body |= text_content(world, arguments)
    keyboard = check_markup(arguments.parsed("reply_markup"), chat.type)
    return _apply(world, chat, message, body, keyboard)


@method("editMessageCaption")
def edit_message_caption(world: World, arguments: Arguments) -> object:
    """Change caption and keyboard of a media message."""
    chat, message = _editable(world, arguments)
    if not any(kind in message.body for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    body = {k: v for k, v in message.body.items() if not k.startswith("caption")}
    body |= caption_content(world, arguments)
    keyboard = check_markup(arguments.parsed("reply_markup"), chat.type)
    return _apply(world, chat, message, body, keyboard)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, arguments: Arguments) -> object:
    """Change the keyboard of a message."""
    chat, message = _editable(world, arguments)
    keyboard = check_markup(arguments.parsed("reply_markup"), chat.type)
    return _apply(world, chat, message, dict(message.body), keyboard)


def _delete(world: World, chat: Chat, number: int) -> None:
    message = world.message(chat, number, "message to delete not found")
    may = message.from_bot or chat.type == "private" or chat.bot == "administrator"
    if not may or world.now() - int(message.body["date"]) > 48 * 3600:
        raise bad_request("message can't be deleted for everyone")
    world.erase(chat, message)


@method("deleteMessage")
def delete_message(world: World, arguments: Arguments) -> object:
    """Delete one message."""
    chat = find_chat(world, arguments)
    _delete(world, chat, arguments.whole("message_id"))
    return True


@method("deleteMessages")
def delete_messages(world: World, arguments: Arguments) -> object:
    """Delete several messages; those not found are skipped."""
    chat = find_chat(world, arguments)
    numbers = arguments.items("message_ids")
    if not 1 <= len(numbers) <= 100:
        raise bad_request("there must be from 1 to 100 messages to delete")
    for number in numbers:
        found = chat.messages.get(number) if isinstance(number, int) else None
        if found is not None and not found.deleted:
            _delete(world, chat, found.id)
    return True


@method("answerCallbackQuery")
def answer_callback_query(world: World, arguments: Arguments) -> object:
    """Answer a pressed button: stop its clock, show a toast or an alert, or open a link."""
    text = arguments.optional_text("text")
    if text and len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.query(arguments.text("callback_query_id"))
    query.answered = True
    query.text = text or None
    query.alert = arguments.flag("show_alert")
    query.url = arguments.optional_text("url")
    world.publish(
        {"event": "answer", "users": [query.user_id], "query": query.model_dump(mode="json")}
    )
    return True


@method("forwardMessage", "copyMessage")
def forward_message(world: World, arguments: Arguments) -> object:
    """Send a message on; a bot sees no difference but the origin, which a copy has not."""
    chat = find_chat(world, arguments)
    source = world.open_chat(arguments.text("from_chat_id"))
    original = world.message(source, arguments.whole("message_id"), "message to forward not found")
    left_out = ("message_id", "from", "chat", "date", "edit_date", "reply_to_message")
    content = {k: v for k, v in original.body.items() if k not in left_out}
    content.pop("reply_markup", None)
    if arguments.has("caption"):
        content |= caption_content(world, arguments)
    return deliver(world, chat, arguments, content)
