"""The attempt that runs in a chat, and the case it is played by."""

from bot.conduct.desk import Desk
from dialogues.case import Case
from storage.rows import AttemptRow


def running(desk: Desk) -> AttemptRow | None:
    """The attempt that plain texts belong to, if it still runs."""
    row = desk.work.attempt(desk.chat.attempt) if desk.chat.attempt else None
    return row if row and row.state == "running" else None


def case_of(desk: Desk, row: AttemptRow) -> Case:
    """The case an attempt is played by: the very content it began with.

    Raises:
        NotNow: that content is gone.
    """
    return desk.pinned_case(row.scenario_hash)
