"""Every kind of button that can be found is pressed, in both languages; none is dead."""

import asyncio

import pytest

from bot.i18n import texts
from bot.simulator.client import Shown, Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import DISCOVERY, OBJECTION, Learner, learner
from tests.breadth import tries
from tests.product import Product

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

LAST = ("stop:", "swap:", "go:")
"""What leads away from where it stands: pressed when nothing else is left."""
REFUSALS = ("error.bug", "error.full", "stale.screen", "stale.attempt", "stale.debrief")
PRESSES_MOST = 400
ALIKE_MOST = tries(3, 5)
"""Buttons pressed that differ only in which scenario, criterion or page they are about."""


class Crawler:
    """Presses buttons until every one it has seen was pressed."""

    def __init__(self, who: Learner) -> None:
        self.who = who
        self.pressed: set[str] = set()
        self.seen: dict[str, str] = {}
        """Callback data → a label it was shown with."""
        self.leads: dict[str, set[str]] = {}
        """Callback data → what its screen shows."""
        refused = {str(texts(lang)(key)) for lang in LANGS for key in REFUSALS}
        self.refused = {text.replace("&#39;", "'") for text in refused}

    async def shown(self) -> Shown | None:
        """The newest message with buttons."""
        messages = [m for m in await self.who.phone.messages() if m.from_bot and m.buttons]
        return messages[-1] if messages else None

    def note(self, screen: Shown | None, came_by: str | None) -> list[str]:
        """Remember what a screen shows."""
        data = [b.value for b in screen.buttons if b.value] if screen else []
        for button in screen.buttons if screen else ():
            assert button.kind == "callback_data", button
            self.seen[str(button.value)] = button.text
        if came_by is not None:
            self.leads[came_by] = set(data)
        return data

    def rank(self, data: str) -> int:
        """Lower goes first."""
        return next((n for n, prefix in enumerate(reversed(LAST), 1) if data.startswith(prefix)), 0)

    def way(self, here: list[str]) -> str | None:
        """The button on this screen that is, or leads to, the next one to press."""
        reached = [(data, data) for data in here]
        known = set(here)
        for first, data in reached:
            following = sorted(self.leads.get(data, set()) - known)
            known.update(following)
            reached += [(first, one) for one in following]
        fresh = [(self.rank(data), n) for n, (_, data) in enumerate(reached) if self.is_fresh(data)]
        return reached[min(fresh)[1]][0] if fresh else None

    def is_fresh(self, data: str) -> bool:
        """Still to be pressed on this walk."""
        verb = data.split(":")[0]
        alike = [one for one in self.pressed if one.split(":")[0] == verb]
        if len(alike) >= ALIKE_MOST:
            return False
        return data not in self.pressed and data not in ("erase-all", "erase-undo")

    async def press(self, data: str, screen: Shown) -> None:
        """Press one button and check that something came of it."""
        changed = await self.who.press(data, message_id=screen.id)
        answer = await self.who.answer()
        self.pressed.add(data)
        said = [m.text for m in changed] + ([answer.text] if answer.text else [])
        label = self.seen[data]
        assert said, f"[{label}] ({data}) on «{screen.text[:60]}» did nothing"
        assert not self.refused & set(said), f"[{label}] ({data}) refused: {said}"

    async def crawl(self) -> None:
        """Press all that can be reached from where she is; nothing is erased."""
        came_by: str | None = None
        for _ in range(PRESSES_MOST):
            screen = await self.shown()
            following = self.way(self.note(screen, came_by))
            if screen is None or following is None:
                return
            await self.press(following, screen)
            came_by = following
        raise AssertionError(f"never done; pressed {sorted(self.pressed)}")


async def menus(simulator: Simulator, served: Product, lang: Lang) -> Crawler:
    """Crawl from the first Start: menus, briefs, documents, and out of begun talks again."""
    who = await learner(simulator, served, f"Menus {lang}", lang)
    await who.start()
    crawler = Crawler(who)
    await crawler.crawl()
    for command in ("/menu", "/brief", "/cancel", "/menu"):
        await who.say(command)
        await crawler.crawl()
    await who.say("/forgetme")
    screen = await crawler.shown()
    assert screen is not None
    crawler.note(screen, None)
    await crawler.press("erase-all", screen)
    screen = await crawler.shown()
    assert screen is not None
    crawler.note(screen, None)
    await crawler.press("erase-undo", screen)
    assert await who.last() in {texts(spoken).plain("erase.undone") for spoken in LANGS}
    return crawler


async def debrief(
    simulator: Simulator, served: Product, lang: Lang, scenario: str, lines: tuple[str, ...]
) -> Crawler:
    """Crawl every page of a debrief."""
    who = await learner(simulator, served, f"{scenario} {lang}", lang)
    await who.arrive()
    await who.begin(scenario)
    for line in lines:
        await who.say(line)
    await who.say("/cancel")
    crawler = Crawler(who)
    crawler.pressed |= {"menu", "resume", f"brief:{scenario}", "practise", "settings"}
    await crawler.crawl()
    return crawler


LINES: dict[Lang, tuple[str, ...]] = {
    "fr": (
        "Bonjour Madame, merci de me recevoir.",
        "Je comprends. Qu'est-ce qui vous inquiète le plus ?",
        "Si je vous comprends bien, c'est le délai. C'est bien cela ?",
        "Je vous envoie une offre écrite lundi.",
    ),
    "en": (
        "Good morning Madam, thank you for seeing me.",
        "I understand. What worries you most?",
        "If I understand you, it is the delay. Is that right?",
        "I will send you a written offer on Monday.",
    ),
}


async def test_that_no_button_is_dead(simulator: Simulator, served: Product) -> None:
    async with asyncio.TaskGroup() as group:
        walked = {lang: group.create_task(menus(simulator, served, lang)) for lang in LANGS}
        judged = [
            group.create_task(debrief(simulator, served, lang, scenario, LINES[lang]))
            for lang in LANGS
            for scenario in (DISCOVERY, OBJECTION)
        ]

    everywhere = {"menu", "practise", "progress", "settings", "help", "privacy", "erase"}
    for lang, task in walked.items():
        found = task.result().pressed
        assert everywhere <= found
        for verb in ("fam", "brief", "doc", "go"):
            assert len([d for d in found if d.startswith(f"{verb}:")]) >= 2, verb
        assert {"lang:fr", "lang:en", "nudges:on", "nudges:off"} <= found, lang
        assert [d for d in found if d.startswith("swap:")]
    for task in judged:
        kinds = {data.split(":")[0] for data in task.result().pressed}
        assert {"card", "crit", "miss", "words", "better", "knew", "stop"} <= kinds
