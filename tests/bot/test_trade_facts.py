"""Promises that a rule of trade contradicts: an aside while training, a page of the debrief."""

import pytest

from bot.simulator.client import Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import Learner, learner
from tests.bot.test_bargaining import TALK, opened, seated
from tests.product import Product

pytestmark = pytest.mark.timeout(120)

WRONG: dict[Lang, str] = {
    "fr": "Je comprends. FCA Valence, et le transport jusqu'à Gérone est à notre charge.",
    "en": "I see. FCA Valence, and the freight to Girona is at our expense.",
}
AGAIN: dict[Lang, str] = {
    "fr": "Oui, FCA Valence : nous payons le transport jusqu'à Gérone, c'est compris.",
    "en": "Yes, FCA Valence: we pay the freight to Girona, it is included.",
}


async def told(who: Learner, line: str) -> list[str]:
    """What was said to a line, message by message."""
    return [shown.text for shown in await who.say(line)]


def opening(who: Learner) -> str:
    """What every aside begins with."""
    return who.t.plain("trade.aside", said="@").split("@")[0]


@pytest.mark.parametrize("lang", LANGS)
async def test_that_a_broken_rule_is_named_at_once_and_quoted_in_the_debrief(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"promises {lang}", lang)
    await who.arrive()
    await seated(who)
    assert not any(opening(who) in text for text in await told(who, TALK[lang][0]))

    persona, *rest = await told(who, WRONG[lang])
    assert opening(who) not in persona, "the persona speaks first, in her own voice"
    assert len(rest) == 1
    assert rest[0].startswith(opening(who))
    assert "FCA" in rest[0]
    assert "Incoterms" in rest[0]

    again = await told(who, AGAIN[lang])
    assert not any(opening(who) in text for text in again), "a rule is named once"

    await who.say("/cancel")
    await who.press(who.t.plain("button.stop-and-debrief"))
    await opened(who)
    await who.press(who.t.plain("button.trade-facts"))
    page = await who.last()
    assert WRONG[lang].split(". ")[1] in page
    assert AGAIN[lang] in page
    assert "Incoterms 2020, FCA" in page


@pytest.mark.parametrize("lang", LANGS)
async def test_that_asides_can_be_turned_off_and_sound_promises_are_left_in_peace(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"no asides {lang}", lang)
    await who.arrive()
    await who.say("/settings")
    await who.press(who.t.plain("button.asides-off"))
    assert who.t.plain("settings.asides-off") in await who.last()
    await seated(who)
    await who.say(TALK[lang][0])
    assert len(await told(who, WRONG[lang])) == 1, "the persona alone"

    calm = await learner(simulator, served, f"sound {lang}", lang)
    await calm.arrive()
    await seated(calm)
    for line in TALK[lang][:5]:
        assert not any(opening(calm) in text for text in await told(calm, line))
    await calm.say("/cancel")
    await calm.press(calm.t.plain("button.stop-and-debrief"))
    await opened(calm)
    await calm.press(calm.t.plain("button.trade-facts"))
    assert calm.t.plain("trade.none") in await calm.last()
