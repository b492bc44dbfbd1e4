"""Buttons that other features add to a trainer's screens: one line each."""

from collections.abc import Callable

from bot.conduct import drills
from bot.conduct.desk import Desk
from bot.messages import Button
from bot.web import links
from storage.class_rows import Cohort

FOR_TRAINER: tuple[Callable[[Desk], Button | None], ...] = (links.trainer_button,)
"""On the list of her cohorts."""
FOR_COHORT: tuple[Callable[[Desk, Cohort], Button | None], ...] = (drills.drill_button,)
"""On the screen of a cohort that is open."""


def for_trainer(desk: Desk) -> tuple[Button, ...]:
    """What else a trainer can open; None leaves a button out."""
    found = (make(desk) for make in FOR_TRAINER)
    return tuple(button for button in found if button is not None)


def for_cohort(desk: Desk, cohort: Cohort) -> tuple[Button, ...]:
    """What else can be done with a cohort; None leaves a button out."""
    found = (make(desk, cohort) for make in FOR_COHORT)
    return tuple(button for button in found if button is not None)
