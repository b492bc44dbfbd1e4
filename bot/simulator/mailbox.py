"""Updates on their way to the bot: kept until confirmed, pulled by polling."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.simulator.errors import ApiError
from bot.simulator.model import Json, State
from bot.simulator.pulse import Pulse

RECENT = 300
BY_DEFAULT_LEFT_OUT = ("chat_member", "message_reaction", "message_reaction_count")
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


class Mailbox:
    """The bot's queue of updates.

    An update stays until a later call asks for a higher offset. `again` holds copies to deliver
    once more whatever the offset; `hold` counts updates still to be kept back for reordering.
    """

    def __init__(self, state: State, pulse: Pulse, delivered: Callable[[Json], None]) -> None:
        self.state = state
        self._pulse = pulse
        self._delivered = delivered
        self._poller = 0
        self.again: list[Json] = []
        self.held: list[Json] = []
        self.hold = 0

    def post(self, kind: str, payload: Json) -> int | None:
        """Queue an update and give its id; None when the bot has not asked for its kind."""
        allowed = self.state.allowed_updates
        if kind not in allowed if allowed else kind in BY_DEFAULT_LEFT_OUT:
            return None
        number = self.state.next_update_id
        update: Json = {"update_id": number, kind: payload}
        self.state.next_update_id += 1
        if self.hold:
            self.held.append(update)
            self.hold -= 1
            if not self.hold:
                self.release()
        else:
            self.state.updates.append(update)
        self._pulse.beat()
        return number

    def release(self) -> None:
        """Queue what was kept back, latest first."""
        self.state.updates.extend(reversed(self.held))
        self.held, self.hold = [], 0
        self._pulse.beat()

    def redeliver(self, last: int) -> list[int]:
        """Deliver the last updates once more, confirmed or not; gives their ids."""
        known = [*self.state.recent_updates, *self.state.updates]
        copies = known[-last:] if last > 0 else []
        self.again.extend(copies)
        self._pulse.beat()
        return [int(update["update_id"]) for update in copies]

    def confirm(self, below: int) -> None:
        """Forget every update whose id is lower."""
        gone = [u for u in self.state.updates if u["update_id"] < below]
        if gone:
            self.state.updates = [u for u in self.state.updates if u["update_id"] >= below]
            self.state.recent_updates = [*self.state.recent_updates, *gone][-RECENT:]

    def delivered(self, update: Json) -> None:
        """Forget one update that the webhook took."""
        self.state.updates = [u for u in self.state.updates if u is not update]
        self.state.recent_updates = [*self.state.recent_updates, update][-RECENT:]
        self._delivered(update)

    def drop_all(self) -> None:
        """Forget all pending updates."""
        self.confirm(self.state.next_update_id)
        self.again, self.held, self.hold = [], [], 0

    def allow(self, kinds: list[str] | None) -> None:
        """Set the wanted kinds; None leaves the former choice, an empty list the default."""
        if kinds is not None:
            self.state.allowed_updates = list(kinds) or None

    async def take(
        self, offset: int, limit: int, seconds: float, gone: Callable[[], Awaitable[None]]
    ) -> list[Json]:
        """The next updates, waiting up to `seconds` for the first.

        Raises:
            ApiError: 409 when a webhook is set, or when a later poller takes over.
        """
        if self.state.webhook is not None:
            raise ApiError(409, _WEBHOOK_ACTIVE)
        self._poller += 1
        me = self._poller
        self._pulse.beat()
        if offset < 0:
            kept = self.state.updates[offset:]
            self.confirm(kept[0]["update_id"] if kept else self.state.next_update_id)
        elif offset > 0:
            self.confirm(offset)

        def ready() -> bool:
            return bool(self.state.updates or self.again) or self._poller != me

        if not ready() and seconds > 0:
            waiting = asyncio.create_task(self._pulse.until(ready, seconds))
            leaving = asyncio.ensure_future(gone())
            try:
                await asyncio.wait({waiting, leaving}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (waiting, leaving):
                    task.cancel()
                await asyncio.gather(waiting, leaving, return_exceptions=True)
        if self._poller != me:
            raise ApiError(409, _OTHER_POLLER)
        batch, self.again = self.again[:limit], self.again[limit:]
        batch = [*batch, *self.state.updates[: limit - len(batch)]]
        for update in batch:
            self._delivered(update)
        return batch
