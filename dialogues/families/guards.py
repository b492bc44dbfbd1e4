"""Guards: the closed list of conditions that a family's graph may name."""

from collections.abc import Callable

from dialogues.events import ObjectionMoved
from dialogues.families import credit, intercultural, manners, negotiation, recall
from dialogues.families.view import QUESTIONS, View
from dialogues.reading.model import Act, TermKind
from dialogues.scenario import Objection

Guard = Callable[[View], bool]

HEARING = ("acknowledged", "reformulated", "explored")
"""What earns credit without answering."""
MORE_QUESTIONS = 3
"""Questions on one objection that she answers; a further one is met by the objection itself."""
ABOUT = (*QUESTIONS, Act.ARGUE, Act.PROVE, Act.TRADE, Act.PROPOSE, Act.ACKNOWLEDGE)
"""Acts by which a learner takes up a point herself."""
WIDE = "wide"
"""The topic of a question about everything at once; its words are the family's."""
ANYTHING_ELSE = "anything-else"
"""The topic of a question whether something more stands in the way; its words are the family's."""
SETTLED = "settled"
"""The topic of a question whether a point is closed; its words are the family's."""
SILENCES = 2
"""Silences in a row after which the persona stops waiting."""


def _topics(view: View) -> set[str]:
    return {str(t.topic) for t in view.reading.topics} if view.reading else set()


def _settled(view: View) -> tuple[str, ...]:
    return tuple(m.state for m in view.attempt.objections.values())


def _moves(view: View, holds: Callable[[credit.Progress], bool]) -> bool:
    objection = credit.current(view)
    return objection is not None and holds(credit.progress(view, objection))


def _parked_moves(view: View, holds: Callable[[credit.Progress], bool]) -> bool:
    return any(holds(credit.progress(view, o)) for o in credit.parked(view))


def _last(view: View) -> bool:
    return credit.next_objection(view) is None and credit.pending(view) is None


def _stuck(view: View) -> bool:
    objection = credit.current(view)
    return objection is not None and credit.turns_on(view, objection) + 1 >= credit.STUCK_AFTER


def _asks_more(view: View) -> bool:
    objection = credit.current(view)
    if objection is None or not credit.progress(view, objection).asks:
        return False
    return view.times_used(f"objection:{objection.id}.deeper") < MORE_QUESTIONS


def _just_settled(view: View) -> bool:
    """The persona's last words closed a point, and the turn asks whether it is closed."""
    last = view.attempt.persona_turns[-1].effects
    closed = [e.objection for e in last if isinstance(e, ObjectionMoved) and e.state != "raised"]
    return bool(closed) and _checks(view, view.case.scenario.objection(closed[0]))


def _checks(view: View, closed: Objection) -> bool:
    """Whether the turn asks if `closed` is settled, rather than something about the open point.

    What names the open point alone, with a figure or an answer, is about that point.
    """
    if not view.has(Act.CHECK, Act.ASK_CLOSED) or view.has(Act.ASK_OPEN):
        return False
    topics, here = _topics(view), credit.current(view)
    back = bool(topics & credit.own_topics(closed))
    turns_on = here is not None and bool(topics & credit.own_topics(here))
    figures = bool(view.reading and view.reading.terms)
    if turns_on and not back and (figures or view.has(*credit.ANSWERS)):
        return False
    asks = SETTLED in topics
    return view.has(Act.CHECK) or (asks and back) or ((asks or back) and not turns_on)


def _asks_closely(view: View) -> bool:
    """A closed question about the open point: neither an answer to it nor a check on it."""
    objection = credit.current(view)
    if objection is None or view.has(Act.CHECK, *credit.ANSWERS):
        return False
    reading, topics = view.reading, _topics(view)
    about = bool(topics) or bool(reading and reading.terms)
    here = credit.progress(view, objection)
    return (
        view.has(Act.ASK_CLOSED)
        and about
        and here.on_topic
        and SETTLED not in topics
        and "checked" not in here.gained
        and view.times_used(f"objection:{objection.id}.deeper") < MORE_QUESTIONS
    )


def _asks_anything_else(view: View) -> bool:
    hidden = credit.next_objection(view, hidden=True)
    wanted = {ANYTHING_ELSE} | (credit.own_topics(hidden) if hidden else set())
    return view.has(*QUESTIONS, Act.CHECK) and bool(_topics(view) & wanted)


def _dated(view: View) -> bool:
    """A day, a delay or a concrete deliverable is named."""
    terms = view.reading.terms if view.reading else ()
    return any(t.kind in (TermKind.DATE, TermKind.DURATION) for t in terms)


def _aims_wide(view: View) -> bool:
    """A question about everything at once, and she still has something to volunteer."""
    topics = view.reading.topics if view.reading else ()
    wide = any(t.topic == WIDE for t in topics)
    return wide and not recall.aimed_at(view) and recall.next_stated(view) is not None


def _small_talk(view: View) -> bool:
    """A question asked in courtesy, about nothing of the case."""
    return view.has(Act.GREET) and not recall.aimed_at(view)


GUARDS: dict[str, Guard] = {
    # any family
    "silent-too-long": lambda v: v.attempt.silences + 1 > SILENCES,
    "offended-before": lambda v: v.attempt.offences > 0,
    "patience-out": lambda v: v.attempt.patience_spent + 1 >= v.case.scenario.persona.patience,
    "again": lambda v: v.again,
    "asks": lambda v: v.has(*QUESTIONS),
    "dated": _dated,
    "dates-next-step": lambda v: v.has(Act.NEXT_STEP) and _dated(v),
    "date-asked": lambda v: v.times_used("date-asked") > 0,
    "next-step-fixed": lambda v: v.times_used("next-step-accepted") > 0,
    "introduces": lambda v: v.has(Act.INTRODUCE),
    "small-talk": _small_talk,
    "short-note": lambda v: len(v.text.split()) < 8,
    "takes-leave": lambda v: v.has(Act.LEAVE, Act.THANK, Act.ACCEPT, Act.GREET),
    # discovery
    "aims-at-untold": lambda v: recall.untold_aim(v) is not None,
    "aims-at-told": lambda v: any(f in v.attempt.told for f in recall.aimed_at(v)),
    "aims-wide": _aims_wide,
    "gives-back": lambda v: bool(recall.given_back(v)[0]),
    "gives-back-several": lambda v: len(recall.given_back(v)[0]) > 1,
    "gives-back-wrongly": lambda v: bool(recall.given_back(v)[1]),
    "knows-enough": lambda v: len(v.attempt.told_in_full) >= v.case.scenario.enough,
    # objection
    "settles": lambda v: _moves(v, lambda p: p.settles),
    "gives-away": lambda v: _moves(v, lambda p: p.gives_away),
    "answers-in-part": lambda v: _moves(v, lambda p: any(g not in HEARING for g in p.gained)),
    "explores": lambda v: _moves(v, lambda p: "explored" in p.gained),
    "asks-more": _asks_more,
    "asks-closely": _asks_closely,
    "just-settled": _just_settled,
    "recognises": lambda v: _moves(v, lambda p: bool(p.gained)),
    "answers-something": lambda v: _moves(
        v, lambda p: any(g not in (*HEARING, "checked") for g in p.gained)
    ),
    "last-objection": _last,
    "turns-to-another": lambda v: credit.turned_to(v) is not None and v.has(*ABOUT),
    "stuck": _stuck,
    "all-settled": lambda v: all(s == "settled" for s in _settled(v)),
    "all-moved": lambda v: all(s in ("settled", "bought") for s in _settled(v)),
    "hidden-left": lambda v: credit.next_objection(v, hidden=True) is not None,
    "asks-anything-else": _asks_anything_else,
    "answers-parked": lambda v: _parked_moves(v, lambda p: bool(p.gained) and p.answered),
    # negotiation
    "signs": lambda v: negotiation.ends(v, "deal"),
    "learner-leaves": lambda v: negotiation.ends(v, "left"),
    "insulted-out": lambda v: negotiation.ends(v, "insulted"),
    "clock-out": lambda v: negotiation.ends(v, "time"),
    "stalemate": lambda v: negotiation.ends(v, "stalemate"),
    "recaps": negotiation.recaps,
    "terms-shown": negotiation.terms_shown,
    # intercultural
    "hurts": lambda v: manners.manner(v).hurt is not None,
    "hurt-too-often": intercultural.hurt_too_often,
    "mends": lambda v: bool(manners.manner(v).mends),
    "sorry": lambda v: manners.manner(v).sorry,
    "strained": lambda v: bool(manners.open_hurts(v.attempt)),
    "still-strained": lambda v: len(manners.open_hurts(v.attempt)) > len(manners.manner(v).mends),
    "asks-her-way": lambda v: manners.manner(v).asked is not None,
    "asks-what-is-wrong": manners.asks_what_is_wrong,
    "minds-her-way": lambda v: bool(manners.manner(v).kept),
    "gives-back-her-way": lambda v: manners.manner(v).given_back is not None,
    "gives-back-way-just-told": manners.just_told,
    "courtesy": manners.courteous,
    "asks-in-passing": manners.asks_by_mark,
    "presumes": manners.presumes,
    "leaving": lambda v: v.has(Act.LEAVE),
    # objection, points left open
    "settles-parked": lambda v: _parked_moves(v, lambda p: bool(p.gained) and p.settles),
}
