"""A class over the simulator, as its people live it: the trainer, learners, the command line."""

import asyncio

import pytest

from bot.simulator.client import Phone, Shown, Simulator
from dialogues.text import LANGS, Lang
from tests.bot.learner import DISCOVERY, OBJECTION, Learner, learner
from tests.bot.test_every_button import Crawler
from tests.product import Product

pytestmark = pytest.mark.timeout(180)
LINES: dict[Lang, tuple[str, ...]] = {
    "fr": ("Bonjour Madame.", "Quels sont vos besoins ?", "Pour quand ?", "Qui décide ?"),
    "en": ("Good morning.", "What do you need?", "By when?", "Who decides?"),
}


async def trainer(simulator: Simulator, served: Product, name: str, lang: Lang) -> Learner:
    """A trainer, made one by a code of the command line."""
    made = await asyncio.to_thread(served.run, "trainer")
    assert made.returncode == 0, made.stderr
    who = await learner(simulator, served, name, lang)
    await who.start(made.stdout.strip())
    await who.press("notice")
    await who.press("agree")
    return who


async def create(who: Learner, name: str) -> str:
    """A cohort; gives its id."""
    await who.say("/trainer")
    await who.press(who.t.plain("button.cohort-new"))
    await who.say(name)
    return (await buttons(who))[who.t.plain("button.members")].split(":")[1]


async def invite(who: Learner, cohort: str) -> tuple[Shown, str]:
    """A new link; gives the message with its picture, and its code."""
    await who.say("/trainer")
    await who.press(f"coh:{cohort}")
    await who.press(who.t.plain("button.invite"))
    await who.press(who.t.plain("button.link-make"))
    await who.press(who.t.plain("button.valid-7"))
    await who.press(who.t.plain("button.uses-20"))
    shown = await who.phone.last()
    assert shown is not None
    copy = shown.button(who.t.plain("button.copy-link"))
    assert copy is not None
    return shown, str(copy.value).split("start=")[1]


async def buttons(who: Learner) -> dict[str, str]:
    """Label → what it carries, of the newest message."""
    shown = await who.phone.last()
    assert shown is not None
    return {b.text: str(b.value) for b in shown.buttons}


async def words(phone: Phone) -> str:
    """The newest words."""
    shown = await phone.last()
    assert shown is not None
    return shown.text


@pytest.mark.parametrize("lang", LANGS)
async def test_that_a_class_forms_plays_and_is_seen(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    tina = await trainer(simulator, served, f"Tina {lang}", lang)
    t = tina.t
    assert t.plain("trainer.none") in await tina.last()
    assert (await tina.phone.commands())["trainer"] == t.plain("command.trainer")
    cohort = await create(tina, "BTS <CI> & co")
    assert "BTS <CI> & co" in await tina.last()
    shown, code = await invite(tina, cohort)
    assert shown.media is not None
    assert (shown.media.width or 0) >= 500
    assert f"/start {code}" in shown.text
    assert (await tina.phone.download(shown.media)).startswith(b"\x89PNG")

    ana, bo = await asyncio.gather(
        learner(simulator, served, f"Ana {lang}", lang),
        learner(simulator, served, f"Bo {lang}", "en" if lang == "fr" else "fr"),
    )
    for who in (ana, bo):
        await who.start(code)
        await who.press("notice")
        await who.press("agree")
        assert who.t.plain("join.hides-time") in await who.last()
        assert f"Tina {lang}" in await who.last()
        await who.press(who.t.plain("button.join"))
        assert who.phone.name in await who.last()
    assert "trainer" not in await ana.phone.commands()
    await ana.press(ana.t.plain("button.own-name"))
    await ana.say("Ana Maria")
    assert ana.t.plain("class.name", name="Ana Maria") in await ana.last()

    await tina.say("/trainer")
    await tina.press(f"coh:{cohort}")
    await tina.press(t.plain("button.assignments"))
    await tina.press(t.plain("button.assign"))
    await tina.press(f"asg-when:{cohort}:{DISCOVERY}")
    await tina.press(t.plain("button.due-7"))
    await tina.press(t.plain("button.most-1"))
    assert str(t.many("assign.tells", 2)) in await tina.last()
    await tina.press(t.plain("button.give"))
    assert t.plain("assign.progress", done="0", of="2") in await tina.last()

    for who in (ana, bo):
        await who.settled()
        assert who.t.plain("task.given") in await who.last()
    await ana.press(ana.t.plain("button.open"))
    await ana.press(f"go:{DISCOVERY}")
    for line in LINES[lang]:
        await ana.say(line)
    await ana.stop()
    await ana.say("/menu")
    await ana.press(ana.t.plain("button.todo"))
    assert "/20" in await ana.last()
    assert ana.t.plain("task.no-left") in await ana.last()
    await ana.press(f"brief:{DISCOVERY}")
    await ana.press(f"go:{DISCOVERY}")
    assert await ana.last() == ana.t.plain("task.none-left")

    await tina.say("/trainer")
    await tina.press(f"coh:{cohort}")
    await tina.press(t.plain("button.assignments"))
    await tina.press("1")
    assert "✓ Ana Maria" in await tina.last()
    assert f"○ Bo {lang}" in await tina.last()

    await ana.say("/settings")
    await ana.press(ana.t.plain("button.class"))
    await ana.press(ana.t.plain("button.leave"))
    await ana.press(ana.t.plain("button.leave-it"))
    assert ana.t.plain("class.left") in await ana.last()
    assert ana.t.plain("class.none") in await ana.last()


async def test_that_trainers_are_named_listed_and_unnamed_from_the_command_line(
    simulator: Simulator, served: Product
) -> None:
    who = await learner(simulator, served, "Named", "en")
    await who.arrive()
    user = str(who.phone.user_id)
    assert (await asyncio.to_thread(served.run, "trainer", "--user", "5")).returncode == 2
    named = await asyncio.to_thread(served.run, "trainer", "--user", user)
    assert named.returncode == 0, named.stderr
    listed = await asyncio.to_thread(served.run, "trainer", "--list")
    assert f"{user}\ttrainer\tNamed\t0 cohorts" in listed.stdout
    await who.say("/trainer")
    assert who.t.plain("trainer.none") in await who.last()
    assert "trainer" in await who.phone.commands()
    await who.press(who.t.plain("button.menu"))
    await who.say("/help")
    assert who.t.plain("command.trainer") in await who.last()

    removed = await asyncio.to_thread(served.run, "trainer", "--remove", user)
    assert removed.returncode == 0, removed.stderr
    again = await asyncio.to_thread(served.run, "trainer", "--remove", user)
    assert again.returncode == 2
    await who.say("/trainer")
    assert who.t.plain("trainer.not") in await who.last()
    assert "trainer" not in await who.phone.commands()


async def test_that_a_trainer_keeps_her_menu_when_she_changes_language(
    simulator: Simulator, served: Product
) -> None:
    who = await trainer(simulator, served, "Bilingual", "fr")
    await who.say("/settings")
    await who.press("lang:en")
    who.lang = "en"
    assert (await who.phone.commands())["trainer"] == who.t.plain("command.trainer")


async def test_that_an_operator_names_a_trainer_in_the_chat(
    simulator: Simulator, served: Product
) -> None:
    made = await asyncio.to_thread(served.run, "trainer", "--operator")
    who = await learner(simulator, served, "Opal", "en")
    await who.arrive()
    await who.start(made.stdout.strip())
    assert who.t.plain("operator.what") in await who.last()
    await who.press(who.t.plain("button.name-trainer"))
    code = (await buttons(who))[who.t.plain("button.copy-link")].split("start=")[1]
    other = await learner(simulator, served, "Ted", "fr")
    await other.arrive()
    await other.start(code)
    assert other.t.plain("trainer.welcome") in await other.last()
    assert other.t.plain("trainer.none") in await other.last()


class TrainersCrawler(Crawler):
    """A crawl of a trainer's screens; links and copied texts are no presses."""

    def note(self, screen: Shown | None, came_by: str | None) -> list[str]:
        found = [b for b in screen.buttons if b.kind == "callback_data"] if screen else []
        self.seen |= {str(b.value): b.text for b in found}
        data = [str(b.value) for b in found]
        if came_by is not None:
            self.leads[came_by] = set(data)
        return data

    def is_fresh(self, data: str) -> bool:
        """The first button of its kind: they all do the same with another case or person."""
        verb = data.split(":")[0]
        return verb in MINE - {one.split(":")[0] for one in self.pressed}


# fmt: off
MINE = frozenset([
    "trainer", "coh", "coh-more", "coh-name", "coh-close", "coh-who", "coh-one", "coh-out",
    "coh-by", "coh-by-new", "coh-new", "inv", "inv-new", "inv-for", "inv-do", "inv-qr", "asg",
    "asg-new", "asg-when", "asg-day", "asg-most", "give", "asg-one", "asg-off", "extra-of",
])
# fmt: on


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
async def test_that_no_button_of_a_trainer_is_dead(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    tina = await trainer(simulator, served, f"Crawls {lang}", lang)
    cohort = await create(tina, "Crawled")
    _, code = await invite(tina, cohort)
    ana = await learner(simulator, served, f"Guest {lang}", lang)
    await ana.arrive()
    await ana.start(code)
    await ana.press(ana.t.plain("button.join"))
    for case in (DISCOVERY, OBJECTION):
        data = f"given:{cohort}:0:0:{case}"
        await tina.say("/trainer")
        shown = await tina.phone.last()
        assert shown is not None
        await tina.phone.press(data, message_id=shown.id, stale=True)
        await tina.settled()
    await tina.say("/trainer")
    crawler = TrainersCrawler(tina)
    await crawler.crawl()
    kinds = {data.split(":")[0] for data in crawler.pressed}
    assert kinds >= MINE, MINE - kinds
