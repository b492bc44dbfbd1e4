"""How fast Telegram may be written to: per chat, per group, in all; deadlines it sets.

Times are seconds of a monotonic clock, given by the caller. Source of the figures:
core.telegram.org/bots/faq, "My bot is hitting limits".
"""

from collections import deque

CHAT_RATE, CHAT_BURST = 1.0, 3
GROUP_MOST, GROUP_SECONDS = 20, 60.0
ALL_MOST, ALL_SECONDS = 25, 1.0


class Bucket:
    """`burst` at once, then `rate` a second."""

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate, self._burst = rate, burst
        self._level, self._at = float(burst), now

    def _now_holds(self, now: float) -> float:
        return min(self._burst, self._level + (now - self._at) * self._rate)

    def free_at(self, now: float) -> float:
        """When the next one may go."""
        missing = 1.0 - self._now_holds(now)
        return now + max(0.0, missing) / self._rate

    def take(self, now: float) -> None:
        """Count one."""
        self._level, self._at = self._now_holds(now) - 1.0, now

    def is_full(self, now: float) -> bool:
        """Nothing went for long: the bucket may be forgotten."""
        return self._now_holds(now) >= self._burst


class Window:
    """At most `most` in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=most)

    def free_at(self, now: float) -> float:
        """When the next one may go."""
        full = len(self._times) == self._times.maxlen
        return max(now, self._times[0] + self._seconds) if full else now

    def take(self, now: float) -> None:
        """Count one."""
        self._times.append(now)

    def is_full(self, now: float) -> bool:
        """Nothing went for long: the window may be forgotten."""
        return not self._times or now - self._times[-1] >= self._seconds


class Pace:
    """When the next call may go to a chat."""

    def __init__(self) -> None:
        self._all = Window(ALL_MOST, ALL_SECONDS)
        self._chats: dict[int, Bucket | Window] = {}
        self._held: dict[int, float] = {}
        self._held_all = 0.0

    def free_at(self, chat_id: int, now: float, *, message: bool) -> float:
        """When the next call may go to that chat; `message` counts against the chat's own pace."""
        times = [self._all.free_at(now), self._held_all, self._held.get(chat_id, 0.0)]
        if message and chat_id in self._chats:
            times.append(self._chats[chat_id].free_at(now))
        return max(times)

    def all_free_at(self, now: float) -> float:
        """When the next call may go to any chat at all."""
        return max(self._all.free_at(now), self._held_all)

    def take(self, chat_id: int, now: float, *, message: bool) -> None:
        """Count a call."""
        self._all.take(now)
        if not message:
            return
        if chat_id not in self._chats:
            self._forget(now)
            self._chats[chat_id] = (
                Bucket(CHAT_RATE, CHAT_BURST, now)
                if chat_id > 0
                else Window(GROUP_MOST, GROUP_SECONDS)
            )
        self._chats[chat_id].take(now)

    def hold(self, chat_id: int, until: float, now: float) -> None:
        """Telegram wants no call to that chat before `until`.

        A second chat told so while the first still waits means that the bot as a whole is meant.
        """
        others = [t for chat, t in self._held.items() if chat != chat_id and t > now]
        self._held[chat_id] = max(until, self._held.get(chat_id, 0.0))
        if others:
            self.hold_all(until)

    def rest(self, chat_id: int, until: float) -> None:
        """Leave a chat alone until then, for our own reasons."""
        self._held[chat_id] = max(until, self._held.get(chat_id, 0.0))

    def hold_all(self, until: float) -> None:
        """No call at all before `until`."""
        self._held_all = max(self._held_all, until)

    def _forget(self, now: float) -> None:
        if len(self._chats) < 1000:
            return
        self._chats = {c: pace for c, pace in self._chats.items() if not pace.is_full(now)}
        self._held = {c: until for c, until in self._held.items() if until > now}
