"""Rewind on a phone: choose a turn, answer otherwise, see both outcomes."""

import pytest

from bot.simulator.client import Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import DISCOVERY, Learner, learner
from tests.product import Product

FIRST: dict[Lang, tuple[str, ...]] = {
    "fr": (
        "Bonjour Madame, merci de me recevoir.",
        "Vous voulez quoi ?",
        "Pour quand ?",
        "Qui décide ?",
    ),
    "en": ("Good morning, thank you for your time.", "You want what?", "By when?", "Who decides?"),
}
OTHERWISE: dict[Lang, str] = {
    "fr": "Qu'est-ce qui vous amène à nous consulter aujourd'hui ?",
    "en": "What brings you to us today?",
}


async def finished(simulator: Simulator, served: Product, lang: Lang, name: str) -> Learner:
    who = await learner(simulator, served, f"{name} {lang}", lang)
    await who.arrive()
    await who.begin(DISCOVERY)
    for line in FIRST[lang]:
        await who.say(line)
    await who.stop()
    return who


@pytest.mark.parametrize("lang", LANGS)
async def test_that_another_answer_is_played_and_both_outcomes_are_shown(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await finished(simulator, served, lang, "Back")
    await who.press(who.t.plain("button.rewind"))
    assert FIRST[lang][1] in await who.last()
    await who.press("2")
    assert who.t.plain("rewind.turn", number=2) in await who.last()
    await who.press(who.t.plain("button.answer-otherwise"))
    await who.say(OTHERWISE[lang])
    await who.say("/cancel")
    await who.press(who.t.plain("button.stop-and-debrief"))

    shown = await who.last()
    assert who.t.plain("rewind.outcome", number=2) in shown
    assert FIRST[lang][1] in shown
    assert OTHERWISE[lang] in shown
    assert who.t.plain("rewind.counts-nowhere") in shown

    await who.press(who.t.plain("button.debrief-now"))
    assert "/20" in await who.last()
    await who.press(who.t.plain("button.compare"))
    assert OTHERWISE[lang] in await who.last()


async def test_that_a_rewound_talk_counts_nowhere(simulator: Simulator, served: Product) -> None:
    who = await finished(simulator, served, "fr", "Nowhere")
    await who.say("/progress")
    before = await who.last()
    await who.press(who.t.plain("button.last-debrief"))
    for button in ("button.rewind", "3", "button.answer-otherwise"):
        await who.press(who.t.plain(button) if "." in button else button)
    await who.say("Quels sont vos critères pour choisir un fournisseur ?")
    await who.say("/cancel")
    await who.press(who.t.plain("button.stop-and-debrief"))
    await who.say("/progress")

    assert await who.last() == before


async def test_that_nothing_is_gone_back_to_while_another_talk_runs(
    simulator: Simulator, served: Product
) -> None:
    who = await finished(simulator, served, "en", "Busy")
    await who.press(who.t.plain("button.rewind"))
    await who.press("1")
    await who.press(who.t.plain("button.answer-otherwise"))
    shown = await who.since(0)
    first_list = next(m for m in shown if who.t.plain("rewind.turn", number=1) in m.text)
    assert not first_list.buttons

    await who.say("/progress")
    await who.press(who.t.plain("button.last-debrief"))
    await who.press(who.t.plain("button.rewind"))
    await who.press("1")
    await who.press(who.t.plain("button.answer-otherwise"))
    answer = await who.answer()
    assert who.t.plain("rewind.running") in (answer.text or "", await who.last())


async def test_that_somebody_else_cannot_look_at_it(simulator: Simulator, served: Product) -> None:
    await finished(simulator, served, "fr", "Owner")
    ((attempt,),) = served.stored(
        "SELECT attempts.id FROM attempts JOIN learners ON learner = learners.id"
        " WHERE first_name = 'Owner fr'"
    )
    other = await finished(simulator, served, "fr", "Other")
    shown = await other.phone.last()
    assert shown is not None
    for data in (f"rw:{attempt}:0", f"rwat:{attempt}:1", f"rwgo:{attempt}:1", f"rwcmp:{attempt}"):
        await other.phone.press(data, message_id=shown.id, stale=True)
        for message in await other.since(shown.revision):
            assert FIRST["fr"][1] not in message.text
