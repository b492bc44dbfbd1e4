"""How a client behaves while her objections stand: they come back until they are answered."""

from typing import Literal

from dialogues.events import Effect, ObjectionMoved
from dialogues.families import credit
from dialogues.families.answer import Answer, mood, patience, plain
from dialogues.families.credit import Progress
from dialogues.families.lines import Part, reply, worded
from dialogues.families.view import View
from dialogues.scenario import Objection
from dialogues.text import Said

State = Literal["raised", "settled", "bought", "parked"]


def _current(view: View) -> Progress:
    objection = credit.current(view)
    assert objection is not None
    return credit.progress(view, objection)


def _moved(progress: Progress, state: State) -> ObjectionMoved:
    return ObjectionMoved(
        objection=progress.objection.id, state=state, credit=progress.credit, by=progress.by
    )


def _said(view: View, objection: Objection, what: str, said: Said) -> Part:
    return worded(view, f"objection:{objection.id}.{what}", said)


def raising(view: View, objection: Objection) -> tuple[Part, ObjectionMoved]:
    """She raises an objection."""
    part = _said(view, objection, "raised", objection.raised)
    return part, ObjectionMoved(objection=objection.id, state="raised")


def _closed(progress: Progress) -> State:
    """Settled by reasons, or bought by a gift."""
    return "bought" if "pocketed" in progress.by and "traded" not in progress.by else "settled"


def _following(view: View) -> tuple[Part, tuple[Effect, ...]]:
    """The point she comes to next: one that waits, else a new one."""
    waiting = credit.pending(view)
    if waiting is not None:
        return _said(view, waiting, "again", waiting.again), ()
    following = credit.next_objection(view)
    assert following is not None
    part, raised = raising(view, following)
    return part, (raised,)


def settle(view: View, _: str) -> Answer:
    """She is satisfied on one point and comes to the next."""
    progress = _current(view)
    done = _said(view, progress.objection, "settled", progress.objection.settled)
    part, raised = _following(view)
    effects = (_moved(progress, _closed(progress)), mood(1, "answered"), *raised)
    return Answer((done, part), effects, ("answered", *progress.gained))


def turn_to(view: View, _: str) -> Answer:
    """The learner takes up a point of her own accord: she follows, and the other point waits."""
    other = credit.turned_to(view)
    assert other is not None
    progress = credit.progress(view, other)
    asked = "explored" in progress.gained
    part = _said(view, other, "deeper", other.deeper) if asked else raising(view, other)[0]
    return Answer((part,), (_moved(progress, "raised"),), ("turned-to", *progress.gained))


def settle_last(view: View, _: str) -> Answer:
    """She is satisfied on the last point."""
    progress = _current(view)
    done = _said(view, progress.objection, "settled", progress.objection.settled)
    open_left = bool(credit.parked(view))
    then = reply(view, "some-open" if open_left else "all-answered")
    effects: tuple[Effect, ...] = (_moved(progress, _closed(progress)), mood(1, "answered"))
    return Answer((done, then), effects, ("answered", *progress.gained))


def pocket(view: View, _: str) -> Answer:
    """She takes what is given for nothing, and stays where she was."""
    progress = _current(view)
    said = _said(view, progress.objection, "pocketed", progress.objection.pocketed)
    enough = progress.credit >= progress.objection.strength + 1
    if enough and (credit.next_objection(view) or credit.pending(view)):
        part, raised = _following(view)
        return Answer((said, part), (_moved(progress, "bought"), *raised), ("gave-away",))
    return Answer((said,), (_moved(progress, "raised"),), ("gave-away",))


def half_convinced(view: View, _: str) -> Answer:
    """She grants part of it and says what is missing."""
    progress = _current(view)
    said = _said(view, progress.objection, "half", progress.objection.half)
    return Answer((said,), (_moved(progress, "raised"),), ("answered-in-part", *progress.gained))


def go_deeper(view: View, _: str) -> Answer:
    """Asked what is behind it, she says so."""
    progress = _current(view)
    said = _said(view, progress.objection, "deeper", progress.objection.deeper)
    effects: tuple[Effect, ...] = (_moved(progress, "raised"), mood(1, "explored"))
    return Answer((said,), effects, ("explored", *progress.gained))


def answer_closely(view: View, _: str) -> Answer:
    """Asked something closed, she answers it; only an open question explores."""
    progress = _current(view)
    said = _said(view, progress.objection, "deeper", progress.objection.deeper)
    return Answer((said,), (_moved(progress, "raised"),), ("asked-closed", *progress.gained))


def feel_heard(view: View, _: str) -> Answer:
    """Her point was recognised; she still waits for an answer."""
    progress = _current(view)
    said = _said(view, progress.objection, "heard", progress.objection.heard)
    return Answer((said,), (_moved(progress, "raised"),), ("recognised", *progress.gained))


def _parked(view: View) -> tuple[Part, ObjectionMoved]:
    progress = _current(view)
    said = _said(view, progress.objection, "parked", progress.objection.parked)
    return said, _moved(progress, "parked")


def park(view: View, _: str) -> Answer:
    """She leaves a point open and goes on to the next."""
    said, moved = _parked(view)
    part, raised = _following(view)
    return Answer((said, part), (moved, mood(-1, "unanswered"), *raised), ("unanswered",))


def park_last(view: View, _: str) -> Answer:
    """She leaves the last point open."""
    said, moved = _parked(view)
    then = reply(view, "some-open")
    return Answer((said, then), (moved, mood(-1, "unanswered")), ("unanswered",))


def come_back(view: View, _: str) -> Answer:
    """The objection comes back."""
    progress = _current(view)
    said = _said(view, progress.objection, "again", progress.objection.again)
    effects = (patience("unanswered"),) if view.again else ()
    return Answer((said,), effects, ("unanswered",))


def come_back_first(view: View, _: str) -> Answer:
    """No next step while a point stands open."""
    progress = _current(view)
    said = _said(view, progress.objection, "again", progress.objection.again)
    return Answer((reply(view, "next-step-too-soon"), said), (), ("next-step-early",))


def raise_hidden(view: View, _: str) -> Answer:
    """Asked whether anything else stands in the way, she says what she had kept back."""
    hidden = credit.next_objection(view, hidden=True)
    assert hidden is not None
    part, raised = raising(view, hidden)
    return Answer((part,), (mood(1, "good-question"), raised), ("asked-anything-else",))


def _first_parked(view: View, *, settling: bool) -> Progress:
    candidates = (credit.progress(view, o) for o in credit.parked(view))
    return next(p for p in candidates if p.gained and (p.settles if settling else p.answered))


def settle_parked(view: View, _: str) -> Answer:
    """A point left open is answered after all."""
    progress = _first_parked(view, settling=True)
    done = _said(view, progress.objection, "settled", progress.objection.settled)
    then = reply(view, "next-step-invited")
    return Answer(
        (done, then), (_moved(progress, _closed(progress)), mood(1, "answered")), ("answered",)
    )


def take_up_again(view: View, _: str) -> Answer:
    """A point left open is taken up again."""
    progress = _first_parked(view, settling=False)
    said = _said(view, progress.objection, "half", progress.objection.half)
    return Answer((said,), (_moved(progress, "raised"),), ("answered-in-part",))


def stand_by_it(view: View, _: str) -> Answer:
    """Asked whether a point is closed, she says that it is, and that the next one waits."""
    return plain(view, "stood-by", "checked")


def approve_summary(view: View, _: str) -> Answer:
    """She approves a summary or a check."""
    return plain(view, "summary-approved", "summarised")
