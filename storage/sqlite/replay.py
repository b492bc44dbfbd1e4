"""Events read back from the file, kept for the attempts that are in play."""

import sqlite3
from collections import OrderedDict

from dialogues.events import EVENT, Event
from dialogues.ids import AttemptId


class Replay:
    """Parses every stored event once while its attempt is in play; the file stays the truth."""

    def __init__(self, attempts: int = 256) -> None:
        self._most = attempts
        self._kept: OrderedDict[AttemptId, tuple[Event, ...]] = OrderedDict()
        self._touched: set[AttemptId] = set()

    def events(self, conn: sqlite3.Connection, attempt: AttemptId) -> tuple[Event, ...]:
        """All events of an attempt, in order."""
        kept = self._kept.get(attempt, ())
        fresh = conn.execute(
            "SELECT body FROM events WHERE attempt = ? AND seq >= ? ORDER BY seq",
            (attempt, len(kept)),
        ).fetchall()
        if fresh:
            kept = (*kept, *(EVENT.validate_json(row[0]) for row in fresh))
            self._touched.add(attempt)
        if kept:
            self._kept[attempt] = kept
            self._kept.move_to_end(attempt)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept

    def forget(self, attempt: AttemptId) -> None:
        """The attempt was erased."""
        self._kept.pop(attempt, None)

    def committed(self) -> None:
        """What was read in the transaction stays true."""
        self._touched.clear()

    def undone(self) -> None:
        """The transaction was undone: what was read in it may never have been."""
        for attempt in self._touched:
            self._kept.pop(attempt, None)
        self._touched.clear()
