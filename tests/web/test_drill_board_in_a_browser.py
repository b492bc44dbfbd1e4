"""The board of a drill in a real browser: it follows the drill by itself, and axe finds nothing."""

from pathlib import Path

import pytest

from bot.conduct.drilling import run
from storage.drill_rows import DrillPlayer
from storage.sqlite.store import SqliteStore
from tests.web.test_in_a_browser import Scheme, examined, served, signed_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "width", "scheme"), [("fr", 360, "light"), ("en", 1280, "dark")])
async def test_that_the_board_follows_a_drill(
    store: SqliteStore, lang: str, width: int, scheme: Scheme, tmp_path: Path
) -> None:
    async with (
        served(store) as school,
        signed_in(school, "fr" if lang == "fr" else "en", width, scheme) as (page, odd),
    ):
        await page.click("button.main")
        path = f"{school.pages.url}/drills/{school.cohort}"
        await page.goto(path)
        await examined(page, "no drill yet")
        async with store.work(school.pages.now) as work:
            drill = work.make_drill(
                "objection-volley", 75, ("six-weeks", "too-far"), cohort=school.cohort
            )
            player = DrillPlayer(drill=drill.id, learner=school.ana, joined_at=school.pages.now)
            work.save_drill_player(player)
        await page.goto(path)
        await examined(page, "lobby")
        school.pages.pass_(seconds=1)
        async with store.work(school.pages.now) as work:
            run.start(work, drill)
        await page.get_by_text("1 sur 2" if lang == "fr" else "1 of 2").wait_for()
        school.pages.pass_(seconds=200)
        async with store.work(school.pages.now) as work:
            work.say_alive(work.now)
            run.advance(work, drill.id)
        await page.locator("td").first.wait_for()
        await examined(page, "an item over")
        await page.screenshot(path=tmp_path / "board.png", full_page=True)
        assert odd == []
