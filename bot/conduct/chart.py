"""The picture of a negotiation in the debrief, with a caption that says the same in words."""

from collections.abc import Callable
from functools import lru_cache, partial

from bot.conduct import deal
from bot.conduct.amounts import share
from bot.conduct.desk import Desk
from bot.messages import Picture, rows
from bot.pictures.negotiation import Drawn, chart
from bot.render import screen
from dialogues.ids import AttemptId
from dialogues.text import Lang

Action = Callable[[Desk], None]


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about the picture does."""
    match verb, given:
        case "picture", (attempt,):
            return partial(show, attempt_id=AttemptId(attempt))
        case _:
            return None


def show(desk: Desk, attempt_id: AttemptId) -> None:
    """Send the picture; the page it was asked from stays."""
    looked, lang = deal.look(desk, attempt_id), desk.learner.lang
    domain, out, moments = looked.game.domain, looked.found.outcome, looked.found.moments
    stood = [(m.turn, m.asked) for m in moments if m.asked is not None]
    marks = domain.landmarks
    caption = screen(
        "chart",
        lang,
        persona=looked.persona,
        first=_stood(stood[0], lang) if stood else None,
        last=_stood(stood[-1], lang) if stood else None,
        aimed=(share(moments[0].target, lang), share(moments[-1].target, lang)),
        signed=(share(out.learner, lang), share(out.counterpart, lang)) if out.package else None,
        fair=(share(marks.nash.learner, lang), share(marks.nash.counterpart, lang))
        if marks.nash
        else None,
        limits=tuple(share(domain.reservation[side], lang) for side in domain.reservation),
        kept=bool(out.package) and not out.left,
    )
    picture = _drawn(looked.game, looked.persona, lang)
    buttons = (
        desk.button("button.deal", f"deal:{attempt_id}"),
        desk.button("button.back", f"card:{attempt_id}"),
    )
    blob = desk.work.keep(picture)
    desk.send(Picture(blob=blob, html=caption, keyboard=rows(buttons, 2)))


def _stood(at: tuple[int, tuple[int, int]], lang: Lang) -> tuple[int, str, str]:
    turn, (mine, hers) = at
    return turn, share(mine, lang), share(hers, lang)


@lru_cache(maxsize=64)
def _drawn(game: deal.Game, persona: str, lang: Lang) -> bytes:
    """The picture of a game, drawn once: it takes a quarter of a second."""
    found = deal.judged(game)
    out = found.outcome
    signed = (out.learner, out.counterpart) if out.package else None
    return chart(game.domain, Drawn(persona=persona, moments=found.moments, deal=signed), lang)
