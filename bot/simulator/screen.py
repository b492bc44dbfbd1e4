"""Looking at a phone: what its chats show, and waiting for it."""

import asyncio

from bot.simulator.bench import Bench
from bot.simulator.shapes import Json, Match, Media, PhoneTimeoutError, Shown, fits

_SHORTEST_WAIT = 0.01


class Screen:
    """One person's screen. `chat_id` None everywhere means her chat with the bot.

    `mark` is the revision after her latest action: `wait_for` looks only at what the bot has
    said or edited since.
    """

    def __init__(self, simulator: Bench, user_id: int, name: str) -> None:
        self.simulator = simulator
        self.user_id = user_id
        self.name = name
        self.mark = 0

    async def messages(self, *, chat_id: int | None = None) -> list[Shown]:
        """What the chat shows, oldest first."""
        path = f"/sim/chats/{chat_id or self.user_id}/messages"
        found = [
            Shown(**message) for message in (await self.simulator.ask("GET", path))["messages"]
        ]
        return [message for message in found if not message.deleted]

    async def last(self, *, chat_id: int | None = None) -> Shown | None:
        """The bot's latest message."""
        said = [m for m in await self.messages(chat_id=chat_id) if m.from_bot and not m.service]
        return said[-1] if said else None

    async def view(self, *, chat_id: int | None = None) -> Json:
        """The chat as her phone shows it: commands, menu button, reply keyboard, pinned."""
        phone = await self.simulator.ask("GET", f"/sim/users/{self.user_id}")
        wanted = chat_id or self.user_id
        chat: Json = next(chat for chat in phone["chats"] if chat["id"] == wanted)
        return chat

    async def commands(self, *, chat_id: int | None = None) -> dict[str, str]:
        """The commands in her menu with their descriptions."""
        found = (await self.view(chat_id=chat_id))["commands"]
        return {command["command"]: command["description"] for command in found}

    async def reply_keyboard(self, *, chat_id: int | None = None) -> tuple[str, ...]:
        """The labels of the keyboard in place of her own, in reading order."""
        markup = (await self.view(chat_id=chat_id))["reply_keyboard"] or {}
        return tuple(button["text"] for row in markup.get("keyboard", []) for button in row)

    async def download(self, media: Media) -> bytes:
        """The bytes of a file in a message."""
        return await self.simulator.fetch(media.url)

    async def wait_for(
        self,
        match: Match | None = None,
        timeout: float = 10.0,  # noqa: ASYNC109
        *,
        chat_id: int | None = None,
        anywhere: bool = False,
    ) -> Shown:
        """The newest bot message that fits, said or edited since her latest action.

        `match` is a part of the text, a pattern, or a predicate; None takes any message.
        `anywhere` looks at the whole chat.

        Raises:
            PhoneTimeoutError: when none comes in time.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        path = f"/sim/chats/{chat_id or self.user_id}/messages"
        since = -1 if anywhere else self.mark
        while True:
            wait = max(deadline - loop.time(), _SHORTEST_WAIT)
            params = {"since": max(since, 0), "wait": min(wait, 30)}
            answer = await self.simulator.ask("GET", path, params=params)
            for message in reversed([Shown(**found) for found in answer["messages"]]):
                if message.from_bot and not message.deleted and fits(match, message):
                    return message
            since = answer["revision"]
            if loop.time() >= deadline:
                end = await self.transcript(chat_id=chat_id)
                raise PhoneTimeoutError(f"{match!r} did not come within {timeout} s; chat:\n{end}")

    async def wait_quiet(
        self,
        quiet: float = 0.3,
        timeout: float = 10.0,  # noqa: ASYNC109
        *,
        chat_id: int | None = None,
    ) -> list[Shown]:
        """Wait until nothing has changed for `quiet` seconds; gives the chat."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        path = f"/sim/chats/{chat_id or self.user_id}/messages"
        since = self.mark
        while loop.time() < deadline:
            params = {"since": since, "wait": quiet}
            answer = await self.simulator.ask("GET", path, params=params)
            if not answer["messages"]:
                break
            since = answer["revision"]
        return await self.messages(chat_id=chat_id)

    async def transcript(self, *, chat_id: int | None = None, last: int = 12) -> str:
        """The end of the chat in plain text, buttons in brackets; for failure messages."""
        lines = []
        for message in (await self.messages(chat_id=chat_id))[-last:]:
            what = message.text or (message.media.kind if message.media else message.service)
            buttons = " ".join(f"[{button.text}]" for button in message.buttons)
            lines.append(f"{message.id} {message.sender}: {what} {buttons}".rstrip())
        return "\n".join(lines)
