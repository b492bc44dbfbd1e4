"""Whole conversations in the browser, as somebody who has just cloned the repository holds them.

The persona's words may change with the content and the reader; these tests hold what must stay:
every step can be gone, every talk comes to an end with a mark, every screen is whole and readable.
"""

import re

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from bot.i18n import texts
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.text import Lang
from tests.browser.screen import Screen, opened
from tests.browser.talks import DISCOVERY, GOODBYE, OBJECTION
from tests.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
LOCALES: dict[Lang, str] = {"fr": "fr-FR", "en": "en-GB"}
LANGS: tuple[Lang, ...] = ("fr", "en")
CASES = {"discovery": "line-two-mallow", "objection": "quotation-in-kolding"}
CARD_MOST = 700
CRITERIA_LEAST = 5
MARK = re.compile(r"\d{1,2}(?:[.,]\d)?/20")


class Learner:
    """Somebody with a phone who reads one language."""

    def __init__(self, screen: Screen, lang: Lang) -> None:
        self.screen = screen
        self.lang: Lang = lang

    async def press(self, key: str) -> None:
        """Press a button by its key in the catalogue."""
        await self.screen.press(texts(self.lang).plain(f"button.{key}"))

    async def arrive(self) -> None:
        """From an empty chat to the home menu: the other language once, the notice read."""
        screen = self.screen
        await expect(screen.phone.locator(".start-button")).to_be_visible()
        await screen.shot("empty")
        await screen.phone.locator(".start-button").click()
        await screen.settled()
        await screen.read("welcome")
        other: Lang = "en" if self.lang == "fr" else "fr"
        await self.press(f"language-{other}")
        await expect(screen.last).to_contain_text(texts(other).plain("button.begin"))
        await Learner(screen, other).press(f"language-{self.lang}")
        await self.press("begin")
        await screen.read("notice")
        await self.press("agree")
        await screen.read("home")

    async def open_brief(self, family: str) -> None:
        """From the home menu to the brief of the family's case that is talked through here."""
        await self.press("practise")
        await self.screen.read("practise")
        await self.open_case(family)

    async def open_case(self, family: str) -> None:
        """From the kinds of talk to that brief."""
        await self.press(f"family-{family}")
        await self.screen.read(f"scenarios-{family}")
        here = [s.id for s in library().all() if s.family == family]
        await self.screen.press(str(here.index(ScenarioId(CASES[family])) + 1))
        await self.screen.read(f"brief-{family}")

    async def read_documents(self) -> None:
        """Open every document and come back to the brief."""
        await self.press("documents")
        await self.screen.read("documents")
        back = texts(self.lang).plain("button.back")
        for title in [label for label in await self.screen.buttons() if label != back]:
            await self.screen.press(title)
            await self.screen.read("document")
            await self.press("documents")
        await self.press("back")

    async def talk(self, lines: tuple[str, ...], shots: tuple[int, ...]) -> list[str]:
        """Say the lines, then goodbye until the talk has ended; gives the persona's answers."""
        heard: list[str] = []
        for number, line in enumerate((*lines, *[GOODBYE[self.lang]] * 8), 1):
            said = await self.screen.say(line)
            if await self.screen.buttons():
                await self.screen.read("talk-ended")
                return heard
            assert said != (heard[-1] if heard else ""), f"said twice running: {said}"
            heard.append(said)
            if number in shots:
                await self.screen.shot(f"talk-{number}")
        raise AssertionError(f"the talk never ended: {heard}")

    async def see_debrief(self) -> None:
        """From the end of a talk to the card, without judging herself first."""
        if not MARK.search(await self.screen.words()):
            await self.press("see-debrief")

    async def read_debrief(self, lines: tuple[str, ...]) -> str:
        """The card and every page behind it; gives the mark."""
        await self.see_debrief()
        card = await self.screen.read("card")
        assert len(card) <= CARD_MOST
        carried = card.split(texts(self.lang).plain("debrief.strength"))[1]
        quoted = re.search(r"[«“]\s*(.+?)\s*[»”]", carried)
        assert quoted, card
        assert any(quoted[1].removesuffix(" […]") in line for line in lines), quoted[1]
        await self.press("criteria")
        seen = [await self.screen.read("criterion")]
        following = texts(self.lang).plain("button.next")
        while following in await self.screen.buttons():
            await self.press("next")
            seen.append(await self.screen.read("criterion"))
        assert len(seen) >= CRITERIA_LEAST
        assert all("RNCP36395" in page for page in seen)
        await self.press("did-say")
        alert = self.screen.page.get_by_role("alertdialog")
        await expect(alert).to_be_visible()
        await self.screen.shot("did-say")
        await self.screen.page.keyboard.press("Enter")
        await expect(alert).to_have_count(0)
        await self.press("back")
        for page in ("words", "better"):
            await self.press(page)
            await self.screen.read(page)
            await self.press("back")
        await self.press("knew")
        hidden = self.screen.last.locator(".spoiler").last
        await hidden.click()
        await expect(hidden).to_have_class(re.compile("revealed"))
        await self.screen.read("knew")
        await self.press("back")
        mark = MARK.search(card)
        assert mark, card
        return mark[0]


@pytest.mark.parametrize("lang", LANGS)
async def test_that_a_newcomer_holds_both_talks_and_understands_the_score(
    served: Product, browser: Browser, lang: Lang
) -> None:
    screen = await opened(browser, served, lang, locale=LOCALES[lang])
    learner, t = Learner(screen, lang), texts(lang)
    await learner.arrive()
    await learner.press("help")
    await screen.read("help")
    await learner.press("menu")

    await learner.open_brief("discovery")
    await learner.read_documents()
    await learner.press("start-talk")
    await screen.shot("talk-begins")
    heard = await learner.talk(DISCOVERY[lang], shots=(3, 6, 11))
    assert len(heard) >= 10
    marks = [await learner.read_debrief(DISCOVERY[lang])]

    await learner.press("retry")
    await learner.press("start-talk")
    await screen.say(DISCOVERY[lang][0])
    await screen.say("/brief")
    await screen.read("brief-again")
    await learner.press("go-on")
    await screen.read("resumed")
    await screen.say("/cancel")
    await learner.press("stop")
    await screen.shot("stopped")

    await learner.open_brief("objection")
    await learner.press("start-talk")
    heard = await learner.talk(OBJECTION[lang], shots=(2, 5, 9))
    assert len(heard) >= 10
    marks.append(await learner.read_debrief(OBJECTION[lang]))

    await learner.press("menu")
    await learner.press("progress")
    assert MARK.findall(await screen.read("progress")) == marks
    await learner.press("menu")
    await learner.press("settings")
    await screen.read("settings")
    old = screen.log.get_by_role("button", name=t.plain("button.go-on"), exact=True)
    assert await old.count() == 0, "the talk's own buttons are gone once they are used"
    await screen.check()
    await screen.page.context.close()


async def test_that_two_people_talk_side_by_side(served: Product, browser: Browser) -> None:
    wide: ViewportSize = {"width": 1280, "height": 900}
    screen = await opened(browser, served, "wide", locale="fr-FR", query="?phones=2")
    page = screen.page
    await page.set_viewport_size(wide)
    names = ("Téléphone de Camille Martin", "Oliver Bennett’s phone")
    learners = [
        Learner(Screen(page, page.get_by_role("region", name=name), served, "wide"), lang)
        for name, lang in zip(names, LANGS, strict=True)
    ]
    for learner, family in zip(learners, ("discovery", "objection"), strict=True):
        await learner.screen.phone.locator(".start-button").click()
        await learner.screen.settled()
        for key in ("begin", "agree"):
            await learner.press(key)
        await learner.open_brief(family)
        await learner.press("start-talk")
    for number in range(3):
        await learners[0].screen.say(DISCOVERY["fr"][number])
        await learners[1].screen.say(OBJECTION["en"][number])
    await learners[0].screen.shot("two-talks")
    french, english = [await learner.screen.log.inner_text() for learner in learners]
    assert "Orla Devane" in french
    assert "Kirsten" not in french
    assert "€9,360" in english
    for learner in learners:
        await learner.screen.check()
    await page.context.close()


async def test_that_the_dark_screen_is_whole_and_an_old_button_answers_kindly(
    served: Product, browser: Browser
) -> None:
    screen = await opened(browser, served, "dark", locale="fr-FR", scheme="dark")
    learner = Learner(screen, "fr")
    await learner.arrive()
    await screen.say("/help")
    await screen.say("/menu")
    await learner.open_brief("objection")
    await screen.say("/brief")
    await learner.open_case("objection")
    await learner.press("start-talk")
    for line in OBJECTION["fr"][:4]:
        await screen.say(line)
    await screen.say("/brief")
    go_on = screen.log.get_by_role("button", name=texts("fr").plain("button.go-on"), exact=True)
    await screen.say("/cancel")
    await learner.press("stop-and-debrief")
    await learner.see_debrief()
    await learner.press("words")
    await screen.read("words")
    await go_on.first.click()
    await screen.settled()
    assert await screen.words() == texts("fr").plain("stale.attempt")
    await screen.last.scroll_into_view_if_needed()
    await screen.shot("old-button")
    await screen.check()
    await screen.page.context.close()
