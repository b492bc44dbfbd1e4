"""The clock of a drill: who has how long, which item an answer belongs to, when the next comes.

Nothing here can be told apart by who has extra time: docs/decisions/0011 says why.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from dialogues.ids import LearnerId
from dialogues.text import Frozen

MOST_EXTRA = 100
"""Per cent: the longest extra time there is, and what the pace of every group allows for."""
GRACE = timedelta(seconds=2)
"""Telegram tells whole seconds, and clocks differ a little."""
FASTEST = 20
"""Chats that can be written to in a second, with room for other messages."""
BLINK = timedelta(seconds=2)
"""Nobody answers so soon after an item was written: such a text still is about the one before."""
AWAY_AFTER = 2
"""Items in a row without a word after which nobody waits for a player any more."""

Verdict = Literal["in-time", "late"]


class Player(Frozen):
    """Somebody in a drill, as the clock sees her."""

    learner: LearnerId
    extra_percent: int = 0
    here: bool = True
    """She has neither left nor blocked the bot nor gone from the cohort."""


class Opened(Frozen):
    """An item that was opened."""

    number: int
    """From 0."""
    asked_at: datetime
    """When it was written to everybody."""
    opens_at: datetime
    """When the clock starts, the same for all: later than `asked_at`, so that it can arrive."""


def lead(players: int) -> timedelta:
    """What delivery to so many takes: the clock starts for all when the last has the item."""
    return timedelta(seconds=1 + players // FASTEST)


def own_seconds(seconds: int, extra_percent: int) -> int:
    """Seconds one learner has, rounded up."""
    extra = min(max(extra_percent, 0), MOST_EXTRA)
    return -(-seconds * (100 + extra) // 100)


def own_deadline(item: Opened, seconds: int, extra_percent: int) -> datetime:
    """When one learner's time for an item is over."""
    return item.opens_at + timedelta(seconds=own_seconds(seconds, extra_percent))


def closes_at(item: Opened, seconds: int, *, alone: int | None = None) -> datetime:
    """When an item closes if not everybody has answered before.

    For a group that is after the longest time anybody could have, whoever is in it; for somebody
    alone (`alone`: her extra time) after her own.
    """
    most = MOST_EXTRA if alone is None else alone
    return own_deadline(item, seconds, most) + GRACE


def said_at(sent: datetime, received: datetime) -> datetime:
    """When an answer was given: as Telegram says, but never after it was here."""
    return min(sent, received)


def belongs_to(at: datetime, items: Sequence[Opened]) -> Opened | None:
    """The item that was in front of her when she answered; items in the order of their numbers."""
    before = [one for one in items if one.asked_at.replace(microsecond=0) + BLINK <= at]
    return before[-1] if before else None


def verdict(at: datetime, item: Opened, seconds: int, extra_percent: int) -> Verdict:
    """Whether an answer came within her own time."""
    in_time = at <= own_deadline(item, seconds, extra_percent) + GRACE
    return "in-time" if in_time else "late"


def waited_for(
    players: Sequence[Player], answered: Mapping[int, frozenset[LearnerId]], number: int
) -> tuple[LearnerId, ...]:
    """Who still has to answer item `number` before it may close early.

    Somebody who said nothing at all to the last items is not waited for; she is again as soon as
    she answers.
    """
    earlier = range(max(0, number - AWAY_AFTER), number)

    def away(learner: LearnerId) -> bool:
        silent = all(learner not in answered.get(n, frozenset()) for n in earlier)
        return len(earlier) == AWAY_AFTER and silent

    done = answered.get(number, frozenset())
    return tuple(
        p.learner for p in players if p.here and p.learner not in done and not away(p.learner)
    )


def may_close(
    now: datetime, item: Opened, seconds: int, waiting: Sequence[LearnerId], *, alone: int | None
) -> bool:
    """Whether an item is over: everybody has answered, or the longest time has run out."""
    return not waiting or now >= closes_at(item, seconds, alone=alone)


def later(item: Opened, by: timedelta) -> Opened:
    """The item with its clock set back: a pause costs nobody anything."""
    return item.model_copy(update={"opens_at": item.opens_at + by})


def away_since(alive_at: datetime, now: datetime, most: timedelta) -> timedelta:
    """How long the bot was not there, when its last beat is older than `most`; else nothing."""
    silent = now - alive_at
    return silent if silent > most else timedelta(0)
