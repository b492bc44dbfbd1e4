"""The reader's own content files: cues, lexicons, spelling tables."""

import re
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


def apostrophes(source: str) -> str:
    """A pattern in which apostrophes may be missing, but 'qu'elle' is not 'quelle'."""
    kept = source.replace("qu'", "qu\x02").replace("'", "(?:' ?| )?")
    return kept.replace("\x02", "(?:' ?| )")


def alternatives(file: str, name: str) -> str:
    """The alternatives written under `name`, one line after the other, as one pattern."""
    return apostrophes(re.sub(r"(?<=\|)\s+", "", str(load(file)[name]).strip()))
