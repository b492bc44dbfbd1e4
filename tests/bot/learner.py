"""Somebody who uses the bot on a phone of the local simulator, one step at a time."""

from bot.i18n import Texts, texts
from bot.simulator.client import Answer, Phone, Shown, Simulator
from dialogues.text import Lang
from tests.product import Product

DISCOVERY = "line-two-mallow"
OBJECTION = "quotation-in-kolding"


class Learner:
    """A person with a phone; every step waits until the bot has nothing more to say."""

    def __init__(self, phone: Phone, product: Product, lang: Lang) -> None:
        self.phone = phone
        self.product = product
        self.lang: Lang = lang

    @property
    def t(self) -> Texts:
        """The interface in her language."""
        return texts(self.lang)

    async def settled(self) -> None:
        """Wait until everything she did is answered."""
        await self.product.quiet(self.phone.user_id)

    async def since(self, mark: int) -> list[Shown]:
        """What the bot has said or edited after a revision."""
        await self.settled()
        return [m for m in await self.phone.messages() if m.from_bot and m.revision > mark]

    async def say(self, text: str) -> list[Shown]:
        """Send a text; gives the bot's answers."""
        await self.phone.send(text)
        return await self.since(self.phone.mark)

    async def start(self, code: str = "") -> list[Shown]:
        """Press Start."""
        await self.phone.start(code)
        return await self.since(self.phone.mark)

    async def press(self, label_or_data: str, message_id: int | None = None) -> list[Shown]:
        """Press the newest such button, or that of one message; gives what changed."""
        await self.phone.press(label_or_data, message_id=message_id)
        return await self.since(self.phone.mark)

    async def answer(self) -> Answer:
        """What a toast or an alert said after the latest press."""
        return await self.phone.answer()

    async def arrive(self) -> None:
        """Start, read the notice, agree."""
        await self.start()
        await self.press("notice")
        await self.press("agree")

    async def begin(self, scenario: str = DISCOVERY) -> list[Shown]:
        """From anywhere to the first words of a talk."""
        await self.say("/menu")
        family = "discovery" if scenario == DISCOVERY else "objection"
        for button in ("practise", f"fam:{family}", f"brief:{scenario}"):
            await self.press(button)
        return await self.press(f"go:{scenario}")

    async def stop(self) -> str:
        """Stop the talk and look at its debrief; gives the card's text."""
        await self.say("/cancel")
        await self.press(self.t.plain("button.stop-and-debrief"))
        return await self.see_debrief()

    async def see_debrief(self) -> str:
        """From the end of a talk to the card of its debrief, without judging herself first."""
        await self.settled()
        if "/20" not in await self.last():
            await self.press(self.t.plain("button.see-debrief"))
        return await self.last()

    async def last(self) -> str:
        """The bot's newest words."""
        shown = await self.phone.last()
        assert shown is not None
        return shown.text


async def learner(
    simulator: Simulator, product: Product, name: str = "Camille", lang: Lang = "fr"
) -> Learner:
    """Somebody new."""
    return Learner(await simulator.phone(name, language=lang), product, lang)
