"""Downloads: the grade book of a cohort or a learner, and transcripts as PDF."""

from urllib.parse import quote

from starlette.responses import Response

from bot.access import attempt_for, cohort_for, may_see_learner
from bot.exports import gradebook
from bot.exports.transcript import talk
from bot.web import talks
from bot.web.visit import Page, Visit
from dialogues.errors import NotNow
from dialogues.ids import AttemptId, CohortId, LearnerId
from storage.rows import AttemptRow, Learner

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"


def cohort_xlsx(visit: Visit) -> Response:
    """The grade book of a cohort."""
    book = _book(visit)
    return _workbook(visit, book)


def cohort_csv(visit: Visit) -> Response:
    """The attempts of a cohort, one a row."""
    book = _book(visit)
    return _sheet(visit, book)


def cohort_pdf(visit: Visit) -> Response:
    """All judged talks of a cohort's members, learner after learner."""
    cohort = _cohort(visit)
    rows = [row for _, hers in talks.in_cohort(visit.work, cohort) for row in reversed(hers)]
    found = visit.work.cohort(cohort)
    return _talks(visit, rows, found.name if found else cohort)


def learner_xlsx(visit: Visit) -> Response:
    """The grade book of one learner."""
    who = _learner(visit)
    rows = talks.visible(visit.work, visit.viewer, who)
    book = gradebook.of_learner(visit.work, visit.site.library, who, rows, visit.lang)
    return _workbook(visit, book)


def learner_csv(visit: Visit) -> Response:
    """The attempts of one learner, one a row."""
    who = _learner(visit)
    rows = talks.visible(visit.work, visit.viewer, who)
    book = gradebook.of_learner(visit.work, visit.site.library, who, rows, visit.lang)
    return _sheet(visit, book)


def learner_pdf(visit: Visit) -> Response:
    """All judged talks of one learner that the viewer may read."""
    who = _learner(visit)
    rows = list(reversed(talks.visible(visit.work, visit.viewer, who)))
    return _talks(visit, rows, who.name)


def attempt_pdf(visit: Visit) -> Response:
    """One talk."""
    row = attempt_for(visit.work, visit.viewer.id, AttemptId(visit.asked.given["attempt"]))
    title = talks.title_of(visit.site.library, row.scenario).in_(visit.lang)
    return _talks(visit, [row], f"{visit.work.learner(row.learner).name} – {title}")


# The writers of files take a quarter of a second to load: the bot is at work before one is wanted.
def _workbook(visit: Visit, book: gradebook.GradeBook) -> Response:
    from bot.exports.spreadsheet import as_xlsx

    return _file(visit, as_xlsx(book), XLSX, f"{book.title}.xlsx")


def _sheet(visit: Visit, book: gradebook.GradeBook) -> Response:
    from bot.exports.spreadsheet import as_csv

    return _file(visit, as_csv(book.sheets[-1], visit.lang), CSV, f"{book.title}.csv")


def _talks(visit: Visit, rows: list[AttemptRow], title: str) -> Response:
    from bot.exports.pdf import as_pdf

    judged = [row for row in rows if row.state == "assessed"]
    found = [talk(visit.work, visit.site.library, row, visit.lang) for row in judged]
    return _file(visit, as_pdf(found, visit.lang, title), PDF, f"{title}.pdf")


def _cohort(visit: Visit) -> CohortId:
    cohort = CohortId(visit.asked.given["cohort"])
    cohort_for(visit.work, visit.viewer.id, "train", cohort)
    return cohort


def _book(visit: Visit) -> gradebook.GradeBook:
    return gradebook.of_cohort(visit.work, visit.site.library, _cohort(visit), visit.lang)


def _learner(visit: Visit) -> Learner:
    learner = LearnerId(visit.asked.given["learner"])
    if not may_see_learner(visit.work, visit.viewer.id, learner):
        raise NotNow("access.none")
    return visit.work.learner(learner)


def _file(visit: Visit, content: bytes, kind: str, name: str) -> Response:
    plain = "".join(c if c.isalnum() or c in " ._-–" else "_" for c in name)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(plain)}"}
    return visit.dressed(Response(content, media_type=kind, headers=headers))


PAGES = (
    Page("/cohorts/{cohort}/grades.xlsx", cohort_xlsx),
    Page("/cohorts/{cohort}/grades.csv", cohort_csv),
    Page("/cohorts/{cohort}/talks.pdf", cohort_pdf),
    Page("/learners/{learner}/grades.xlsx", learner_xlsx),
    Page("/learners/{learner}/grades.csv", learner_csv),
    Page("/learners/{learner}/talks.pdf", learner_pdf),
    Page("/attempts/{attempt}/talk.pdf", attempt_pdf),
)
