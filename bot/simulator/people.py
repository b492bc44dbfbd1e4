"""What people do on their phones, and the updates the bot gets of it."""

import re
import time

from bot.simulator.compose import quoted
from bot.simulator.errors import bad_request
from bot.simulator.model import Chat, Json, Membership, Message, Person, Query
from bot.simulator.richtext import clean, detect, trim, units
from bot.simulator.world import World

MAX_TEXT = 4096
_ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)


def bot_membership(world: World, status: Membership) -> Json:
    """The Bot API's ChatMember of the bot."""
    member: Json = {"status": status, "user": world.state.profile.as_user()}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member |= {"can_be_edited": False, "is_anonymous": False}
        member |= dict.fromkeys(_ADMIN_RIGHTS, True)
    return member


def _announce(world: World, chat: Chat, by: Person, old: Membership, new: Membership) -> None:
    world.post(
        "my_chat_member",
        {
            "chat": world.chat_body(chat),
            "from": by.as_user(),
            "date": world.now(),
            "old_chat_member": bot_membership(world, old),
            "new_chat_member": bot_membership(world, new),
        },
    )


def _heard_in_group(world: World, message: Message) -> bool:
    """Whether privacy mode lets the bot see a group message."""
    body = message.body
    text = str(body.get("text", body.get("caption", "")))
    reply = body.get("reply_to_message", {})
    me = f"@{world.state.profile.username}".lower()
    service = not any(k in body for k in ("text", "photo", "document", "voice", "sticker"))
    return (
        text.startswith("/")
        or me in text.lower()
        or reply.get("from", {}).get("id") == world.state.profile.id
        or service
    )


def say(
    world: World, person: Person, chat: Chat, content: Json, reply_to: int | None = None
) -> Message:
    """Put a person's message into a chat and tell the bot.

    Raises:
        ApiError: 400 when she is not in the chat, or replies to nothing.
    """
    if person.id not in chat.people:
        raise bad_request("user is not in the chat")
    if chat.type == "private" and person.blocks_bot:
        block(world, person, blocked=False)
    if reply_to is not None:
        target = world.message(chat, reply_to, "message to be replied not found")
        content = {"reply_to_message": quoted(target), **content}
    if chat.type == "private":
        chat.bot = "member"
    message = world.say(chat, person.as_user(), content)
    keyboard = chat.keyboards.get(person.id)
    if keyboard and keyboard.markup.get("one_time_keyboard"):
        labels = [b["text"] for row in keyboard.markup.get("keyboard", []) for b in row]
        if content.get("text") in labels:
            chat.keyboards.pop(person.id)
    elif keyboard and "force_reply" in keyboard.markup:
        chat.keyboards.pop(person.id)
    if chat.type == "private" or (
        chat.bot in ("member", "administrator")
        and (chat.bot == "administrator" or _heard_in_group(world, message))
    ):
        world.post("message", message.body)
    return message


def text_content(text: str) -> Json:
    """The content of a text as a phone sends it.

    Raises:
        ApiError: 400 when it is empty or longer than a message may be.
    """
    text, entities = trim(clean(text), [])
    if not text:
        raise bad_request("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    entities = detect(text, entities)
    return {"text": text, "entities": entities} if entities else {"text": text}


def start(world: World, person: Person, code: str = "") -> Message:
    """Press Start, with the payload of a deep link.

    Raises:
        ApiError: 400 when Telegram would not take the payload.
    """
    if not re.fullmatch("[A-Za-z0-9_-]{0,64}", code):
        raise bad_request("START_PARAM_INVALID")
    text = f"/start {code}" if code else "/start"
    message = say(world, person, world.chat(person.id), text_content(text))
    message.via_link = bool(code)
    return message


def edit(world: World, person: Person, chat: Chat, message_id: int, text: str) -> Message:
    """Change one of her own texts."""
    message = world.message(chat, message_id, "message to edit not found")
    if message.body["from"]["id"] != person.id or not {"text", "caption"} & message.body.keys():
        raise bad_request("message can't be edited")
    field = "text" if "text" in message.body else "caption"
    names = {"text": field, "entities": "entities" if field == "text" else "caption_entities"}
    left_out = (*names.values(), "edit_date")
    body = {k: v for k, v in message.body.items() if k not in left_out}
    body |= {names[key]: value for key, value in text_content(text).items()}
    message.body = {**body, "edit_date": world.now()}
    world.touch(chat, message)
    if chat.type == "private" or _heard_in_group(world, message):
        world.post("edited_message", message.body)
    return message


def erase(world: World, person: Person, chat: Chat, message_id: int) -> None:
    """Delete a message for both sides; bots are not told."""
    message = world.message(chat, message_id, "message to delete not found")
    if chat.type != "private" and message.body["from"]["id"] != person.id:
        raise bad_request("message can't be deleted for everyone")
    world.erase(chat, message)


def _has_data(message: Message, data: str) -> bool:
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)


def press(
    world: World, person: Person, chat: Chat, message_id: int, data: str, *, stale: bool = False
) -> Query:
    """Press an inline button; `stale` presses one that is no longer there."""
    message = world.message(chat, message_id)
    if not stale and not _has_data(message, data):
        raise bad_request("the message has no such button")
    number = str(4_382_000_000_000_000_000 + world.state.next_query)
    world.state.next_query += 1
    query = Query(
        id=number,
        user_id=person.id,
        chat_id=chat.id,
        message_id=message_id,
        data=data,
        pressed_at=time.time(),
    )
    world.state.queries[number] = query
    world.post(
        "callback_query",
        {
            "id": number,
            "from": person.as_user(),
            "message": message.body,
            "chat_instance": str(-abs(chat.id) * 7919),
            "data": data,
        },
    )
    return query


def react(world: World, person: Person, chat: Chat, message_id: int, emoji: str | None) -> None:
    """Put a reaction under a message, or take it away."""
    message = world.message(chat, message_id)
    old = message.reactions.pop(person.id, None)
    if emoji:
        message.reactions[person.id] = emoji
    world.touch(chat, message)
    world.post(
        "message_reaction",
        {
            "chat": world.chat_body(chat),
            "message_id": message_id,
            "user": person.as_user(),
            "date": world.now(),
            "old_reaction": [{"type": "emoji", "emoji": old}] if old else [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        },
    )


def forward(world: World, person: Person, chat: Chat, source: Message) -> Message:
    """Forward a message into a chat."""
    sender = source.body["from"]
    left_out = ("message_id", "from", "chat", "date", "edit_date", "reply_to_message")
    content = {k: v for k, v in source.body.items() if k not in (*left_out, "reply_markup")}
    content.setdefault(
        "forward_origin", {"type": "user", "date": source.body["date"], "sender_user": sender}
    )
    return say(world, person, chat, content)


def vote(world: World, person: Person, poll_id: str, options: list[int]) -> None:
    """Answer a poll; no option retracts the vote."""
    poll = world.state.polls.get(poll_id)
    if poll is None or poll.body["is_closed"]:
        raise bad_request("poll is closed")
    many = poll.body["allows_multiple_answers"] or len(options) <= 1
    if not many or any(not 0 <= option < len(poll.body["options"]) for option in options):
        raise bad_request("option ids are not of this poll")
    if person.id in poll.votes and not poll.body["allows_revoting"]:
        raise bad_request("the poll can be answered once")
    poll.votes[person.id] = options
    if not options:
        poll.votes.pop(person.id)
    for place, option in enumerate(poll.body["options"]):
        option["voter_count"] = sum(place in chosen for chosen in poll.votes.values())
    poll.body["total_voter_count"] = len(poll.votes)
    chat = world.chat(poll.chat_id)
    message = world.message(chat, poll.message_id)
    message.body = {**message.body, "poll": poll.body}
    world.touch(chat, message)
    world.post("poll", poll.body)
    if not poll.body["is_anonymous"]:
        ids = [poll.body["options"][place]["persistent_id"] for place in options]
        answer = {"poll_id": poll_id, "user": person.as_user(), "option_ids": options}
        world.post("poll_answer", {**answer, "option_persistent_ids": ids})


def block(world: World, person: Person, *, blocked: bool) -> None:
    """Block the bot, or let it write again."""
    if person.blocks_bot == blocked:
        return
    person.blocks_bot = blocked
    statuses: tuple[Membership, Membership] = ("member", "kicked")
    old, new = statuses if blocked else statuses[::-1]
    _announce(world, world.chat(person.id), person, old, new)
    world.publish({"event": "profile", "users": [person.id]})


def set_bot_status(world: World, by: Person, chat: Chat, status: Membership) -> None:
    """Bring the bot into a group, make it administrator, or put it out."""
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    old, chat.bot = chat.bot, status
    _announce(world, chat, by, old, status)
    bot = world.state.profile.as_user()
    was_in, is_in = (s in ("member", "administrator") for s in (old, status))
    content: Json = {}
    if is_in and not was_in:
        content = {"new_chat_members": [bot], "new_chat_member": bot, "new_chat_participant": bot}
    elif was_in and not is_in:
        content = {"left_chat_member": bot, "left_chat_participant": bot}
    if content:
        message = world.say(chat, by.as_user(), content)
        if is_in:
            world.post("message", message.body)


def join(world: World, person: Person, chat: Chat) -> None:
    """Enter a group."""
    if person.id in chat.people:
        return
    chat.people.append(person.id)
    user = person.as_user()
    content = {"new_chat_members": [user], "new_chat_member": user, "new_chat_participant": user}
    message = world.say(chat, user, content)
    if chat.bot in ("member", "administrator"):
        world.post("message", message.body)
