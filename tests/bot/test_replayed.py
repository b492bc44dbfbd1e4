"""An intercultural talk on a phone: what there was to know, why, and another counterpart."""

import pytest

from bot.simulator.client import Simulator
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.text import LANGS, Lang
from tests.bot.learner import learner
from tests.conversations.golden import FOLDER, golden
from tests.product import Product

SCENE = ScenarioId("pails-in-kanazawa")


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_debrief_tells_what_was_expected_and_replays_it(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    scenario = library().scenario(SCENE)
    pressing, deciding, pricing = (c.gist.in_(lang) for c in scenario.customs)
    [other] = scenario.profiles
    who = await learner(simulator, served, f"Abroad {lang}", lang)
    await who.arrive()
    await who.say("/menu")
    for button in ("practise", "fam:intercultural", f"brief:{SCENE}", f"go:{SCENE}"):
        await who.press(button)
    for line in golden(FOLDER / f"{SCENE}.fauxpas.{lang}.txt").lines:
        await who.say(line)
    await who.see_debrief()

    await who.press(who.t.plain("button.knew"))
    known = await who.last()
    assert f"↺ {pressing}" in known
    assert f"↺ {pricing}" in known
    assert f"✗ {deciding}" in known

    await who.press(who.t.plain("button.ways"))
    ways = await who.last()
    assert all(c.why.in_(lang) in ways for c in scenario.customs)
    assert "Erin Meyer, The Culture Map (2014): disagreeing" in ways
    assert "Taras, Steel" in ways

    await who.press(who.t.plain("button.other"))
    replayed = await who.last()
    assert who.t.plain("replayed.took-hurt", name=scenario.persona.name) in replayed
    assert all(dropped.why.in_(lang) in replayed for dropped in other.drops)
    assert who.t.plain("replayed.took-kept", name=other.name) in replayed

    await who.press(who.t.plain("button.back"))
    assert "/20" in await who.last()


async def test_that_a_talk_of_another_family_has_no_other_counterpart(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "At home", "en")
    await who.arrive()
    await who.begin()
    for line in ("Good morning.", "What brings you to us?", "By when?", "Who decides?"):
        await who.say(line)
    await who.stop()

    [card] = [m for m in await who.phone.messages() if "/20" in m.text]
    assert not [b for b in card.buttons if str(b.value).startswith(("other:", "ways:"))]
