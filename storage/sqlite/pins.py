"""Scenarios and rubrics as they were when something was played or judged with them."""

from storage.sqlite.part import Part


class Pins(Part):
    """Content by its hash; never changed, since the hash is its name."""

    def pin(self, content: str, body: str) -> None:
        """Keep `body` under its content hash."""
        self._do(
            "INSERT INTO pins VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING",
            content,
            body,
            self._at,
        )

    def pinned(self, content: str) -> str | None:
        """What was kept under that hash."""
        row = self._row("SELECT body FROM pins WHERE hash = ?", content)
        return None if row is None else str(row["body"])
