"""Extra time: one private multiplier per learner, for every timer, shown to nobody else."""

from bot import access
from bot.conduct.desk import Desk
from bot.messages import Button, rows
from dialogues.errors import NotNow
from dialogues.ids import CohortId, LearnerId

CHOICES = (0, 33, 50, 100)
"""Per cent."""


def show(desk: Desk) -> None:
    """What she has, and what she may choose."""
    now = desk.learner.settings.extra_time_percent
    made = [_choice(desk, percent, now, f"extra:{percent}") for percent in CHOICES]
    made.append(desk.button("button.back", "settings"))
    desk.show("extra-time", rows(made, 2), percent=now, who="")


def choose(desk: Desk, percent: int) -> None:
    """Set it; a drill that runs keeps the time it began with."""
    _allowed(percent)
    chosen = desk.learner.settings.model_copy(update={"extra_time_percent": percent})
    desk.keep_learner(settings=chosen)
    desk.toast("toast.extra-set")
    show(desk)


def show_for(desk: Desk, cohort: CohortId, learner: LearnerId) -> None:
    """What a trainer may give a learner of her cohort; what is set is not shown to her."""
    one = access.member_for(desk.work, desk.learner.id, cohort, learner)
    here = f"extra-of:{cohort}:{learner}"
    made = [desk.button(f"button.extra-{percent}", f"{here}:{percent}") for percent in CHOICES]
    made.append(desk.button("button.back", f"coh-one:{cohort}:{learner}"))
    desk.show("extra-time", rows(made, 2), percent=0, who=one.name)


def choose_for(desk: Desk, cohort: CohortId, learner: LearnerId, percent: int) -> None:
    """Set it for a learner."""
    _allowed(percent)
    one = access.member_for(desk.work, desk.learner.id, cohort, learner)
    chosen = one.settings.model_copy(update={"extra_time_percent": percent})
    desk.work.save_learner(one.model_copy(update={"settings": chosen}))
    if one.id == desk.learner.id:
        desk.keep_learner(settings=chosen)
    desk.toast("toast.extra-given")
    show_for(desk, cohort, learner)


def _choice(desk: Desk, percent: int, now: int | None, data: str) -> Button:
    mark = "✓ " if percent == now else ""
    return Button(label=mark + desk.t.plain(f"button.extra-{percent}"), data=data)


def _allowed(percent: int) -> None:
    if percent not in CHOICES:
        raise NotNow("stale.screen")
