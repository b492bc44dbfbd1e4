"""The pages in a real browser: axe, keyboard, phone width, dark mode, Mini App, no third party."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from bot.web.server import serving
from dialogues.text import Lang
from storage.sqlite.store import SqliteStore
from tests.chromium import chromium
from tests.product import free_port
from tests.web.conftest import Pages, launch
from tests.web.talks import LISTENING, PITCHING, disputed, played
from tests.web.test_review import School

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]


@asynccontextmanager
async def served(store: SqliteStore) -> AsyncIterator[School]:
    """A filled class, its pages served on a socket."""
    port = free_port()
    pages = Pages(store, url=f"http://127.0.0.1:{port}")
    school = await School(pages).open()
    await played(pages, school.ana, lang="fr", lines=PITCHING)
    criterion = (await school.engine()).results[0].criterion
    await school.note("override", criterion=criterion, level="3", reason="Vu au tour 2.")
    await school.note("comment", text="Bien demandé.", message="3")
    await disputed(pages, school.attempt, (await school.engine()).results[1].criterion)
    async with store.work(pages.now) as work:
        work.make_cohort("Soir", school.tina)
    async with serving(pages.site, "127.0.0.1", port, asyncio.Event()):
        yield school


@asynccontextmanager
async def signed_in(
    school: School, lang: Lang, width: int, scheme: Scheme
) -> AsyncIterator[tuple[Page, list[str]]]:
    """Tina's browser at her pages; and what it complained of or fetched from elsewhere."""
    async with school.pages.store.work(school.pages.now) as work:
        work.save_learner(work.learner(school.tina).model_copy(update={"lang": lang}))
    odd: list[str] = []
    async with chromium() as browser:
        context = await browser.new_context(
            viewport={"width": width, "height": 740}, color_scheme=scheme, locale=lang
        )
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: odd.append(message.text))
        page.on("pageerror", lambda error: odd.append(str(error)))
        own = urlsplit(school.pages.url).netloc
        page.on(
            "request",
            lambda one: odd.append(one.url) if urlsplit(one.url).netloc != own else None,
        )
        await page.goto(
            school.pages.url + await school.pages.link(school.tina, f"{lang}{width}{scheme}")
        )
        yield page, odd
        await context.close()


async def examined(page: Page, what: str) -> None:
    """No finding of axe, and nothing wider than the window."""
    await page.wait_for_load_state("load")
    found = (await Axe().run(page)).response["violations"]
    told = [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:120]} "
        f"{one['nodes'][0].get('failureSummary', '')}"
        for one in found
    ]
    assert told == [], what
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{what} is {wide} pixels too wide"


@pytest.mark.parametrize(
    ("lang", "width", "scheme"),
    [("fr", 360, "light"), ("en", 1280, "dark")],
)
async def test_that_axe_finds_nothing_on_any_page(
    store: SqliteStore, lang: Lang, width: int, scheme: Scheme
) -> None:
    async with served(store) as school, signed_in(school, lang, width, scheme) as (page, odd):
        url = school.pages.url
        await examined(page, "enter")
        await page.click("button.main")
        async with store.work(school.pages.now) as work:
            empty = next(c for c in work.cohorts_of_trainer(school.tina) if c.name == "Soir")
        for path in (
            "/cohorts",
            f"/cohorts/{school.cohort}",
            f"/cohorts/{empty.id}",
            f"/learners/{school.ana}",
            "/queue",
            school.path,
        ):
            await page.goto(url + path)
            await examined(page, path)
        await page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        await examined(page, "review, all opened")
        await page.locator("#reason").evaluate("e => e.removeAttribute('required')")
        await page.locator("input[name=level]").first.check()
        await page.locator("section#criterion button.main").click()
        assert await page.locator("[role=alert]").is_visible()
        await examined(page, "review, a form refused")
        assert [one for one in odd if "422" not in one] == []
        odd.clear()
        await page.goto(url + "/nowhere")
        await examined(page, "nothing there")
        await page.goto(url + "/cohorts")
        await page.get_by_role("button", name="Se déconnecter" if lang == "fr" else "Sign").click()
        await examined(page, "front")
        await page.goto(url + "/app")
        await examined(page, "app without launch data")
        assert [one for one in odd if "404" not in one] == []


async def test_that_a_review_can_be_made_with_the_keyboard_alone(store: SqliteStore) -> None:
    async with served(store) as school, signed_in(school, "en", 1280, "light") as (page, odd):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.locator("button.main").focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/cohorts")
        await page.goto(school.pages.url + school.path)
        criterion = next(r.criterion for r in (await school.engine()).results[2:] if r.evidence)
        choice = page.locator(f"nav a[href*='{quote(criterion, safe='/')}']")
        await choice.focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**#criterion")
        assert await page.locator("mark").count() >= 1
        await page.locator("mark a.ref").first.focus()
        await page.keyboard.press("Enter")
        assert page.url.endswith("#evidence-1")

        level = page.locator("input[name=level][value='4']")
        await level.focus()
        await page.keyboard.press("Space")
        await page.keyboard.press("Tab")
        await page.keyboard.type("Asked well in turn 2.")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("section#criterion blockquote")
        assert "Asked well" in await page.locator("section#criterion blockquote").inner_text()
        assert (await school.judged()).result(criterion) != (await school.engine()).result(
            criterion
        )
        assert odd == []


async def test_that_telegram_opens_the_pages_as_an_app(store: SqliteStore) -> None:
    async with served(store) as school, chromium() as browser:
        page = await browser.new_page()
        data = launch(1, school.pages.now)
        path = quote(f"/cohorts/{school.cohort}")
        await page.goto(
            f"{school.pages.url}/app?to={path}#tgWebAppData={quote(data)}&tgWebAppVersion=9.1"
        )
        await page.wait_for_url(f"**/cohorts/{school.cohort}")
        assert "Ana" in await page.content()


async def test_that_a_cohort_of_sixty_is_shown_fast_and_stays_readable(
    store: SqliteStore,
) -> None:
    async with served(store) as school:
        pages = school.pages
        first = await played(pages, school.ana, lines=LISTENING["en"])
        async with store.work(pages.now) as work:
            events = work.events(first)
            kept = work.assessment(first)
            assert kept is not None
            for n in range(100, 160):
                learner = work.enrol(n, n, f"Learner with a long name {n}", "en")
                work.join(school.cohort, learner.id)
                for k in range(3):
                    attempt = type(first)(f"{learner.id}-{k}")
                    begun = events[0].model_copy(update={"attempt": attempt, "learner": learner.id})
                    work.append(attempt, begun, *events[1:])
                    receipt = f"pp1-{n}-{k}"
                    work.save_assessment(attempt, receipt, kept.engine, kept.body, kept.percent)
        async with signed_in(school, "en", 360, "light") as (page, odd):
            await page.click("button.main")
            took = []
            for _ in range(3):
                await page.goto(f"{pages.url}/cohorts/{school.cohort}?sort=mark&down=1")
                took.append(
                    await page.evaluate(
                        "performance.timing.responseEnd - performance.timing.requestStart"
                    )
                )
            assert await page.locator("table.map tbody tr").count() == 61
            print("ms per page of 61 learners and 183 talks:", took)
            assert min(took) < 2_000
            await examined(page, "sixty learners")
            assert odd == []
