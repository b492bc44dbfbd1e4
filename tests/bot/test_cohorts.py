"""Trainers, cohorts, invitations, joining and leaving, without a network."""

import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conduct.classes import codes, invite
from bot.conduct.menus import COMMANDS
from bot.i18n import texts
from bot.messages import Commands, Outgoing, Picture
from dialogues.errors import NotNow
from dialogues.ids import CohortId
from dialogues.text import LANGS, Lang
from tests.bot.chats import Chats, buttons, words

TRAINER, ANA, BO = 10, 11, 12
CASE = "line-two-mallow"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[Chats]:
    made = Chats(tmp_path)
    for user, name in ((TRAINER, "Tina"), (ANA, "Ana"), (BO, "Bo")):
        await made.arrive(user, name)
    await made.command(TRAINER, "start", await once(made, "trainer"))
    yield made
    made.store.close()


async def once(school: Chats, kind: str) -> str:
    """A code for one person, as the command line makes it."""
    code = codes.once(kind, "{}", school.now)
    async with school.store.work(school.now) as work:
        work.save_code(code)
    return code.code


async def cohort(school: Chats, name: str = "BTS 1") -> CohortId:
    """A new cohort of the trainer."""
    await school.press(TRAINER, "coh-new")
    shown = await school.say(TRAINER, name)
    return CohortId(next(d for d in buttons(shown) if d.startswith("coh-who:")).split(":")[1])


async def invited(school: Chats, which: CohortId, valid: str = "7", uses: str = "20") -> str:
    """The code of a new link."""
    shown = await school.press(TRAINER, f"inv-do:{which}:{valid}:{uses}")
    return next(d for d in buttons(shown) if "start=" in d).split("start=")[1]


async def member(school: Chats, user: int, code: str) -> None:
    await school.command(user, "start", code)
    await school.press(user, f"join:{code}")


def menu(sent: list[Outgoing]) -> set[tuple[str, ...]]:
    """The names in the command menus that were sent."""
    return {tuple(c.name for c in m.commands) for m in sent if isinstance(m, Commands)}


async def test_that_a_code_makes_one_person_a_trainer_with_her_menu(school: Chats) -> None:
    code = await once(school, "trainer")
    sent = await school.command(ANA, "start", code)
    assert texts("fr").plain("trainer.none") in words(sent)
    assert menu(sent) == {(*COMMANDS, "trainer")}
    assert texts("fr").plain("start.code-unknown") in words(await school.command(BO, "start", code))


@pytest.mark.parametrize("lang", LANGS)
async def test_that_trainer_is_a_kind_line_for_others(school: Chats, lang: Lang) -> None:
    await school.arrive(20, "Zoé", lang)
    assert texts(lang).plain("trainer.not") in words(await school.command(20, "trainer"))


async def test_that_a_learner_reads_who_trains_and_what_is_seen_before_she_joins(
    school: Chats,
) -> None:
    which = await cohort(school, "Export <1> & co")
    code = await invited(school, which)
    shown = await school.command(ANA, "start", code)
    for key in ("join.sees-talks", "join.sees-drills", "join.hides-before", "join.hides-time"):
        assert texts("fr").plain(key) in words(shown), key
    assert "Export &lt;1&gt; &amp; co" in words(shown)
    assert "Tina" in words(shown)
    assert buttons(shown) == [f"join:{code}", "join-not"]
    async with school.store.work(school.now) as work:
        assert work.members(which) == (), "nothing happens before she says yes"
        found = work.code(code)
        assert found is not None
        assert found.uses == 0
    await school.press(ANA, "join-not")
    await member(school, ANA, code)
    await school.press(ANA, f"join:{code}")
    async with school.store.work(school.now) as work:
        assert [one.first_name for one in work.members(which)] == ["Ana"]
        found = work.code(code)
        assert found is not None
        assert found.uses == 1, "a second tap is no second use"


async def test_that_a_picture_holds_the_link_and_is_a_white_edged_png(school: Chats) -> None:
    which = await cohort(school)
    shown = await school.press(TRAINER, f"inv-do:{which}:7:20")
    picture = next(m for m in shown if isinstance(m, Picture))
    link = next(d for d in buttons(shown) if "start=" in d)
    assert link in picture.html
    assert f"/start {link.split('start=')[1]}" in picture.html
    content = await school.store.blob(picture.blob)
    assert content == invite.qr(link)
    assert content is not None
    assert content.startswith(b"\x89PNG")
    width = int.from_bytes(content[16:20], "big")
    data = content[content.index(b"IDAT") + 4 :]
    first_row = zlib.decompressobj().decompress(data)[1 : 1 + width // 8]
    assert set(first_row) == {0xFF}, "the edge is white, also on a dark chat"


async def test_that_a_new_link_stops_the_one_before_and_stopping_stops_it(school: Chats) -> None:
    which = await cohort(school)
    old = await invited(school, which)
    new = await invited(school, which)
    unknown = texts("fr").plain("start.code-unknown")
    assert unknown in words(await school.command(ANA, "start", old))
    await school.command(ANA, "start", new)
    await school.press(TRAINER, f"inv-stop:{which}")
    assert await school.refused(ANA, f"join:{new}") == "class.gone", "stopped while she read"
    assert texts("fr").plain("invite.none") in words(await school.press(TRAINER, f"inv:{which}"))


async def test_that_a_link_ends_with_its_time_and_its_places(school: Chats) -> None:
    which = await cohort(school)
    one = await invited(school, which, uses="1")
    await school.command(BO, "start", one)
    await member(school, ANA, one)
    assert await school.refused(BO, f"join:{one}") == "class.gone"
    day = await invited(school, which, valid="1", uses="0")
    await school.asleep(days=1, seconds=1)
    assert texts("fr").plain("start.code-unknown") in words(await school.command(BO, "start", day))


async def test_that_her_trainer_sees_the_name_she_chose(school: Chats) -> None:
    which = await cohort(school)
    await member(school, ANA, await invited(school, which))
    await school.press(ANA, "my-name")
    assert "Ana M." in words(await school.say(ANA, " Ana   M. "))
    assert "Ana M." in words(await school.press(TRAINER, f"coh-who:{which}:0"))
    await school.press(ANA, "my-name")
    with pytest.raises(NotNow) as refused:
        await school.say(ANA, "x" * 41)
    assert refused.value.key == "class.name-bad"
    await school.press(ANA, "my-name-off")
    assert "Ana M." not in words(await school.press(TRAINER, f"coh-who:{which}:0"))


async def test_that_a_name_asked_for_in_the_middle_of_a_talk_is_not_said_to_the_persona(
    school: Chats,
) -> None:
    await school.press(TRAINER, f"go:{CASE}")
    await school.press(TRAINER, "coh-new")
    assert texts("fr").plain("cohort.made") in words(await school.say(TRAINER, "BTS 2"))
    async with school.store.work(school.now) as work:
        attempt = work.chat(TRAINER).attempt
        assert attempt is not None
        row = work.attempt(attempt)
        assert row is not None
        assert row.learner_turns == 0
    await school.say(TRAINER, "Bonjour Madame.")
    async with school.store.work(school.now) as work:
        row = work.attempt(attempt)
        assert row is not None
        assert row.learner_turns == 1, "what follows is for the persona again"


async def test_that_another_button_or_command_ends_the_question(school: Chats) -> None:
    await school.press(TRAINER, "coh-new")
    await school.press(TRAINER, "trainer")
    assert texts("fr").plain("idle.text") in words(await school.say(TRAINER, "BTS 2"))
    await school.press(TRAINER, "coh-new")
    await school.command(TRAINER, "menu")
    assert texts("fr").plain("idle.text") in words(await school.say(TRAINER, "BTS 2"))


async def test_that_leaving_and_being_removed_end_what_is_seen(school: Chats) -> None:
    which = await cohort(school)
    code = await invited(school, which)
    for user in (ANA, BO):
        await member(school, user, code)
    await school.press(ANA, f"class-out:{which}")
    assert texts("fr").plain("class.left") in words(await school.press(ANA, f"class-gone:{which}"))
    async with school.store.work(school.now) as work:
        bo = work.learner_by_user(BO)
        assert bo is not None
    told = await school.press(TRAINER, f"coh-gone:{which}:{bo.id}")
    assert texts("fr").plain("class.removed", cohort="BTS 1") in words(told)
    async with school.store.work(school.now) as work:
        assert work.members(which) == ()
    assert await school.refused(ANA, f"class-gone:{which}") == "class.not-in"


async def test_that_a_second_trainer_accepts_first_and_the_last_cannot_go(school: Chats) -> None:
    which = await cohort(school)
    shown = await school.press(TRAINER, f"coh-by-new:{which}")
    code = next(d for d in buttons(shown) if "start=" in d).split("start=")[1]
    offered = await school.command(ANA, "start", code)
    assert texts("fr").plain("co-train.title", name="BTS 1") in words(offered)
    accepted = await school.press(ANA, f"cotrain:{code}")
    assert menu(accepted) == {(*COMMANDS, "trainer")}
    assert await school.refused(BO, f"cotrain:{code}") == "class.gone"
    async with school.store.work(school.now) as work:
        tina, ana = (work.learner_by_user(user) for user in (TRAINER, ANA))
        assert tina is not None
        assert ana is not None
    await school.press(ANA, f"coh-by-out:{which}:{tina.id}")
    assert await school.refused(TRAINER, f"coh:{which}") == "access.none"
    assert await school.refused(ANA, f"coh-by-out:{which}:{ana.id}") == "cohort.last-trainer"


async def test_that_a_closed_cohort_takes_nobody_and_nothing(school: Chats) -> None:
    which = await cohort(school)
    code = await invited(school, which)
    await school.command(ANA, "start", code)
    await school.press(TRAINER, f"coh-close:{which}")
    await school.press(TRAINER, f"coh-closed:{which}")
    assert await school.refused(ANA, f"join:{code}") == "class.gone"
    for data in ("inv", "inv-new", "coh-close", "coh-by-new"):
        assert await school.refused(TRAINER, f"{data}:{which}") == "cohort.is-closed"
    assert await school.refused(TRAINER, f"asg-new:{which}:0") == "cohort.is-closed"
    shown = await school.command(TRAINER, "trainer")
    assert texts("fr").plain("trainer.closed") in words(shown)
    assert f"coh:{which}" in buttons(shown)


async def test_that_a_cohort_is_renamed_and_odd_names_are_refused(school: Chats) -> None:
    which = await cohort(school)
    await school.press(TRAINER, f"coh-name:{which}")
    with pytest.raises(NotNow) as refused:
        await school.say(TRAINER, "x" * 61)
    assert refused.value.key == "cohort.name-bad"
    assert "<b>BTS 9</b>" in words(await school.say(TRAINER, "BTS\n9"))


async def test_that_long_lists_are_paged_both_ways(school: Chats) -> None:
    for number in range(18):
        await cohort(school, f"Groupe {number:02}")
    first = await school.command(TRAINER, "trainer")
    assert "trainer:1" in buttons(first)
    assert "Groupe 07" in words(first)
    assert "Groupe 08" not in words(first)
    last = await school.press(TRAINER, "trainer:2")
    assert "trainer:1" in buttons(last)
    assert "Groupe 17" in words(last)
    assert "trainer:3" not in buttons(last)
    assert words(await school.press(TRAINER, "trainer:99")) == words(last), "the list got shorter"
    assert max(len(words(m)) for m in ([one] for one in (*first, *last))) < 1500

    which = await cohort(school, "Amphi")
    async with school.store.work(school.now) as work:
        for number in range(40):
            one = work.enrol(100 + number, 100 + number, f"N{number:02}", "fr")
            work.join(which, one.id)
    shown = await school.press(TRAINER, f"coh-who:{which}:1")
    assert {f"coh-who:{which}:0", f"coh-who:{which}:2"} <= set(buttons(shown))
    assert "13. N12" in words(shown)


async def test_that_an_operator_names_trainers_and_sees_numbers_only(school: Chats) -> None:
    await cohort(school, "Rien pour lui")
    shown = await school.command(BO, "start", await once(school, "operator"))
    assert str(texts("fr").many("operator.cohorts", 1)) in words(shown)
    assert "Rien pour lui" not in words(shown)
    code = next(d for d in buttons(await school.press(BO, "oper-new")) if "start=" in d).split(
        "start="
    )[1]
    await school.command(ANA, "start", code)
    async with school.store.work(school.now) as work:
        ana = work.learner_by_user(ANA)
        assert ana is not None
        assert work.roles(ana.id) == {"trainer"}
        assert work.cohorts_of_trainer(ana.id) == ()


async def test_that_a_role_taken_back_closes_the_screens(school: Chats) -> None:
    which = await cohort(school)
    await school.press(TRAINER, f"coh-name:{which}")
    async with school.store.work(school.now) as work:
        tina = work.learner_by_user(TRAINER)
        assert tina is not None
        work.take_role(tina.id, "trainer")
    with pytest.raises(NotNow):
        await school.say(TRAINER, "BTS 3")
    assert await school.refused(TRAINER, f"coh:{which}") == "access.none"
    assert texts("fr").plain("trainer.not") in words(await school.command(TRAINER, "trainer"))
