"""Making cases ready while the bot is at work already."""

import logging
from threading import Thread

from dialogues.library import Library
from dialogues.truth import checking

log = logging.getLogger(__name__)


def in_background(library: Library) -> None:
    """Work out, case by case, what each one's first message would otherwise wait for.

    All of them take seconds; a message that comes before its case is ready works it out itself.
    """
    Thread(target=_warm_up, args=(library,), name="warming", daemon=True).start()


def _warm_up(library: Library) -> None:
    try:
        checking.warm_up()
        for case in library.cases:
            case.warm_up()
    except Exception:
        log.exception("a case could not be made ready; its first message will wait, or say why")
