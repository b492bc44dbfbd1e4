"""A learner's copy of what is kept of her, and nobody else's."""

import json

from bot.simulator.client import Simulator
from tests.bot.learner import DISCOVERY, learner
from tests.product import Product

HERS = "Mon mot à moi : chlorophylle."
NOT_HERS = "Un autre mot : tournesol."


async def copies(served: Product, user: int) -> dict[str, str]:
    """The files sent to somebody, by name."""
    rows = served.stored("SELECT body FROM outbox WHERE chat_id = ? AND kind = 'file'", user)
    sent = [json.loads(str(row[0])) for row in rows]
    files = {}
    for one in sent:
        ((content,),) = served.stored("SELECT content FROM blobs WHERE hash = ?", one["blob"])
        assert isinstance(content, bytes)
        files[one["name"]] = content.decode()
    return files


async def test_that_the_copy_holds_all_of_hers_and_nothing_of_others(
    simulator: Simulator, served: Product
) -> None:
    other = await learner(simulator, served, "Autre", "fr")
    await other.arrive()
    await other.begin(DISCOVERY)
    await other.say(NOT_HERS)
    who = await learner(simulator, served, "Zélie <b>", "fr")
    await who.arrive()
    await who.begin(DISCOVERY)
    await who.say(HERS)
    await who.say("/mydata")

    files = await copies(served, who.phone.user_id)

    assert set(files) == {"pourparler.json", "pourparler.html"}
    whole = json.loads(files["pourparler.json"])
    assert [row["first_name"] for row in whole["tables"]["learners"]] == ["Zélie <b>"]
    said = [row["body"] for row in whole["tables"]["events"] if row["kind"] == "learner-turn"]
    assert [turn["text"] for turn in said] == [HERS]
    assert {"learners", "attempts", "events", "chats", "outbox"} <= set(whole["tables"])
    for content in files.values():
        assert "tournesol" not in content
        assert str(other.phone.user_id) not in content
    assert HERS in files["pourparler.html"]
    assert "Zélie &lt;b&gt;" in files["pourparler.html"]


async def test_that_a_copy_can_be_had_before_anything_is_agreed_to(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "Early", "en")
    await who.start()
    await who.say("/mydata")

    files = await copies(served, who.phone.user_id)

    assert "You are in no group." in files["pourparler.html"]
