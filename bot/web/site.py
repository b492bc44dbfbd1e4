"""What the trainers' pages stand on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dialogues.library import Library
from storage.store import Store


@dataclass(frozen=True)
class Site:
    """One bot's pages."""

    store: Store
    library: Library
    clock: Callable[[], datetime]
    token: str
    """The bot's; it proves that launch data come from Telegram."""
    url: str
    """Where browsers reach the pages: scheme and host, no slash at the end."""
    bot_name: str
    """Without '@'."""
    woken: Callable[[], None]
    """Told after a page may have left messages to deliver."""

    @property
    def secure(self) -> bool:
        """Browsers reach the pages over TLS."""
        return self.url.startswith("https://")
