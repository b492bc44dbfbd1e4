"""The board of a drill as a page: for its trainers alone, counts alone."""

from pathlib import Path

import pytest

from bot.conduct.drilling import run
from dialogues.drills.content import drill_set
from dialogues.ids import CohortId, DrillId, LearnerId
from rubrics.drill_answers import judge
from storage.drill_rows import DrillAnswer, DrillPlayer
from tests.web.conftest import Browser, Pages

WHO = ("trainer", "learner", "other trainer", "operator", "stranger", "nobody")


async def school(pages: Pages) -> tuple[CohortId, dict[str, LearnerId], dict[str, Browser]]:
    people = {name: await pages.enrol(n, name.title()) for n, name in enumerate(WHO[:-1], 1)}
    async with pages.store.work(pages.now) as work:
        work.give_role(people["trainer"], "trainer")
        work.give_role(people["other trainer"], "trainer")
        work.give_role(people["operator"], "operator")
        cohort = work.make_cohort("Export 1", people["trainer"]).id
        work.make_cohort("Export 2", people["other trainer"])
        work.join(cohort, people["learner"])
    browsers = {name: await pages.signed_in(one) for name, one in people.items()}
    browsers["nobody"] = pages.browser()
    return cohort, people, browsers


async def begun(pages: Pages, cohort: CohortId, learner: LearnerId) -> DrillId:
    async with pages.store.work(pages.now) as work:
        drill = work.make_drill("objection-volley", 75, ("six-weeks", "too-far"), cohort=cohort)
        work.save_drill_player(
            DrillPlayer(drill=drill.id, learner=learner, joined_at=pages.now, extra_percent=33)
        )
    pages.pass_(seconds=1)
    async with pages.store.work(pages.now) as work:
        kept = work.drill(drill.id)
        assert kept is not None
        run.start(work, kept)
    return drill.id


@pytest.mark.parametrize("who", WHO)
async def test_that_the_board_is_for_the_trainer_of_the_class(pages: Pages, who: str) -> None:
    cohort, _, browsers = await school(pages)
    answer = await browsers[who].get(f"/drills/{cohort}")
    assert answer.status_code == {"trainer": 200, "nobody": 401}.get(who, 404)
    assert ("Export 1" in answer.text) == (who == "trainer")


async def test_that_the_board_counts_and_tells_neither_who_nor_when(pages: Pages) -> None:
    cohort, people, browsers = await school(pages)
    drill = await begun(pages, cohort, people["learner"])
    pages.pass_(seconds=5)
    item = drill_set("objection-volley").item("six-weeks")
    judged = judge("objection-volley", item, "Why?", lang="en", number=0)
    async with pages.store.work(pages.now) as work:
        work.save_drill_answer(
            DrillAnswer(
                drill=drill,
                number=0,
                learner=people["learner"],
                text="Why?",
                lang="en",
                at=pages.now,
                verdict="in-time",
                points=judged.points,
                judged=judged.model_dump_json(),
            )
        )
        run.advance(work, drill)
    page = (await browsers["trainer"].get(f"/drills/{cohort}")).text
    assert "2 of 2 · Answers in: 0. Taking part: 1." in page
    assert "<td>1</td><td>0</td><td>1</td>" in page
    assert 'data-open="yes"' in page
    board = page[page.index('id="board"') :]
    for private in ("Learner", "33", "Why?"):
        assert private not in board
    async with pages.store.work(pages.now) as work:
        kept = work.drill(drill)
        assert kept is not None
        run.cancel(work, kept)
    assert 'data-open="no"' in (await browsers["trainer"].get(f"/drills/{cohort}")).text


async def test_that_a_class_without_a_drill_says_where_to_find_one(pages: Pages) -> None:
    cohort, _, browsers = await school(pages)
    page = (await browsers["trainer"].get(f"/drills/{cohort}")).text
    assert "No drill has been launched" in page
    assert Path("bot/web/static/board.js").name in page
