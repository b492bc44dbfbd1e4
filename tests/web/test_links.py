"""The button that leads from the chat to the pages."""

import pytest
from telegram import InlineKeyboardButton

from bot.conduct.desk import Desk
from bot.courier import _button
from bot.messages import Button
from bot.web.links import trainer_button
from dialogues.library import library
from dialogues.text import Lang
from tests.web.conftest import Pages


async def button(pages: Pages, url: str, to: str = "", lang: Lang = "fr") -> Button | None:
    async with pages.store.work(pages.now) as work:
        learner = work.enrol(1, 1, "Tina", lang)
        desk = Desk(work, pages.now, learner, work.chat(1), library(), web_url=url)
        return trainer_button(desk, to)


async def test_that_there_is_no_button_without_pages(pages: Pages) -> None:
    assert await button(pages, "") is None


async def test_that_an_https_address_opens_inside_telegram(pages: Pages) -> None:
    made = await button(pages, "https://pages.example.org", "/drills/1?a=b")
    assert made is not None
    assert made.web_app == "https://pages.example.org/app?to=%2Fdrills%2F1%3Fa%3Db"
    sent: InlineKeyboardButton = _button(made)
    assert sent.web_app is not None
    assert sent.web_app.url == made.web_app
    assert (sent.url, sent.callback_data) == (None, None)


async def test_that_any_other_address_is_a_link_that_works_once(pages: Pages) -> None:
    local = Pages(pages.store, url="http://127.0.0.1:8091")
    first = await button(local, local.url, "/queue")
    second = await button(local, local.url, "/queue")
    assert first is not None
    assert second is not None
    assert first.url is not None
    assert second.url is not None
    assert first.url != second.url
    browser = local.browser()
    path = first.url.removeprefix(local.url)
    assert 'value="/queue"' in await browser.read(path)
    assert (await browser.post(path)).status_code == 303
    assert (await browser.post(path)).status_code == 410
    other = second.url.removeprefix(local.url)
    local.pass_(minutes=9, seconds=59)
    assert (await local.browser().get(other)).status_code == 200
    local.pass_(seconds=1)
    assert (await local.browser().get(other)).status_code == 410


def test_that_a_button_has_one_purpose() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Button(label="x", url="https://a.example", web_app="https://a.example")
