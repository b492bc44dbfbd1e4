"""Any learner, any acts in any order, in both languages: every talk is answered until it ends."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import ANSWER, ASKS, FACT, HURTS, KEEPS, NAMING, OBJECTION, WAY, Case
from dialogues.events import EVENT, AttemptEnded, Event, PersonaTurn
from dialogues.families.behaviours import BEHAVIOURS, PASS_ON
from dialogues.families.graph import Branch, family
from dialogues.families.guards import GUARDS
from dialogues.ids import AttemptId, LearnerId, Topic
from dialogues.library import library
from dialogues.reading.model import (
    Act,
    ActFound,
    Closeness,
    Reading,
    Span,
    Term,
    TermKind,
    TopicFound,
)
from dialogues.text import LANGS, Lang
from tests.breadth import tries
from tests.dialogues.bargainers import bargainer

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CASES = library().cases
NAMES = [str(case.scenario.id) for case in CASES]
FAMILIES = sorted({case.scenario.family for case in CASES})
pytestmark = pytest.mark.slow


def _topics(case: Case) -> list[str]:
    own = [str(t) for f in case.scenario.facts for t in f.topics]
    facts = [FACT + f.id for f in case.scenario.facts]
    return [
        *(own + facts),
        *(OBJECTION + o.id for o in case.scenario.objections),
        "anything-else",
        "wide",
        *_ways(case),
    ]


def _ways(case: Case) -> list[str]:
    """Topics of an intercultural talk: its customs, and those of the family."""
    customs = [p + c.id for c in case.scenario.customs for p in (HURTS, WAY, KEEPS, NAMING)]
    return [*customs, *(str(words.topic) for words in case.family.topics)] if customs else []


def _points(case: Case) -> list[str]:
    return [e.id for e in case.vocabulary.expected if e.id.startswith((ASKS, ANSWER))] or ["none"]


def readings(case: Case, lang: Lang) -> st.SearchStrategy[Reading | None]:
    """Learner turns as the reader could find them; None is a silence."""
    texts = st.sampled_from(
        ["bonjour", "et le prix, pourquoi ?", "ok", "huit pompes pour février", "xkcdvbnm", "…"]
        + [f.gist.in_(lang) for f in case.scenario.facts]
    )

    def made(
        text: str, acts: list[Act], topics: list[str], points: list[str], dated: bool
    ) -> Reading:
        whole = Span(start=0, end=len(text))
        term = Term(kind=TermKind.DATE, text=text, span=whole, value="2026-11-12")
        return Reading(
            text=text,
            lang=lang,
            acts=tuple(ActFound(act=a, span=whole, strength=0.9, why="walk") for a in acts),
            register_="vous",
            topics=tuple(TopicFound(topic=Topic(t), span=whole) for t in topics),
            terms=(term,) if dated else (),
            closeness=tuple(
                Closeness(id=p, kind="expectation", score=0.8, span=whole) for p in points
            ),
            reader="walk",
        )

    said = st.builds(
        made,
        texts,
        st.lists(st.sampled_from(list(Act)), min_size=1, max_size=3, unique=True),
        st.lists(st.sampled_from(_topics(case)), max_size=2, unique=True),
        st.lists(st.sampled_from(_points(case)), max_size=1),
        st.booleans(),
    )
    return st.one_of(said, said, said, said, said, said, st.none())


def _walked(case: Case, lang: Lang, said: list[Reading | None], seed: int) -> tuple[Event, ...]:
    events = engine.start(
        case, attempt=AttemptId("w"), learner=LearnerId("w"), lang=lang, seed=seed, now=NOW
    )
    for reading in said:
        attempt = engine.restored(case, events)
        if attempt.ended:
            break
        if reading is None:
            events = (*events, *engine.silence(case, attempt, now=NOW))
        else:
            events = (*events, *engine.react(case, attempt, reading, now=NOW))
    return events


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
@settings(max_examples=tries(15, 60), deadline=None)
@given(data=st.data())
def test_that_any_walk_is_answered_and_ends(case: Case, lang: Lang, data: st.DataObject) -> None:
    turns = case.scenario.turns
    said = data.draw(st.lists(readings(case, lang), min_size=turns * 2, max_size=turns * 2))

    events = _walked(case, lang, said, data.draw(st.integers(0, 9)))

    attempt: Attempt = engine.restored(case, events)
    assert attempt.ended in case.scenario.endings
    assert isinstance(events[-1], AttemptEnded)
    assert len(attempt.learner_turns) <= turns
    answers = [e.text for e in events if isinstance(e, PersonaTurn)]
    assert all(one != following for one, following in pairwise(answers))
    assert all(answers)
    assert (
        engine.restored(case, tuple(EVENT.validate_json(EVENT.dump_json(e)) for e in events))
        == attempt
    )


@pytest.mark.parametrize("name", FAMILIES)
def test_that_graphs_name_only_guards_and_behaviours_that_exist(name: str) -> None:
    graph = family(name)
    branches: list[Branch] = [b for bs in graph.everywhere.values() for b in bs]
    branches += [b for phase in graph.phases.values() for bs in phase.on.values() for b in bs]

    assert {w for b in branches for w in b.when} <= set(GUARDS)
    assert {b.do for b in branches} - {PASS_ON} <= set(BEHAVIOURS[graph.family])
    assert {b.ending for b in branches if b.ending} == set(graph.endings)
    assert all((b.ending is not None) == (b.go == "ended") for b in branches)


@pytest.mark.parametrize("name", FAMILIES)
def test_that_every_reply_kind_of_a_family_is_used_by_some_walk(name: str) -> None:
    graph = family(name)
    used: set[str] = set()
    cases = [c for c in CASES if c.scenario.family == name]
    wanted = {*graph.replies, *(f"ending:{ending}" for ending in graph.endings)}
    for number in range(WALKS):
        if wanted <= used:
            break
        chance = Random(number)
        case = chance.choice(cases)
        style = number % (3 if case.bargain is not None else 4)
        for event in _walked(
            case, "fr", [_likely(case, chance, n, style) for n in range(40)], number
        ):
            if isinstance(event, PersonaTurn):
                used.update(line.rsplit("#", 1)[0] for line in event.lines)

    assert wanted - used == set()


WALKS = 400
"""At most; most families need fewer."""
RARE = (Act.OFFEND, Act.PRESSURE, Act.LEAVE, Act.OTHER, Act.THANK, Act.APOLOGISE)


def _likely(case: Case, chance: Random, turn: int, style: int) -> Reading | None:
    """A learner turn from a person who mostly behaves."""
    if case.bargain is not None:
        return bargainer(case, chance, turn, style)
    if chance.random() < 0.03:
        return None
    acts = [chance.choice(RARE if chance.random() < 0.06 else [a for a in Act if a not in RARE])]
    if style == 0 and turn < 12 and chance.random() < 0.6:  # finds things out first
        acts = [Act.ASK_OPEN]
    if style == 1:
        acts = [chance.choice((Act.ASK_OPEN, Act.ASK_OPEN, Act.LEAVE))]
    elif style == 2:
        acts = [chance.choice((Act.CONCEDE, Act.ARGUE, Act.NEXT_STEP, Act.PROVE))]
    elif style == 3:  # answers by reasons alone
        acts = [chance.choice((Act.ASK_OPEN, Act.ARGUE, Act.NEXT_STEP, Act.PROVE))]
    if turn < chance.choice((0, 14)) and acts[0] in (Act.LEAVE, Act.OFFEND):
        acts = [Act.ASK_OPEN]
    if chance.random() < 0.2:
        acts = [Act.GREET, *acts]
    facts = [fact.gist.fr for fact in case.scenario.facts]
    gists = [*facts, *(custom.gist.fr for custom in case.scenario.customs)] or ["bonjour"]
    odd = ["xkcdvbnm bcdfg", "tu es un robot ?", "......"]
    own = (
        "et donc, dites-moi"
        if chance.random() < 0.2
        else f"{chance.choice(gists)} {chance.random()}"
    )
    text = chance.choice(odd) if chance.random() < 0.04 else own
    foreign = chance.random() < 0.03
    if text in odd[:1]:
        acts = [Act.OTHER]
    whole = Span(start=0, end=len(text))
    points = [chance.choice(_points(case))] if chance.random() < 0.4 else []
    faults = (HURTS, "owns-up", "presumes")
    topics = [t for t in _topics(case) if not t.startswith(faults) or chance.random() < 0.05]
    numbers = chance.random()
    term = Term(kind=TermKind.DATE, text=text, span=whole, value="2026-11-12")
    wrong = Term(kind=TermKind.QUANTITY, text=text, span=whole, value=Decimal(999), unit="%")
    return Reading(
        text=text,
        lang="en" if foreign else "fr",
        acts=tuple(ActFound(act=a, span=whole, strength=0.9, why="walk") for a in acts),
        register_="vous",
        topics=tuple(
            TopicFound(topic=Topic(t), span=whole)
            for t in chance.sample(topics, chance.choice((0, 0, 1, 1, 2)))
        ),
        terms=(term,) if numbers < 0.3 else (wrong,) if numbers < 0.5 else (),
        closeness=tuple(Closeness(id=p, kind="expectation", score=0.8, span=whole) for p in points),
        reader="walk",
    )
