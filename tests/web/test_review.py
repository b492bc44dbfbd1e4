"""Reviews: overrides with reasons, comments, locks; what the learner gets; hostile text."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.reviewing import engine_judged, stands
from bot.verifying import verify
from dialogues.ids import AttemptId, CohortId, LearnerId
from dialogues.library import library
from rubrics.assessment import Assessment, Level
from rubrics.correction import REASON_MOST, is_correction
from tests.web.conftest import Browser, Pages
from tests.web.talks import LISTENING, disputed, played


class School:
    """A trainer at her pages, and a learner with one judged talk."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.tina = self.ana = LearnerId("")
        self.attempt = AttemptId("")
        self.cohort = CohortId("")
        self.browser: Browser

    async def open(self) -> "School":
        self.tina = await self.pages.enrol(1, "Tina")
        self.ana = await self.pages.enrol(2, "Ana", "fr")
        async with self.pages.store.work(self.pages.now - timedelta(days=1)) as work:
            work.give_role(self.tina, "trainer")
            self.cohort = work.make_cohort("Export 1", self.tina).id
            work.join(self.cohort, self.ana)
        self.attempt = await played(self.pages, self.ana)
        self.browser = await self.pages.signed_in(self.tina)
        await self.browser.get("/cohorts")
        return self

    @property
    def path(self) -> str:
        return f"/attempts/{self.attempt}"

    async def judged(self) -> Assessment:
        """The assessment that counts."""
        async with self.pages.store.work(self.pages.now) as work:
            kept = work.assessment(self.attempt)
            assert kept is not None
            return Assessment.model_validate_json(kept.body)

    async def engine(self) -> Assessment:
        """The engine's own."""
        async with self.pages.store.work(self.pages.now) as work:
            return engine_judged(work, self.attempt)

    async def note(self, what: str, **form: str) -> int:
        """Send a form; gives the status."""
        return (await self.browser.post(f"{self.path}/{what}", form)).status_code

    def timers(self) -> list[tuple[str, str]]:
        """Timers that will tell the learner."""
        rows = self.pages.store._conn.execute(
            "SELECT key, due_at FROM timers WHERE kind = 'reviewed' AND state = 'waiting'"
        )
        return [(str(row[0]), str(row[1])) for row in rows]


@pytest.fixture
async def school(pages: Pages) -> School:
    return await School(pages).open()


def other(level: int) -> str:
    """Another level."""
    return "4" if level != 4 else "0"


async def test_that_an_override_counts_and_the_engines_mark_stays(school: School) -> None:
    engine = await school.engine()
    first = engine.results[0]
    assert isinstance(first.outcome, Level)
    level = other(first.outcome.level)
    sent = {"criterion": first.criterion, "level": level, "reason": "  Seen in turn 2.  "}
    assert await school.note("override", **sent) == 303

    now = await school.judged()
    found = now.result(first.criterion)
    assert found is not None
    assert found.outcome == Level(level=int(level))
    assert found.evidence == first.evidence
    assert now.total != engine.total
    assert is_correction(now.receipt)
    assert await school.engine() == engine
    async with school.pages.store.work(school.pages.now) as work:
        row = work.attempt(school.attempt)
        assert row is not None
        assert isinstance(now.total, Decimal)
        assert (row.receipt, row.percent) == (now.receipt, round(now.total * 5))
        assert verify(work, library(), engine.receipt).outcome == "equal"
        assert verify(work, library(), now.receipt).outcome == "equal"
        assert stands(work, school.attempt).corrections[0].reason == "Seen in turn 2."
    page = await school.browser.read(f"{school.path}?criterion={first.criterion}")
    assert "Seen in turn 2." in page
    assert "Go back to the machine" in page


async def test_that_taking_an_override_back_gives_the_engines_mark_again(school: School) -> None:
    engine = await school.engine()
    criterion = engine.results[0].criterion
    await school.note("override", criterion=criterion, level="none", reason="Never came up.")
    assert (await school.judged()).receipt != engine.receipt
    assert await school.note("restore", criterion=criterion) == 303
    assert await school.judged() == engine
    assert await school.note("restore", criterion=criterion) == 404


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"level": "3", "reason": "   "}, "Give your reason"),
        ({"level": "", "reason": "Because."}, "Choose a level"),
        ({"level": "5", "reason": "Because."}, "Choose a level"),
        ({"level": "3", "reason": "x" * (REASON_MOST + 1)}, "too long"),
    ],
)
async def test_that_an_override_needs_level_and_reason_and_nothing_typed_is_lost(
    school: School, form: dict[str, str], told: str
) -> None:
    criterion = (await school.engine()).results[1].criterion
    answer = await school.browser.post(f"{school.path}/override", {"criterion": criterion, **form})
    assert answer.status_code == 422
    assert told in answer.text
    assert form["reason"].strip() in answer.text
    assert f'name="criterion" value="{criterion}"' in answer.text
    async with school.pages.store.work(school.pages.now) as work:
        assert work.reviews(school.attempt) == ()


async def test_that_an_unknown_criterion_or_turn_is_not_there(school: School) -> None:
    assert await school.note("override", criterion="x:y", level="3", reason="So.") == 404
    for message in ("99", "-1", "x", "٣"):
        assert await school.note("comment", message=message, text="Hello.") == 404
    assert school.timers() == []


async def test_that_locked_marks_stay_until_unlocked(school: School) -> None:
    criterion = (await school.engine()).results[0].criterion
    assert await school.note("lock") == 303
    page = await school.browser.read(school.path)
    assert "<textarea" not in page
    before = await school.judged()
    for what, form in {
        "override": {"criterion": criterion, "level": "4", "reason": "Late."},
        "comment": {"text": "Late."},
        "finish": {},
        "lock": {},
    }.items():
        assert await school.note(what, **form) == 409, what
    assert await school.judged() == before
    assert await school.note("unlock") == 303
    assert await school.note("comment", text="Now.") == 303


async def test_that_the_learner_is_told_once_and_at_once_when_the_review_is_finished(
    school: School,
) -> None:
    soon = school.pages.now + timedelta(minutes=10)
    await school.note("comment", text="Well asked.", message="1")
    assert [due[:16] for _, due in school.timers()] == [soon.isoformat()[:16]]
    school.pages.pass_(minutes=3)
    await school.note("comment", text="Give back more.")
    assert [due[:16] for _, due in school.timers()] == [
        (soon + timedelta(minutes=3)).isoformat()[:16]
    ]
    woken = school.pages.woken
    await school.note("finish")
    assert [due[:16] for _, due in school.timers()] == [school.pages.now.isoformat()[:16]]
    assert school.pages.woken == woken + 1


async def test_that_hostile_text_is_shown_and_never_run(pages: Pages) -> None:
    school = await School(pages).open()
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'>{{ 7*7 }} {% raw %}"
    async with pages.store.work(pages.now) as work:
        ana = work.learner(school.ana)
        work.save_learner(ana.model_copy(update={"first_name": evil}))
        cohort = work.cohort(school.cohort)
        assert cohort is not None
        work.save_cohort(cohort.model_copy(update={"name": evil}))
    school.attempt = await played(
        pages, school.ana, lines=(f"{LISTENING['en'][1]} {evil}", evil, f"How? {evil}")
    )
    criterion = (await school.engine()).results[2].criterion
    await school.note("comment", text=evil, message="1")
    await school.note("comment", text=evil)
    await school.note("override", criterion=criterion, level="3", reason=evil)
    paths = (
        "/cohorts",
        f"/cohorts/{school.cohort}",
        "/queue",
        f"/learners/{school.ana}",
        f"{school.path}?criterion={criterion}",
        f"{school.path}?criterion=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    )
    for path in paths:
        page = await school.browser.read(path)
        assert "<script>alert" not in page, path
        assert "<img" not in page, path
        assert "{{ 7*7 }}" in page or path.endswith("script%3E"), path
    assert page.count("&lt;script&gt;") >= 4


async def test_that_marks_lie_on_the_learners_words(school: School) -> None:
    engine = await school.engine()
    with_evidence = [r for r in engine.results if r.evidence]
    assert with_evidence
    for result in with_evidence:
        page = await school.browser.read(f"{school.path}?criterion={result.criterion}")
        assert page.count("<mark") >= 1
        for number in range(1, len(result.evidence) + 1):
            assert f'id="evidence-{number}"' in page
            assert f'href="#evidence-{number}"' in page


async def test_that_a_running_talk_can_be_read_and_not_noted(school: School) -> None:
    school.attempt = await played(school.pages, school.ana, ended=False)
    page = await school.browser.read(school.path)
    assert "Running" in page
    assert "<textarea" not in page
    assert await school.note("override", criterion="x", level="3", reason="So.") == 409
    for what in ("comment", "finish", "lock"):
        assert await school.note(what, text="Go on!") == 409


async def test_that_a_dispute_comes_first_in_the_queue_until_somebody_looks(
    school: School,
) -> None:
    late = await played(school.pages, school.ana)
    criterion = (await school.engine()).results[1].criterion
    await disputed(school.pages, late, criterion)
    page = await school.browser.read("/queue")
    assert page.index(late) < page.index(school.attempt + '"')
    assert "Disputed" in page
    school.pages.pass_(minutes=1)
    school.attempt, first = late, school.attempt
    await school.note("finish")
    page = await school.browser.read("/queue")
    assert late not in page
    assert first in page
    school.pages.pass_(minutes=1)
    await disputed(school.pages, late, criterion)
    assert late in await school.browser.read("/queue")


async def test_that_erasing_either_leaves_no_note_with_a_name(school: School) -> None:
    criterion = (await school.engine()).results[0].criterion
    await school.note("override", criterion=criterion, level="4", reason="Seen.")
    await school.note("comment", text="Well done.")
    async with school.pages.store.work(school.pages.now) as work:
        work.erase(school.tina)
        reviews = work.reviews(school.attempt)
    assert [review.trainer for review in reviews] == [None, None]
    async with school.pages.store.work(school.pages.now) as work:
        work.erase(school.ana)
    assert school.pages.store._conn.execute("SELECT count(*) FROM reviews").fetchone()[0] == 0


async def test_that_a_long_queue_is_cut_and_says_so(school: School) -> None:
    async with school.pages.store.work(school.pages.now) as work:
        events, kept = work.events(school.attempt), work.assessment(school.attempt)
        assert kept is not None
        for n in range(60):
            attempt = AttemptId(f"{school.ana}-more-{n}")
            work.append(attempt, events[0].model_copy(update={"attempt": attempt}), *events[1:])
            work.save_assessment(attempt, kept.receipt, kept.engine, kept.body, kept.percent)
    page = await school.browser.read("/queue")
    rows = page.count(f'href="/attempts/{school.ana}')
    assert rows == 7 + 50
    assert "And 4 more" in page
