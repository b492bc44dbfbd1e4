"""What a trainer made of a talk, as the learner sees it: both marks, the reasons, the comments."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial

from bot.conduct.desk import Desk
from bot.conduct.opened import open_debrief, reference_of, shortened, title_of
from bot.i18n import texts
from bot.messages import Button, Say, rows
from bot.render import screen
from bot.reviewing import QUIET, TELL, Stands, engine_judged, said, stands
from bot.verifying import case_of
from dialogues.events import Event, LearnerTurn
from dialogues.ids import AttemptId, CriterionId, LearnerId
from dialogues.library import Library
from dialogues.text import Frozen, Lang, Text
from rubrics.assessment import Assessment, Level, Outcome
from storage.review_rows import Commented, Overridden, Review
from storage.rows import Timer
from storage.work import Work

Action = Callable[[Desk], None]


class Both(Frozen):
    """The engine's mark of 20 and the trainer's; None when nothing could be judged."""

    engine: Decimal | None
    trainer: Decimal | None


class Given(Frozen):
    """One level a trainer gave, as it is shown."""

    title: str
    reference: str
    engine: str
    trainer: str
    reason: str
    by: str


class Remark(Frozen):
    """One comment, as it is shown."""

    text: str
    by: str
    quote: str
    """The words it is about; empty for the whole talk."""
    hers: bool
    """They are the learner's own."""


def is_reviewed(desk: Desk, attempt_id: AttemptId) -> bool:
    """Whether a trainer has noted anything."""
    return stands(desk.work, attempt_id).last is not None


def marks(desk: Desk, attempt_id: AttemptId, judged: Assessment) -> Both | None:
    """Both marks; None when no trainer has looked at the talk."""
    if not is_reviewed(desk, attempt_id):
        return None
    return Both(engine=engine_judged(desk.work, attempt_id).mark, trainer=judged.mark)


def of_criterion(desk: Desk, attempt_id: AttemptId, criterion: CriterionId) -> Given | None:
    """The level a trainer gave a criterion, if she did."""
    lang = desk.learner.lang
    return next(
        (
            given
            for review in stands(desk.work, attempt_id).overridden
            if (given := _given(desk.work, review, lang)) is not None
            and _criterion(review) == criterion
        ),
        None,
    )


def show(desk: Desk, attempt_id: AttemptId) -> None:
    """Everything a trainer said of the talk."""
    opened, now, lang = open_debrief(desk, attempt_id), stands(desk.work, attempt_id), desk.t.lang
    given = [one for review in now.overridden if (one := _given(desk.work, review, lang))]
    buttons = (
        desk.button("button.criteria", f"crit:{attempt_id}:0"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    desk.show(
        "reviewed",
        rows(buttons, 2),
        title=opened.case.scenario.title,
        marks=marks(desk, attempt_id, opened.judged),
        given=given,
        remarks=[_remark(desk.work, review, opened.events, lang) for review in now.comments],
        locked=now.locked,
    )


def on_due(
    timer: Timer, work: Work, now: datetime, library: Library, _nudge_minutes: float
) -> None:
    """Tell the learner that her trainer has looked; not while she talks with a persona."""
    learner = work.learner_by_chat(timer.chat_id) if timer.chat_id is not None else None
    row = work.attempt(AttemptId(timer.payload))
    if learner is None or learner.blocked or row is None or row.learner != learner.id:
        return
    chat = work.chat(learner.chat_id)
    desk = Desk(work, now, learner, chat, library)
    current = work.attempt(chat.attempt) if chat.attempt else None
    if current is not None and current.state == "running":
        work.set_timer(timer.key, now + QUIET, TELL, timer.payload, chat_id=timer.chat_id)
        return
    case = case_of(work, library, row)
    html = screen(
        "reviewed-told",
        learner.lang,
        title=case.scenario.title if case else Text(fr=row.scenario, en=row.scenario),
        marks=marks(desk, row.id, _judged(work, row.id)),
        **_counts(stands(work, row.id)),
    )
    see = Button(label=desk.t.plain("button.review"), data=f"rev:{row.id}")
    desk.send(Say(html=html, keyboard=((see,),)))


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about a review does; None for a button of something else."""
    match verb, given:
        case "rev", (attempt,):
            return partial(show, attempt_id=AttemptId(attempt))
        case _:
            return None


def level_key(outcome: Outcome) -> str:
    """The key of the word for a level."""
    return f"level-word.{outcome.level}" if isinstance(outcome, Level) else "level-word.none"


def name_of(work: Work, trainer: LearnerId | None, lang: Lang) -> str:
    """A trainer's first name; a general word when her data were erased."""
    return work.learner(trainer).first_name if trainer else texts(lang).plain("review.trainer")


def _judged(work: Work, attempt_id: AttemptId) -> Assessment:
    kept = work.assessment(attempt_id)
    return Assessment.model_validate_json(kept.body) if kept else engine_judged(work, attempt_id)


def _criterion(review: Review) -> CriterionId | None:
    note = review.note
    return note.correction.criterion if isinstance(note, Overridden) else None


def _given(work: Work, review: Review, lang: Lang) -> Given | None:
    note = review.note
    if not isinstance(note, Overridden):
        return None
    t = texts(lang)
    return Given(
        title=title_of(note.correction.criterion, lang),
        reference=reference_of(note.correction.criterion, lang),
        engine=t.plain(level_key(note.engine)),
        trainer=t.plain(level_key(note.correction.outcome)),
        reason=note.correction.reason,
        by=name_of(work, review.trainer, lang),
    )


def _remark(work: Work, review: Review, events: tuple[Event, ...], lang: Lang) -> Remark:
    note = review.note
    assert isinstance(note, Commented)
    words = said(events, note.message) if note.message is not None else None
    turns = {e.message for e in events if isinstance(e, LearnerTurn)}
    return Remark(
        text=note.text,
        by=name_of(work, review.trainer, lang),
        quote=shortened(words or ""),
        hers=note.message in turns,
    )


def _counts(now: Stands) -> dict[str, int]:
    return {"levels": len(now.overridden), "comments": len(now.comments)}
