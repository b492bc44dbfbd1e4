"""Judging oneself before the debrief, and the exam screens: one step at a time, over the simulator.

Each learner plays a whole talk; what she presses and writes afterwards is what is tested.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator.client import Simulator
from bot.simulator.server import running
from dialogues.text import LANGS, Lang
from rubrics.statements import REFERENTIALS
from tests.bot.learner import DISCOVERY, Learner, learner
from tests.browser.talks import DISCOVERY as LINES
from tests.browser.talks import GOODBYE
from tests.product import Product, living, product

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
MESSAGE_MOST = 4096


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with product(tmp_path_factory.mktemp("served"), paced=False) as made:
        yield made


async def buttons(who: Learner) -> dict[str, str]:
    """Callback data → label, of the newest message."""
    shown = await who.phone.last()
    assert shown is not None
    return {str(b.value): b.text for b in shown.buttons}


async def offered(who: Learner) -> str:
    """Hold a short talk until the choice at its end; gives the attempt's id."""
    await who.begin(DISCOVERY)
    for line in (*LINES[who.lang][:4], *[GOODBYE[who.lang]] * 8):
        await who.say(line)
        choice = [data for data in await buttons(who) if data.startswith("self:")]
        if choice:
            return choice[0].split(":")[1]
    raise AssertionError("the talk never ended")


async def at_the_end(
    simulator: Simulator, served: Product, name: str, lang: Lang = "fr"
) -> tuple[Learner, str]:
    who = await learner(simulator, served, name, lang)
    await who.arrive()
    return who, await offered(who)


async def jump(who: Learner, data: str) -> None:
    """Press on the newest message what it may no longer show."""
    shown = await who.phone.last()
    assert shown is not None
    await who.phone.press(data, message_id=shown.id, stale=True)
    await who.settled()


def kept(made: Product, attempt: str) -> list[dict[str, object]]:
    """The self-evaluations stored for an attempt."""
    sql = "SELECT body FROM events WHERE attempt = ? AND kind = 'self-evaluated' ORDER BY seq"
    return [json.loads(str(body)) for (body,) in made.stored(sql, attempt)]


async def rate(who: Learner, attempt: str, levels: str) -> None:
    """Choose a level for each criterion in turn; 'x' cannot tell."""
    await who.press(f"self:{attempt}:0")
    for number, level in enumerate(levels):
        await who.press(f"self:{attempt}:{number}:{level}")


@pytest.mark.parametrize("lang", LANGS)
async def test_that_a_learner_judges_herself_and_sees_both_views(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who, attempt = await at_the_end(simulator, served, f"Lucide {lang}", lang)
    assert who.t.plain("self.offer") in await who.last()
    assert "/20" not in await who.last(), "nothing is revealed before"

    await rate(who, attempt, "3214x03")
    assert who.t.plain("self.ask-strength") in await who.last()
    await who.say("Mes <b>questions</b> & l'écoute")
    assert who.t.plain("self.ask-change") in await who.last()
    await who.say("Une date   plus tôt")

    assert "/20" in await who.last()
    [own] = kept(served, attempt)
    assert list(own["levels"].values()) == [3, 2, 1, 4, 0, 3]  # type: ignore[attr-defined]
    assert own["strength"] == "Mes <b>questions</b> & l'écoute"
    assert own["change"] == "Une date plus tôt"
    assert who.t.plain("button.my-view") in (await buttons(who)).values()

    await who.press(f"mine:{attempt}")
    page = await who.last()
    assert who.t.plain("self.beside") in page
    assert "Mes <b>questions</b> & l'écoute" in page
    assert sum(line.startswith(("=", "▲", "▼")) for line in page.splitlines()) == 6
    await who.press(f"card:{attempt}")
    assert "/20" in await who.last()

    await who.say("/progress")
    await who.press("own")
    assert who.t.plain("self.sure-too-early") in await who.last()


async def test_that_who_wants_only_the_result_has_it_with_one_tap(
    simulator: Simulator, served: Product
) -> None:
    who, attempt = await at_the_end(simulator, served, "Pressée")
    await who.press(who.t.plain("button.see-debrief"))
    assert "/20" in await who.last()
    assert kept(served, attempt) == []
    assert who.t.plain("button.my-view") not in (await buttons(who)).values()
    await who.say("/progress")
    await who.press("own")
    assert await who.last() == "\n\n".join(
        [
            who.t.plain("self.history") + "\nRNCP36395, C.3.2.4",
            who.t.plain("self.none-yet"),
        ]
    )


async def test_that_every_step_can_be_skipped_or_taken_back(
    simulator: Simulator, served: Product
) -> None:
    who, attempt = await at_the_end(simulator, served, "Hésite")
    await rate(who, attempt, "1")
    await who.press(who.t.plain("button.back"))
    assert (await buttons(who))[f"self:{attempt}:0:1"].startswith("✓")
    await who.press(f"self:{attempt}:0:2")
    await who.press(f"self:{attempt}:1:4")
    await who.press(who.t.plain("button.back"))
    await who.press(who.t.plain("button.dont-know"))
    for _ in range(3):
        await who.press(who.t.plain("button.back"))
    assert who.t.plain("self.offer") in await who.last()
    await who.press(who.t.plain("button.judge-myself"))
    for _ in range(2, 9):
        await who.press(who.t.plain("button.dont-know"))
        if who.t.plain("self.ask-strength") in await who.last():
            break
    await who.press(who.t.plain("button.skip"))
    await who.press(who.t.plain("button.back"))
    await who.say("La reformulation")
    await who.press(who.t.plain("button.back"))
    assert "La reformulation" in await who.last()
    await who.press(who.t.plain("button.next"))
    await who.press(who.t.plain("button.see-debrief"))
    assert "/20" in await who.last()
    [own] = kept(served, attempt)
    assert own["levels"] == {}
    assert (own["strength"], own["change"]) == ("La reformulation", "")


async def test_that_double_taps_and_old_buttons_change_nothing(
    simulator: Simulator, served: Product
) -> None:
    who, attempt = await at_the_end(simulator, served, "Deux fois")
    for data in (f"self:{attempt}:0", f"self:{attempt}:0:3", f"self:{attempt}:0:3"):
        await jump(who, data)
    assert "2" in (await who.last()).splitlines()[0]
    for data in (f"self:{attempt}:99", f"self:{attempt}:0:9", f"self:{attempt}:x:1"):
        await jump(who, data)
        assert (await who.answer()).text or await who.last() == who.t.plain("stale.screen")
    await asyncio.gather(jump(who, f"card:{attempt}"), jump(who, f"card:{attempt}"))
    card = await who.phone.messages()
    before = kept(served, attempt)
    assert [list(own["levels"].values()) for own in before] == [[3]]  # type: ignore[attr-defined]

    await jump(who, f"self:{attempt}:1:4")
    assert (await who.answer()).text == who.t.plain("toast.self-past")
    assert kept(served, attempt) == before
    assert len(await who.phone.messages()) == len(card)

    other = await learner(simulator, served, "Curieuse", "fr")
    await other.arrive()
    menu = await other.phone.last()
    assert menu is not None
    for data in (f"self:{attempt}:0", f"mine:{attempt}"):
        await other.phone.press(data, message_id=menu.id, stale=True)
        await other.settled()
        assert other.t.plain("stale.debrief") in await other.last()


async def test_that_words_are_taken_only_where_they_are_asked_for(
    simulator: Simulator, served: Product
) -> None:
    who, attempt = await at_the_end(simulator, served, "Bavarde")
    await who.say("au revoir encore")
    assert await who.last() == who.t.plain("idle.text")
    await who.press(f"self:{attempt}:0")
    await who.say("plutôt bien")
    assert await who.last() == who.t.plain("self.use-buttons")
    await jump(who, f"self:{attempt}:strength")
    await who.say("mot " * 200)
    assert await who.last() == who.t.plain("self.too-long")
    await who.say("/help")
    await who.say("ce n'est pas une réponse")
    assert await who.last() == who.t.plain("idle.text")
    await jump(who, f"self:{attempt}:strength")
    await who.press(f"self:{attempt}:change")

    await who.begin(DISCOVERY)
    await who.say("Bonjour Madame Devane")
    turns = "SELECT learner_turns FROM attempts a JOIN learners l ON a.learner = l.id"
    turns += " WHERE l.first_name = 'Bavarde' ORDER BY a.started_at DESC LIMIT 1"
    assert served.stored(turns) == [(1,)]
    assert kept(served, attempt) == []


async def test_that_a_view_left_open_is_kept_when_the_next_talk_ends(
    simulator: Simulator, served: Product
) -> None:
    who, first = await at_the_end(simulator, served, "Interrompue")
    await rate(who, first, "22")
    second = await offered(who)
    assert second != first
    assert len(kept(served, first)) == 1
    await who.press(f"card:{second}")
    assert kept(served, second) == []


@pytest.mark.kill
async def test_that_a_restart_in_mid_judgement_loses_nothing(tmp_path: Path) -> None:
    async with (
        running() as url,
        Simulator(url) as simulator,
        living(tmp_path, server=url, paced=False) as made,
    ):
        who, attempt = await at_the_end(simulator, made, "Tenace")
        await rate(who, attempt, "32")
        await asyncio.to_thread(made.kill)
        await asyncio.to_thread(made.start)
        await who.press(f"self:{attempt}:2:4")
        await jump(who, f"self:{attempt}:strength")
        await asyncio.to_thread(made.kill)
        await asyncio.to_thread(made.start)
        await who.say("Le résumé final")
        assert who.t.plain("self.ask-change") in await who.last()
        await who.press(f"card:{attempt}")
        [own] = kept(made, attempt)
        assert list(own["levels"].values()) == [3, 2, 4]  # type: ignore[attr-defined]
        assert own["strength"] == "Le résumé final"


# The exam screens


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_exam_is_projected_with_its_floors_and_what_it_cannot_know(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"Examen {lang}", lang)
    await who.arrive()
    await who.say("/progress")
    await who.press("exam")
    assert who.t.plain("paths.title") in await who.last()
    assert {f"path:{r}" for r in REFERENTIALS} < set(await buttons(who))

    await who.press("path:rdci")
    before = await who.last()
    assert who.t.plain("exam.training") in before
    assert who.t.plain("exam.blank", family="", points="").split()[0] in before
    attempt = await offered(who)
    await rate(who, attempt, "3333333")
    await who.press(f"card:{attempt}")
    await who.say("/progress")
    await who.press("exam")
    after = await who.last()
    assert after != before
    assert "▒" in after
    assert len(after) < MESSAGE_MOST

    pages = []
    await who.press("bloc:0")
    pages.append(await who.last())
    while who.t.plain("button.next") in (await buttons(who)).values():
        await who.press(who.t.plain("button.next"))
        pages.append(await who.last())
    assert len(pages) == 5
    for page, floor in zip(pages, (40, 90, 100, 70, 125), strict=True):
        assert str(floor) in page
        assert who.t.plain("exam.ours") in page
    await who.press("exam")
    await who.press("path")
    assert who.t.plain("paths.title") in await who.last()


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_other_four_show_what_was_covered(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who, attempt = await at_the_end(simulator, served, f"Autre {lang}", lang)
    await who.press(f"card:{attempt}")
    for path in REFERENTIALS[1:]:
        await who.say("/progress")
        await who.press("exam")
        if "path" in await buttons(who):
            await who.press("path")
        await who.press(f"path:{path}")
        page = await who.last()
        assert who.t.plain("coverage.what") in page
        assert len(page) < MESSAGE_MOST
        if path != "cqpm-flux":
            assert "█" in page
            assert who.t.plain("coverage.none") not in page
