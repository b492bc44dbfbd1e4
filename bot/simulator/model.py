"""What the simulator remembers: people, chats, messages, files and the bot itself."""

from typing import Any, Literal

from pydantic import BaseModel, Field

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]
Membership = Literal["member", "administrator", "left", "kicked"]


class Person(BaseModel):
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    on_page: bool = False
    blocks_bot: bool = False

    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if value := getattr(self, key):
                user[key] = value
        return user

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


class Message(BaseModel):
    """A message: its Bot API body, and what only the server knows."""

    body: Json
    revision: int
    deleted: bool = False
    read: bool = False
    silent: bool = False
    via_link: bool = False
    can_edit: bool = True
    reactions: dict[int, str] = Field(default_factory=dict)

    @property
    def id(self) -> int:
        """The message id within its chat."""
        return int(self.body["message_id"])

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.body["from"]["is_bot"])


class ReplyKeyboard(BaseModel):
    """The keyboard that stands where the phone's own would be."""

    message_id: int
    markup: Json


class Chat(BaseModel):
    """A conversation; a private one has its person's id."""

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    people: list[int] = Field(default_factory=list)
    administrators: list[int] = Field(default_factory=list)
    bot: Membership = "left"
    messages: dict[int, Message] = Field(default_factory=dict)
    pinned: list[int] = Field(default_factory=list)
    keyboards: dict[int, ReplyKeyboard] = Field(default_factory=dict)
    menu_button: Json | None = None
    next_message_id: int = 1


class StoredFile(BaseModel):
    """An uploaded file; its bytes lie beside the snapshot or in memory, under `unique_id`."""

    unique_id: str
    path: str
    name: str
    mime: str
    size: int
    kind: str
    media: Json


class CommandSet(BaseModel):
    """The commands of one scope and language."""

    scope: Json
    language_code: str
    commands: list[Json]


class Webhook(BaseModel):
    """Where updates are pushed."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


class Profile(BaseModel):
    """The bot as people see it; texts are kept by language code, "" for the fallback."""

    id: int | None = None
    username: str = "PourparlerBot"
    names: dict[str, str] = Field(default_factory=lambda: {"": "Pourparler"})
    descriptions: dict[str, str] = Field(default_factory=dict)
    short_descriptions: dict[str, str] = Field(default_factory=dict)
    commands: list[CommandSet] = Field(default_factory=list)
    menu_button: Json = Field(default_factory=lambda: {"type": "commands"})
    token: str | None = None

    def name(self, language_code: str | None = None) -> str:
        """The name shown to somebody who reads `language_code`."""
        return self.names.get((language_code or "")[:2]) or self.names.get("") or self.username

    def as_user(self) -> Json:
        """The Bot API's User of the bot."""
        return {
            "id": self.id or 0,
            "is_bot": True,
            "first_name": self.name(),
            "username": self.username,
        }


class Query(BaseModel):
    """A button somebody pressed, and what the bot answered."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    pressed_at: float
    answered: bool = False
    text: str | None = None
    alert: bool = False
    url: str | None = None


class PollState(BaseModel):
    """A poll and its votes."""

    chat_id: int
    message_id: int
    body: Json
    votes: dict[int, list[int]] = Field(default_factory=dict)


class State(BaseModel):
    """Everything a restart keeps."""

    profile: Profile = Field(default_factory=Profile)
    people: dict[int, Person] = Field(default_factory=dict)
    chats: dict[int, Chat] = Field(default_factory=dict)
    files: dict[str, StoredFile] = Field(default_factory=dict)
    queries: dict[str, Query] = Field(default_factory=dict)
    polls: dict[str, PollState] = Field(default_factory=dict)
    updates: list[Json] = Field(default_factory=list)
    recent_updates: list[Json] = Field(default_factory=list)
    allowed_updates: list[str] | None = None
    webhook: Webhook | None = None
    next_person_id: int = 730_154_001
    next_group: int = 1
    next_message_id: int = 1
    next_update_id: int = 412_000_001
    next_query: int = 1
    revision: int = 0
