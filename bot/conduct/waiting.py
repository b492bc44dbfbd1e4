"""The silence after which a persona speaks first."""

from datetime import timedelta

from bot.conduct.desk import Desk
from dialogues.ids import AttemptId


def for_silence(desk: Desk, attempt_id: AttemptId) -> None:
    """Wait for the learner; nothing is set when she wants no nudges."""
    minutes = desk.nudge_minutes
    if minutes > 0 and desk.learner.settings.nudges:
        desk.work.set_timer(
            f"silence:{attempt_id}",
            desk.now + timedelta(minutes=minutes),
            "silence",
            payload=f'{{"attempt": "{attempt_id}"}}',
            chat_id=desk.learner.chat_id,
        )
