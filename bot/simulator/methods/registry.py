"""Which function carries out which Bot API method."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.arguments import Arguments
from bot.simulator.world import World

Handler = Callable[[World, Arguments], object]


@dataclass(frozen=True)
class Method:
    """A method with Telegram's spelling of its name."""

    name: str
    carry_out: Handler


METHODS: dict[str, Method] = {}


def method(*names: str) -> Callable[[Handler], Handler]:
    """Register a function under Bot API method names; case does not count in calls."""

    def register(handler: Handler) -> Handler:
        for name in names:
            METHODS[name.lower()] = Method(name, handler)
        return handler

    return register
