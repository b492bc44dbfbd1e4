"""The tables, made by migrations alone; a shipped migration is never edited."""

from storage.schema import classes, drills, reviews, talks
from storage.schema.registry import MIGRATIONS

__all__ = ["MIGRATIONS", "classes", "drills", "reviews", "talks"]
