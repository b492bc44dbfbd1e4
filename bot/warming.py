"""Making cases ready while the bot is at work already."""

import logging
from threading import Timer

from dialogues.library import Library
from dialogues.truth import checking

log = logging.getLogger(__name__)

AFTER = 10.0
"""Seconds after the start: what has waited while nobody was there is answered first."""


def in_background(library: Library) -> None:
    """Work out, case by case, what each one's first message would otherwise wait for.

    All of them take seconds; a message that comes before its case is ready works it out itself.
    """
    waiting = Timer(AFTER, _warm_up, args=(library,))
    waiting.daemon = True
    waiting.start()


def _warm_up(library: Library) -> None:
    try:
        checking.warm_up()
        for case in library.cases:
            case.warm_up()
    except Exception:
        log.exception("a case could not be made ready; its first message will wait, or say why")
