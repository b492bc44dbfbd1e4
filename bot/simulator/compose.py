"""Putting an outgoing message together from the arguments of a call."""

from bot.simulator.arguments import Arguments
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import check_markup
from bot.simulator.markup import parse_html, settle
from bot.simulator.model import Chat, Json, Message, ReplyKeyboard
from bot.simulator.richtext import clean, detect, trim, units
from bot.simulator.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
_ENTITY_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)


def find_chat(world: World, arguments: Arguments) -> Chat:
    """The chat the call names, open to the bot."""
    if not arguments.has("chat_id"):
        raise bad_request("chat_id is empty")
    return world.open_chat(arguments.text("chat_id"))


def rich_text(
    world: World, arguments: Arguments, field: str, *, limit: int, prefix: str = ""
) -> tuple[str, list[Json]]:
    """The cleaned text of `field` and its entities.

    `prefix` stands before `parse_mode` and `entities` in the names of the sister fields.

    Raises:
        ApiError: 400 when it cannot be parsed or is too long.
    """
    source = arguments.text(field)
    mode = arguments.text(f"{prefix}parse_mode").lower()
    entities = _given(arguments.items(f"{prefix}entities"))
    if mode == "html":
        text, entities = parse_html(clean(source))
    elif mode in ("", "none"):
        text = clean(source)
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trim(text, settle(entities))
    if units(text) > limit:
        raise bad_request(
            "message caption is too long" if limit == MAX_CAPTION else "message is too long"
        )
    for entity in entities:
        if entity["type"] == "text_mention":
            known = world.state.people.get(entity["user"]["id"])
            entity["user"] = known.as_user() if known else None
    entities = [e for e in entities if e.get("user", True)]
    return text, detect(text, entities)[:MAX_ENTITIES]


def _given(entities: list[Json]) -> list[Json]:
    for entity in entities:
        if entity.get("type") not in _ENTITY_KINDS:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        if not all(isinstance(entity.get(key), int) for key in ("offset", "length")):
            raise bad_request("can't parse MessageEntity: offset and length must be numbers")
    return [entity for entity in entities if entity["length"] > 0 and entity["offset"] >= 0]


def text_content(world: World, arguments: Arguments) -> Json:
    """The content of a text message.

    Raises:
        ApiError: 400 when nothing is left to say.
    """
    if not arguments.has("text"):
        raise bad_request("message text is empty")
    text, entities = rich_text(world, arguments, "text", limit=MAX_TEXT)
    if not text:
        raise bad_request("text must be non-empty")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    options = arguments.mapping("link_preview_options")
    if options:
        content["link_preview_options"] = options
    return content


def caption_content(world: World, arguments: Arguments) -> Json:
    """The caption of a media message; empty without one."""
    text, entities = rich_text(
        world, arguments, "caption", limit=MAX_CAPTION, prefix=_caption_prefix(arguments)
    )
    content: Json = {}
    if text:
        content["caption"] = text
        if entities:
            content["caption_entities"] = entities
        if arguments.flag("show_caption_above_media"):
            content["show_caption_above_media"] = True
    return content


def _caption_prefix(arguments: Arguments) -> str:
    # `caption_entities` has the prefix, `parse_mode` has not.
    if "parse_mode" in arguments.values:
        arguments.values["caption_parse_mode"] = arguments.values["parse_mode"]
    return "caption_"


def quoted(message: Message) -> Json:
    """The message as it stands inside a reply to it."""
    return {key: value for key, value in message.body.items() if key != "reply_to_message"}


def reply_content(chat: Chat, arguments: Arguments) -> Json:
    """What makes the message a reply; empty when it is none."""
    parameters = arguments.mapping("reply_parameters")
    number = parameters.get("message_id") or arguments.values.get("reply_to_message_id")
    if number is None:
        return {}
    try:
        target = chat.messages.get(int(number))
    except (TypeError, ValueError):
        raise bad_request("message to be replied not found") from None
    if target is None or target.deleted:
        lenient = parameters.get(
            "allow_sending_without_reply", arguments.flag("allow_sending_without_reply")
        )
        if lenient:
            return {}
        raise bad_request("message to be replied not found")
    content: Json = {"reply_to_message": quoted(target)}
    if quote := parameters.get("quote"):
        if quote not in str(target.body.get("text", target.body.get("caption", ""))):
            raise bad_request("QUOTE_TEXT_INVALID")
        content["quote"] = {"text": quote, "position": 0, "is_manual": True}
    return content


def deliver(world: World, chat: Chat, arguments: Arguments, content: Json) -> Json:
    """Send a message of the bot with the reply, keyboard and options of the call."""
    markup = check_markup(arguments.parsed("reply_markup"), chat.type)
    content = {**reply_content(chat, arguments), **content}
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    if arguments.flag("protect_content"):
        content["has_protected_content"] = True
    silent = arguments.flag("disable_notification")
    message = world.say(chat, world.state.profile.as_user(), content, silent=silent)
    if markup and "inline_keyboard" not in markup:
        _set_keyboard(world, chat, message, markup)
    return message.body


def _set_keyboard(world: World, chat: Chat, message: Message, markup: Json) -> None:
    for person in chat.people:
        if "remove_keyboard" in markup:
            chat.keyboards.pop(person, None)
        else:
            chat.keyboards[person] = ReplyKeyboard(message_id=message.id, markup=markup)
    world.tell(chat, {"event": "keyboard"})
