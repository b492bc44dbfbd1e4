"""The whole line, as a school lives it: a trainer, two phones, a talk, a drill, a review, a file.

Its pictures are those of docs/tour.md: `POURPARLER_TEST_TOUR=1` writes them there.
"""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.conduct.drilling.kinds import TOGETHER
from bot.i18n import Texts, texts
from dialogues.library import library
from dialogues.text import Lang
from tests.browser.screen import NARROW, SHOTS, Screen, opened
from tests.browser.talks import DISCOVERY
from tests.product import Product, free_port, product

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
WIDE: ViewportSize = {"width": 1280, "height": 800}
LOCALES: dict[Lang, str] = {"fr": "fr-FR", "en": "en-GB"}
COHORT: dict[Lang, str] = {"fr": "BTS CI, 1re année", "en": "Export, first year"}
REASON: dict[Lang, str] = {
    "fr": "L'objet de la visite est dit, dans d'autres mots.",
    "en": "She does say why she came, in other words.",
}
COMMENT: dict[Lang, str] = {"fr": "Très bonne relance.", "en": "A very good follow-up."}
ANSWERS: dict[Lang, tuple[str, str]] = {
    "fr": (
        "Je comprends votre réserve. Qu'est-ce qui compte le plus pour vous dans ce choix ?",
        "Non, c'est notre prix.",
    ),
    "en": (
        "I see why that worries you. What matters most to you in this choice?",
        "No, that is our price.",
    ),
}
TOUR = Path(__file__).parents[2] / "docs" / "tour"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Product]:
    with product(tmp_path, paced=False, POURPARLER_WEB_PORT=str(free_port())) as made:
        yield made


class Person:
    """Somebody at one of the phones on the page."""

    def __init__(self, screen: Screen, lang: Lang) -> None:
        self.screen, self.lang = screen, lang

    @property
    def t(self) -> Texts:
        """Her interface."""
        return texts(self.lang)

    async def arrive(self) -> None:
        """Start, agree; in the language of the tour."""
        await self.screen.phone.locator(".start-button").click()
        await self.screen.settled()
        other: Lang = "en" if self.lang == "fr" else "fr"
        language = self.t.plain(f"button.language-{self.lang}")
        if language in await self.screen.buttons():
            await self.screen.press(language)
        assert texts(other).plain("button.begin") not in await self.screen.buttons()
        await self.press("begin", "agree")

    async def press(self, *keys: str) -> None:
        """Press buttons by their keys in the catalogue, one after the other."""
        for key in keys:
            await self.screen.press(self.t.plain(f"button.{key}"))

    async def say(self, text: str) -> str:
        """Type a message."""
        return await self.screen.say(text)

    async def shot(self, name: str) -> None:
        """A picture of her phone."""
        await self.screen.phone.screenshot(path=place(f"{self.lang}-{name}"))


def place(name: str) -> Path:
    """Where a picture of the tour goes."""
    folder = TOUR if os.environ.get("POURPARLER_TEST_TOUR") else SHOTS
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"tour-{name}.png" if folder == SHOTS else folder / f"{name}.png"


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_that_a_school_goes_the_whole_line(
    served: Product, browser: Browser, lang: Lang
) -> None:
    first = await opened(browser, served, "tour", locale=LOCALES[lang], query="?phones=3")
    page = first.page
    await page.set_viewport_size(WIDE)
    phones = page.locator("section.phone")
    await expect(phones).to_have_count(3)
    tina, ana, bo = (
        Person(Screen(page, phones.nth(n), served, f"tour-{lang}"), lang) for n in range(3)
    )
    for person in (tina, ana, bo):
        await person.arrive()

    await _becomes_trainer(served, tina)
    await _makes_a_cohort(tina)
    invitation = re.search(r"/start (\S+)", await tina.screen.words())
    assert invitation
    for person in (ana, bo):
        await person.say(f"/start {invitation[1]}")
        await person.shot("join")
        await person.press("join")
    await _assigns(tina)
    await _plays(ana)
    await _drills(tina, ana, bo)

    await _reviews(await _opens_the_pages(tina), tina)
    await ana.say("/progress")
    await ana.press("last-debrief")
    await ana.shot("reviewed")
    assert tina.t.plain("button.review") in await ana.screen.buttons()
    assert first.faults == []
    await page.context.close()


async def _becomes_trainer(served: Product, tina: Person) -> None:
    made = served.run("trainer")
    assert made.returncode == 0, made.stderr
    code = made.stdout.split()[-1] if "start=" not in made.stdout else ""
    found = code or re.findall(r"start=(\S+)", made.stdout)[0]
    await tina.say(f"/start {found}")
    await tina.shot("trainer")
    assert tina.t.plain("trainer.welcome") in await tina.screen.words()


async def _makes_a_cohort(tina: Person) -> None:
    await tina.press("cohort-new")
    await tina.say(COHORT[tina.lang])
    await tina.press("invite", "link-make", "valid-7", "uses-20")
    await tina.shot("qr")


async def _assigns(tina: Person) -> None:
    await tina.say("/trainer")
    await tina.screen.press("1")
    await tina.press("assignments", "assign")
    number = next(n for n, s in enumerate(library().all(), 1) if s.id == "line-two-mallow")
    await tina.screen.press(str(number))
    await tina.press("due-7", "most-2", "give")
    await tina.shot("assigned")


async def _plays(ana: Person) -> None:
    """The newest message is the assignment; she plays it to its end."""
    await ana.shot("assignment")
    await ana.say("/menu")
    await ana.press("todo", "open")
    await ana.press("start-talk")
    for number, line in enumerate(DISCOVERY[ana.lang], 1):
        await ana.say(line)
        if number == 4:
            await ana.shot("talk")
        if await ana.screen.buttons():
            break
    else:
        await ana.say("/cancel")
        await ana.press("stop-and-debrief")
    if "/20" not in await ana.screen.words():
        await ana.press("see-debrief")
    await ana.shot("debrief")


async def _drills(tina: Person, ana: Person, bo: Person) -> None:
    await tina.say("/trainer")
    await tina.screen.press("1")
    await tina.press("drill-class")
    kinds = [b for b in await tina.screen.buttons() if b != tina.t.plain("button.back")]
    await tina.screen.press(kinds[0])
    await tina.press("drill-in-0")
    for person in (ana, bo):
        await person.press("drill-join")
    await tina.press("drill-start")
    for number in range(1, TOGETHER + 1):
        for person, answer in zip((ana, bo), ANSWERS[tina.lang], strict=True):
            item = person.screen.messages.filter(has_text="⏱").last
            await expect(item).to_contain_text(
                re.compile(rf"^\s*{number} (?:sur|of) "), timeout=20_000
            )
            # An answer in the blink of an eye would still be about the item before.
            await person.screen.page.wait_for_timeout(3_100 if person is ana else 0)
            await person.say(answer)
            if number == 2:
                await person.shot("drill")
    await expect(ana.screen.last).to_contain_text(f"{TOGETHER}", timeout=20_000)
    await ana.shot("drill-result")
    await tina.screen.settled()
    await tina.shot("drill-board")
    await tina.press("drill-debrief")
    await tina.shot("drill-errors")


async def _opens_the_pages(tina: Person) -> Page:
    """By the button under /trainer, in a window of its own."""
    await tina.say("/trainer")
    async with tina.screen.page.expect_popup() as opening:
        await tina.press("pages")
        sure = tina.screen.page.get_by_role("alertdialog").get_by_role("button").last
        if await sure.is_visible():
            await sure.click()
    return await opening.value


async def _reviews(page: Page, tina: Person) -> None:
    """At a desk: heat map, transcript, an override, a comment, the grade book."""
    await page.set_viewport_size(WIDE)
    await page.click("button.main")
    top = page.url
    await page.get_by_role("link", name=COHORT[tina.lang]).click()
    await page.screenshot(path=place(f"{tina.lang}-cohort"), full_page=True)
    await _overrides(page, tina)
    await page.screenshot(path=place(f"{tina.lang}-review"))
    await page.set_viewport_size(NARROW)
    await page.screenshot(path=place(f"{tina.lang}-review-phone"))
    await page.set_viewport_size(WIDE)
    await page.goto(top)
    await page.get_by_role("link", name=COHORT[tina.lang]).click()
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name=tina.t.plain("web.export.xlsx")).click()
    file = await (await waiting.value).path()
    book = load_workbook(BytesIO(file.read_bytes()))
    marks = list(book.worksheets[-1].iter_rows(min_row=2, values_only=True))
    assert len(marks) == 1
    assert marks[0][7] == tina.t.plain("export.yes")


async def _overrides(page: Page, tina: Person) -> None:
    t = tina.t
    await page.locator("table.map tbody td a").first.click()
    await page.locator("input[name=level][value='4']").check()
    await page.fill("#reason", REASON[tina.lang])
    await page.locator("section#criterion button.main").click()
    await expect(page.locator("blockquote.words").first).to_have_text(REASON[tina.lang])
    turn = page.locator("li", has=page.locator("details.write")).nth(3)
    await turn.locator("summary").click()
    await turn.locator("textarea").fill(COMMENT[tina.lang])
    await turn.get_by_role("button", name=t.plain("web.comment.send")).click()
    await expect(page.locator(".comment .words").first).to_have_text(COMMENT[tina.lang])
