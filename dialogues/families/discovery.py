"""How a buyer behaves in a discovery interview: open ears open her mouth."""

from dialogues.events import Corrected, Effect, FactConfirmed, FactTold
from dialogues.families.answer import DENIED, Answer, mood, patience, plain
from dialogues.families.lines import Part, reply, worded
from dialogues.families.recall import aimed_at, given_back, next_stated, untold_aim
from dialogues.families.view import View
from dialogues.ids import FactId
from dialogues.reading.model import Act


def _asides(view: View) -> tuple[tuple[Part, ...], tuple[Effect, ...], tuple[str, ...]]:
    """What she says first to the rest of the message: a greeting, a confirmation."""
    greeted = any(view.times_used(k) for k in ("welcome", "aside-greeting", "greet-back"))
    if view.has(Act.GREET, Act.INTRODUCE) and not greeted:
        return (reply(view, "aside-greeting"),), (), ("greeted",)
    if view.has(Act.REFORMULATE, Act.SUMMARISE):
        right, _ = given_back(view)
        fresh = [f for f in right if f not in view.attempt.confirmed]
        if fresh:
            fact = view.case.scenario.fact(fresh[0])
            said = worded(view, f"fact:{fact.id}.confirm", fact.confirm)
            effects = (FactConfirmed(fact=fact.id), mood(1, "reformulated"))
            return (said,), effects, ("reformulated",)
    return (), (), ()


def _telling(view: View, fact_id: FactId, *, full: bool, why: str) -> Answer:
    fact = view.case.scenario.fact(fact_id)
    cold = view.attempt.mood < fact.least_mood
    depth = "full" if full and not cold else "brief"
    parts, effects, reasons = _asides(view)
    if depth == "brief" and view.attempt.told.get(fact_id) == "brief":
        return Answer((*parts, reply(view, "told-already")), effects, (*reasons, "told-already"))
    said = worded(view, f"fact:{fact_id}.{depth}", fact.full if depth == "full" else fact.brief)
    told = FactTold(fact=fact_id, depth="full" if depth == "full" else "brief")
    moved: tuple[Effect, ...] = ()
    if depth == "full" and fact.need == "unstated":
        moved = (mood(1, "good-question"),)
    reason = "too-cold-to-say-more" if full and cold else why
    return Answer((*parts, said), (*effects, told, *moved), (reason, *reasons))


def tell(view: View, _: str) -> Answer:
    """She tells the fact the question aims at, in full."""
    fact_id = untold_aim(view)
    assert fact_id is not None
    full = view.has(Act.ASK_OPEN) or view.case.scenario.fact(fact_id).need != "unstated"
    return _telling(
        view, fact_id, full=full, why="asked-open" if view.has(Act.ASK_OPEN) else "asked-fact"
    )


def tell_briefly(view: View, _: str) -> Answer:
    """She answers a closed question: truly, and no more."""
    fact_id = untold_aim(view)
    assert fact_id is not None
    return _telling(view, fact_id, full=False, why="asked-closed")


def tell_next(view: View, _: str) -> Answer:
    """She answers a wide question with the next thing on her mind."""
    fact_id = next_stated(view)
    assert fact_id is not None
    return _telling(view, fact_id, full=True, why="asked-wide")


def tell_again(view: View, _: str) -> Answer:
    """She has said so already, and says it shorter."""
    parts, effects, reasons = _asides(view)
    known = next(f for f in aimed_at(view) if f in view.attempt.told)
    fact = view.case.scenario.fact(known)
    again = worded(view, f"fact:{known}.brief", fact.brief)
    return Answer((*parts, reply(view, "told-already"), again), effects, ("told-already", *reasons))


def small_talk(view: View, _: str) -> Answer:
    """She answers a courtesy."""
    return plain(view, "small-talk", "small-talk")


def off_topic_question(view: View, _: str) -> Answer:
    """She has nothing to say to this question, and says where she could say more."""
    parts, effects, reasons = _asides(view)
    return Answer((*parts, reply(view, "off-topic-question")), effects, ("off-topic", *reasons))


def welcome(view: View, _: str) -> Answer:
    """She welcomes the learner and lets her begin."""
    return plain(view, "welcome", "introduced")


def cool_at_pitch(view: View, _: str) -> Answer:
    """She cools when offered something before being asked what she needs."""
    effects = (mood(-1, "pitched-early"), patience("pitched-early"))
    return plain(view, "pitch-early", "pitched-early", effects=effects)


def take_offer_note(view: View, _: str) -> Answer:
    """She takes note of an argument or an offer, and wants it in writing."""
    parts, effects, reasons = _asides(view)
    return Answer((*parts, reply(view, "offer-noted")), effects, ("offered-late", *reasons))


def confirm(view: View, _: str) -> Answer:
    """She confirms what was given back rightly, and may open up."""
    right, _wrong = given_back(view)
    fact = view.case.scenario.fact(right[0])
    fresh = fact.id not in view.attempt.confirmed
    effects: tuple[Effect, ...] = (FactConfirmed(fact=fact.id),)
    effects += (mood(1, "reformulated"),) if fresh else ()
    said = worded(view, f"fact:{fact.id}.confirm", fact.confirm)
    more = reply(view, "keep-going") if not fresh else None
    return Answer((said, more) if more else (said,), effects, ("reformulated",))


def correct(view: View, _: str) -> Answer:
    """She puts right what was given back wrongly."""
    wrong = given_back(view)[1]
    fact = view.case.scenario.fact(wrong[0])
    depth = view.attempt.told[fact.id]
    right = fact.full if depth == "full" else fact.brief
    said = worded(view, f"fact:{fact.id}.{depth}", right)
    parts = (reply(view, "corrected"), said)
    return Answer(parts, (Corrected(fact=fact.id),), ("gave-back-wrongly",))


def not_what_i_said(view: View, _: str) -> Answer:
    """She does not recognise her words in the reformulation."""
    return plain(view, "not-what-i-said", DENIED)


def approve_summary(view: View, _: str) -> Answer:
    """She approves a summary."""
    right, _wrong = given_back(view)
    effects: tuple[Effect, ...] = tuple(FactConfirmed(fact=f) for f in right)
    effects += (mood(1, "summarised"),)
    return plain(view, "summary-approved", "summarised", effects=effects)


def too_early_for_next_step(view: View, _: str) -> Answer:
    """She sees no reason yet to meet again."""
    return plain(view, "next-step-early", "next-step-early", effects=(patience("next-step-early"),))


def keep_going(view: View, _: str) -> Answer:
    """She waits for the next question."""
    return plain(view, "keep-going", "nothing-asked")


def otherwise(view: View, _: str) -> Answer:
    """She brings the talk back to business."""
    effects = (patience("nothing-asked"),) if view.again else ()
    return plain(view, "otherwise", "nothing-asked", effects=effects)
