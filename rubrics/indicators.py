"""Detectors: where in a transcript an indicator is found."""

from collections.abc import Callable, Iterator

from dialogues.events import Corrected, FactConfirmed, FactTold, ObjectionMoved
from dialogues.families.view import QUESTIONS
from dialogues.ids import IndicatorId, Topic
from dialogues.reading.folding import fold
from dialogues.reading.model import Act, ActFound, Reading, Span, Vocabulary
from dialogues.reading.topics import topics_in
from dialogues.stems import stems
from rubrics.detectors import (
    ActsSeen,
    Balance,
    Confirmed,
    CorrectedBack,
    Detector,
    Expectation,
    Facts,
    Heard,
    HiddenFound,
    Objections,
    RegisterHeld,
    Reuses,
    Shouted,
    Spoken,
    Topics,
)
from rubrics.evidence import Evidence
from rubrics.proportion import balance, spoken
from rubrics.rubric import Indicator
from rubrics.transcript import Said, Transcript

SURE, SURE_BY_LIKENESS = 0.7, 0.9
"""Strengths from which a fault counts, since a false one costs more than a miss: with a cue in the
words, and with no more than their likeness to an exemplar."""
_NAMED = Topic("named")
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


def _read(turn: Said) -> Reading:
    assert turn.reading is not None
    return turn.reading


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
    span = Span(start=0, end=len(turn.text))
    return Evidence(
        indicator=ind, message=turn.message, span=span, quote=turn.text, strength=1.0, why=why
    )


def _position(turns: tuple[Said, ...], acts: tuple[Act, ...]) -> tuple[int, int] | None:
    """Message and start of the first act of these kinds."""
    for turn in turns:
        found = _read(turn).first(*acts)
        if found:
            return turn.message, found.span.start
    return None


def _answers(talk: Transcript, turn: Said, acts: tuple[Act, ...]) -> bool:
    """Whether the turn right before is the other side's and performs one of `acts`."""
    before = talk.before(turn.message)
    return bool(before) and before[-1].reading is not None and before[-1].reading.has(*acts)


def _later(turns: tuple[Said, ...], turn: Said, acts: tuple[Act, ...]) -> bool:
    return any(_read(t).has(*acts) for t in turns if t.message > turn.message)


def _sure(act: ActFound) -> bool:
    return act.strength >= (SURE_BY_LIKENESS if act.why.startswith("like:") else SURE)


def _names(words: str, naming: tuple[str, ...]) -> bool:
    """Whether the words hold one of `naming`, matched as a topic's words are."""
    asked = Vocabulary(topics=((_NAMED, naming),))
    return any(found.topic == _NAMED for found in topics_in(fold(words), asked))


def _acts(ind: IndicatorId, d: ActsSeen, talk: Transcript) -> Iterator[Evidence]:
    turns = talk.learner
    chosen = turns[: d.within] if d.within else turns
    chosen = chosen[-d.last :] if d.last else chosen
    opened = _position(turns, d.after) if d.after else None
    closed = _position(turns, d.before) if d.before else None
    if d.after and opened is None:
        return
    for turn in chosen:
        reading = _read(turn)
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
        for act in reading.acts:
            here = (turn.message, act.span.start)
            words = len(act.span.of(turn.text).split())
            if (
                act.act in d.acts
                and (not d.sure or _sure(act))
                and words >= d.words
                and (d.words_most is None or words <= d.words_most)
                and (opened is None or here > opened)
                and (closed is None or here < closed)
                and (not d.naming or _names(act.span.of(turn.text), d.naming))
            ):
                yield _act_evidence(ind, turn, act)
                break


def _reuses(ind: IndicatorId, d: Reuses, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        heard = [t for t in talk.before(turn.message) if t.who == "persona"][-3:]
        known = frozenset().union(*(stems(t.text) for t in heard))
        own = frozenset().union(
            *(stems(t.text) for t in talk.before(turn.message) if t.who == "learner")
        )
        for act in _read(turn).acts:
            common = (stems(act.span.of(turn.text)) & known) - own
            if act.act in d.acts and len(common) >= d.stems:
                yield _act_evidence(ind, turn, act, why=", ".join(sorted(common)))
                break


def _topics(ind: IndicatorId, d: Topics, talk: Transcript) -> Iterator[Evidence]:
    seen: set[str] = set()
    for turn in talk.learner:
        reading = _read(turn)
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


def _questions(turn: Said) -> ActFound | None:
    reading = _read(turn)
    return reading.first(*QUESTIONS)


def _facts(ind: IndicatorId, d: Facts, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        answer = talk.answer_to(turn.message)
        asked = _questions(turn)
        if answer is None or asked is None:
            continue
        for effect in answer.effects:
            if (
                isinstance(effect, FactTold)
                and effect.depth == "full"
                and talk.needs.get(effect.fact, "context") in d.need
            ):
                yield _act_evidence(ind, turn, asked, why=f"fact:{effect.fact}")


def _confirmed(ind: IndicatorId, _d: Confirmed, talk: Transcript) -> Iterator[Evidence]:
    giving = (Act.REFORMULATE, Act.SUMMARISE, Act.CHECK, Act.ASK_CLOSED)
    for turn in talk.learner:
        answer = talk.answer_to(turn.message)
        said = _read(turn).first(Act.REFORMULATE, Act.SUMMARISE) or _read(turn).first(*giving)
        if answer and said:
            facts = [e.fact for e in answer.effects if isinstance(e, FactConfirmed)]
            if facts:
                yield _act_evidence(ind, turn, said, why=f"fact:{facts[0]}")


def _corrected(ind: IndicatorId, _d: CorrectedBack, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        answer = talk.answer_to(turn.message)
        for effect in answer.effects if answer else ():
            if isinstance(effect, Corrected):
                said = _read(turn).first(Act.REFORMULATE, Act.SUMMARISE, Act.CHECK, Act.ASK_CLOSED)
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
            said = _read(turn).first(*acts)
            why = f"objection:{effect.objection}:{wanted[-1]}"
            yield _act_evidence(ind, turn, said, why) if said else _whole(ind, turn, why)


def _hidden(ind: IndicatorId, _d: HiddenFound, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        answer, asked = talk.answer_to(turn.message), _questions(turn)
        if answer and asked and "asked-anything-else" in answer.why:
            yield _act_evidence(ind, turn, asked, why="asked-anything-else")


def _closeness(ind: IndicatorId, d: Expectation, talk: Transcript) -> Iterator[Evidence]:
    seen: set[str] = set()
    for turn in talk.learner:
        for near in _read(turn).closeness:
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


def _register(ind: IndicatorId, d: RegisterHeld, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        if _read(turn).register_ == d.register_:
            yield _whole(ind, turn, d.register_)


def _shouted(ind: IndicatorId, _d: Shouted, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.learner:
        if _read(turn).shouting:
            yield _whole(ind, turn, "capitals")


def _heard(ind: IndicatorId, d: Heard, talk: Transcript) -> Iterator[Evidence]:
    for turn in talk.turns:
        if turn.who == "persona" and _names(turn.text, d.naming):
            yield _whole(ind, turn, "heard")


_DETECTORS: dict[type, Callable[..., Iterator[Evidence]]] = {
    ActsSeen: _acts,
    Reuses: _reuses,
    Topics: _topics,
    Facts: _facts,
    Confirmed: _confirmed,
    CorrectedBack: _corrected,
    Objections: _objections,
    HiddenFound: _hidden,
    Expectation: _closeness,
    RegisterHeld: _register,
    Shouted: _shouted,
    Balance: balance,
    Spoken: spoken,
    Heard: _heard,
}


def evidence(indicator: Indicator, talk: Transcript) -> tuple[Evidence, ...]:
    """Where `indicator` is found, in the order of the talk."""
    detector: Detector = indicator.detect
    return tuple(_DETECTORS[type(detector)](indicator.id, detector, talk))
