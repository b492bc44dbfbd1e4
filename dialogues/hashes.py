"""What pins a scenario: a hash of all of it, and a hash of what can move a point."""

import hashlib
import json
from decimal import Decimal

from pydantic import BaseModel

from dialogues.scenario import Scenario
from dialogues.text import Text, Wordings

READ = frozenset({"gist", "answers", "says", "right"})
"""Texts that learners' words are compared with: changing them can move a point."""

_DIGITS = 16


def content_hash(scenario: Scenario) -> str:
    """A hash of everything the scenario says; comments and layout of its file do not count."""
    return _digest(scenario.model_dump(mode="json"))


def structure_hash(scenario: Scenario) -> str:
    """A hash of what can move a point: all but the texts that are only shown."""
    return _digest(_structure(scenario, ()))


def _structure(value: object, path: tuple[str, ...]) -> object:
    if isinstance(value, Text | Wordings):
        return value.model_dump(mode="json") if READ.intersection(path) else None
    if isinstance(value, BaseModel):
        return {name: _structure(inner, (*path, name)) for name, inner in value}
    if isinstance(value, dict):
        return {str(key): _structure(inner, path) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_structure(inner, path) for inner in value]
    return str(value) if isinstance(value, Decimal) else value


def _digest(body: object) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
