"""Everything that is kept of a learner, found by the columns that name her."""

import json

from dialogues.ids import LearnerId
from storage.rows import KeptRow
from storage.sqlite.part import Part


class Personal(Part):
    """A learner's rows of every table, also of tables that later versions add."""

    def everything(self, learner: LearnerId) -> tuple[KeptRow, ...]:
        """What is kept of a learner, table by table, in the order it came."""
        row = self._row("SELECT chat_id FROM learners WHERE id = ?", learner)
        if row is None:
            raise KeyError(learner)
        names = {"learner": learner, "chat": row["chat_id"], "key": f"chat:{row['chat_id']}"}
        found: list[KeptRow] = []
        tables = self._rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE '_sqlite%' ORDER BY name"
        )
        for table in (t["name"] for t in tables):
            columns = {c["name"] for c in self._rows(f"PRAGMA table_info({table})")}
            where = _where(table, columns)
            if where:
                rows = self._conn.execute(
                    f"SELECT * FROM {table} WHERE {where}",  # noqa: S608 - names from the schema
                    names,
                ).fetchall()
                found += [KeptRow(table=table, body=_json(dict(one))) for one in rows]
        return tuple(found)


def _where(table: str, columns: set[str]) -> str:
    if table == "learners":
        return "id = :learner"
    if table == "inbox":
        return "chat_key = :key"
    parts = []
    if "learner" in columns:
        parts.append("learner = :learner")
    if "attempt" in columns and table != "chats":
        parts.append("attempt IN (SELECT id FROM attempts WHERE learner = :learner)")
    if "chat_id" in columns:
        parts.append("chat_id = :chat")
    return " OR ".join(parts)


def _json(row: dict[str, object]) -> str:
    shown = {
        name: f"({len(value)} bytes)" if isinstance(value, bytes) else value
        for name, value in row.items()
    }
    return json.dumps(shown, ensure_ascii=False)
