"""Talks played and judged as the bot does it, for the trainers' pages."""

from datetime import timedelta

from dialogues import engine
from dialogues.events import Assessed, Disputed
from dialogues.ids import AttemptId, CriterionId, LearnerId
from dialogues.library import library
from dialogues.text import Lang
from rubrics.assessment import assess
from rubrics.rubric import rubric
from rubrics.transcript import of_attempt
from tests.web.conftest import Pages

LISTENING: dict[Lang, tuple[str, ...]] = {
    "fr": (
        "Bonjour Madame, Paul Martin, de Lavergne Dosage. Merci de me recevoir.",
        "Qu’est-ce qui vous amène à nous consulter ?",
        "Comment cela se passe-t-il avec votre fournisseur actuel ?",
    ),
    "en": (
        "Good morning, Paul Martin from Lavergne. Thank you for seeing me.",
        "What brings you to talk to us?",
        "How are things going with your present supplier?",
    ),
}
PITCHING = ("Our pump is the best, you should buy it today.", "I can give you 10 % off.", "So?")


async def played(
    pages: Pages,
    learner: LearnerId,
    *,
    lang: Lang = "en",
    lines: tuple[str, ...] | None = None,
    family: str = "discovery",
    ended: bool = True,
) -> AttemptId:
    """A talk of a learner; judged when it ended."""
    case = next(c for c in library().cases if c.scenario.family == family)
    async with pages.store.work(pages.now) as work:
        number = len(work.attempts(learner)) + 1
        attempt = AttemptId(f"{learner}-{number}")
        at = pages.now
        events = engine.start(
            case, attempt=attempt, learner=learner, lang=lang, seed=number, now=at
        )
        for line in lines or LISTENING[lang]:
            at += timedelta(seconds=40)
            now = engine.restored(case, events)
            if now.ended is None:
                events = (*events, *engine.answer(case, now, line, now=at))
        work.pin(case.hash, case.scenario.model_dump_json())
        if not ended:
            work.append(attempt, *events)
            return attempt
        if engine.restored(case, events).ended is None:
            events = (*events, engine.stopped(at))
        judged = assess(of_attempt(case, engine.restored(case, events)))
        work.pin(judged.rubric_hash, rubric(case.scenario.family).model_dump_json(by_alias=True))
        work.append(attempt, *events, Assessed(at=at, receipt=judged.receipt))
        body, percent = judged.model_dump_json(), judged.percent
        work.save_assessment(attempt, judged.receipt, judged.engine, body, percent)
        return attempt


async def disputed(pages: Pages, attempt: AttemptId, criterion: CriterionId) -> None:
    """The learner says that she did show it."""
    async with pages.store.work(pages.now) as work:
        work.append(attempt, Disputed(at=pages.now, criterion=criterion))
