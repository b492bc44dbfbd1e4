"""Attempts that branch off from finished ones."""

from sqlite_utils import Database

from storage.schema.registry import MIGRATIONS


@MIGRATIONS()
def m007_rewinds(db: Database) -> None:
    """Tell a rewound attempt from one of its own, so that it counts nowhere."""
    db.execute("ALTER TABLE attempts ADD COLUMN origin TEXT")
    db.execute("CREATE INDEX attempts_origin ON attempts(origin) WHERE origin IS NOT NULL")
