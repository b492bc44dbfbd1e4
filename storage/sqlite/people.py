"""Learners, their chats, and their erasure."""

import secrets
import sqlite3

from dialogues.ids import AttemptId, LearnerId
from dialogues.text import Lang
from storage.rows import Chat, Erasure, Learner, LearnerSettings
from storage.sqlite.columns import written_or_none
from storage.sqlite.part import Part

_EMPTY = "cohort IS NULL AND NOT EXISTS (SELECT 1 FROM drill_players WHERE drill = drills.id)"
_EMPTY_ITEMS = f"DELETE FROM drill_items WHERE drill IN (SELECT id FROM drills WHERE {_EMPTY})"  # noqa: S608
_EMPTY_DRILLS = f"DELETE FROM drills WHERE {_EMPTY}"  # noqa: S608
"""What is left of drills somebody played alone, once she is gone."""


class People(Part):
    """Learners and chats."""

    PERSONAL = (
        "roles",
        "cohort_trainers",
        "memberships",
        "web_links",
        "web_sessions",
        "drill_players",
        "drill_answers",
        "drill_watchers",
    )
    """Tables whose rows of a learner go with her, besides her attempts and what hangs on them."""

    def learner(self, learner: LearnerId) -> Learner:
        """The learner of that id."""
        row = self._row("SELECT * FROM learners WHERE id = ?", learner)
        if row is None:
            raise KeyError(learner)
        return learner_of(row)

    def learner_by_user(self, user_id: int) -> Learner | None:
        """The learner behind a Telegram user."""
        row = self._row("SELECT * FROM learners WHERE user_id = ?", user_id)
        return None if row is None else learner_of(row)

    def learner_by_chat(self, chat_id: int) -> Learner | None:
        """The learner whose private chat this is."""
        row = self._row("SELECT * FROM learners WHERE chat_id = ?", chat_id)
        return None if row is None else learner_of(row)

    def learners(self) -> tuple[Learner, ...]:
        """Everyone, by first name."""
        rows = self._rows("SELECT * FROM learners ORDER BY first_name, id")
        return tuple(learner_of(row) for row in rows)

    def enrol(self, user_id: int, chat_id: int, first_name: str, lang: Lang) -> Learner:
        """The learner behind a Telegram user, made now if new."""
        self._do(
            "INSERT INTO learners (id, user_id, chat_id, lang, first_name, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO NOTHING",
            secrets.token_hex(8),
            user_id,
            chat_id,
            lang,
            first_name,
            self._at,
        )
        learner = self.learner_by_user(user_id)
        assert learner is not None
        return learner

    def save_learner(self, learner: Learner) -> None:
        """Keep a changed learner."""
        changed = self._do(
            "UPDATE learners SET chat_id = ?, lang = ?, first_name = ?, consent = ?,"
            " consent_at = ?, notice_seen_at = ?, settings = ?, blocked = ? WHERE id = ?",
            learner.chat_id,
            learner.lang,
            learner.first_name,
            learner.consent,
            written_or_none(learner.consent_at),
            written_or_none(learner.notice_seen_at),
            learner.settings.model_dump_json(),
            int(learner.blocked),
            learner.id,
        )
        if not changed:
            raise KeyError(learner.id)

    def chat(self, chat_id: int) -> Chat:
        """Where the chat stands; a fresh one if nothing is known."""
        row = self._row("SELECT * FROM chats WHERE chat_id = ?", chat_id)
        return Chat(chat_id=chat_id) if row is None else Chat.model_validate(dict(row))

    def save_chat(self, chat: Chat) -> None:
        """Keep where the chat stands."""
        self._do(
            "INSERT INTO chats (chat_id, screen, step, attempt, state) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (chat_id) DO UPDATE SET screen = excluded.screen,"
            " step = excluded.step, attempt = excluded.attempt, state = excluded.state",
            chat.chat_id,
            chat.screen,
            chat.step,
            chat.attempt,
            chat.state,
        )

    def erase(self, learner: LearnerId) -> Erasure:
        """Erase all that is kept of a learner, and record that it was done."""
        chat_id = self.learner(learner).chat_id
        attempts = [
            AttemptId(row["id"])
            for row in self._rows("SELECT id FROM attempts WHERE learner = ?", learner)
        ]
        self._do("INSERT INTO erasures VALUES (?, ?, 0, 0)", learner, self._at)
        mine = "(SELECT id FROM attempts WHERE learner = ?)"
        events = self._do(f"DELETE FROM events WHERE attempt IN {mine}", learner)  # noqa: S608
        self._do(f"DELETE FROM assessments WHERE attempt IN {mine}", learner)  # noqa: S608
        self._do(f"DELETE FROM reviews WHERE attempt IN {mine}", learner)  # noqa: S608
        self._do("UPDATE reviews SET trainer = NULL WHERE trainer = ?", learner)
        self._do(f"UPDATE chats SET attempt = NULL WHERE attempt IN {mine}", learner)  # noqa: S608
        self._do("DELETE FROM attempts WHERE learner = ?", learner)
        for table in self.PERSONAL:
            self._do(f"DELETE FROM {table} WHERE learner = ?", learner)  # noqa: S608
        # Cohorts that nobody trains any more are over; their learners would wait for nothing.
        self._do(
            "UPDATE cohorts SET closed_at = ? WHERE closed_at IS NULL"
            " AND id NOT IN (SELECT cohort FROM cohort_trainers)",
            self._at,
        )
        self._do(_EMPTY_ITEMS)
        self._do(_EMPTY_DRILLS)
        self._do("DELETE FROM learners WHERE id = ?", learner)
        # What was sent to her may hold her words: a copy of her data, a picture of her progress.
        self._do(
            "DELETE FROM blobs WHERE hash IN"
            " (SELECT json_extract(body, '$.blob') FROM outbox WHERE chat_id = ?1)"
            " AND hash NOT IN (SELECT json_extract(body, '$.blob') FROM outbox"
            "                  WHERE chat_id <> ?1 AND json_extract(body, '$.blob') IS NOT NULL)",
            chat_id,
        )
        for table in ("chats", "outbox", "slots", "timers"):
            self._do(f"DELETE FROM {table} WHERE chat_id = ?", chat_id)  # noqa: S608
        # The row of the update that asked for it is still needed, to be marked done.
        self._do("UPDATE inbox SET raw = '{}', error = NULL WHERE chat_key = ?", f"chat:{chat_id}")
        self._do(
            "UPDATE erasures SET attempts = ?, events = ? WHERE learner = ?",
            len(attempts),
            events,
            learner,
        )
        for attempt in attempts:
            self._replay.forget(attempt)
        return Erasure(learner=learner, at=self._now, attempts=len(attempts), events=events)


def learner_of(row: sqlite3.Row) -> Learner:
    """The learner a row of `learners` holds."""
    values = dict(row)
    values["settings"] = LearnerSettings.model_validate_json(values["settings"])
    return Learner.model_validate(values)
