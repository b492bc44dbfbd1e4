"""Detectors: where in a transcript an indicator is found."""

from collections.abc import Callable, Iterator

from dialogues.events import Corrected, FactTold, ObjectionMoved
from dialogues.families.view import QUESTIONS
from dialogues.ids import IndicatorId
from dialogues.reading.model import Act, ActFound, Span
from dialogues.stems import stems
from rubrics.detectors import (
    ActsSeen,
    Balance,
    Confirmed,
    CorrectedBack,
    Customs,
    Detector,
    Expectation,
    Facts,
    Heard,
    HiddenFound,
    Objections,
    Received,
    RegisterHeld,
    Reuses,
    Shouted,
    Spoken,
    Substance,
    Topics,
    Worded,
    Yielded,
)
from rubrics.evidence import Evidence
from rubrics.proportion import balance, spoken
from rubrics.reactions import (
    UNLIKE,
    asks,
    confirmed,
    evidence_of,
    given_back,
    heard,
    made_up,
    names,
    reading_of,
    received,
    sentences,
    substance,
    sure,
    whole,
    worded,
    yielded,
)
from rubrics.rubric import Indicator
from rubrics.tone import register_held, shouted
from rubrics.touching import touched, touching
from rubrics.transcript import Said, Transcript

_GIVING = (Act.REFORMULATE, Act.SUMMARISE, Act.CHECK, Act.ASK_CLOSED)
_CREDIT_ACTS: dict[str, tuple[Act, ...]] = {
    "acknowledged": (Act.ACKNOWLEDGE,),
    "reformulated": (Act.REFORMULATE,),
    "explored": (Act.ASK_OPEN, Act.ASK_FACT),
    "argued": (Act.ARGUE,),
    "proved": (Act.PROVE,),
    "traded": (Act.TRADE,),
    "justified": (Act.JUSTIFY,),
    "proposed": (Act.PROPOSE,),
    "informed": (Act.INFORM,),
    "checked": (Act.CHECK, Act.ASK_CLOSED),
    "pocketed": (Act.CONCEDE,),
    "point": (Act.ARGUE, Act.PROVE, Act.TRADE, Act.JUSTIFY, Act.PROPOSE, Act.INFORM),
}


def _act_evidence(ind: IndicatorId, turn: Said, act: ActFound, why: str = "") -> Evidence:
    return Evidence(
        indicator=ind,
        message=turn.message,
        span=act.span,
        quote=act.span.of(turn.text),
        strength=act.strength,
        why=why or act.why,
    )


def _whole(ind: IndicatorId, turn: Said, why: str) -> Evidence:
    return evidence_of(ind, turn, whole(turn), why)


def _position(turns: tuple[Said, ...], acts: tuple[Act, ...]) -> tuple[int, int] | None:
    """Message and start of the first act of these kinds."""
    for turn in turns:
        found = reading_of(turn).first(*acts)
        if found:
            return turn.message, found.span.start
    return None


def _answers(talk: Transcript, turn: Said, acts: tuple[Act, ...]) -> bool:
    """Whether the turn right before is the other side's and performs one of `acts`."""
    before = talk.before(turn.message)
    return bool(before) and before[-1].reading is not None and before[-1].reading.has(*acts)


def _later(turns: tuple[Said, ...], turn: Said, acts: tuple[Act, ...]) -> bool:
    return any(reading_of(t).has(*acts) for t in turns if t.message > turn.message)


def _acts(ind: IndicatorId, d: ActsSeen, talk: Transcript) -> Iterator[Evidence]:
    turns = talk.learner
    chosen = turns[: d.within] if d.within else turns
    chosen = chosen[-d.last :] if d.last else chosen
    opened = _position(turns, d.after) if d.after else None
    closed = _position(turns, d.before) if d.before else None
    if d.after and opened is None:
        return
    for turn in chosen:
        reading = reading_of(turn)
        if d.unless and reading.has(*d.unless):
            continue
        if d.answering and not _answers(talk, turn, d.answering):
            continue
        if len({t.kind for t in reading.terms}) < d.terms_least:
            continue
        if d.with_terms and not any(t.kind in d.with_terms for t in reading.terms):
            continue
        if d.about and not any(str(t.topic) in d.about for t in reading.topics):
            continue
        if d.unless_later and _later(turns, turn, d.unless_later):
            continue
        unlike = UNLIKE if made_up(talk, turn) else ()
        for act in reading.acts:
            here = (turn.message, act.span.start)
            words = len(act.span.of(turn.text).split())
            if (
                act.act in d.acts
                and act.act not in unlike
                and (not d.sure or sure(act))
                and words >= d.words
                and (d.words_most is None or words <= d.words_most)
                and (opened is None or here > opened)
                and (closed is None or here < closed)
                and (not d.naming or names(act.span.of(turn.text), d.naming))
            ):
                yield _act_evidence(ind, turn, act)
                break
        else:
            if d.given_back:
                yield from given_back(ind, turn, talk)


def _reuses(ind: IndicatorId, d: Reuses, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        heard = [t for t in talk.before(turn.message) if t.who == "persona"][-3:]
        known = frozenset().union(*(stems(t.text) for t in heard))
        own = frozenset().union(
            *(stems(t.text) for t in talk.before(turn.message) if t.who == "learner")
        )
        unlike = UNLIKE if made_up(talk, turn) else ()
        for act in reading_of(turn).acts:
            common = (stems(act.span.of(turn.text)) & known) - own
            if act.act in unlike:
                continue
            if act.act in d.acts and len(common) >= d.stems:
                yield _act_evidence(ind, turn, act, why=", ".join(sorted(common)))
                break


def _topics(ind: IndicatorId, d: Topics, talk: Transcript) -> Iterator[Evidence]:
    seen: set[str] = set()
    for turn in talk.learner:
        reading = reading_of(turn)
        for act in reading.acts:
            if act.act not in QUESTIONS:
                continue
            inside = {
                str(t.topic)
                for t in reading.topics
                if act.span.start <= t.span.start < act.span.end and ":" not in t.topic
            }
            fresh = {t for t in inside if not d.topics or t in d.topics} - seen
            if fresh:
                seen |= fresh
                yield _act_evidence(ind, turn, act, why=", ".join(sorted(fresh)))


def _asked(turn: Said) -> Span | None:
    found = reading_of(turn).first(*QUESTIONS)
    if found is not None:
        return found.span
    return next((s for s in sentences(turn.text) if asks(turn, s)), None)


def _facts(ind: IndicatorId, d: Facts, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        answer = talk.answer_to(turn.message)
        asked = _asked(turn)
        if answer is None or asked is None or (d.naming and not names(answer.text, d.naming)):
            continue
        for effect in answer.effects:
            if (
                isinstance(effect, FactTold)
                and effect.depth == "full"
                and talk.needs.get(effect.fact, "context") in d.need
            ):
                yield evidence_of(ind, turn, asked, f"fact:{effect.fact}")


def _corrected(ind: IndicatorId, _d: CorrectedBack, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        answer = talk.answer_to(turn.message)
        for effect in answer.effects if answer else ():
            if isinstance(effect, Corrected):
                said = reading_of(turn).first(*_GIVING)
                why = f"fact:{effect.fact}"
                yield _act_evidence(ind, turn, said, why) if said else _whole(ind, turn, why)


def _objections(ind: IndicatorId, d: Objections, talk: Transcript) -> Iterator[Evidence]:
    before: dict[str, tuple[str, ...]] = {}
    for turn in talk.learner:
        answer = talk.answer_to(turn.message)
        for effect in answer.effects if answer else ():
            if not isinstance(effect, ObjectionMoved) or not effect.by:
                continue
            fresh = [b for b in effect.by if b not in before.get(effect.objection, ())]
            before[effect.objection] = effect.by
            if d.state and effect.state not in d.state:
                continue
            wanted = [b for b in fresh if not d.by or b.split("#")[0] in d.by]
            if not wanted:
                continue
            acts = _CREDIT_ACTS[wanted[-1].split("#")[0]]
            said = reading_of(turn).first(*acts)
            why = f"objection:{effect.objection}:{wanted[-1]}"
            yield _act_evidence(ind, turn, said, why) if said else _whole(ind, turn, why)


def _hidden(ind: IndicatorId, _d: HiddenFound, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        answer, asked = talk.answer_to(turn.message), _asked(turn)
        if answer and asked and "asked-anything-else" in answer.why:
            yield evidence_of(ind, turn, asked, "asked-anything-else")


def _closeness(ind: IndicatorId, d: Expectation, talk: Transcript) -> Iterator[Evidence]:
    seen: set[str] = set()
    for turn in talk.learner:
        for near in reading_of(turn).closeness:
            fits = near.kind == d.of and near.id.startswith(d.prefix) and near.score >= 0.5
            if fits and near.id not in seen:
                seen.add(near.id)
                yield Evidence(
                    indicator=ind,
                    message=turn.message,
                    span=near.span,
                    quote=near.span.of(turn.text),
                    strength=near.score,
                    why=near.id,
                )


def _worded(ind: IndicatorId, d: Worded, talk: Transcript) -> Iterator[Evidence]:
    """The sentences that hold the words, and the turns that touch a custom."""
    found = list(worded(ind, d, talk))
    yield from found
    seen = {one.message for one in found}
    for turn in talk.learner if d.touching else ():
        if turn.message not in seen:
            yield from touching(ind, d.touching, turn, talk)


_DETECTORS: dict[type, Callable[..., Iterator[Evidence]]] = {
    ActsSeen: _acts,
    Reuses: _reuses,
    Topics: _topics,
    Facts: _facts,
    Confirmed: confirmed,
    CorrectedBack: _corrected,
    Objections: _objections,
    HiddenFound: _hidden,
    Expectation: _closeness,
    RegisterHeld: register_held,
    Shouted: shouted,
    Received: received,
    Substance: substance,
    Yielded: yielded,
    Worded: _worded,
    Customs: touched,
    Balance: balance,
    Spoken: spoken,
    Heard: heard,
}


def evidence(indicator: Indicator, talk: Transcript) -> tuple[Evidence, ...]:
    """Where `indicator` is found, in the order of the talk."""
    detector: Detector = indicator.detect
    return tuple(_DETECTORS[type(detector)](indicator.id, detector, talk))
