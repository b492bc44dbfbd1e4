"""What phones and test drivers see of chats and messages."""

from bot.simulator.methods.profile import in_language, resolved_commands
from bot.simulator.model import Chat, Json, Message, Person
from bot.simulator.richtext import to_html
from bot.simulator.world import World

_MEDIA = ("voice", "sticker", "document", "audio", "video", "video_note", "animation")


def _label_of(world: World, body: Json) -> str:
    sender = body["from"]
    person = world.state.people.get(sender["id"])
    if person is not None:
        return person.full_name
    return str(sender["first_name"])


def _media(world: World, body: Json) -> Json | None:
    if "photo" in body:
        media, kind = body["photo"][-1], "photo"
    else:
        kind = next((kind for kind in _MEDIA if kind in body), "")
        if not kind:
            return None
        media = body[kind]
    stored = world.state.files.get(media["file_id"])
    return {
        "kind": kind,
        "url": f"/sim/files/{media['file_id']}",
        "file_id": media["file_id"],
        "name": media.get("file_name") or (stored.name if stored else ""),
        "mime": stored.mime if stored else "",
        "size": media.get("file_size", 0),
        "width": media.get("width"),
        "height": media.get("height"),
        "duration": media.get("duration"),
        "spoiler": body.get("has_media_spoiler", False),
    }


def _button(button: Json) -> Json:
    kinds = ("callback_data", "url", "web_app", "copy_text", "switch_inline_query")
    kind = next((kind for kind in kinds if kind in button), "other")
    value = button.get(kind)
    if kind == "copy_text":
        value = button["copy_text"]["text"]
    elif kind == "web_app":
        value = button["web_app"]["url"]
    return {"text": button["text"], "kind": kind, "value": value, "style": button.get("style")}


def _service(body: Json) -> Json | None:
    if "pinned_message" in body:
        return {"kind": "pinned", "text": excerpt(body["pinned_message"])}
    for key, kind in (("new_chat_members", "joined"), ("left_chat_member", "left")):
        if key in body:
            who = body[key] if isinstance(body[key], list) else [body[key]]
            return {"kind": kind, "text": ", ".join(person["first_name"] for person in who)}
    return None


def excerpt(body: Json) -> str:
    """One line that stands for a message; empty for media without caption."""
    text = body.get("text") or body.get("caption") or body.get("poll", {}).get("question") or ""
    return " ".join(str(text).split())[:120]


def shown(world: World, chat: Chat, message: Message) -> Json:
    """A message as everybody in the chat sees it."""
    body = message.body
    field = "text" if "text" in body else "caption"
    text = body.get(field, "")
    entities = body.get("entities" if field == "text" else "caption_entities", [])
    reply = body.get("reply_to_message")
    forwarded = body.get("forward_origin")
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    counts: dict[str, int] = {}
    for emoji in message.reactions.values():
        counts[emoji] = counts.get(emoji, 0) + 1
    poll = body.get("poll")
    return {
        "id": message.id,
        "chat_id": chat.id,
        "revision": message.revision,
        "deleted": message.deleted,
        "sender_id": body["from"]["id"],
        "sender": _label_of(world, body),
        "from_bot": message.from_bot,
        "date": body["date"],
        "edited": "edit_date" in body,
        "read": message.read,
        "silent": message.silent,
        "via_link": message.via_link,
        "protected": body.get("has_protected_content", False),
        "text": text,
        "entities": entities,
        "html": to_html(text, entities),
        "media": _media(world, body),
        "location": body.get("location"),
        "contact": body.get("contact"),
        "poll": {**poll, "votes": _votes(world, poll["id"])} if poll else None,
        "keyboard": [[_button(button) for button in row] for row in rows],
        "reply_to": {
            "id": reply["message_id"],
            "sender": _label_of(world, reply),
            "text": body.get("quote", {}).get("text") or excerpt(reply),
            "media": _media_kind(reply),
        }
        if reply
        else None,
        "forwarded_from": forwarded
        and forwarded.get("sender_user", {}).get(
            "first_name", forwarded.get("sender_user_name", "")
        ),
        "reactions": counts,
        "my_reactions": {str(who): emoji for who, emoji in message.reactions.items()},
        "service": _service(body),
        "pinned": message.id in chat.pinned,
    }


def _media_kind(body: Json) -> str:
    kinds = ("photo", *_MEDIA, "poll", "location", "contact")
    return next((kind for kind in kinds if kind in body), "")


def _votes(world: World, poll_id: str) -> Json:
    poll = world.state.polls.get(poll_id)
    return {str(who): chosen for who, chosen in poll.votes.items()} if poll else {}


def chat_view(world: World, chat: Chat, person: Person, *, last: int = 400) -> Json:
    """A chat as one person's phone shows it."""
    keyboard = chat.keyboards.get(person.id)
    bot_name = world.state.profile.name(person.language_code)
    button = chat.menu_button or world.state.profile.menu_button
    messages = [m for m in chat.messages.values() if not m.deleted][-last:]
    pinned = [chat.messages[n] for n in chat.pinned if not chat.messages[n].deleted]
    return {
        "id": chat.id,
        "type": chat.type,
        "title": bot_name if chat.type == "private" else chat.title,
        "members": len(chat.people) + (chat.bot in ("member", "administrator")),
        "bot": chat.bot,
        "is_member": person.id in chat.people,
        "messages": [shown(world, chat, message) for message in messages],
        "reply_keyboard": keyboard.markup if keyboard else None,
        "commands": resolved_commands(world.state, chat, person.id),
        "menu_button": button if chat.type == "private" else {"type": "default"},
        "pinned": shown(world, chat, pinned[-1]) if pinned else None,
        "draft": world.drafts.get(chat.id),
    }


def phone_view(world: World, person: Person) -> Json:
    """All one phone needs: its owner, the bot, and her chats."""
    profile = world.state.profile
    code = person.language_code
    return {
        "revision": world.state.revision,
        "person": {**person.model_dump(mode="json"), "full_name": person.full_name},
        "bot": {
            "id": profile.id,
            "name": profile.name(code),
            "username": profile.username,
            "description": in_language(profile.descriptions, code),
            "short_description": in_language(profile.short_descriptions, code),
            "connected": profile.token is not None,
        },
        "chats": [
            chat_view(world, chat, person)
            for chat in world.state.chats.values()
            if person.id in chat.people
        ],
    }
