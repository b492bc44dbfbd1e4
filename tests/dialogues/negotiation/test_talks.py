"""Whole talks in words: what a counterpart never says, never signs and never forgets."""

from datetime import UTC, datetime
from random import Random

import pytest

from dialogues import engine
from dialogues.case import Case
from dialogues.events import EVENT, Bargained, Event, PersonaTurn
from dialogues.families.negotiation import course
from dialogues.ids import AttemptId, LearnerId
from dialogues.library import library
from dialogues.negotiation.debrief import debriefed
from dialogues.negotiation.moves import ReplyAct
from dialogues.negotiation.wording_terms import recap
from dialogues.reading.model import Reading
from dialogues.text import LANGS, Lang
from tests.breadth import tries
from tests.dialogues.bargainers import bargainer

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CASES = [case for case in library().cases if case.bargain is not None]
NAMES = [str(case.scenario.id) for case in CASES]
LONGEST = 620


def played(case: Case, lang: Lang, number: int) -> tuple[Event, ...]:
    """A talk with a learner who says things at random."""
    chance = Random(number)
    events = engine.start(
        case, attempt=AttemptId("t"), learner=LearnerId("t"), lang=lang, seed=number, now=NOW
    )
    for turn in range(60):
        attempt = engine.restored(case, events)
        if attempt.ended:
            break
        reading = bargainer(case, chance, turn, number % 3)
        if reading is None:
            events = (*events, *engine.silence(case, attempt, now=NOW))
        else:
            said = reading if lang == "fr" else swapped(reading)
            events = (*events, *engine.react(case, attempt, said, now=NOW))
    return events


def swapped(reading: Reading) -> Reading:
    """The same turn, taken for one in the other language."""
    return reading.model_copy(update={"lang": "en" if reading.lang == "fr" else "fr"})


def turns(events: tuple[Event, ...]) -> list[tuple[PersonaTurn, Bargained]]:
    """Her turns that bargain."""
    found = []
    for event in events:
        if isinstance(event, PersonaTurn):
            found += [(event, e) for e in event.effects if isinstance(e, Bargained)]
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_no_talk_breaks_the_rules_of_the_table(case: Case, lang: Lang) -> None:
    assert case.bargain is not None
    domain = case.bargain.domain
    limit = domain.reservation["counterpart"]
    deals = 0
    for number in range(tries(14, 40)):
        events = played(case, lang, number)
        bargained = turns(events)
        pending = None
        for spoken, turn in bargained:
            reply = turn.reply
            for package in (reply.offer, reply.alternative, reply.recap):
                assert package is None or domain.worth("counterpart", package) >= limit
            if reply.act is ReplyAct.RECAP:
                assert reply.recap is not None
                assert domain.names_all(reply.recap)
                assert recap(case.bargain.script, reply.recap, lang) in spoken.text
            if reply.act is ReplyAct.DEAL:
                deals += 1
                assert pending is not None
                assert reply.recap in (
                    pending.recap,
                    {**(pending.recap or {}), **(pending.extra or {})},
                )
            assert len(spoken.text) <= LONGEST, spoken.text
            pending = reply
    assert deals, "nobody ever signed: the rules were not tried"


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_a_talk_is_the_same_again_and_survives_its_record(case: Case) -> None:
    for number in range(6):
        events = played(case, "fr", number)
        again = tuple(EVENT.validate_json(EVENT.dump_json(e)) for e in events)

        assert played(case, "fr", number) == events
        assert engine.restored(case, again) == engine.restored(case, events)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_the_same_moves_bargain_alike_in_both_languages(case: Case) -> None:
    for number in range(6):
        fr, en = ([turn for _, turn in turns(played(case, lang, number))] for lang in LANGS)
        assert [t.move for t in fr] == [t.move for t in en]
        assert [t.standing for t in fr] == [t.standing for t in en]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_an_ended_talk_can_be_debriefed(case: Case) -> None:
    assert case.bargain is not None
    for number in range(3, 60):
        attempt = engine.restored(case, played(case, "fr", number))
        game = course(attempt)
        if game.end.ended is not None and game.deal is not None:
            told = debriefed(case.bargain.domain, game, attempt.seed)
            assert told.outcome.package == game.deal
            assert sum(cost.by for cost in told.attribution.costs) == told.attribution.loss
            return
    raise AssertionError("no talk ended in a deal")
