"""How values are written in columns."""

from datetime import UTC, datetime


def written(at: datetime) -> str:
    """A time as text that sorts like the time.

    Raises:
        ValueError: the time is naive.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def written_or_none(at: datetime | None) -> str | None:
    """A time or its absence."""
    return None if at is None else written(at)
