"""The phone page in a headless Chromium, with a small bot behind it."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import telegram
from playwright.async_api import Browser, Page, ViewportSize, expect
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from bot.simulator.client import Simulator
from tests.chromium import chromium
from tests.simulator.conftest import serving
from tests.simulator.test_methods import png

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parents[1] / "browser" / "shots"
# None lets Playwright take its own.
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NARROW: ViewportSize = {"width": 360, "height": 740}
WELCOME = (
    "<b>Bonjour\u202f!</b> Je joue la cliente.\n"
    "<tg-spoiler>Elle craint un retard.</tg-spoiler>\n"
    "<blockquote expandable>" + "\n".join(f"Clause {n} du contrat." for n in range(1, 9)) + "\n"
    "</blockquote>"
)
HOSTILE = "<img src=x onerror=alert(1)> & <b>gras</b>"
MENU = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("S’entraîner", callback_data="go"),
            InlineKeyboardButton("Valider", callback_data="alert", style="success"),
        ]
    ]
)


async def answer(bot: telegram.Bot, update: telegram.Update) -> None:
    """Greets on /start, edits on a button, echoes as a reply."""
    if query := update.callback_query:
        assert query.message is not None
        if query.data == "alert":
            await query.answer("Voici une alerte.", show_alert=True)
            return
        await asyncio.sleep(0.6)
        await query.answer("C’est noté")
        await bot.edit_message_text(
            "Choisi", query.message.chat.id, query.message.message_id, reply_markup=None
        )
        await bot.send_photo(query.message.chat.id, png(320, 200), caption="Carte")
        await bot.send_document(query.message.chat.id, b"prix;12", filename="prix.csv")
        return
    message = update.message or update.edited_message
    assert message is not None
    if message.text and message.text.startswith("/start"):
        await bot.send_message(message.chat.id, WELCOME, parse_mode="HTML", reply_markup=MENU)
        return
    await bot.send_chat_action(message.chat.id, "typing")
    await asyncio.sleep(0.4)
    said = "modifié" if update.edited_message else "écho"
    await bot.send_message(
        message.chat.id,
        f"{said} : {message.text or 'fichier'}",
        reply_parameters=ReplyParameters(message.message_id),
    )


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as made:
        yield made


@pytest.fixture
async def served(simulator: Simulator, bot: telegram.Bot) -> AsyncIterator[Simulator]:
    SHOTS.mkdir(parents=True, exist_ok=True)
    await bot.set_my_description("Écouter, argumenter, négocier.", language_code="fr")
    await bot.set_my_description("Listen, argue, negotiate.")
    await bot.set_my_commands([BotCommand("start", "Start again"), BotCommand("help", "Help")])
    await bot.set_my_commands(
        [BotCommand("start", "Recommencer"), BotCommand("help", "Aide")], language_code="fr"
    )
    async with serving(bot, answer):
        yield simulator


async def opened(
    browser: Browser, url: str, size: ViewportSize, locale: str = "fr-FR", scheme: str = "light"
) -> tuple[Page, list[str]]:
    """A page with nothing in its cache, and the faults it reports."""
    context = await browser.new_context(
        viewport=size,
        locale=locale,
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=2 if size["width"] < 600 else 1,
    )
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    await page.goto(url)
    return page, faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_that_a_conversation_looks_and_behaves_as_on_a_phone(
    served: Simulator, browser: Browser, scheme: str
) -> None:
    page, faults = await opened(browser, f"{served.url}/?start=code_7", NARROW, scheme=scheme)
    await expect(page.get_by_text("Écouter, argumenter, négocier.")).to_be_visible()
    await page.screenshot(path=SHOTS / f"simulator-{scheme}-1-empty.png")
    await page.get_by_role("button", name="Démarrer").click()
    log = page.get_by_role("log")
    await expect(log.get_by_text("Bonjour")).to_be_visible()
    assert "/start code_7" in str((await served.pending_updates()) or await _texts(served))
    await expect(log.get_by_text("/start", exact=True)).to_be_visible()
    quote = log.locator("blockquote")
    unfold = quote.get_by_role("button", name="Déplier la citation")
    folded = (await quote.bounding_box() or {"height": 0})["height"]
    await page.screenshot(path=SHOTS / f"simulator-{scheme}-2-welcome.png")
    await unfold.click()
    assert (await quote.bounding_box() or {"height": 0})["height"] > folded * 1.5
    spoiler = log.locator(".spoiler")
    await expect(spoiler).not_to_have_class(re.compile("revealed"))
    await spoiler.click()
    await expect(spoiler).to_have_class(re.compile("revealed"))
    await page.get_by_role("button", name="Valider").click()
    await expect(page.get_by_role("alertdialog")).to_contain_text("Voici une alerte.")
    await page.screenshot(path=SHOTS / f"simulator-{scheme}-3-alert.png")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    button = page.get_by_role("button", name="S’entraîner")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(page.locator(".toast")).to_have_text("C’est noté")
    await expect(button).to_have_count(0)
    await expect(log.get_by_text("Choisi")).to_be_visible()
    await page.get_by_role("button", name="Agrandir l’image\u202f: Carte").click()
    await expect(page.locator(".lightbox img")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".lightbox")).to_have_count(0)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Télécharger prix.csv").click()
    assert (await (await download.value).path()).read_bytes() == b"prix;12"
    field = page.get_by_role("combobox", name="Message")
    await field.fill("/he")
    await expect(page.get_by_role("option", name="Aide /help")).to_be_visible()
    await page.screenshot(path=SHOTS / f"simulator-{scheme}-4-commands.png")
    await field.fill(HOSTILE)
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("fin")
    await page.keyboard.press("Enter")
    await expect(page.locator(".status.doing")).to_have_text("écrit…")
    await expect(log.get_by_text(f"écho : {HOSTILE}")).to_be_visible()
    await expect(log.locator("img[src='x']")).to_have_count(0)
    await page.keyboard.press("ArrowUp")
    await page.keyboard.type(" !")
    await page.keyboard.press("Enter")
    await expect(log.get_by_text("modifié : <img")).to_be_visible()
    await page.screenshot(path=SHOTS / f"simulator-{scheme}-5-talk.png")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert faults == []
    await page.context.close()


async def _texts(served: Simulator) -> list[str]:
    people = await served.ask("GET", "/sim/users")
    path = f"/sim/chats/{people[0]['id']}/messages"
    return [message["text"] for message in (await served.ask("GET", path))["messages"]]


async def test_that_two_people_talk_side_by_side_each_in_her_language(
    served: Simulator, browser: Browser
) -> None:
    wide: ViewportSize = {"width": 1280, "height": 860}
    page, faults = await opened(browser, f"{served.url}/?phones=2", wide)
    french = page.get_by_role("region", name="Téléphone de Camille Martin")
    english = page.get_by_role("region", name="Oliver Bennett’s phone")
    await expect(french.get_by_text("Écouter, argumenter, négocier.")).to_be_visible()
    await expect(english.get_by_text("Listen, argue, negotiate.")).to_be_visible()
    await french.get_by_role("button", name="Démarrer").click()
    await english.get_by_role("button", name="Start").click()
    await expect(french.get_by_role("button", name="Valider")).to_be_visible()
    await english.get_by_role("combobox", name="Message").fill("/")
    await expect(english.get_by_role("option", name="Start again /start")).to_be_visible()
    await english.get_by_role("combobox", name="Message").fill("hello")
    await page.keyboard.press("Enter")
    await expect(english.get_by_text("écho : hello")).to_be_visible()
    await expect(french.get_by_text("écho : hello")).to_have_count(0)
    await french.get_by_role("button", name="Joindre").click()
    await french.get_by_role("menuitem", name="Autocollant 👋").click()
    await expect(french.locator(".sticker img")).to_be_visible()
    await expect(french.get_by_text("écho : fichier")).to_be_visible()
    await page.screenshot(path=SHOTS / "simulator-wide-two.png")
    await page.get_by_role("button", name="Ajouter un téléphone").click()
    await expect(page.locator("section.phone")).to_have_count(3)
    await page.reload()
    await expect(page.locator("section.phone")).to_have_count(3)
    await expect(english.get_by_text("écho : hello")).to_be_visible()
    assert faults == []
    await page.context.close()


async def test_that_the_page_follows_its_readers_language_and_comes_back_after_a_loss(
    served: Simulator, browser: Browser
) -> None:
    page, _ = await opened(browser, served.url, NARROW, locale="en-GB")
    phone = page.get_by_role("region", name="Oliver Bennett’s phone")
    await expect(phone.get_by_role("button", name="Start")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "en"
    await expect(phone.get_by_text("Listen, argue, negotiate.")).to_be_visible()
    await served.reset()
    await expect(phone.get_by_text("No messages here yet.")).to_be_visible()
    await phone.get_by_role("button", name="Start").click()
    await expect(phone.get_by_text("Bonjour")).to_be_visible()
    await page.context.close()
