"""What the control API answers, as test drivers read it."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict

Json = dict[str, Any]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Button(_Shape):
    """An inline button; `value` is its data, URL or text to copy, by `kind`."""

    text: str
    kind: str
    value: str | None = None
    style: str | None = None


class Media(_Shape):
    """A file in a message."""

    kind: str
    url: str
    file_id: str
    name: str
    mime: str
    size: int
    width: int | None = None
    height: int | None = None
    duration: int | None = None


class Shown(_Shape):
    """A message as the phone shows it; `text` is the caption for media."""

    id: int
    chat_id: int
    revision: int
    deleted: bool
    sender_id: int
    sender: str
    from_bot: bool
    date: int
    edited: bool
    silent: bool
    protected: bool
    text: str
    html: str
    entities: tuple[Json, ...]
    media: Media | None
    poll: Json | None
    keyboard: tuple[tuple[Button, ...], ...]
    reply_to: Json | None
    forwarded_from: str | None
    reactions: dict[str, int]
    service: Json | None
    pinned: bool

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All inline buttons, in reading order."""
        return tuple(button for row in self.keyboard for button in row)

    def button(self, label_or_data: str) -> Button | None:
        """The button with this label or data."""
        for button in self.buttons:
            if label_or_data in (button.text, button.value):
                return button
        return None


class Answer(_Shape):
    """What the bot answered to a pressed button."""

    id: str
    data: str
    answered: bool
    text: str | None
    alert: bool
    url: str | None


class Call(_Shape):
    """One call of the bot; `status` None means the connection was dropped or still hangs."""

    seq: int
    method: str
    time: float
    params: Json
    chat_id: int | None = None
    status: int | None = None
    error: str | None = None
    result: Any = None
    fault: int | None = None
    seconds: float | None = None


Match = str | re.Pattern[str] | Callable[[Shown], bool]


class PhoneTimeoutError(AssertionError):
    """What was waited for did not come; the message holds the end of the chat."""


class RefusedError(Exception):
    """The simulator refused an action."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason


def fits(match: Match | None, message: Shown) -> bool:
    """Whether a message is what was waited for; None fits any."""
    if match is None:
        return True
    if isinstance(match, str):
        return match in message.text
    if isinstance(match, re.Pattern):
        return match.search(message.text) is not None
    return match(message)
