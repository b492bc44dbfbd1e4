"""Drills as people live them: alone and in a class, in two languages, on time and not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conduct.drilling import kinds, lobby
from dialogues.drills import clock
from dialogues.drills.content import drill_set
from dialogues.ids import CohortId, DrillId
from dialogues.library import Library, library
from storage.sqlite.store import SqliteStore
from tests.bot.drill_room import NICE, Person, Room

ITEMS = 3


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(lobby, "TOGETHER", ITEMS)
    monkeypatch.setattr(lobby, "ALONE", ITEMS)
    store = SqliteStore.open(tmp_path / "p.db")
    yield Room(store, Library(()))
    store.close()


class Class:
    def __init__(self, room: Room, tina: Person, people: list[Person], cohort: CohortId) -> None:
        self.room, self.tina, self.people, self.cohort = room, tina, people, cohort
        self.ana, self.bob, self.cy = people

    async def launched(self, kind: str = "v", minutes: int = 0) -> DrillId:
        await self.tina.press(f"drill:at:{self.cohort}:{kind}:{minutes}")
        return (await self.room.drill()).id

    async def started(self, kind: str = "v") -> DrillId:
        drill = await self.launched(kind)
        for one in self.people:
            await one.press(f"drill:join:{drill}")
        await self.tina.press(f"drill:start:{drill}")
        for one in self.people:
            one.fresh()
        await self.room.wait(4)
        return drill


async def a_class(room: Room, *, extra: int = 0) -> Class:
    tina = await room.person("Tina", "fr")
    people = [
        await room.person("Ana", "fr"),
        await room.person("Bob", "en", extra=extra),
        await room.person("Cy", "en"),
    ]
    return Class(room, tina, people, await room.cohort(tina, *people))


def shown(heard: list[str], number: int, lang: str = "fr") -> bool:
    place = f"{number} sur {ITEMS}" if lang == "fr" else f"{number} of {ITEMS}"
    return any(f"<i>{place}" in text and "⏱" in text for text in heard)


# -- in a class ----------------------------------------------------------------------------------


async def test_that_a_class_goes_through_a_drill_each_in_her_language(room: Room) -> None:
    of = await a_class(room)
    assert f"drill:new:{of.cohort}" in (await of.tina.press("drill"), of.tina.buttons())[1]
    await of.tina.press(f"drill:new:{of.cohort}")
    await of.tina.press(f"drill:new:{of.cohort}:v")
    drill = await of.launched()
    for one in of.people:
        (invited,) = one.fresh()
        assert one.buttons() == [f"drill:join:{drill}"]
        assert ("Volée" in invited) == (one.lang == "fr")
        await one.press(f"drill:join:{drill}")
    await room.wait(3)
    assert "3 participants" in of.tina.fresh()[-1]

    await of.tina.press(f"drill:start:{drill}")
    items = [one.fresh() for one in of.people]
    assert shown(items[0], 1)
    assert shown(items[1], 1, "en")
    assert shown(items[2], 1, "en")
    for number in range(1, ITEMS + 1):
        await room.wait(5)
        for place, one in enumerate(of.people, 1):
            heard = await one.say(NICE[one.lang])
            assert one.t.plain("drill.noted", number=number) in heard[0]
            last = place == len(of.people)
            assert shown(heard, number + 1, one.lang) == (last and number < ITEMS)
    for one in of.people:
        card = one.all()[-1]
        assert f"{ITEMS} / {ITEMS}" in card
        assert ("Points d’entraînement" in card) == (one.lang == "fr")
        assert f"drill:answer:{drill}:0" in one.buttons()
    await room.wait(3)
    assert of.tina.t.plain("drill.state-done") in of.tina.fresh()[-1]
    assert of.tina.buttons() == [f"drill:scores:{drill}", f"drill:debrief:{drill}"]
    (scores,) = await of.tina.press(f"drill:scores:{drill}")
    assert all(name in scores for name in ("Ana", "Bob", "Cy"))
    assert f"drill:debrief:{drill}" in of.tina.buttons()


async def test_that_each_answer_is_shown_with_the_words_that_earn_its_points(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    await of.ana.say(NICE["fr"])
    await of.tina.press(f"drill:cancel:{drill}")
    (page,) = await of.ana.press(f"drill:answer:{drill}:0")
    for words in ("Je comprends.", "Combien en prenez-vous par an ?", "C.3.2.2", "C.3.1.4"):
        assert words in page
    assert of.ana.t.plain("drill.better") in page
    assert await of.bob.press(f"drill:answer:{drill}:0") == []
    assert room.refused == (of.bob.user_id, "stale.screen")


async def test_that_only_those_who_asked_are_ranked(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    for one in of.people:
        await one.say(NICE[one.lang])
    await of.tina.press(f"drill:cancel:{drill}")
    (empty,) = await of.ana.press(f"drill:ranking:{drill}")
    assert "Bob" not in empty
    assert "Cy" not in empty
    await of.bob.press(f"drill:ranked:{drill}:on")
    await of.ana.press(f"drill:ranked:{drill}:on")
    (seen,) = await of.cy.press(f"drill:ranking:{drill}")
    assert "Ana" in seen
    assert "Bob" in seen
    assert "Cy" not in seen
    (left,) = await of.bob.press(f"drill:ranked:{drill}:off")
    assert "Ana" in left
    assert "Bob" not in left


async def test_that_the_group_hears_of_its_common_errors_without_a_name(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    for one in of.people:
        await one.say("ok" if one is of.cy else NICE[one.lang])
    await of.tina.press(f"drill:cancel:{drill}")
    (debrief,) = await of.tina.press(f"drill:debrief:{drill}")
    assert "absent dans 1 cas sur 3" in debrief
    await of.tina.press(f"drill:share:{drill}")
    await of.tina.press(f"drill:share:{drill}")
    for one in of.people:
        told = [text for text in one.fresh() if one.t.plain("drill.debrief-title") in text]
        assert len(told) == 1
        assert not any(name in told[0] for name in ("Ana", "Bob", "Cy"))


async def test_that_counts_about_fewer_than_three_are_not_given(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    for one in (of.ana, of.bob):
        await one.say(NICE[one.lang])
    await of.tina.press(f"drill:cancel:{drill}")
    (debrief,) = await of.tina.press(f"drill:debrief:{drill}")
    assert of.tina.t.plain("drill.debrief-few")[:30] in debrief
    await of.tina.press(f"drill:share:{drill}")
    assert room.refused == (of.tina.user_id, "drill.too-few")


# -- the clock -----------------------------------------------------------------------------------


async def test_that_everybody_waits_for_the_same_window_whoever_has_extra_time(room: Room) -> None:
    lengths = []
    for extra in (0, 100):
        of = await a_class(room, extra=extra)
        await of.started()
        await of.ana.say(NICE["fr"])
        await of.cy.say(NICE["en"])
        began = room.now
        while not shown(of.ana.fresh(), 2):
            await room.wait(1)
        lengths.append(room.now - began)
        await of.tina.press(f"drill:cancel:{(await room.drill()).id}")
    assert lengths[0] == lengths[1]
    assert lengths[0] > timedelta(seconds=120)


async def test_that_extra_time_counts_and_nobody_else_is_told(room: Room) -> None:
    of = await a_class(room, extra=33)
    drill = await of.started()
    assert any("100 seconds" in text for text in of.bob.all())
    await room.wait(90)
    await of.bob.say(NICE["en"])
    late = await of.cy.say(NICE["en"])
    assert of.cy.t.plain("drill.noted-late", number=1) in late[0]
    assert (await room.answers(drill, of.bob.id))[0].verdict == "in-time"
    assert (await room.answers(drill, of.cy.id))[0].verdict == "late"
    await of.tina.press(f"drill:cancel:{drill}")
    await room.wait(3)
    for one in (of.tina, of.ana, of.cy):
        for text in one.all():
            assert "100 second" not in text
            assert "33" not in text
    (page,) = await of.cy.press(f"drill:answer:{drill}:0")
    assert of.cy.t.plain("drill.late-mark") in page
    assert "<b>0 points out of 4</b>" in (await of.cy.press(f"drill:result:{drill}"))[0]


async def test_that_a_second_answer_is_refused_kindly_and_changes_nothing(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    await of.ana.say("ok")
    (refused,) = await of.ana.say(NICE["fr"])
    assert of.ana.t.plain("drill.twice", number=1) in refused
    (kept,) = await room.answers(drill, of.ana.id)
    assert (kept.text, kept.points, kept.again) == ("ok", 0, 1)


async def test_that_a_text_sent_in_the_same_breath_belongs_to_the_item_before(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    for one in of.people:
        heard = await one.say(NICE[one.lang])
    assert shown(heard, 2, "en")
    await room.wait(1)
    (refused,) = await of.cy.say("and one more thing")
    assert of.cy.t.plain("drill.twice", number=1) in refused
    assert len(await room.answers(drill, of.cy.id)) == 1


async def test_that_an_answer_that_arrives_after_the_end_is_kept(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    sent = room.now
    for _ in range(ITEMS):
        await room.wait(160)
    assert (await room.drill()).state == "done"
    heard = await of.bob.say(NICE["en"], sent=sent + timedelta(seconds=2))
    assert (await room.answers(drill, of.bob.id))[0].verdict == "in-time"
    assert "of 12" in heard[-1]


async def test_that_a_pause_stops_the_clock_and_the_last_words_before_it_count(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    await room.wait(60)
    sent = room.now
    await of.tina.press(f"drill:pause:{drill}")
    await of.bob.say(NICE["en"], sent=sent)
    await room.wait(600)
    (told,) = await of.cy.say(NICE["en"])
    assert of.cy.t.plain("drill.paused-wait") in told or "⏸" in told
    await of.tina.press(f"drill:resume:{drill}")
    of.cy.fresh()
    await room.wait(5)
    await of.cy.say(NICE["en"])
    verdicts = {
        name: [a.verdict for a in await room.answers(drill, one.id)]
        for name, one in (("bob", of.bob), ("cy", of.cy))
    }
    assert verdicts == {"bob": ["in-time"], "cy": ["in-time"]}


async def test_that_the_bot_being_away_is_made_up_for_once(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    await room.wait(10)
    async with room.store.work(room.now) as work:
        before = work.drill_items(drill)[0].opens_at
    await room.sleep(100)
    await of.ana.say(NICE["fr"])
    await room.wait(1)
    async with room.store.work(room.now) as work:
        moved = work.drill_items(drill)[0].opens_at - before
    assert timedelta(seconds=100) <= moved <= timedelta(seconds=103)
    await room.wait(5)
    async with room.store.work(room.now) as work:
        assert work.drill_items(drill)[0].opens_at - before == moved
    assert (await room.answers(drill, of.ana.id))[0].verdict == "in-time"
    assert (await room.drill()).state == "running"


async def test_that_a_scheduled_drill_starts_at_its_time_and_calls_again_before(room: Room) -> None:
    of = await a_class(room)
    drill = await of.launched(minutes=60)
    await of.ana.press(f"drill:join:{drill}")
    assert of.bob.fresh()
    assert of.ana.fresh() is not None
    await room.wait(56 * 60)
    assert len(of.bob.fresh()) == 1
    assert of.ana.fresh() == []
    await room.wait(5 * 60)
    assert (await room.drill()).state == "running"
    assert shown(of.ana.fresh(), 1)
    assert not shown(of.bob.all(), 1, "en")


async def test_that_a_drill_nobody_joined_does_not_take_place(room: Room) -> None:
    of = await a_class(room)
    drill = await of.launched(minutes=5)
    await of.tina.press(f"drill:start:{drill}")
    assert room.refused == (of.tina.user_id, "drill.nobody")
    await room.wait(6 * 60)
    assert (await room.drill()).state == "cancelled"
    assert of.tina.t.plain("drill.board-nobody") in of.tina.fresh()[-1]
    async with room.store.work(room.now) as work:
        assert work.drill_items(drill) == ()


# -- people come and go --------------------------------------------------------------------------


async def test_that_nobody_waits_for_whoever_blocks_the_bot_or_leaves(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    await of.ana.say(NICE["fr"])
    await of.bob.block()
    assert not shown(of.ana.fresh(), 2)
    await of.cy.press(f"drill:leave:{drill}")
    assert shown(of.ana.fresh(), 2)
    assert not shown(of.bob.fresh() + of.cy.fresh(), 2, "en")


async def test_that_a_member_who_is_erased_or_removed_leaves_the_others_a_drill(room: Room) -> None:
    of = await a_class(room)
    drill = await of.started()
    for one in (of.ana, of.bob):
        await one.say(NICE[one.lang])
    async with room.store.work(room.now) as work:
        work.erase(of.bob.id)
        work.leave(of.cohort, of.cy.id)
    await room.wait(200)
    assert shown(of.ana.fresh(), 2)
    await room.wait(3)
    await of.ana.say(NICE["fr"])
    await room.wait(5)
    await of.ana.say(NICE["fr"])
    assert (await room.drill()).state == "done"
    assert "Réponses\u202f: 3 sur 3" in of.ana.all()[-1]
    assert (await room.answers(drill, of.bob.id)) == ()


async def test_that_whoever_says_nothing_twice_is_no_longer_waited_for_until_she_speaks(
    room: Room,
) -> None:
    of = await a_class(room)
    await of.started()
    for number in (1, 2):
        for one in (of.ana, of.bob):
            await one.say(NICE[one.lang])
        assert not shown(of.ana.fresh(), number + 1)
        await room.wait(160)
        assert shown(of.ana.fresh(), number + 1)
    for one in (of.ana, of.bob):
        heard = await one.say(NICE[one.lang])
    assert (await room.drill()).state == "done", heard


async def test_that_somebody_who_comes_late_plays_from_the_next_item(room: Room) -> None:
    of = await a_class(room)
    drill = await of.launched()
    for one in (of.ana, of.bob):
        await one.press(f"drill:join:{drill}")
    await of.tina.press(f"drill:start:{drill}")
    await room.wait(5)
    heard = await of.cy.press(f"drill:join:{drill}")
    assert any(of.cy.t.plain("drill.joined-late") in text for text in heard)
    for one in (of.ana, of.bob):
        await one.say(NICE[one.lang])
    assert shown(of.cy.fresh(), 2, "en")
    await of.tina.press(f"drill:cancel:{drill}")
    assert "of 4" in of.cy.all()[-1]


async def test_that_a_drill_is_for_its_class_and_led_by_its_trainer(room: Room) -> None:
    of = await a_class(room)
    other = await room.person("Otto", "fr")
    await room.cohort(other)
    stranger = await room.person("Sam", "en")
    drill = await of.started()
    for one in (stranger, other):
        await one.press(f"drill:join:{drill}")
        assert room.refused == (one.user_id, "access.none")
    for one in (stranger, other, of.ana):
        for verb in ("start", "pause", "resume", "cancel", "board", "debrief", "share", "scores"):
            room.refused = (0, "")
            assert await one.press(f"drill:{verb}:{drill}") == []
            assert room.refused == (one.user_id, "access.none"), verb
        await one.press(f"drill:at:{of.cohort}:v:0")
        assert room.refused == (one.user_id, "access.none")
    for page in ("result", "ranking"):
        await stranger.press(f"drill:{page}:{drill}")
        assert room.refused == (stranger.user_id, "access.none")
    await of.ana.press(f"drill:result:{drill}")
    assert room.refused == (of.ana.user_id, "drill.not-over")
    await of.tina.press(f"drill:at:{of.cohort}:s:0")
    assert room.refused == (of.tina.user_id, "drill.one-at-a-time")


# -- beside a talk, alone, extra time ------------------------------------------------------------


async def test_that_texts_go_to_the_talk_before_and_after_and_to_the_drill_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lobby, "TOGETHER", 1)
    store = SqliteStore.open(tmp_path / "p.db")
    room = Room(store, library())
    of = await a_class(room)
    scenario = library().all()[0].id
    await of.ana.press(f"go:{scenario}")
    drill = await of.launched()
    await of.ana.press(f"drill:join:{drill}")

    def turns() -> int:
        rows = store._conn.execute("SELECT learner_turns FROM attempts").fetchall()
        return int(rows[0][0])

    await of.ana.say("Bonjour Madame, merci de me recevoir.")
    assert turns() == 1
    await of.tina.press(f"drill:start:{drill}")
    silence = "SELECT count(*) FROM timers WHERE kind = 'silence' AND state = 'waiting'"
    assert store._conn.execute(silence).fetchone()[0] == 0
    await room.wait(4)
    heard = await of.ana.say(NICE["fr"])
    assert turns() == 1
    assert (await room.drill()).state == "done"
    assert of.ana.t.plain("drill.talk-goes-on") in heard[-1]
    assert "resume" in of.ana.buttons()
    await room.wait(3)
    await of.ana.say("Comment choisissez-vous vos fournisseurs ?")
    assert turns() == 2
    store.close()


@pytest.mark.parametrize("kind", ["v", "s"])
async def test_that_one_can_drill_alone_and_hears_after_each_answer(room: Room, kind: str) -> None:
    ana = await room.person("Ana", "fr", extra=50)
    (menu,) = await ana.press("drill")
    assert {f"drill:alone:{k}" for k in "vs"} <= set(ana.buttons()), menu
    await ana.press(f"drill:alone:{kind}")
    assert f"drill:go:{kind}" in ana.buttons()
    assert shown(await ana.press(f"drill:go:{kind}"), 1)
    for number in range(1, ITEMS + 1):
        await room.wait(5)
        heard = await ana.say("Je comprends. Pourquoi cela ?")
        assert "●" in heard[0] or "○" in heard[0]
        assert shown(heard, number + 1) == (number < ITEMS)
    drill = await room.drill()
    assert drill.state == "done"
    assert drill.items
    await ana.press("drill")
    assert f"drill:result:{drill.id}" in ana.buttons()


async def test_that_alone_the_next_item_comes_when_her_own_time_is_over(room: Room) -> None:
    ana = await room.person("Ana", "fr", extra=100)
    await ana.press("drill:go:s")
    own = clock.own_seconds((await room.drill()).seconds, 100)
    await room.wait(own)
    assert not shown(ana.fresh(), 2)
    await room.wait(3)
    assert shown(ana.fresh(), 2)
    await room.wait(3 * (own + 3))
    assert (await room.drill()).state == "done"
    assert "0 points" in ana.all()[-1]


async def test_that_one_can_leave_a_drill_alone_from_its_item(room: Room) -> None:
    ana = await room.person("Ana", "fr")
    await ana.press("drill:go:v")
    drill = await room.drill()
    assert ana.buttons() == [f"drill:leave:{drill.id}"]
    (left,) = await ana.press(f"drill:leave:{drill.id}")
    assert ana.t.plain("drill.left") in left
    assert (await room.drill()).state == "done"
    assert ana.t.plain("idle.text")[:20] in (await ana.say(NICE["fr"]))[0]


async def test_that_a_second_drill_alone_brings_other_lines_first(room: Room) -> None:
    ana = await room.person("Ana", "fr")
    met: list[str] = []
    for _ in range(4):
        await ana.press("drill:go:v")
        drill = await room.drill()
        assert not set(met) & set(drill.items)
        met += drill.items
        await room.wait(10)
    async with room.store.work(room.now) as work:
        assert len(work.drills_in("running")) == 1


async def test_that_a_class_drill_takes_her_out_of_the_one_she_plays_alone(room: Room) -> None:
    of = await a_class(room)
    await of.ana.press("drill:go:v")
    drill = await of.launched()
    await of.ana.press(f"drill:join:{drill}")
    async with room.store.work(room.now) as work:
        assert [d.cohort for d in work.drills_in("running", "lobby")] == [of.cohort]


async def test_that_extra_time_is_set_once_by_her_or_quietly_by_her_trainer(room: Room) -> None:
    of = await a_class(room)

    async def percent(of_whom: Person) -> int:
        async with room.store.work(room.now) as work:
            return work.learner(of_whom.id).settings.extra_time_percent

    assert "extra" in (await of.ana.press("settings"), of.ana.buttons())[1]
    await of.ana.press("extra")
    await of.ana.press("extra:33")
    assert await percent(of.ana) == 33
    await of.ana.press("extra:77")
    assert room.refused == (of.ana.user_id, "stale.screen")
    before = len(of.cy.all())
    await of.tina.press(f"extra-of:{of.cohort}:{of.cy.id}")
    heard = await of.tina.press(f"extra-of:{of.cohort}:{of.cy.id}:50")
    assert not any("✓" in text or "50" in text for text in heard)
    assert await percent(of.cy) == 50
    assert len(of.cy.all()) == before
    await of.ana.press(f"extra-of:{of.cohort}:{of.cy.id}:0")
    assert room.refused == (of.ana.user_id, "access.none")
    assert await percent(of.cy) == 50


async def test_that_the_board_changes_in_place_and_not_more_than_every_two_seconds(
    room: Room,
) -> None:
    of = await a_class(room)
    await of.started()
    of.tina.fresh()
    for one in (of.ana, of.bob):
        await one.say(NICE[one.lang])
    assert of.tina.fresh() == []
    await room.wait(2.6)
    (board,) = of.tina.fresh()
    assert "Réponses reçues\u202f: 2. Participants\u202f: 3." in board
    times = room.store._conn.execute(
        "SELECT made_at FROM outbox WHERE chat_id = ? AND kind = 'redraw' ORDER BY id",
        (of.tina.user_id,),
    ).fetchall()
    assert len(times) == len(set(times))


async def test_that_a_drill_keeps_the_very_lines_it_was_played_with(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await room.person("Ana", "fr")
    await ana.press("drill:go:v")
    drill = await room.drill()
    await room.wait(5)
    await ana.say(NICE["fr"])
    await ana.press(f"drill:leave:{drill.id}")
    then = drill_set("objection-volley")
    line = then.item(drill.items[0]).line.fr
    other = then.model_copy(
        update={"items": tuple(i.model_copy(update={"id": f"new-{i.id}"}) for i in then.items)}
    )
    monkeypatch.setattr(kinds, "drill_set", lambda _: other)
    (page,) = await ana.press(f"drill:answer:{drill.id}:0")
    assert line in page


async def test_that_a_drill_nobody_can_be_written_to_ends(room: Room) -> None:
    ana = await room.person("Ana", "fr")
    await ana.press("drill:go:v")
    async with room.store.work(room.now) as work:
        one = work.learner(ana.id)
        work.save_learner(one.model_copy(update={"blocked": True}))
        work.drop_timers("drill-close")
    await room.wait(3)
    assert (await room.drill()).state == "done"
    await room.wait(3)
    assert await room.store.next_due() is None
