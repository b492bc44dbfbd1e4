"""A talk sent to the bot as a JSON file is judged and told; any other file is explained."""

from pathlib import Path

import pytest

from bot.simulator.client import Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import learner
from tests.product import Product

TALKS = Path(__file__).parents[1] / "rubrics" / "transcripts"


@pytest.mark.parametrize("lang", LANGS)
async def test_that_a_talk_sent_as_a_file_is_judged(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, "Denise", lang)
    await who.arrive()
    content = (TALKS / f"objection-{lang}-01.json").read_bytes()

    await who.phone.send_file("document", content, "talk.json", mime="application/json")
    told = await who.since(who.phone.mark)

    assert f"objection-{lang}-01" in told[0].text
    assert "/20" in told[0].text
    assert "pp1-" in told[0].text
    assert told[1].media is not None
    assert told[1].media.name == f"objection-{lang}-01.assessment.json"
    report = await who.phone.download(told[1].media)
    assert b'"receipt"' in report


async def test_that_a_file_that_is_no_talk_is_told_what_is_missing(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "Denise", "fr")
    await who.arrive()

    await who.phone.send_file("document", b'{"family": "opera"}', "x.json", mime="application/json")
    told = await who.since(who.phone.mark)

    assert who.t.plain("hand-in.faults") in told[0].text
    assert "turns" in told[0].text


async def test_that_a_file_that_cannot_be_fetched_is_said_to_be_so(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "Denise", "fr")
    await who.arrive()
    fault = await simulator.fault("getFile", mode="error", status=500)
    try:
        await who.phone.send_file("document", b"{}", "x.json", mime="application/json")
        told = await who.since(who.phone.mark)
    finally:
        await simulator.clear_faults(fault)

    assert told[0].text == who.t.plain("hand-in.not-fetched")
