"""Keeping the world over a restart: one JSON file, written a moment after each change."""

import asyncio
from pathlib import Path

from pydantic import ValidationError

from bot.simulator.model import State
from bot.simulator.world import World

PAUSE = 0.3


class BrokenSnapshotError(Exception):
    """The snapshot cannot be read."""


def load(path: Path) -> State:
    """The state kept at `path`; a fresh one when there is none.

    Raises:
        BrokenSnapshotError: when the file is not a snapshot.
    """
    if not path.exists():
        return State()
    try:
        return State.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BrokenSnapshotError(
            f"{path} does not hold the simulator's chats; move the file away to start with none"
        ) from error


def save(world: World, path: Path) -> None:
    """Write the state, replacing the old file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(world.state.model_dump_json(), encoding="utf-8")
    fresh.replace(path)


class Keeper:
    """Saves the world at most once per `PAUSE` seconds."""

    def __init__(self, world: World, path: Path) -> None:
        self._world = world
        self._path = path
        self._dirty = asyncio.Event()
        world.on_change.append(self._dirty.set)

    async def run(self) -> None:
        """Save whenever something changed, until cancelled."""
        while True:
            await self._dirty.wait()
            await asyncio.sleep(PAUSE)
            self._dirty.clear()
            save(self._world, self._path)
