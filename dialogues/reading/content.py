"""The reader's own content files: cues, lexicons, spelling tables."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=32)
def _content(name: str) -> Any:
    text = files("dialogues.reading").joinpath("data", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=SAFE_LOADER)  # noqa: S506 - a safe loader, in C when there is one


def load(name: str) -> dict[Any, Any]:
    """The mapping kept in `data/<name>`; treat it as read-only."""
    content = _content(name)
    if not isinstance(content, dict):
        raise TypeError(f"{name} must hold a mapping")
    return content


def load_list(name: str) -> list[dict[str, Any]]:
    """The list of mappings kept in `data/<name>`; treat it as read-only."""
    content = _content(name)
    if not isinstance(content, list):
        raise TypeError(f"{name} must hold a list")
    return content
