"""Chats, their members, pins and reactions."""

from bot.simulator.arguments import Arguments
from bot.simulator.compose import find_chat
from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import method
from bot.simulator.model import Chat, Json
from bot.simulator.people import bot_membership
from bot.simulator.world import World

# The emoji bots may react with, Telegram's list of 2025.
_REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


@method("getChat")
def get_chat(world: World, arguments: Arguments) -> object:
    """All about a chat."""
    chat = world.chat(arguments.text("chat_id"))
    full: Json = {
        **world.chat_body(chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.username:
        full["active_usernames"] = [chat.username]
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].body
    if chat.type != "private":
        full["permissions"] = {"can_send_messages": True}
    return full


def _member(world: World, chat: Chat, user_id: int) -> Json:
    if user_id == world.state.profile.id:
        return bot_membership(world, chat.bot)
    person = world.person(user_id)
    status = "member" if user_id in chat.people else "left"
    if user_id in chat.administrators:
        return {"status": "creator", "user": person.as_user(), "is_anonymous": False}
    return {"status": status, "user": person.as_user()}


@method("getChatMember")
def get_chat_member(world: World, arguments: Arguments) -> object:
    """One member of a chat."""
    chat = world.chat(arguments.text("chat_id"))
    return _member(world, chat, arguments.whole("user_id"))


@method("getChatMemberCount")
def get_chat_member_count(world: World, arguments: Arguments) -> object:
    """How many are in a chat, the bot included."""
    chat = world.chat(arguments.text("chat_id"))
    return len(chat.people) + (chat.bot in ("member", "administrator"))


@method("getChatAdministrators")
def get_chat_administrators(world: World, arguments: Arguments) -> object:
    """Who administers a group."""
    chat = world.chat(arguments.text("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    found = [_member(world, chat, person) for person in chat.administrators]
    if chat.bot == "administrator":
        found.append(bot_membership(world, chat.bot))
    return found


@method("leaveChat")
def leave_chat(world: World, arguments: Arguments) -> object:
    """Leave a group."""
    chat = find_chat(world, arguments)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot = "left"
    bot = world.state.profile.as_user()
    world.say(chat, bot, {"left_chat_member": bot, "left_chat_participant": bot})
    return True


@method("pinChatMessage")
def pin_chat_message(world: World, arguments: Arguments) -> object:
    """Keep a message at the top of a chat."""
    chat = find_chat(world, arguments)
    message = world.message(chat, arguments.whole("message_id"), "message to pin not found")
    if chat.type != "private" and chat.bot != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned = [number for number in chat.pinned if number != message.id] + [message.id]
    world.say(chat, world.state.profile.as_user(), {"pinned_message": message.body})
    return True


@method("unpinChatMessage", "unpinAllChatMessages")
def unpin_chat_message(world: World, arguments: Arguments) -> object:
    """Take a message, the latest, or all from the top of a chat."""
    chat = find_chat(world, arguments)
    if arguments.has("message_id"):
        number = arguments.whole("message_id")
        if number not in chat.pinned:
            raise bad_request("message to unpin not found")
        chat.pinned.remove(number)
    elif "all" in arguments.text("method").lower():
        chat.pinned = []
    else:
        chat.pinned = chat.pinned[:-1]
    world.tell(chat, {"event": "keyboard"})
    return True


@method("setMessageReaction")
def set_message_reaction(world: World, arguments: Arguments) -> object:
    """React to a message with one emoji, or with none."""
    chat = find_chat(world, arguments)
    message = world.message(chat, arguments.whole("message_id"), "message to react not found")
    reactions = arguments.items("reaction")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    bot = world.state.profile.id or 0
    message.reactions.pop(bot, None)
    for reaction in reactions:
        emoji = str(reaction.get("emoji", ""))
        if emoji.replace("\ufe0f", "") not in _REACTIONS:
            raise bad_request("REACTION_INVALID")
        message.reactions[bot] = emoji
    world.touch(chat, message)
    return True


@method("getUserProfilePhotos")
def get_user_profile_photos(world: World, arguments: Arguments) -> object:
    """Nobody here has a picture."""
    world.person(arguments.whole("user_id"))
    return {"total_count": 0, "photos": []}
