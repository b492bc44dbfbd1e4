"""Driving the simulator from tests: people with phones, and what the bot did.

async with Simulator(url) as simulator:
    phone = await simulator.phone("Camille", language="fr")
    await phone.start()
    await phone.wait_for("Bienvenue")
    await phone.press("Commencer")
"""

from typing import Literal

from bot.simulator.bench import Bench
from bot.simulator.screen import Screen
from bot.simulator.shapes import (
    Answer,
    Button,
    Call,
    Json,
    Match,
    Media,
    PhoneTimeoutError,
    RefusedError,
    Shown,
)

__all__ = [
    "Answer",
    "Button",
    "Call",
    "Json",
    "Match",
    "Media",
    "Phone",
    "PhoneTimeoutError",
    "RefusedError",
    "Shown",
    "Simulator",
]

FileKind = Literal[
    "photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker"
]
BotStatus = Literal["member", "administrator", "left", "kicked"]


class Simulator(Bench):
    """The whole simulator seen from a test; use it as an async context manager."""

    async def phone(
        self,
        first_name: str = "Camille",
        *,
        language: str | None = "fr",
        last_name: str | None = None,
        username: str | None = None,
    ) -> "Phone":
        """A new person with a phone; her chat with the bot is empty."""
        body = {
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language,
        }
        person = await self.ask("POST", "/sim/users", json=body)
        return Phone(self, person["id"], first_name)

    async def group(
        self,
        *phones: "Phone",
        title: str = "Export",
        kind: Literal["group", "supergroup"] = "supergroup",
        bot: Literal["member", "administrator"] | None = "member",
    ) -> int:
        """A group of these people, the bot brought in by the first; gives the chat id."""
        body = {"title": title, "type": kind, "people": [phone.user_id for phone in phones]}
        chat_id = int((await self.ask("POST", "/sim/groups", json=body))["id"])
        if bot is not None:
            await self.bot_status(chat_id, bot, by=phones[0])
        return chat_id

    async def bot_status(
        self,
        chat_id: int,
        status: BotStatus,
        *,
        by: "Phone",
    ) -> None:
        """Bring the bot into a group, make it administrator, or put it out."""
        body = {"status": status, "by": by.user_id}
        await self.ask("POST", f"/sim/groups/{chat_id}/bot", json=body)


class Phone(Screen):
    """One person's phone. `chat_id` None everywhere means her chat with the bot."""

    _query: str | None = None

    async def _act(self, action: str, body: Json) -> Json:
        body = {key: value for key, value in body.items() if value is not None}
        path = f"/sim/users/{self.user_id}/{action}"
        answer: Json = await self.simulator.ask("POST", path, json=body)
        self.mark = answer["revision"]
        return answer

    # Saying

    async def send(
        self, text: str, *, reply_to: int | None = None, chat_id: int | None = None
    ) -> Shown:
        """Send a text."""
        body = {"text": text, "reply_to": reply_to, "chat_id": chat_id}
        return Shown(**(await self._act("send", body))["message"])

    async def start(self, code: str = "") -> Shown:
        """Press Start, or open a deep link with `code`."""
        return Shown(**(await self._act("start", {"code": code}))["message"])

    async def send_file(
        self,
        kind: FileKind,
        data: bytes,
        name: str,
        *,
        mime: str = "application/octet-stream",
        caption: str | None = None,
        duration: int | None = None,
        reply_to: int | None = None,
        chat_id: int | None = None,
    ) -> Shown:
        """Send a picture, document, voice message or sticker."""
        given = {"kind": kind, "caption": caption, "duration": duration}
        given |= {"reply_to": reply_to, "chat_id": chat_id}
        fields = {key: str(value) for key, value in given.items() if value is not None}
        answer = await self.simulator.ask(
            "POST",
            f"/sim/users/{self.user_id}/send",
            data=fields,
            files={"file": (name, data, mime)},
        )
        self.mark = answer["revision"]
        return Shown(**answer["message"])

    async def send_location(self, latitude: float, longitude: float) -> Shown:
        """Send a place."""
        body = {"location": {"latitude": latitude, "longitude": longitude}}
        return Shown(**(await self._act("send", body))["message"])

    async def send_contact(self, phone_number: str, first_name: str) -> Shown:
        """Send a telephone number."""
        body = {"contact": {"phone_number": phone_number, "first_name": first_name}}
        return Shown(**(await self._act("send", body))["message"])

    # Doing

    async def press(
        self,
        label_or_data: str,
        *,
        message_id: int | None = None,
        chat_id: int | None = None,
        stale: bool = False,
    ) -> str | None:
        """Press the newest button with this label or callback data.

        A button of the reply keyboard sends its label as text. `stale` presses `label_or_data`
        as data on a message that no longer shows it (`message_id` is needed then). Gives the id
        of the callback query, None for a reply keyboard.

        Raises:
            LookupError: when no message shows such a button.
        """
        body: Json = {"message_id": message_id, "data": label_or_data, "chat_id": chat_id}
        if not stale:
            for message in reversed(await self.messages(chat_id=chat_id)):
                button = message.button(label_or_data)
                if button is None or message_id not in (None, message.id):
                    continue
                if button.kind != "callback_data":
                    raise LookupError(f"{label_or_data!r} is a {button.kind} button")
                body |= {"message_id": message.id, "data": button.value}
                break
            else:
                if label_or_data in await self.reply_keyboard(chat_id=chat_id):
                    await self.send(label_or_data, chat_id=chat_id)
                    return None
                raise LookupError(
                    f"no button {label_or_data!r} in:\n{await self.transcript(chat_id=chat_id)}"
                )
        query = (await self._act("press", {**body, "stale": stale}))["query"]
        self._query = str(query["id"])
        return self._query

    async def answer(self, timeout: float = 10.0) -> Answer:  # noqa: ASYNC109
        """What the bot answers to the latest press, waiting for it.

        Raises:
            PhoneTimeoutError: when it does not answer in time.
        """
        path = f"/sim/queries/{self._query}"
        found = Answer(**await self.simulator.ask("GET", path, params={"wait": timeout}))
        if not found.answered:
            raise PhoneTimeoutError(f"{found.data!r} was not answered within {timeout} s")
        return found

    async def edit(self, message_id: int, text: str, *, chat_id: int | None = None) -> Shown:
        """Change one of her texts."""
        body = {"message_id": message_id, "text": text, "chat_id": chat_id}
        return Shown(**(await self._act("edit", body))["message"])

    async def delete(self, message_id: int, *, chat_id: int | None = None) -> None:
        """Delete a message."""
        await self._act("delete", {"message_id": message_id, "chat_id": chat_id})

    async def react(
        self, message_id: int, emoji: str | None, *, chat_id: int | None = None
    ) -> None:
        """Put a reaction under a message, None takes it away."""
        body = {"message_id": message_id, "emoji": emoji, "chat_id": chat_id}
        await self._act("react", body)

    async def forward(
        self, message_id: int, *, chat_id: int | None = None, to: int | None = None
    ) -> Shown:
        """Forward a message."""
        body = {"message_id": message_id, "chat_id": chat_id, "to_chat_id": to}
        return Shown(**(await self._act("forward", body))["message"])

    async def vote(self, poll_id: str, *options: int) -> None:
        """Answer a poll by option places, from 0."""
        await self._act("vote", {"poll_id": poll_id, "options": list(options)})

    async def block(self, blocked: bool = True) -> None:
        """Block the bot, or let it write again."""
        await self._act("block", {"blocked": blocked})

    async def join(self, chat_id: int) -> None:
        """Enter a group."""
        await self._act("join", {"chat_id": chat_id})

    async def set_language(self, code: str | None) -> None:
        """Change the language of her Telegram."""
        path = f"/sim/users/{self.user_id}"
        await self.simulator.ask("PATCH", path, json={"language_code": code})
