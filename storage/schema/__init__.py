"""The tables, made by migrations alone; a shipped migration is never edited."""

# They are applied in the order in which they join the list: a later one changes earlier tables.
# isort: off
from storage.schema import talks
from storage.schema import classes
from storage.schema import drills
from storage.schema import reviews
from storage.schema import rewinds

# isort: on
from storage.schema.registry import MIGRATIONS

__all__ = ["MIGRATIONS", "classes", "drills", "reviews", "rewinds", "talks"]
