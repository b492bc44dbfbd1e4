"""The whole bot with the parrot in it, as a process that tests start and kill."""

import asyncio
import os
import sys

from bot.app import serve
from bot.config import SettingsError, settings
from tests.path.parrot import Parrot


def main() -> int:
    try:
        found = settings()
    except SettingsError as error:
        sys.stderr.write(f"pourparler: {error}\n")
        return 2
    slow = float(os.environ.get("POURPARLER_TEST_SLOW", "0"))
    return asyncio.run(serve(found, Parrot(slow_seconds=slow)))


if __name__ == "__main__":
    sys.exit(main())
