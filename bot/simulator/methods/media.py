"""Sending pictures, documents, voice and the rest, and fetching what people sent."""

from bot.simulator.arguments import Arguments, Upload
from bot.simulator.compose import caption_content, deliver, find_chat
from bot.simulator.errors import bad_request
from bot.simulator.files import MAX_DOWNLOAD, store
from bot.simulator.keyboards import check_markup
from bot.simulator.methods.registry import method
from bot.simulator.model import Json, StoredFile
from bot.simulator.world import World

_SENDERS = {
    "sendphoto": "photo",
    "senddocument": "document",
    "sendvoice": "voice",
    "sendaudio": "audio",
    "sendvideo": "video",
    "sendvideonote": "video_note",
    "sendanimation": "animation",
    "sendsticker": "sticker",
}
_EXTRAS = ("duration", "width", "height", "length", "performer", "title")


def _file(world: World, arguments: Arguments, kind: str, value: object) -> StoredFile:
    """The stored file a parameter means: an upload, `attach://`, or a file id."""
    upload: Upload | None = None
    if isinstance(value, str) and value.startswith("attach://"):
        upload = arguments.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"attached file {value!r} not found")
    elif value is None:
        upload = arguments.uploads.get(kind)
    if upload is not None:
        extra: Json = {key: arguments.whole(key) for key in _EXTRAS[:4] if arguments.has(key)}
        extra |= {key: arguments.text(key) for key in _EXTRAS[4:] if arguments.has(key)}
        return store(world.state, world.shelf, kind, upload, extra)
    if not value:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if str(value).startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = world.state.files.get(str(value))
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind and kind != "document":
        raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
    return known


def media_content(stored: StoredFile) -> Json:
    """How a message holds a file."""
    if stored.kind != "photo":
        return {stored.kind: stored.media}
    width, height = stored.media["width"], stored.media["height"]
    sizes = []
    for bound in (90, 320, 800):
        scale = bound / max(width, height)
        if scale < 1:
            sizes.append(
                {
                    **stored.media,
                    "file_unique_id": f"{stored.unique_id}{bound}",
                    "width": max(1, round(width * scale)),
                    "height": max(1, round(height * scale)),
                }
            )
    return {"photo": [*sizes, stored.media]}


@method(
    "sendPhoto",
    "sendDocument",
    "sendVoice",
    "sendAudio",
    "sendVideo",
    "sendVideoNote",
    "sendAnimation",
    "sendSticker",
)
def send_file(world: World, arguments: Arguments) -> object:
    """Send a file, uploaded or known by its id."""
    chat = find_chat(world, arguments)
    kind = _SENDERS[arguments.text("method").lower()]
    stored = _file(world, arguments, kind, arguments.values.get(kind))
    content = media_content(stored)
    if arguments.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    if kind not in ("sticker", "video_note"):
        content |= caption_content(world, arguments)
    return deliver(world, chat, arguments, content)


@method("sendMediaGroup")
def send_media_group(world: World, arguments: Arguments) -> object:
    """Send two to ten files that stand together."""
    chat = find_chat(world, arguments)
    items = arguments.items("media")
    if not 2 <= len(items) <= 10:
        raise bad_request("media group must contain from 2 to 10 items")
    group = str(world.state.next_message_id + 13_000_000_000_000_000)
    contents = []
    for item in items:
        stored = _file(world, arguments, str(item.get("type")), item.get("media"))
        captions = Arguments({k: v for k, v in item.items() if k.startswith(("caption", "parse"))})
        contents.append(
            media_content(stored) | caption_content(world, captions) | {"media_group_id": group}
        )
    options = Arguments({k: v for k, v in arguments.values.items() if k != "reply_markup"})
    return [deliver(world, chat, options, content) for content in contents]


@method("editMessageMedia")
def edit_message_media(world: World, arguments: Arguments) -> object:
    """Replace the file of a message."""
    chat = find_chat(world, arguments)
    message = world.message(chat, arguments.whole("message_id"), "message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    item = arguments.mapping("media")
    stored = _file(world, arguments, str(item.get("type")), item.get("media"))
    kept = ("message_id", "from", "chat", "date", "reply_to_message")
    body = {k: v for k, v in message.body.items() if k in kept}
    captions = Arguments({k: v for k, v in item.items() if k.startswith(("caption", "parse"))})
    body |= media_content(stored) | caption_content(world, captions)
    if keyboard := check_markup(arguments.parsed("reply_markup"), chat.type):
        body["reply_markup"] = keyboard
    message.body = {**body, "edit_date": world.now()}
    world.touch(chat, message)
    return message.body


@method("sendLocation")
def send_location(world: World, arguments: Arguments) -> object:
    """Send a point on the map."""
    chat = find_chat(world, arguments)
    point = {k: arguments.number(k) for k in ("latitude", "longitude")}
    return deliver(world, chat, arguments, {"location": point})


@method("sendContact")
def send_contact(world: World, arguments: Arguments) -> object:
    """Send somebody's telephone number."""
    chat = find_chat(world, arguments)
    contact: Json = {
        key: arguments.text(key)
        for key in ("phone_number", "first_name", "last_name")
        if arguments.has(key)
    }
    if not {"phone_number", "first_name"} <= contact.keys():
        raise bad_request("contact phone number and first name must be non-empty")
    return deliver(world, chat, arguments, {"contact": contact})


@method("getFile")
def get_file(world: World, arguments: Arguments) -> object:
    """Where a file can be fetched."""
    stored = world.state.files.get(arguments.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.media["file_id"],
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
