"""What is kept of the learner: who sees it, a copy of it, and its erasure with time to undo."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.conduct.classes import days
from bot.conduct.desk import Desk
from bot.conduct.own_copy import as_json, as_page
from bot.i18n import texts
from bot.messages import File, Say, rows
from dialogues.library import Library
from storage.rows import Timer
from storage.work import Work

Action = Callable[[Desk], None]

UNDO = timedelta(hours=24)
"""Time between asking for the erasure and the erasure, in which it can be taken back."""


def show(desk: Desk) -> None:
    """What is kept, why, who sees it, how to have it erased; then back to where she was."""
    buttons = [
        desk.button("button.my-data", "mydata"),
        desk.button("button.erase", "erase"),
        desk.button("button.menu", "menu"),
    ]
    if not desk.learner.consent:
        buttons = [desk.button("button.agree", "agree"), desk.button("button.back", "notice")]
    groups = [cohort.name for cohort in desk.work.cohorts_of_learner(desk.learner.id)]
    desk.show("privacy", rows(buttons, 2), groups=groups, version=desk.learner.consent)


def export(desk: Desk) -> None:
    """Send everything that is kept of her, as JSON and as a page to read."""
    kept = desk.work.everything(desk.learner.id)
    for name, content, caption in (
        ("pourparler.json", as_json(kept, desk.now), desk.t("mydata.json")),
        ("pourparler.html", as_page(desk, kept), desk.t("mydata.html")),
    ):
        blob = desk.work.keep(content.encode())
        desk.send(File(blob=blob, name=name, html=str(caption)))


def ask_to_erase(desk: Desk) -> None:
    """Ask before the erasure is set; when it is set already, offer to take it back."""
    if desk.learner.settings.erase_at is not None:
        _show_set(desk)
        return
    buttons = (
        desk.button("button.erase-all", "erase-all"),
        desk.button("button.my-data", "mydata"),
        desk.button("button.keep-all", "menu"),
    )
    count = len(desk.work.attempts(desk.learner.id))
    desk.show("ask-to-erase", rows(buttons, 1), attempts=count, hours=UNDO // timedelta(hours=1))


def set_erasure(desk: Desk) -> None:
    """Have everything erased when the time to undo is over; a second tap changes nothing."""
    if desk.learner.settings.erase_at is None:
        due = desk.now + UNDO
        _keep(desk, due)
        desk.work.set_timer(_key(desk), due, "erase", chat_id=desk.learner.chat_id)
    _show_set(desk)


def undo(desk: Desk) -> None:
    """Take the erasure back."""
    _keep(desk, None)
    desk.work.drop_timer(_key(desk))
    menu = ((desk.button("button.menu", "menu"),),)
    desk.show_html(str(desk.t("erase.undone")), menu)


def on_due(
    timer: Timer, work: Work, now: datetime, _library: Library, _nudge_minutes: float
) -> None:
    """The time to undo is over: erase, and say so."""
    learner = work.learner_by_chat(timer.chat_id) if timer.chat_id is not None else None
    due = learner.settings.erase_at if learner else None
    if learner is None or due is None or now < due:
        return
    work.erase(learner.id)
    if not learner.blocked:
        work.send(learner.chat_id, Say(html=str(texts(learner.lang)("erased"))))


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about her data does; None for a button of something else."""
    match verb, given:
        case "privacy", ():
            return show
        case "mydata", ():
            return export
        case "erase", ():
            return ask_to_erase
        case "erase-all", ():
            return set_erasure
        case "erase-undo", ():
            return undo
        case _:
            return None


def _show_set(desk: Desk) -> None:
    due = desk.learner.settings.erase_at
    assert due is not None
    buttons = (
        desk.button("button.erase-undo", "erase-undo"),
        desk.button("button.my-data", "mydata"),
        desk.button("button.menu", "menu"),
    )
    desk.show("erase-set", rows(buttons, 1), at=days.moment(due, desk.now, desk.learner.lang))


def _keep(desk: Desk, due: datetime | None) -> None:
    desk.keep_learner(settings=desk.learner.settings.model_copy(update={"erase_at": due}))


def _key(desk: Desk) -> str:
    return f"erase:{desk.learner.id}"
