"""Inviting learners: a link and its QR picture, for a time, for so many, stopped at will."""

from collections.abc import Callable
from functools import partial
from io import BytesIO

import segno

from bot.conduct.classes import codes
from bot.conduct.classes.cohort import open_one
from bot.conduct.desk import Desk
from bot.messages import Button, Picture, rows
from bot.render import screen
from dialogues.errors import NotNow
from dialogues.ids import CohortId
from storage.rows import Code

Action = Callable[[Desk], None]

KIND = "cohort"
"""Kind of a code that lets learners join."""
VALID = {"1": "button.valid-1", "7": "button.valid-7", "30": "button.valid-30"} | {
    "90": "button.valid-90"
}
"""Days a link may work, and the button that says so."""
USES = {"1": "button.uses-1", "20": "button.uses-20", "40": "button.uses-40"} | {
    "0": "button.uses-any"
}
"""How many may join by a link; 0 for no limit."""
MODULE, QUIET = 16, 4
"""Pixels of a module; modules of white around: phones need it, the more so on a dark chat."""


def current(desk: Desk, cohort: CohortId) -> Code | None:
    """The link that works now."""
    found = desk.work.codes(KIND, codes.about(cohort))
    return next((code for code in found if code.is_good(desk.now)), None)


def show(desk: Desk, cohort: CohortId) -> None:
    """The link that works, or the way to make one."""
    found = open_one(desk, cohort)
    code = current(desk, cohort)
    back = desk.button("button.back", f"coh:{cohort}")
    if code is None:
        new = desk.button("button.link-make", f"inv-new:{cohort}")
        desk.show("invite-none", ((new, back),), cohort=found)
        return
    buttons = (
        Button(label=desk.t.plain("button.copy-link"), copy_text=codes.link(desk, code)),
        desk.button("button.qr", f"inv-qr:{cohort}"),
        desk.button("button.link-new", f"inv-new:{cohort}"),
        desk.button("button.link-stop", f"inv-stop:{cohort}"),
        back,
    )
    desk.show("invite", rows(buttons, 2), cohort=found, **_told(desk, code))


def ask_how_long(desk: Desk, cohort: CohortId) -> None:
    """How long the new link is to work."""
    found = open_one(desk, cohort)
    buttons = [desk.button(key, f"inv-for:{cohort}:{days}") for days, key in VALID.items()]
    back = desk.button("button.back", f"inv:{cohort}")
    replaces = current(desk, cohort) is not None
    desk.show("invite-valid", (*rows(buttons, 2), (back,)), cohort=found, replaces=replaces)


def ask_how_many(desk: Desk, cohort: CohortId, valid: str) -> None:
    """How many may join by the new link."""
    found = open_one(desk, cohort)
    if valid not in VALID:
        raise NotNow("stale.screen")
    buttons = [desk.button(key, f"inv-do:{cohort}:{valid}:{n}") for n, key in USES.items()]
    back = desk.button("button.back", f"inv-new:{cohort}")
    desk.show("invite-uses", (*rows(buttons, 2), (back,)), cohort=found)


def make(desk: Desk, cohort: CohortId, valid: str, uses: str) -> None:
    """Make the link and show it with its picture; the one before stops."""
    open_one(desk, cohort)
    if valid not in VALID or uses not in USES:
        raise NotNow("stale.screen")
    about = codes.about(cohort)
    desk.work.drop_codes(KIND, about)
    code = codes.made(KIND, about, desk.now, valid=int(valid), uses=int(uses) or None)
    desk.work.save_code(code)
    picture(desk, cohort)


def picture(desk: Desk, cohort: CohortId) -> None:
    """The QR picture of the link, as a message of its own, its caption with the link."""
    found = open_one(desk, cohort)
    code = current(desk, cohort)
    if code is None:
        show(desk, cohort)
        return
    address = codes.link(desk, code)
    desk.leave_standing()
    told = _told(desk, code)
    caption = screen("invite-picture", desk.learner.lang, cohort=found, **told)
    copy = Button(label=desk.t.plain("button.copy-link"), copy_text=address)
    buttons = (
        copy,
        desk.button("button.link-stop", f"inv-stop:{cohort}"),
        desk.button("button.back", f"coh:{cohort}"),
    )
    desk.send(Picture(blob=desk.work.keep(qr(address)), html=caption, keyboard=rows(buttons, 2)))


def stop(desk: Desk, cohort: CohortId) -> None:
    """Have the link open nothing any more."""
    open_one(desk, cohort)
    desk.work.drop_codes(KIND, codes.about(cohort))
    desk.toast("toast.link-stopped")
    show(desk, cohort)


def qr(address: str) -> bytes:
    """A QR picture as PNG: black on white with its own white edge, readable on any background."""
    out = BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(out, kind="png", scale=MODULE, border=QUIET, dark="black", light="white")
    return out.getvalue()


def _told(desk: Desk, code: Code) -> dict[str, object]:
    left = None if code.uses_most is None else code.uses_most - code.uses
    return {
        "link": codes.link(desk, code),
        "code": code.code,
        "until": codes.until(desk, code),
        "left": left,
        "joined": code.uses,
    }


def pressed(verb: str, given: tuple[str, ...]) -> Action | None:
    """What a button of an invitation does; None for a button of something else."""
    match verb, given:
        case "inv", (cohort,):
            return partial(show, cohort=CohortId(cohort))
        case "inv-new", (cohort,):
            return partial(ask_how_long, cohort=CohortId(cohort))
        case "inv-for", (cohort, valid):
            return partial(ask_how_many, cohort=CohortId(cohort), valid=valid)
        case "inv-do", (cohort, valid, uses):
            return partial(make, cohort=CohortId(cohort), valid=valid, uses=uses)
        case "inv-qr", (cohort,):
            return partial(picture, cohort=CohortId(cohort))
        case "inv-stop", (cohort,):
            return partial(stop, cohort=CohortId(cohort))
        case _:
            return None
