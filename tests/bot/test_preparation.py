"""The preparation sheet on the phone: filled step by step, taken into the talk, reviewed."""

import asyncio
from pathlib import Path

import pytest

from bot.simulator.client import Simulator
from bot.simulator.server import running
from dialogues.text import LANGS, Lang
from tests.bot.learner import Learner, learner
from tests.bot.test_bargaining import GIRONA, TALK, YES, opened
from tests.product import Product, living

pytestmark = pytest.mark.timeout(180)

SHEET: dict[Lang, tuple[str, str, str, str]] = {
    "fr": (
        "Prix 12 €, paiement à 30 jours, 5 760 bidons\nFCA Valence",
        "11,50 € le bidon au plus bas, 60 jours au plus tard",
        "Comment gérez-vous le stock ?\nAvez-vous des enfants ?",
        "réassort en 7 jours contre paiement à 30 jours\nCPT Gérone",
    ),
    "en": (
        "price €12, payment at 30 days, 5,760 cans\nFCA Valence",
        "€11.50 a can at the lowest, 60 days at the latest",
        "How do you handle stock?\nDo you have children?",
        "restocking in 7 days against payment at 30 days\nCPT Girona",
    ),
}


async def brief(who: Learner) -> None:
    """To the brief of Girona."""
    await who.arrive()
    await who.say("/menu")
    for button in ("practise", "fam:negotiation", f"brief:{GIRONA}"):
        await who.press(button)


async def filled(who: Learner) -> str:
    """Fill the whole sheet from the brief; gives the page it ends on."""
    await who.press(who.t.plain("button.prepare"))
    assert who.t.plain("prep.start") in await who.last()
    await who.press(who.t.plain("button.prep-targets"))
    for part in SHEET[who.lang]:
        await who.say(part)
    return await who.last()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_a_sheet_is_taken_into_the_talk_and_held_against_it(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"prepares {lang}", lang)
    await brief(who)
    page = await filled(who)
    price = {"fr": "12,00\u202f€ le bidon", "en": "€12.00 a can"}[lang]
    assert price in page, "the terms read in it are said back"
    for part in SHEET[lang]:
        assert part.split("\n")[0] in page

    await who.press(f"go:{GIRONA}")
    await who.say("/brief")
    await who.press(who.t.plain("button.preparation"))
    assert who.t.plain("prep.in-talk") in await who.last()
    assert SHEET[lang][0].split("\n")[0] in await who.last()
    await who.press(who.t.plain("button.go-on"))

    for line in (*TALK[lang], YES[lang]):
        await who.say(line)
    await opened(who)
    await who.press(who.t.plain("button.preparation"))
    page = await who.last()
    assert TALK[lang][1] in page, "the turn that asked the planned question is quoted"
    assert who.t.plain("prepared.not-asked") in page
    assert who.t.plain("prepared.plan-good") in page
    assert who.t.plain("prepared.plan-for-nothing") in page
    assert who.t.plain("prepared.target-ambitious", worth="@", fair="@").split("@")[0] in page
    assert who.t.plain("prepared.kept-broken", issues="@").split("@")[0] in page


@pytest.mark.parametrize("lang", LANGS)
async def test_that_every_part_can_be_skipped_changed_and_cleared(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"skips {lang}", lang)
    await brief(who)
    await who.press(who.t.plain("button.prepare"))
    await who.press(who.t.plain("button.prep-targets"))
    for _ in range(3):
        await who.press(who.t.plain("button.skip"))
    await who.say(SHEET[lang][3])
    assert SHEET[lang][3].split("\n")[1] in await who.last()

    await who.press("✓ " + who.t.plain("button.prep-trades"))
    assert who.t.plain("prep.said") in await who.last()
    await who.say("x" * 601)
    assert await who.last() == who.t.plain("prep.too-long")
    await who.press(who.t.plain("button.prep-empty"))
    (page,) = await who.press(who.t.plain("button.skip"))
    assert who.t.plain("prep.start") in page.text, "nothing is left on it"


@pytest.mark.slow
@pytest.mark.kill
async def test_that_a_restart_loses_no_part_of_a_sheet(tmp_path: Path) -> None:
    async with (
        running() as url,
        Simulator(url) as simulator,
        living(tmp_path, server=url, paced=False) as made,
    ):
        who = await learner(simulator, made, "restarted", "en")
        await brief(who)
        await who.press(who.t.plain("button.prepare"))
        await who.press(who.t.plain("button.prep-targets"))
        await who.say(SHEET["en"][0])
        await asyncio.to_thread(made.kill)
        await asyncio.to_thread(made.start)
        await who.say(SHEET["en"][1])
        await who.press(f"prep:{GIRONA}")
        await who.press(f"go:{GIRONA}")
        await asyncio.to_thread(made.kill)
        await asyncio.to_thread(made.start)
        await who.say("/brief")
        await who.press(who.t.plain("button.preparation"))
        assert SHEET["en"][0].split("\n")[0] in await who.last()
        assert SHEET["en"][1] in await who.last()


async def test_that_nothing_prepared_is_said_kindly(simulator: Simulator, served: Product) -> None:
    people = await asyncio.gather(
        *(learner(simulator, served, f"unprepared {lang}", lang) for lang in LANGS)
    )
    for who in people:
        await brief(who)
        await who.press(f"go:{GIRONA}")
        for line in TALK[who.lang][:3]:
            await who.say(line)
        await who.stop()
        await opened(who)
        await who.press(who.t.plain("button.preparation"))
        assert who.t.plain("prepared.none") in await who.last()


async def test_that_a_text_after_leaving_the_sheet_is_not_taken_for_it(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "leaves", "fr")
    await brief(who)
    await who.press(who.t.plain("button.prepare"))
    await who.press(who.t.plain("button.prep-questions"))
    await who.press(who.t.plain("button.back"))
    await who.press(who.t.plain("button.back"))
    await who.say("Bonjour ?")
    await who.say("/menu")
    for button in ("practise", "fam:negotiation", f"brief:{GIRONA}", f"prep:{GIRONA}"):
        await who.press(button)
    assert who.t.plain("prep.start") in await who.last()
