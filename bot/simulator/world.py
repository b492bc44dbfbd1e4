"""The simulated world: who is there, what was said, and who must hear of it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bot.simulator.errors import ApiError, bad_request, forbidden
from bot.simulator.faults import Faults
from bot.simulator.files import Shelf
from bot.simulator.mailbox import Mailbox
from bot.simulator.model import Chat, ChatType, Json, Message, Person, Query, State
from bot.simulator.pulse import Pulse

KEPT_CALLS = 20_000
_MESSAGE_UPDATES = ("message", "edited_message")


class World:
    """State, and the ways it changes; every change tells the pages that watch."""

    def __init__(self, state: State | None = None, folder: Path | None = None) -> None:
        self.state = state or State()
        self.shelf = Shelf(folder)
        self.pulse = Pulse()
        self.mailbox = Mailbox(self.state, self.pulse, self._delivered)
        self.faults = Faults()
        self.calls: deque[Json] = deque(maxlen=KEPT_CALLS)
        self.next_call = 1
        self.listeners: list[asyncio.Queue[Json | None]] = []
        self.on_change: list[Callable[[], None]] = []
        self.drafts: dict[int, Json] = {}

    # People and chats

    def add_person(self, **known: object) -> Person:
        """Somebody new; the private chat with the bot exists but is empty."""
        number = self.state.next_person_id
        self.state.next_person_id += 1
        person = Person.model_validate({"id": number, "first_name": "Camille", **known})
        self.state.people[person.id] = person
        if person.id not in self.state.chats:
            self.state.chats[person.id] = Chat(id=person.id, type="private", people=[person.id])
        self.changed()
        return person

    def add_group(
        self, kind: ChatType, title: str, people: list[int], username: str | None
    ) -> Chat:
        """A new group; the bot is not in it yet."""
        number = self.state.next_group
        self.state.next_group += 1
        group_id = -1_002_100_000_000 - number if kind == "supergroup" else -4_100_000 - number
        chat = Chat(id=group_id, type=kind, title=title, people=people, username=username)
        self.state.chats[group_id] = chat
        self.changed()
        return chat

    def person(self, person_id: int) -> Person:
        """The person with this id."""
        person = self.state.people.get(person_id)
        if person is None:
            raise bad_request("user not found")
        return person

    def chat(self, chat_id: int | str) -> Chat:
        """The chat with this id or @username."""
        if isinstance(chat_id, str):
            if chat_id.lstrip("-").isdigit():
                return self.chat(int(chat_id))
            name = chat_id.removeprefix("@").lower()
            for chat in self.state.chats.values():
                if chat.username and chat.username.lower() == name:
                    return chat
        elif chat_id in self.state.chats:
            return self.state.chats[chat_id]
        raise bad_request("chat not found")

    def open_chat(self, chat_id: int | str) -> Chat:
        """The chat, when the bot may write there.

        Raises:
            ApiError: 400 when there is no such chat, 403 when the bot may not write in it.
        """
        chat = self.chat(chat_id)
        if chat.type == "private":
            if self.person(chat.id).blocks_bot:
                raise forbidden("bot was blocked by the user")
            if chat.bot == "left":
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.bot == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif chat.bot == "left":
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def chat_body(self, chat: Chat) -> Json:
        """The Bot API's Chat."""
        body: Json = {"id": chat.id, "type": chat.type}
        if chat.type == "private":
            user = self.person(chat.id).as_user()
            body |= {k: user[k] for k in ("first_name", "last_name", "username") if k in user}
        else:
            body["title"] = chat.title
            if chat.username:
                body["username"] = chat.username
        if chat.type == "group":
            body["all_members_are_administrators"] = False
        return body

    # Messages

    @staticmethod
    def now() -> int:
        """Seconds since 1970, as messages are dated."""
        return int(time.time())

    def say(self, chat: Chat, sender: Json, content: Json, *, silent: bool = False) -> Message:
        """Put a new message into a chat."""
        if chat.type == "supergroup":
            number = chat.next_message_id
            chat.next_message_id += 1
        else:
            number = self.state.next_message_id
            self.state.next_message_id += 1
        body = {
            "message_id": number,
            "from": sender,
            "chat": self.chat_body(chat),
            "date": self.now(),
            **content,
        }
        message = Message(body=body, revision=0, silent=silent)
        chat.messages[number] = message
        self.drafts.pop(chat.id, None)
        self.touch(chat, message)
        return message

    def touch(self, chat: Chat, message: Message) -> None:
        """Note that a message changed."""
        self.state.revision += 1
        message.revision = self.state.revision
        self.tell(chat, {"event": "message", "message_id": message.id})

    def message(self, chat: Chat, message_id: int, what: str = "message not found") -> Message:
        """The message of a chat, unless deleted."""
        message = chat.messages.get(message_id)
        if message is None or message.deleted:
            raise bad_request(what)
        return message

    def erase(self, chat: Chat, message: Message) -> None:
        """Delete a message."""
        message.deleted = True
        self.touch(chat, message)

    # Telling

    def changed(self) -> None:
        """Wake the waiting, and save."""
        self.pulse.beat()
        for hook in self.on_change:
            hook()

    def tell(self, chat: Chat, event: Json) -> None:
        """Tell the phones of everybody in the chat."""
        self.publish({**event, "chat_id": chat.id, "users": list(chat.people)})

    def publish(self, event: Json) -> None:
        """Tell every listener; events without `users` are for all."""
        event = {**event, "revision": self.state.revision}
        for queue in self.listeners:
            queue.put_nowait(event)
        self.changed()

    def post(self, kind: str, payload: Json) -> int | None:
        """Queue an update for the bot."""
        update_id = self.mailbox.post(kind, payload)
        self.changed()
        return update_id

    def _delivered(self, update: Json) -> None:
        for kind in _MESSAGE_UPDATES:
            if kind not in update:
                continue
            body = update[kind]
            chat = self.state.chats.get(body["chat"]["id"])
            message = chat.messages.get(body["message_id"]) if chat else None
            if chat and message and not message.read:
                message.read = True
                self.tell(chat, {"event": "read", "message_id": message.id})

    # Queries

    def query(self, query_id: str) -> Query:
        """The pressed button with this id."""
        query = self.state.queries.get(query_id)
        if query is None or query.answered or time.time() - query.pressed_at > 900:
            raise ApiError(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        return query

    def close(self) -> None:
        """Let every waiting request end."""
        self.pulse.close()
        for queue in self.listeners:
            queue.put_nowait(None)

    def forget(self) -> None:
        """Start again with nobody and nothing; the bot keeps its token and webhook."""
        fresh = State()
        fresh.profile.id = self.state.profile.id
        fresh.profile.token = self.state.profile.token
        fresh.webhook = self.state.webhook
        fresh.allowed_updates = self.state.allowed_updates
        fresh.next_update_id = self.state.next_update_id
        fresh.next_message_id = self.state.next_message_id
        fresh.next_person_id = self.state.next_person_id
        fresh.next_group = self.state.next_group
        fresh.next_query = self.state.next_query
        fresh.revision = self.state.revision + 1
        self.state = fresh
        self.mailbox.state = fresh
        self.mailbox.drop_all()
        self.faults.clear()
        self.calls.clear()
        self.publish({"event": "reset"})
