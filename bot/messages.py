"""What comes in and what goes out, in our own words; nothing here knows Telegram's objects."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from dialogues.text import Frozen, Lang

DATA_BYTES = 64
"""What Telegram carries back from a button press."""
HUMAN_DELAY_MOST = 2.0
"""Seconds a persona may seem to type; more would be a wait."""

IncomingKind = Literal[
    "text",
    "command",
    "button",
    "edit",
    "voice",
    "photo",
    "sticker",
    "document",
    "forward",
    "location",
    "contact",
    "poll",
    "blocked",
    "unblocked",
    "added-to-group",
    "migrated",
    "other",
]


class User(Frozen):
    """Who wrote or pressed."""

    id: int
    first_name: str
    language_code: str | None = None
    """IETF tag of the client's language, such as 'fr' or 'pt-br'; often absent."""
    is_bot: bool = False


class Sent(Frozen):
    """A file the learner sent."""

    file_id: str
    name: str
    size: int
    """Bytes; 0 when unknown."""
    content: bytes | None = None
    """The file itself, when the conductor wanted it and it could be fetched."""


class Incoming(Frozen):
    """One update, read once; texts are valid Unicode without NUL, otherwise exactly as sent."""

    update_id: int
    kind: IncomingKind
    bot_name: str = ""
    """Our own Telegram name without '@', for links and pointers."""
    chat_id: int
    chat_type: Literal["private", "group", "supergroup", "channel"] = "private"
    user: User
    at: datetime
    """When it was sent, by Telegram's clock; when it was received if Telegram does not say."""
    message_id: int | None = None
    """The message itself; for a button, the message that carries the keyboard."""
    text: str = ""
    """The text, or the caption of what came with one."""
    command: str = ""
    """The command without slash and bot name, in lower case: 'start'."""
    argument: str = ""
    """What follows the command; for 'start' the deep-link payload."""
    data: str = ""
    """What the pressed button carries."""
    callback_id: str | None = None
    reply_to: int | None = None
    """The message it replies to."""
    document: Sent | None = None
    migrated_to: int | None = None
    """The new chat id when a group became a supergroup."""

    @property
    def private(self) -> bool:
        """It was written in a private chat."""
        return self.chat_type == "private"


class Lane(IntEnum):
    """Who goes first when many messages wait."""

    ANSWER = 0
    """Answers to button presses: a phone is spinning."""
    REPLY = 1
    """Answers to what a learner just said."""
    DRILL = 2
    """Items of a timed series."""
    BROADCAST = 3
    """Reminders and announcements."""


class Button(Frozen):
    """An inline button: exactly one of `data`, `url`, `web_app` and `copy_text`."""

    label: str = Field(min_length=1)
    data: str | None = None
    """At most 64 bytes of UTF-8."""
    url: str | None = None
    web_app: str | None = None
    """The https address of a page opened inside Telegram; only in private chats."""
    copy_text: str | None = Field(default=None, min_length=1, max_length=256)

    @model_validator(mode="after")
    def _one_purpose(self) -> Self:
        purposes = (self.data, self.url, self.web_app, self.copy_text)
        if sum(x is not None for x in purposes) != 1:
            raise ValueError(
                f"button {self.label!r} needs exactly one of data, url, web_app and copy_text"
            )
        if self.data is not None and not 1 <= len(self.data.encode()) <= DATA_BYTES:
            raise ValueError(f"button {self.label!r}: data {self.data!r} is not 1 to 64 bytes")
        return self


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons, top first."""


class Command(Frozen):
    """An entry of the command menu."""

    name: str = Field(pattern=r"^[a-z0-9_]{1,32}$")
    description: str = Field(min_length=1, max_length=256)


class _Out(Frozen):
    lane: Lane = Lane.REPLY
    key: str | None = None
    """Idempotency key: a second message with the same key is not sent.

    Left out, it is made from the update or timer that caused the message and its place there.
    """


class Say(_Out):
    """A new message. Over 4,096 UTF-16 units it is sent in parts, the keyboard under the last."""

    kind: Literal["say"] = "say"
    html: str = Field(min_length=1)
    keyboard: Keyboard = ()
    reply_to: int | None = None
    silent: bool = False
    human_delay: float = Field(default=0.0, ge=0.0, le=HUMAN_DELAY_MOST)
    """Seconds of typing shown before it is sent; see `typing_pause`."""
    slot: str | None = None
    """A name under which a later `Redraw` or `Rebutton` of this chat finds this message."""


class Redraw(_Out):
    """Change a message in place; when that fails or there is none, send it anew."""

    kind: Literal["redraw"] = "redraw"
    html: str = Field(min_length=1)
    keyboard: Keyboard = ()
    message_id: int | None = None
    slot: str | None = None
    """Which message, when `message_id` is not given; the message sent anew takes the slot."""

    @model_validator(mode="after")
    def _has_a_target(self) -> Self:
        if self.message_id is None and self.slot is None:
            raise ValueError("a Redraw needs message_id or slot")
        return self


class Rebutton(_Out):
    """Replace only the keyboard of a message (none takes it away); decoration, may fail."""

    kind: Literal["rebutton"] = "rebutton"
    keyboard: Keyboard = ()
    message_id: int | None = None
    slot: str | None = None

    @model_validator(mode="after")
    def _has_a_target(self) -> Self:
        if self.message_id is None and self.slot is None:
            raise ValueError("a Rebutton needs message_id or slot")
        return self


class AnswerButton(_Out):
    """Stop the spinner of a pressed button; sent by itself when the conductor sends none."""

    kind: Literal["answer-button"] = "answer-button"
    lane: Lane = Lane.ANSWER
    callback_id: str
    text: str = Field(default="", max_length=200)
    """Plain text."""
    alert: bool = False

    @model_validator(mode="before")
    @classmethod
    def _one_answer(cls, values: object) -> object:
        if isinstance(values, dict) and values.get("key") is None:
            return {**values, "key": f"answer-button:{values.get('callback_id')}"}
        return values


class Picture(_Out):
    """A PNG kept with `work.keep`; when pictures fail, the caption goes out as a text."""

    kind: Literal["picture"] = "picture"
    blob: str
    """What `work.keep(content)` returned."""
    html: str = Field(min_length=1)
    """The caption, which says what the picture shows; at most 1,024 units when shown."""
    keyboard: Keyboard = ()
    silent: bool = False
    slot: str | None = None


class File(_Out):
    """A document kept with `work.keep`; when documents fail, the caption goes out as a text."""

    kind: Literal["file"] = "file"
    blob: str
    name: str
    html: str = Field(min_length=1)
    keyboard: Keyboard = ()


class Typing(_Out):
    """Show that an answer is on its way; decoration."""

    kind: Literal["typing"] = "typing"


class React(_Out):
    """An emoji under a learner's message; decoration."""

    kind: Literal["react"] = "react"
    message_id: int
    emoji: str


class Commands(_Out):
    """The command menu of this chat; decoration."""

    kind: Literal["commands"] = "commands"
    lang: Lang | None = None
    """For clients in this language; None for all others."""
    commands: tuple[Command, ...]


Outgoing = Annotated[
    Say | Redraw | Rebutton | AnswerButton | Picture | File | Typing | React | Commands,
    Field(discriminator="kind"),
]

OUTGOING: TypeAdapter[Outgoing] = TypeAdapter(Outgoing)
"""Reads and writes what waits in the outbox as JSON."""


def typing_pause(text: str) -> float:
    """Seconds a person would seem to need before this line, 0.4 to 2."""
    return round(min(HUMAN_DELAY_MOST, 0.4 + len(text) / 150), 2)


def rows(buttons: Sequence[Button], width: int) -> Keyboard:
    """A keyboard of rows of at most `width` buttons."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
