"""The texts of a content model, each with its path."""

from collections.abc import Iterator

from pydantic import BaseModel

from dialogues.positions import Path
from dialogues.text import Text, Wordings


def texts(value: object, path: Path = ()) -> Iterator[tuple[Path, Text | Wordings]]:
    """Every text and every list of wordings within `value`, in the order of its fields."""
    if isinstance(value, Text | Wordings):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, inner in value:
            yield from texts(inner, (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, str(key)))
    elif isinstance(value, tuple | list):
        for at, inner in enumerate(value):
            yield from texts(inner, (*path, at))
