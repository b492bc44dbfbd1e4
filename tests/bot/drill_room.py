"""A class in one room: messages and timers go straight to the conductor, at times the test sets."""

import json
from datetime import UTC, datetime, timedelta

from bot.conduct import arrival
from bot.conduct.conductor import TalkConductor
from bot.i18n import Texts, texts
from bot.messages import Incoming, IncomingKind, User
from dialogues.errors import NotNow
from dialogues.ids import CohortId, DrillId, LearnerId
from dialogues.library import Library
from dialogues.text import Lang
from storage.drill_rows import Drill, DrillAnswer
from storage.rows import Learner
from storage.sqlite.store import SqliteStore

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NICE: dict[Lang, str] = {
    "fr": "Je comprends. Combien en prenez-vous par an ? Nos essais le prouvent, vous y gagnez.",
    "en": "I understand. How many do you take a year? Our tests prove it, so you save time.",
}


class Person:
    """Somebody with a private chat; what she was sent is read from the outbox."""

    def __init__(self, room: "Room", learner: Learner) -> None:
        self._room = room
        self.user_id = learner.user_id
        self.id: LearnerId = learner.id
        self.lang: Lang = learner.lang
        self._seen = 0

    @property
    def t(self) -> Texts:
        return texts(self.lang)

    def all(self) -> list[str]:
        """Everything she was ever sent or shown."""
        return [html for _, html, _ in self._room.out(self.user_id)]

    def fresh(self) -> list[str]:
        """What is new since the last look."""
        found = [row for row in self._room.out(self.user_id) if row[0] > self._seen]
        self._seen = max([self._seen, *(row[0] for row in found)])
        return [html for _, html, _ in found]

    def buttons(self) -> list[str]:
        """What the buttons of her newest message with any carry."""
        shown = [b for _, _, b in self._room.out(self.user_id) if b]
        return shown[-1] if shown else []

    async def press(self, data: str) -> list[str]:
        self.fresh()
        await self._room.give(self.user_id, "button", data=data)
        return self.fresh()

    async def say(self, text: str, *, sent: datetime | None = None) -> list[str]:
        self.fresh()
        await self._room.give(self.user_id, "text", text=text, sent=sent)
        return self.fresh()

    async def block(self) -> None:
        await self._room.give(self.user_id, "blocked")


class Room:
    """The store, the clock and the conductor."""

    def __init__(self, store: SqliteStore, library: Library) -> None:
        self.store = store
        self.now = MONDAY
        self.conductor = TalkConductor(library, nudge_minutes=10)
        self._count = 0

    async def person(self, name: str, lang: Lang, *, extra: int = 0) -> Person:
        self._count += 1
        number = self._count
        async with self.store.work(self.now) as work:
            one = work.enrol(number, number, name, lang)
            chosen = one.settings.model_copy(update={"extra_time_percent": extra})
            one = one.model_copy(
                update={"consent": arrival.NOTICE, "consent_at": self.now, "settings": chosen}
            )
            work.save_learner(one)
        return Person(self, one)

    async def cohort(self, trainer: Person, *members: Person) -> CohortId:
        async with self.store.work(self.now) as work:
            work.give_role(trainer.id, "trainer")
            made = work.make_cohort("BTS CI 1", trainer.id).id
            for one in members:
                work.join(made, one.id)
        return made

    async def give(
        self,
        user_id: int,
        kind: IncomingKind,
        *,
        text: str = "",
        data: str = "",
        command: str = "",
        sent: datetime | None = None,
    ) -> None:
        """One update, answered as the message path would."""
        self._count += 1
        incoming = Incoming(
            update_id=self._count,
            kind=kind,
            chat_id=user_id,
            user=User(id=user_id, first_name="x"),
            # Telegram tells whole seconds.
            at=(sent or self.now).replace(microsecond=0),
            message_id=self._count,
            text=text,
            command=command,
            data=data,
            callback_id=str(self._count) if kind == "button" else None,
        )
        try:
            async with self.store.work(self.now) as work:
                self.conductor.handle(incoming, work, self.now)
        except NotNow as error:
            async with self.store.work(self.now) as work:
                learner = work.learner_by_user(user_id)
                assert learner is not None
                self._refuse(error, learner)

    def _refuse(self, error: NotNow, learner: Learner) -> None:
        self.refused = (learner.user_id, error.key)
        assert self.conductor.refusal(error, learner.lang)

    refused: tuple[int, str] = (0, "")
    """Whom the last refusal was for, and which it was."""

    async def wait(self, seconds: float) -> None:
        """Let time go by, firing what falls due at its time."""
        end = self.now + timedelta(seconds=seconds)
        while True:
            due = await self.store.next_due()
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            for timer in await self.store.due(self.now):
                async with self.store.work(self.now, timer=timer) as work:
                    self.conductor.on_timer(timer, work, self.now)
        self.now = end

    async def sleep(self, seconds: float) -> None:
        """Time goes by while no process is there."""
        self.now += timedelta(seconds=seconds)

    async def drill(self) -> Drill:
        """The newest drill."""
        async with self.store.work(self.now) as work:
            found = work.drills()
        return found[0]

    async def answers(self, drill: DrillId, learner: LearnerId) -> tuple[DrillAnswer, ...]:
        async with self.store.work(self.now) as work:
            return work.drill_answers(drill, learner)

    def out(self, chat_id: int) -> list[tuple[int, str, list[str]]]:
        """Row, text, and what its buttons carry."""
        found = []
        for row_id, body in self.store._conn.execute(
            "SELECT id, body FROM outbox WHERE chat_id = ? ORDER BY id", (chat_id,)
        ):
            out = json.loads(body)
            text = out.get("html") or out.get("text") or ""
            data = [b["data"] for line in out.get("keyboard") or () for b in line]
            if text:
                found.append((row_id, text, data))
        return found
