"""The reader's own content files: cues, lexicons, spelling tables."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=32)
def load(name: str) -> dict[str, Any]:
    """The mapping kept in `data/<name>`; treat it as read-only."""
    text = files("dialogues.reading").joinpath("data", name).read_text(encoding="utf-8")
    content = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C when there is one
    if not isinstance(content, dict):
        raise TypeError(f"{name} must hold a mapping")
    return content
