"""One phone of the simulator's page, used through the browser alone."""

import os
import re
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.breadth import LONG
from tests.product import Product

SHOTS = Path(__file__).parent / "shots"
SHARPNESS = 2 if LONG or os.environ.get("POURPARLER_TEST_TOUR") else 1
"""Pixels a point: pictures for the docs and for a close look cost four times as much to take."""
NARROW: ViewportSize = {"width": 360, "height": 740}
NARROW_SPACE = "\u202f"
UNWRITTEN = re.compile(r"[{}]|%\(|\bNone\b|&(?:lt|gt|amp|quot|#\d+);|</?[a-z]")
"""What a screen never shows: places that were not filled, escapes that were not undone."""


class Screen:
    """A phone: what is typed and pressed on it, and what it shows."""

    def __init__(self, page: Page, phone: Locator, product: Product, name: str) -> None:
        self.page = page
        self.phone = phone
        self.log = phone.get_by_role("log")
        self.faults: list[str] = []
        self._product = product
        self._name = name
        self._shots = 0

    @property
    def messages(self) -> Locator:
        """What the bot said, oldest first."""
        return self.log.locator("article.theirs")

    @property
    def last(self) -> Locator:
        """The bot's newest message."""
        return self.messages.last

    async def settled(self) -> None:
        """Wait until the bot has answered everything and the page shows it."""
        await expect(self.log.locator('[aria-busy="true"]')).to_have_count(0)
        await self._product.quiet()
        await self.page.wait_for_timeout(120)

    async def press(self, label: str) -> None:
        """Press the newest button with this label."""
        await self.log.get_by_role("button", name=label, exact=True).last.click()
        await self.settled()

    async def say(self, text: str) -> str:
        """Type a message, send it with Enter; gives the bot's newest words after it."""
        field = self.phone.get_by_role("combobox", name="Message")
        await field.fill(text)
        await field.press("Enter")
        await expect(self.log.locator("article.mine").last).to_contain_text(
            text.split("\n")[0][:60]
        )
        await self.settled()
        return await self.words()

    async def words(self) -> str:
        """The text of the bot's newest message."""
        shown = self.last.locator(".text")
        return str(
            await shown.evaluate("""e => {
            const copy = e.cloneNode(true);
            copy.querySelectorAll(".meta, button:not(.spoiler)").forEach((x) => x.remove());
            return copy.textContent.trim();
        }""")
        )

    async def buttons(self) -> list[str]:
        """The labels under the bot's newest message."""
        return await self.last.locator(".inline-button .label").all_inner_texts()

    async def shot(self, what: str) -> None:
        """Save a picture of the whole page."""
        self._shots += 1
        SHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{self._name}-{self._shots:02}-{what}.png")

    async def read(self, what: str) -> str:
        """A picture of the newest message from its beginning; gives its text, checked."""
        top = await self.last.evaluate("e => e.getBoundingClientRect().top")
        log_top = await self.log.evaluate("e => e.getBoundingClientRect().top")
        await self.shot(what)
        if top < log_top:
            await self.last.evaluate("e => e.scrollIntoView({block: 'start'})")
            await self.shot(f"{what}-top")
            await self.log.evaluate("e => { e.scrollTop = e.scrollHeight; }")
        text = await self.words()
        assert not UNWRITTEN.search(text), text
        return text

    async def check(self) -> None:
        """Nothing sticks out of a narrow screen, no label is cut, nothing went wrong."""
        width = (self.page.viewport_size or NARROW)["width"]
        assert await self.page.evaluate("document.documentElement.scrollWidth") <= width
        cut = await self.phone.evaluate(
            """e => [...e.querySelectorAll('.inline-button .label')]
                .filter(l => l.scrollWidth > l.clientWidth + 1 || l.clientHeight > 60)
                .map(l => l.textContent)"""
        )
        assert cut == []
        assert self.faults == []


async def opened(
    browser: Browser, product: Product, name: str, *, locale: str, query: str = "", scheme: str = ""
) -> Screen:
    """A narrow page with one phone."""
    context = await browser.new_context(
        viewport=NARROW,
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=SHARPNESS,
    )
    page = await context.new_page()
    screen = Screen(page, page.locator("section.phone"), product, name)
    page.on("pageerror", lambda error: screen.faults.append(str(error)))
    page.on(
        "console", lambda said: screen.faults.append(said.text) if said.type == "error" else None
    )
    await page.goto(f"{product.url}/{query}")
    return screen
