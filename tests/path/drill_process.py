"""The whole bot with its real conductor, as a process that tests start and kill."""

import asyncio
import sys

from bot.app import serve
from bot.conduct.conductor import TalkConductor
from bot.config import settings
from dialogues.library import Library

if __name__ == "__main__":
    # Drills need no scenario, and without them it starts in a second.
    sys.exit(asyncio.run(serve(settings(), TalkConductor(Library(())))))
