"""The browser of the browser tests."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

VARIABLE = "POURPARLER_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """The Chromium to drive: as set, else the first that is installed.

    Raises:
        AssertionError: there is none; the message says how to get one.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        assert Path(chosen).is_file(), f"{VARIABLE}={chosen}: there is no such file"
        return chosen
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, f"no Chromium: run `apt-get install chromium`, or set {VARIABLE} to its path"
    return found


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless browser while the block lasts."""
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=executable(), args=[*FLAGS])
        try:
            yield made
        finally:
            await made.close()
