"""The silence after which a persona speaks first."""

from datetime import timedelta

from bot.conduct.desk import Desk
from dialogues.ids import AttemptId


def for_silence(desk: Desk, attempt_id: AttemptId) -> None:
    """Wait for the learner; nothing is set when she wants no nudges."""
    minutes, extra = desk.nudge_minutes, desk.learner.settings.extra_time_percent
    if minutes > 0 and desk.learner.settings.nudges:
        desk.work.set_timer(
            f"silence:{attempt_id}",
            desk.now + timedelta(minutes=minutes * (100 + extra) / 100),
            "silence",
            payload=f'{{"attempt": "{attempt_id}"}}',
            chat_id=desk.learner.chat_id,
        )
