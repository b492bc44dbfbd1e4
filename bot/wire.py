"""The parts of Telegram's updates that we read; everything else in them is left alone."""

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of an update."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class User(Part):
    """Who did something."""

    id: int
    first_name: str = ""
    language_code: str | None = None
    is_bot: bool = False


class Chat(Part):
    """Where it was done."""

    id: int
    type: str = "private"


class Document(Part):
    """A file."""

    file_id: str
    file_name: str | None = None
    file_size: int | None = None


class Replied(Part):
    """The message replied to."""

    message_id: int


class Message(Part):
    """A message; which of the `object` fields is there says what kind it is."""

    message_id: int
    chat: Chat
    date: int = 0
    from_: User | None = Field(default=None, alias="from")
    sender_chat: Chat | None = None
    text: str | None = None
    caption: str | None = None
    reply_to_message: Replied | None = None
    document: Document | None = None
    forward_origin: object = None
    voice: object = None
    audio: object = None
    video: object = None
    video_note: object = None
    animation: object = None
    photo: object = None
    sticker: object = None
    location: object = None
    venue: object = None
    contact: object = None
    poll: object = None
    migrate_to_chat_id: int | None = None


class Pressed(Part):
    """The message under a pressed button; too old ones have only their id."""

    message_id: int
    chat: Chat


class CallbackQuery(Part):
    """A pressed button."""

    id: str
    from_: User = Field(alias="from")
    message: Pressed | None = None
    data: str | None = None


class Status(Part):
    """What somebody is in a chat."""

    status: str
    is_member: bool | None = None


class MemberUpdated(Part):
    """The bot was blocked, let back, brought in or put out."""

    chat: Chat
    from_: User = Field(alias="from")
    date: int = 0
    old_chat_member: Status
    new_chat_member: Status


class Update(Part):
    """One update."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: MemberUpdated | None = None


KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of updates to ask for: exactly those that can be read."""
