"""A negotiation on the phone: the table while it runs, the deal and its turns afterwards."""

import asyncio
import re

import pytest

from bot.simulator.client import Simulator
from bot.split import TEXT_MOST
from dialogues.text import LANGS, Lang
from tests.bot.learner import DISCOVERY, Learner, learner
from tests.bot.test_every_button import Crawler
from tests.product import Product

GIRONA = "refill-in-girona"
pytestmark = pytest.mark.timeout(180)

TALK: dict[Lang, tuple[str, ...]] = {
    "fr": (
        "Bonjour Madame, merci de me recevoir. Qu'est-ce qui compte le plus pour vos boutiques ?",
        "Comment gérez-vous le stock, et que se passe-t-il quand un rayon est vide ?",
        "Comment payez-vous vos fournisseurs d'habitude ?",
        "12,40 € le bidon, paiement à 30 jours, FCA Valence et 28 jours de réassort.",
        "Si vous payez à 30 jours, je m'engage sur un réassort en 7 jours et 11,80 € le bidon.",
        "11,60 € le bidon si vous prenez 5 760 bidons par an en CPT Gérone.",
        "11,40 € le bidon, 5 760 bidons, paiement à 30 jours, CPT Gérone, réassort en 7 jours.",
        "Bon, je descends encore : 11,20 € le bidon.",
    ),
    "en": (
        "Good morning, thank you for seeing me. What matters most for your shops?",
        "How do you handle stock, and what happens when a shelf runs empty?",
        "How do you usually pay your suppliers?",
        "€12.40 a can, payment at 30 days, FCA Valence and 28 days to restock.",
        "If you pay at 30 days, I commit to restocking in 7 days and €11.80 a can.",
        "€11.60 a can if you take 5,760 cans a year with CPT Girona.",
        "€11.40 a can, 5,760 cans, payment at 30 days, CPT Girona, restocking in 7 days.",
        "Fine, I'll go down once more: €11.20 a can.",
    ),
}
YES: dict[Lang, str] = {"fr": "Oui, c'est bien cela, d'accord.", "en": "Yes, that's it, agreed."}
THINKS: dict[Lang, str] = {
    "fr": "Laissez-moi réfléchir un instant, je relis mes notes.",
    "en": "Let me think for a moment, I am going over my notes.",
}
LEAVES: dict[Lang, str] = {
    "fr": "Je préfère en rester là, sans accord. Au revoir.",
    "en": "I'd rather leave it there, without a deal. Goodbye.",
}
AMOUNT = r"€?\s?([\d,.\u202f]+)\s?[€%]?"


async def seated(who: Learner) -> None:
    """Sit down in Girona."""
    await who.say("/menu")
    for button in ("practise", "fam:negotiation", f"brief:{GIRONA}", f"go:{GIRONA}"):
        await who.press(button)


async def opened(who: Learner) -> str:
    """From the end of a talk to its deal."""
    await who.see_debrief()
    await who.press(who.t.plain("button.deal"))
    return await who.last()


def figure(text: str) -> int:
    """A whole amount of money as it is shown."""
    return int(re.sub(r"\D", "", text))


def amounts(who: Learner, page: str) -> tuple[list[int], int]:
    """What the turns cost, line by line, and the total that is said."""
    places = {"turn": r"\d+", "amount": AMOUNT}
    found: list[int] = []
    for key in ("deal.turn", "deal.end", "deal.rest"):
        said = re.escape(who.t.plain(key, turn="@turn@", amount="@amount@"))
        for place, pattern in places.items():
            said = said.replace(re.escape(f"@{place}@"), pattern)
        found += [figure(one) for one in re.findall(rf"^{said}$", page, re.MULTILINE)]
    said = re.escape(who.t.plain("deal.total", amount="@amount@"))
    total = re.search(said.replace(re.escape("@amount@"), AMOUNT), page)
    assert total, page
    return found, figure(total[1])


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_table_shows_where_a_negotiation_stands(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"table {lang}", lang)
    await who.arrive()
    await who.say("/offer")
    assert await who.last() == who.t.plain("offer.no-talk")

    await seated(who)
    await who.say("/offer")
    start = await who.last()
    assert who.t.plain("offer.title-start") in start
    assert str(who.t.many("offer.left", 14)) in start
    assert not re.search(r"\d+,\d\d|\d+\.\d\d", start), "no figure was said yet"

    for line in TALK[lang][:5]:
        await who.say(line)
    await who.say("/offer")
    midway = await who.last()
    assert str(who.t.many("offer.title", 5)) in midway
    assert str(who.t.many("offer.left", 9)) in midway
    agreed, still = midway.split(who.t.plain("offer.open"))
    price = {"fr": "11,80\u202f€ le bidon", "en": "€11.80 a can"}[lang]
    assert who.t.plain("offer.yours", terms=price).strip() in still
    week = {"fr": "un réassort en 7 jours", "en": "restocking in 7 days"}[lang]
    assert week in agreed.split(who.t.plain("offer.agreed"))[1]

    for line in TALK[lang][5:7]:
        await who.say(line)
    await who.say("/offer")
    assert who.t.plain("offer.recap") in await who.last()

    await who.say(YES[lang])
    await who.see_debrief()
    await who.say("/offer")
    assert await who.last() == who.t.plain("offer.no-talk")


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_clock_is_told_apart_from_the_persona(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"clock {lang}", lang)
    await who.arrive()
    await seated(who)
    apart: dict[int, str] = {}
    for turn in range(1, 15):
        line = TALK[lang][turn - 1] if turn <= 4 else f"{THINKS[lang]} ({turn})"
        said = [m.text for m in await who.say(line)]
        if any(who.t.plain("button.see-debrief") in m for m in await labels(who)):
            break
        if len(said) > 1:
            apart[turn] = said[1]
    assert apart[4] == str(who.t.many("clock.left", 10, turn=4))
    assert str(who.t.many("clock.left", 9, turn=5)) not in apart.values()
    assert who.t.plain("clock.soon") in apart[11]
    assert apart[12].startswith(str(who.t.many("clock.left", 2, turn=12)))
    assert apart[13] == who.t.plain("clock.last")


async def labels(who: Learner) -> list[str]:
    """The buttons under the newest message."""
    shown = await who.phone.last()
    return [button.text for button in shown.buttons] if shown else []


async def test_that_another_talk_has_no_table(simulator: Simulator, served: Product) -> None:
    who = await learner(simulator, served, "no table", "en")
    await who.arrive()
    await who.begin(DISCOVERY)
    await who.say("/offer")
    assert "not a negotiation" in await who.last()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_what_the_turns_cost_adds_up_and_is_quoted(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"deal {lang}", lang)
    await who.arrive()
    await seated(who)
    for line in (*TALK[lang], YES[lang]):
        await who.say(line)
    page = await opened(who)
    assert who.t.plain("deal.verdict-deal-right") in page
    assert {"fr": "11,20\u202f€", "en": "€11.20"}[lang] in page

    await who.press(who.t.plain("button.deal-turns"))
    page = await who.last()
    parts, total = amounts(who, page)
    assert total > 0
    assert sum(parts) == total, page
    assert len(page) < TEXT_MOST
    said = {
        "fr": rf"{total // 1000}\u202f\d{{3}}\u202f€",
        "en": rf"€{total // 1000},\d{{3}}\b(?!\.\d)",
    }
    assert re.search(said[lang], page), "money in whole units, as the language writes it"
    assert TALK[lang][-1] in page, "the gift after the recap is quoted"
    assert TALK[lang][1] in page, "the question that paid is quoted"
    await who.press(who.t.plain("button.deal"))
    assert who.t.plain("deal.marks") in await who.last()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_no_deal_is_shown_as_what_it_is(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    left, stopped = await asyncio.gather(
        learner(simulator, served, f"left {lang}", lang),
        learner(simulator, served, f"stopped {lang}", lang),
    )
    for who in (left, stopped):
        await who.arrive()
        await seated(who)
        for line in TALK[lang][:4]:
            await who.say(line)
    await left.say(LEAVES[lang])
    await stopped.stop()
    for who in (left, stopped):
        page = await opened(who)
        assert who.t.plain("deal.verdict-none-wrong") in page
        assert who.t.plain("deal.possible") in page
        await who.press(who.t.plain("button.deal-turns"))
        page = await who.last()
        parts, total = amounts(who, page)
        assert sum(parts) == total > 0
    assert left.t.plain("deal.cause-left") in await left.last()
    assert stopped.t.plain("deal.cause-stopped") in await stopped.last()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_what_she_told_is_told_from_what_stayed_hidden(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"knew {lang}", lang)
    await who.arrive()
    await seated(who)
    for line in TALK[lang][:4]:
        await who.say(line)
    await who.stop()
    await who.press(who.t.plain("button.knew"))
    page = await who.last()
    shelves = {"fr": "Ses boutiques n’ont pas de réserve", "en": "Her shops have no storeroom"}
    summer = {"fr": "Juillet et août font", "en": "July and August make"}
    assert f"✓ {shelves[lang]}" in page
    assert f"○ {summer[lang]}" in page


async def test_that_no_button_of_a_deal_is_dead(simulator: Simulator, served: Product) -> None:
    who = await learner(simulator, served, "buttons", "fr")
    await who.arrive()
    await seated(who)
    for line in TALK["fr"][:4]:
        await who.say(line)
    await who.say("/cancel")
    crawler = Crawler(who)
    crawler.pressed |= {"menu", "resume", f"brief:{GIRONA}"}
    await crawler.crawl()
    kinds = {data.split(":")[0] for data in crawler.pressed}
    assert {"card", "deal", "turns", "knew"} <= kinds
