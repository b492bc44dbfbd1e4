"""Who may open which page and send which form: one place decides, and it is asked every time."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.web import routes
from dialogues.ids import AttemptId, CohortId, LearnerId
from rubrics.assessment import Assessment
from tests.web.conftest import Browser, Pages
from tests.web.talks import played

WHO = ("learner", "trainer", "other trainer", "operator", "former trainer", "stranger", "nobody")


@dataclass
class School:
    """A class, and everybody who might look in."""

    pages: Pages
    cohort: CohortId
    learner: LearnerId
    attempt: AttemptId
    browsers: dict[str, Browser]

    def path(self, path: str) -> str:
        """An address of this class."""
        return path.format(cohort=self.cohort, learner=self.learner, attempt=self.attempt)


@pytest.fixture
async def school(pages: Pages) -> School:
    names = dict(enumerate(WHO[:-1], 1))
    people = {
        name: await pages.enrol(n, "Zelda" if name == "learner" else "Tom")
        for n, name in names.items()
    }
    async with pages.store.work(pages.now - timedelta(days=1)) as work:
        for name in ("trainer", "other trainer", "former trainer"):
            work.give_role(people[name], "trainer")
        work.give_role(people["operator"], "operator")
        cohort = work.make_cohort("Export 1", people["trainer"]).id
        work.add_trainer(cohort, people["former trainer"])
        work.take_role(people["former trainer"], "trainer")
        others = work.make_cohort("Export 2", people["other trainer"]).id
        work.join(cohort, people["learner"])
        work.join(others, people["stranger"])
    attempt = await played(pages, people["learner"])
    browsers = {name: await pages.signed_in(one) for name, one in people.items()}
    browsers["nobody"] = pages.browser()
    for name, browser in browsers.items():
        if name != "nobody":
            await browser.get("/cohorts")
    return School(pages, cohort, people["learner"], attempt, browsers)


ALL = frozenset(WHO) - {"nobody"}
HERS = frozenset({"trainer", "learner"})
MAY: dict[str, frozenset[str]] = {
    "/cohorts": ALL,
    "/queue": ALL,
    "/learners/{learner}": HERS,
    "/learners/{learner}/grades.xlsx": HERS,
    "/learners/{learner}/grades.csv": HERS,
    "/learners/{learner}/talks.pdf": HERS,
    "/attempts/{attempt}": HERS,
    "/attempts/{attempt}/talk.pdf": HERS,
}
"""Who may open a page; every other one is for the cohort's trainer alone."""
GETS = [page.path for page in routes.PAGES if page.method == "GET" and not page.open]
FORMS: dict[str, dict[str, str]] = {
    "/attempts/{attempt}/restore": {},
    "/attempts/{attempt}/override": {"level": "4", "reason": "I saw it."},
    "/attempts/{attempt}/comment": {"text": "Well asked."},
    "/attempts/{attempt}/finish": {},
    "/attempts/{attempt}/lock": {},
    "/attempts/{attempt}/unlock": {},
}


def test_that_the_matrix_leaves_no_page_and_no_form_out() -> None:
    assert set(MAY) <= set(GETS)
    posts = {page.path for page in routes.PAGES if page.method == "POST" and not page.open}
    assert posts - {"/leave"} == set(FORMS)
    opened = {page.path for page in routes.PAGES if page.open}
    assert opened == {"/", "/app", "/enter/{token}"}


@pytest.mark.parametrize("path", [*GETS, "/queue?cohort={cohort}"])
async def test_that_a_page_opens_for_whom_it_is_for(school: School, path: str) -> None:
    for who in WHO:
        answer = await school.browsers[who].get(school.path(path))
        may = who in MAY.get(path, {"trainer"})
        expected = 200 if may else 401 if who == "nobody" else 404
        assert answer.status_code == expected, (who, answer.status_code)
        if not may:
            assert who == "learner" or b"Zelda" not in answer.content
            assert b"Export 1" not in answer.content


@pytest.mark.parametrize("path", FORMS)
async def test_that_only_her_trainer_notes(school: School, path: str) -> None:
    form = {**FORMS[path], "criterion": await first_criterion(school)}
    for who in (*(one for one in WHO if one != "trainer"), "trainer"):
        answer = await school.browsers[who].post(school.path(path), form)
        async with school.pages.store.work(school.pages.now) as work:
            noted = len(work.reviews(school.attempt))
        if who != "trainer":
            assert answer.status_code == (401 if who == "nobody" else 404), who
            assert noted == 0, who
    none = path.endswith(("unlock", "restore"))
    assert answer.status_code == (404 if path.endswith("restore") else 303)
    assert noted == (0 if none else 1)


async def first_criterion(school: School) -> str:
    async with school.pages.store.work(school.pages.now) as work:
        kept = work.assessment(school.attempt)
        assert kept is not None
        return Assessment.model_validate_json(kept.body).results[0].criterion


async def test_that_a_trainer_sees_what_was_begun_during_the_stay_and_no_more(
    pages: Pages,
) -> None:
    tina, ana = await pages.enrol(1, "Tina"), await pages.enrol(2, "Ana")
    before = await played(pages, ana)
    pages.pass_(hours=1)
    async with pages.store.work(pages.now) as work:
        work.give_role(tina, "trainer")
        cohort = work.make_cohort("Export 1", tina).id
        work.join(cohort, ana)
    during = await played(pages, ana)
    browser = await pages.signed_in(tina)
    assert (await browser.get(f"/attempts/{before}")).status_code == 404
    file = await browser.read(f"/learners/{ana}")
    assert f"/attempts/{during}" in file
    assert before not in file.replace(during, "")

    pages.pass_(hours=1)
    async with pages.store.work(pages.now) as work:
        work.leave(cohort, ana)
    after = await played(pages, ana)
    assert (await browser.get(f"/attempts/{during}")).status_code == 200
    assert (await browser.get(f"/attempts/{after}")).status_code == 404
    assert (await browser.get(f"/learners/{ana}")).status_code == 404
    assert "Ana" not in await browser.read(f"/cohorts/{cohort}")


async def test_that_nobody_reviews_herself(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    async with pages.store.work(pages.now) as work:
        work.give_role(tina, "trainer")
        work.join(work.make_cohort("Export 1", tina).id, tina)
    attempt = await played(pages, tina)
    browser = await pages.signed_in(tina)
    page = await browser.read(f"/attempts/{attempt}")
    assert "<textarea" not in page
    assert (await browser.post(f"/attempts/{attempt}/lock")).status_code == 404
