"""Progress on a phone: the empty state, the next practice and its reason, skills, pictures."""

import json

import pytest

from bot.pictures.progress import Series, Spoke, course, radar
from bot.simulator.client import Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import DISCOVERY, Learner, learner
from tests.product import Product

PNG = b"\x89PNG\r\n\x1a\n"
CAPTION_MOST = 1024
LINES: dict[Lang, tuple[str, ...]] = {
    "fr": ("Bonjour Madame.", "Qu'est-ce qui vous amène ?", "Et pour quand en avez-vous besoin ?"),
    "en": ("Good morning.", "What brings you to us?", "And by when do you need it?"),
}


async def practised(simulator: Simulator, served: Product, lang: Lang, name: str) -> Learner:
    who = await learner(simulator, served, f"{name} {lang}", lang)
    await who.arrive()
    await who.begin(DISCOVERY)
    for line in LINES[lang]:
        await who.say(line)
    await who.stop()
    return who


async def test_that_without_a_talk_it_says_what_will_be_here(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "Nothing yet", "fr")
    await who.arrive()
    await who.say("/progress")

    assert who.t.plain("progress.empty") in await who.last()
    assert who.t.plain("progress.next") not in await who.last()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_next_practice_is_named_with_its_reason(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await practised(simulator, served, lang, "Next")
    await who.say("/progress")
    shown = await who.last()

    assert who.t.plain("progress.next") in shown
    assert who.t.plain("progress.why-first") in shown
    await who.press(who.t.plain("button.practise-next"))
    opened = await who.phone.last()
    assert opened is not None
    assert who.t.plain("button.start-talk") in [b.text for b in opened.buttons]


@pytest.mark.parametrize("lang", LANGS)
async def test_that_every_criterion_has_a_level_or_says_that_it_was_not_seen(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await practised(simulator, served, lang, "Skills")
    await who.say("/progress")
    await who.press(who.t.plain("button.skills"))
    assert who.t.plain("skills.unseen") in await who.last()
    await who.press(who.t.plain("family.discovery"))
    shown = await who.last()

    assert who.t.plain("skill.sure-little") in shown
    marks = [line for line in shown.splitlines() if line.startswith(("●", "○"))]
    titles = [line for line in shown.splitlines() if line[:1].isdecimal()]
    assert len(marks) == len(titles) > 3


@pytest.mark.parametrize("lang", LANGS)
async def test_that_pictures_come_with_a_text_that_says_the_same(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await practised(simulator, served, lang, "Pictures")
    await who.say("/progress")
    await who.press(who.t.plain("button.progress-picture"))
    await who.say("/progress")
    await who.press(who.t.plain("button.skills"))
    await who.press(who.t.plain("family.discovery"))
    await who.press(who.t.plain("button.skill-picture"))

    rows_ = served.stored(
        "SELECT body FROM outbox WHERE chat_id = ? AND kind = 'picture'", who.phone.user_id
    )
    sent = [json.loads(str(body)) for (body,) in rows_]
    assert len(sent) == 3
    for one in sent:
        ((content,),) = served.stored("SELECT content FROM blobs WHERE hash = ?", one["blob"])
        assert isinstance(content, bytes)
        assert content.startswith(PNG)
        assert len(one["html"]) <= CAPTION_MOST
    assert who.t.plain("family.objection") in sent[0]["html"]
    assert sent[2]["html"].count("\n") > 3


async def test_that_a_picture_is_the_same_for_the_same_talks() -> None:
    spokes = [Spoke(name=str(n), low=0.2, high=0.8, mean=None if n == 2 else 0.5) for n in range(5)]
    for some in (spokes, spokes[:4], spokes[:2], spokes[:1]):
        assert radar("Titre", some) == radar("Titre", some)
    series = [Series(name="$ et %", points=((1, 8.5), (2, 12.0)))]
    assert course("Notes", "note", "talk", series) == course("Notes", "note", "talk", series)
    assert course("Notes", "note", "talk", []).startswith(PNG)
