"""Lucidity: the learner judges herself before the debrief is shown; every step can be skipped."""

import json
from collections.abc import Callable
from functools import partial

from bot.conduct import debrief, own_view
from bot.conduct.desk import SCREEN, Desk
from bot.conduct.opened import open_debrief, reference_of, shortened, title_of
from bot.messages import Button, Rebutton, rows
from dialogues.case import Case
from dialogues.errors import NotNow
from dialogues.events import SelfEvaluated
from dialogues.ids import AttemptId, CriterionId
from dialogues.text import Frozen
from rubrics.assessment import Assessment, Result
from rubrics.lucidity import CRITERION

Action = Callable[[Desk], None]

WORDS_MOST = 500
"""Characters of a strength or of a thing to change."""
LEVELS = range(5)
RATING, STRENGTH, CHANGE = "self:rate", "self:strength", "self:change"
"""Steps of a chat: what is being asked."""


class Draft(Frozen):
    """A self-evaluation under way, kept with the chat until the debrief is shown."""

    attempt: AttemptId
    levels: dict[CriterionId, int] = {}
    strength: str = ""
    change: str = ""


def offer(desk: Desk, attempt_id: AttemptId, case: Case, judged: Assessment) -> None:
    """What a talk ends with: judge yourself first, or see the debrief at once.

    Where nothing could be judged there is nothing to compare: the debrief comes at once.
    """
    finish(desk)
    if judged.mark is None:
        debrief.card(desk, attempt_id, case, judged)
        return
    _keep(desk, Draft(attempt=attempt_id))
    _show_offer(desk, attempt_id)


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button about her own view does."""
    match verb, given:
        case "card", (attempt,):
            return partial(reveal, attempt_id=AttemptId(attempt))
        case "self", (attempt, where):
            return partial(_go, attempt_id=AttemptId(attempt), where=where)
        case "self", (attempt, where, level) if where.isdecimal():
            return partial(_mark, attempt_id=AttemptId(attempt), number=int(where), level=level)
        case "mine", (attempt,):
            return partial(own_view.beside, attempt_id=AttemptId(attempt))
        case "own", ():
            return own_view.history
        case _:
            return None


def reveal(desk: Desk, attempt_id: AttemptId) -> None:
    """Show the debrief; what she has judged so far counts, and nothing is added later."""
    draft = _draft(desk)
    if draft is not None and draft.attempt == attempt_id:
        finish(desk)
    debrief.again(desk, attempt_id)


def finish(desk: Desk) -> None:
    """Keep the self-evaluation that is under way, if she has said anything, and close it."""
    draft = _draft(desk)
    if draft is None:
        return
    if draft.levels or draft.strength or draft.change:
        said = SelfEvaluated(
            at=desk.now, levels=draft.levels, strength=draft.strength, change=draft.change
        )
        desk.work.append(draft.attempt, said)
    _keep(desk, None)
    put_aside(desk)


def put_aside(desk: Desk) -> None:
    """She turned to something else: a text is no longer the answer to what was asked."""
    if desk.chat.step.startswith("self:"):
        desk.keep(step="")


def hear(desk: Desk, text: str) -> bool:
    """Take a text as the answer that was asked for; False when none was.

    Raises:
        NotNow: the text is too long.
    """
    draft, step = _draft(desk), desk.chat.step
    if draft is None or step not in (RATING, STRENGTH, CHANGE):
        return False
    if step == RATING:
        desk.say(desk.t("self.use-buttons"))
        return True
    if len(text) > WORDS_MOST:
        raise NotNow("self.too-long")
    _keep(desk, draft.model_copy(update={step.removeprefix("self:"): " ".join(text.split())}))
    shown = desk.work.slot(desk.learner.chat_id, SCREEN)
    if shown is not None:
        desk.send(Rebutton(message_id=shown))
    if step == STRENGTH:
        _go(desk, draft.attempt, "change")
    else:
        reveal(desk, draft.attempt)
    return True


def _go(desk: Desk, attempt_id: AttemptId, where: str) -> None:
    """One step of the self-evaluation; the debrief when it has been seen already."""
    draft = _open(desk, attempt_id)
    if draft is None:
        return
    asked = _asked(desk, attempt_id)
    if where == "offer":
        put_aside(desk)
        _show_offer(desk, attempt_id)
    elif where in ("strength", "change"):
        _ask_words(desk, draft, where, len(asked))
    elif where.isdecimal() and int(where) < len(asked):
        _ask_level(desk, draft, int(where), asked)
    else:
        raise NotNow("stale.screen")


def _mark(desk: Desk, attempt_id: AttemptId, number: int, level: str) -> None:
    """Keep one level ('x' for none) and ask for the next; a second tap changes nothing."""
    draft = _open(desk, attempt_id)
    if draft is None:
        return
    asked = _asked(desk, attempt_id)
    wanted = {str(n): n for n in LEVELS}.get(level)
    if number >= len(asked) or (wanted is None and level != "x"):
        raise NotNow("stale.screen")
    criterion = asked[number].criterion
    kept = {c: n for c, n in draft.levels.items() if c != criterion}
    if wanted is not None:
        kept[criterion] = wanted
    _keep(desk, draft.model_copy(update={"levels": kept}))
    _go(desk, attempt_id, str(number + 1) if number + 1 < len(asked) else "strength")


def _open(desk: Desk, attempt_id: AttemptId) -> Draft | None:
    """The self-evaluation of this attempt; None, with the debrief shown, when that is past."""
    draft = _draft(desk)
    if draft is not None and draft.attempt == attempt_id:
        return draft
    debrief.again(desk, attempt_id)
    desk.toast("toast.self-past")
    return None


def _asked(desk: Desk, attempt_id: AttemptId) -> tuple[Result, ...]:
    """The criteria she is asked about: those that count."""
    return tuple(r for r in open_debrief(desk, attempt_id).judged.results if r.weight)


def _show_offer(desk: Desk, attempt_id: AttemptId) -> None:
    buttons = (
        desk.button("button.judge-myself", f"self:{attempt_id}:0"),
        desk.button("button.see-debrief", f"card:{attempt_id}"),
    )
    reference = reference_of(CRITERION, desk.learner.lang)
    desk.show("self-offer", rows(buttons, 2), reference=reference)


def _ask_level(desk: Desk, draft: Draft, number: int, asked: tuple[Result, ...]) -> None:
    criterion, lang = asked[number].criterion, desk.learner.lang
    desk.keep(screen="self", step=RATING)
    chosen = draft.levels.get(criterion)
    here = f"self:{draft.attempt}:{number}"
    levels = [
        Button(
            label=("✓ " if level == chosen else "") + desk.t.plain(f"level-word.{level}"),
            data=f"{here}:{level}",
        )
        for level in LEVELS
    ]
    back = str(number - 1) if number else "offer"
    buttons = (
        *levels,
        desk.button("button.dont-know", f"{here}:x"),
        desk.button("button.see-debrief", f"card:{draft.attempt}"),
        desk.button("button.back", f"self:{draft.attempt}:{back}"),
    )
    desk.show(
        "self-level",
        rows(buttons, 2),
        number=number + 1,
        of=len(asked),
        title=title_of(criterion, lang),
        reference=reference_of(criterion, lang),
    )


def _ask_words(desk: Desk, draft: Draft, which: str, asked: int) -> None:
    desk.keep(screen="self", step=f"self:{which}")
    said = draft.strength if which == "strength" else draft.change
    buttons: list[Button] = []
    if which == "strength":
        key = "button.next" if said else "button.skip"
        buttons.append(desk.button(key, f"self:{draft.attempt}:change"))
    buttons.append(desk.button("button.see-debrief", f"card:{draft.attempt}"))
    back = str(asked - 1) if which == "strength" else "strength"
    buttons.append(desk.button("button.back", f"self:{draft.attempt}:{back}"))
    desk.show("self-words", rows(buttons, 2), which=which, said=shortened(said))


def _draft(desk: Desk) -> Draft | None:
    kept = json.loads(desk.chat.state).get("self")
    return None if kept is None else Draft.model_validate(kept)


def _keep(desk: Desk, draft: Draft | None) -> None:
    state = {k: v for k, v in json.loads(desk.chat.state).items() if k != "self"}
    if draft is not None:
        state["self"] = draft.model_dump(mode="json")
    desk.keep(state=json.dumps(state, ensure_ascii=False))
