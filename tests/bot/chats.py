"""Several people in one store without a network: what they do, at what time, and what they read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from bot.conduct.arrival import NOTICE
from bot.conduct.conductor import TalkConductor
from bot.messages import OUTGOING, Incoming, Outgoing, Picture, Redraw, Say, User
from dialogues.errors import NotNow
from dialogues.library import library
from dialogues.text import Lang
from storage.rows import Learner
from storage.sqlite.store import SqliteStore
from storage.sqlite.work import SqliteWork

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
LINES: dict[Lang, tuple[str, ...]] = {
    "fr": ("Bonjour, merci de me recevoir.", "Quels sont vos besoins ?", "Pour quand ?", "Bien."),
    "en": ("Good morning, thank you.", "What do you need?", "By when?", "I see."),
}
READ: TypeAdapter[Outgoing] = OUTGOING


class Chats:
    """Everyone's chats; `now` is moved by the test."""

    def __init__(self, folder: Path) -> None:
        self.store = SqliteStore.open(folder / "chats.db")
        self.conductor = TalkConductor(library(), 0)
        self.now = START
        self._update = 0
        self._langs: dict[int, Lang] = {}
        self._seen = 0

    async def arrive(self, user: int, name: str, lang: Lang = "fr") -> Learner:
        """Somebody who has agreed to the notice."""
        self._langs[user] = lang
        async with self.store.work(self.now) as work:
            one = work.enrol(user, user, name, lang)
            agreed = one.model_copy(update={"consent": NOTICE, "consent_at": self.now})
            work.save_learner(agreed)
        return agreed

    async def do(self, user: int, **values: object) -> list[Outgoing]:
        """Have something answered; gives what was sent to anybody."""
        self._update += 1
        incoming = Incoming.model_validate(
            {
                "update_id": self._update,
                "bot_name": "a_bot",
                "chat_id": user,
                "user": User(id=user, first_name="x", language_code=self._langs[user]),
                "at": self.now,
                **values,
            }
        )
        async with self.store.work(self.now) as work:
            self.conductor.handle(incoming, work, self.now)
        return [message for _, message in await self.sent()]

    async def press(self, user: int, data: str) -> list[Outgoing]:
        """Press a button."""
        return await self.do(user, kind="button", data=data, callback_id="1", message_id=3)

    async def say(self, user: int, text: str) -> list[Outgoing]:
        """Send a text."""
        return await self.do(user, kind="text", text=text)

    async def command(self, user: int, command: str, argument: str = "") -> list[Outgoing]:
        """Send a command."""
        return await self.do(user, kind="command", command=command, argument=argument)

    async def refused(self, user: int, data: str) -> str:
        """Press a button that is refused; gives the key of the reason."""
        try:
            await self.press(user, data)
        except NotNow as reason:
            return reason.key
        raise AssertionError(f"{data} was not refused")

    async def talk(self, user: int, case: str, *, turns: int = 4) -> None:
        """Hold a talk and stop it; from three turns on it is judged."""
        await self.press(user, f"go:{case}")
        for line in LINES[self._langs[user]][:turns]:
            await self.say(user, line)
        async with self.store.work(self.now) as work:
            attempt = work.chat(user).attempt
        await self.press(user, f"stop:{attempt}")

    async def sent(self) -> list[tuple[int, Outgoing]]:
        """What was sent since the last look: chat and message."""
        async with self.store.work(self.now) as work:
            assert isinstance(work, SqliteWork)
            rows = work._rows(
                "SELECT id, chat_id, body FROM outbox WHERE id > ? ORDER BY id", self._seen
            )
        self._seen = max([self._seen, *(row["id"] for row in rows)])
        return [(row["chat_id"], READ.validate_json(row["body"])) for row in rows]

    async def later(self, **span: float) -> list[tuple[int, Outgoing]]:
        """Let time pass and what comes due happen; gives what was sent."""
        self.now += timedelta(**span)
        for timer in await self.store.due(self.now):
            async with self.store.work(self.now, timer=timer) as work:
                self.conductor.on_timer(timer, work, self.now)
        return await self.sent()

    async def asleep(self, **span: float) -> None:
        """Let time pass while the bot is off."""
        self.now += timedelta(**span)


def words(messages: list[Outgoing]) -> str:
    """The texts of messages."""
    return "\n".join(m.html for m in messages if isinstance(m, Say | Redraw | Picture))


def buttons(messages: list[Outgoing]) -> list[str]:
    """The data of all buttons of messages."""
    return [
        str(button.data or button.copy_text)
        for m in messages
        if isinstance(m, Say | Redraw | Picture)
        for row in m.keyboard
        for button in row
    ]
