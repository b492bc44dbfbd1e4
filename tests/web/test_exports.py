"""Grade books and transcripts: right, safe to open, and only for who may see them."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bot.i18n import texts
from dialogues.ids import CohortId, LearnerId
from dialogues.library import library
from dialogues.text import LANGS, Lang
from tests.web.conftest import Browser, Pages
from tests.web.talks import played

FILES = (
    "/cohorts/{cohort}/grades.xlsx",
    "/cohorts/{cohort}/grades.csv",
    "/cohorts/{cohort}/talks.pdf",
    "/learners/{learner}/grades.xlsx",
    "/learners/{learner}/grades.csv",
    "/learners/{learner}/talks.pdf",
    "/attempts/{attempt}/talk.pdf",
)


class Class:
    """A cohort with its trainer and one learner who has played."""

    def __init__(self, pages: Pages, cohort: CohortId, zoe: LearnerId, tina: LearnerId) -> None:
        self.pages, self.cohort, self.zoe, self.tina = pages, cohort, zoe, tina

    async def bytes_of(self, browser: Browser, path: str) -> bytes:
        """A file that must be there."""
        given = path.format(cohort=self.cohort, learner=self.zoe, attempt=f"{self.zoe}-1")
        answer = await browser.client.get(given)
        assert answer.status_code == 200, given
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert "no-store" in answer.headers["cache-control"]
        return answer.content


async def school(pages: Pages, lang: Lang = "en", name: str = '=HYPERLINK("x")') -> Class:
    tina = await pages.enrol(1, "Tina", lang)
    zoe = await pages.enrol(2, name, lang)
    async with pages.store.work(pages.now) as work:
        work.give_role(tina, "trainer")
        cohort = work.make_cohort("BTS CI / 1", tina).id
        work.join(cohort, zoe)
        work.assign(cohort, next(s.id for s in library().all() if s.family == "discovery"))
    pages.pass_(minutes=1)
    await played(pages, zoe, lang=lang)
    return Class(pages, cohort, zoe, tina)


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_grade_book_has_every_talk_and_no_formula(pages: Pages, lang: Lang) -> None:
    made = await school(pages, lang)
    browser = await pages.signed_in(made.tina)

    book = load_workbook(BytesIO(await made.bytes_of(browser, FILES[0])))

    t = texts(lang)
    assert book.sheetnames[0] == t.plain("export.tasks")
    assert t.plain("family.discovery") in book.sheetnames
    attempts = book.worksheets[-1]
    assert attempts.max_row == 2
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert attempts["A2"].value == '=HYPERLINK("x")'
    assert attempts["J2"].value.startswith("pp1-")


@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_text_file_opens_as_that_language_wants_it(pages: Pages, lang: Lang) -> None:
    made = await school(pages, lang)
    browser = await pages.signed_in(made.tina)

    content = (await made.bytes_of(browser, FILES[1])).decode("utf-8-sig")

    head, row = csv.reader(StringIO(content), delimiter=";" if lang == "fr" else ",")
    assert len(head) == len(row) == 10
    assert row[0] == '\'=HYPERLINK("x")'
    assert ("," in row[6]) == (lang == "fr")


@pytest.mark.parametrize("lang", LANGS)
async def test_that_transcripts_are_printed_the_same_each_time(pages: Pages, lang: Lang) -> None:
    made = await school(pages, lang, "Zoé <b>&</b>")
    browser = await pages.signed_in(made.tina)
    for path in (p for p in FILES if p.endswith(".pdf")):
        content = await made.bytes_of(browser, path)

        assert content.startswith(b"%PDF-")
        assert content == await made.bytes_of(browser, path)


async def test_that_a_cohort_without_talks_gives_files_that_say_so(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    async with pages.store.work(pages.now) as work:
        work.give_role(tina, "trainer")
        cohort = work.make_cohort("Empty", tina).id
    browser = await pages.signed_in(tina)
    for file in ("grades.xlsx", "grades.csv", "talks.pdf"):
        answer = await browser.client.get(f"/cohorts/{cohort}/{file}")
        assert answer.status_code == 200
        assert answer.content


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("trainer", set(FILES)),
        ("learner", {file for file in FILES if "cohorts" not in file}),
        ("other trainer", set()),
        ("operator", set()),
        ("classmate", set()),
        ("nobody", set()),
    ],
)
async def test_that_files_are_only_for_who_may_see_what_is_in_them(
    pages: Pages, who: str, may: set[str]
) -> None:
    made = await school(pages)
    other = await pages.enrol(7, "Other")
    async with pages.store.work(pages.now) as work:
        if who == "other trainer":
            work.give_role(other, "trainer")
            work.make_cohort("Another", other)
        elif who == "operator":
            work.give_role(other, "operator")
        elif who == "classmate":
            work.join(made.cohort, other)
    asks = {"trainer": made.tina, "learner": made.zoe}.get(who, other)
    browser = pages.browser() if who == "nobody" else await pages.signed_in(asks)
    for file in FILES:
        path = file.format(cohort=made.cohort, learner=made.zoe, attempt=f"{made.zoe}-1")
        answer = await browser.client.get(path)
        assert (answer.status_code == 200) == (file in may), (who, file, answer.status_code)
        assert (made.zoe in answer.text) is False or file in may
