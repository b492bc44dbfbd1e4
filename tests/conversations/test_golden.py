"""Whole talks, both languages: what is read, answered and judged stays as reviewed."""

from itertools import pairwise

import pytest

from dialogues import engine
from dialogues.events import PersonaTurn
from dialogues.reading.model import Context, Reading
from dialogues.reading.reader import read
from rubrics.assessment import Result, assess
from rubrics.evidence import Evidence
from rubrics.transcript import Said, Transcript, of_attempt
from tests.breadth import LONG
from tests.conversations.golden import FOLDER, Golden, all_golden, longest_of_each, written

pytestmark = pytest.mark.slow
TALKS = all_golden()
NAMES = [talk.path.stem for talk in TALKS]
ONE_OF_EACH = TALKS if LONG else longest_of_each(TALKS)
ITS_NAMES = [talk.path.stem for talk in ONE_OF_EACH]


@pytest.mark.parametrize("talk", TALKS, ids=NAMES)
def test_that_a_golden_talk_runs_as_it_was_reviewed(talk: Golden, rewrite: bool) -> None:
    text = written(talk.played())

    if rewrite:
        talk.path.write_text(text, encoding="utf-8")
    assert text == talk.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("talk", TALKS, ids=NAMES)
def test_that_no_persona_turn_is_said_twice_running(talk: Golden) -> None:
    said = [e.text for e in talk.played().events if isinstance(e, PersonaTurn)]

    assert all(one != following for one, following in pairwise(said))


@pytest.mark.parametrize("talk", ONE_OF_EACH, ids=ITS_NAMES)
def test_that_the_same_talk_gets_the_same_receipt(talk: Golden) -> None:
    assert talk.played().judged.receipt == talk.again().judged.receipt


@pytest.mark.parametrize("talk", ONE_OF_EACH, ids=ITS_NAMES)
def test_that_every_point_goes_when_its_words_go(talk: Golden) -> None:
    played = talk.played()
    attempt = engine.restored(talk.case, played.events)
    whole = of_attempt(talk.case, attempt)

    by_words: dict[tuple[int, int, int], list[tuple[Result, Evidence]]] = {}
    for result in played.judged.results:
        for one in result.evidence:
            where = (one.message, one.span.start, one.span.end)
            by_words.setdefault(where, []).append((result, one))
    for where, points in by_words.items():
        judged = assess(_without(whole, talk, *where))
        for result, one in points:
            left = judged.result(result.criterion)
            assert left is not None
            same = (one.indicator, one.message, one.quote)
            count = [
                sum((e.indicator, e.message, e.quote) == same for e in r.evidence)
                for r in (left, result)
            ]
            assert count[0] < count[1], f"{one.indicator} @{one.message} outlives {one.quote!r}"


def _without(whole: Transcript, talk: Golden, message: int, start: int, end: int) -> Transcript:
    turns: list[Said] = []
    for turn in whole.turns:
        if turn.message == message:
            text = turn.text[:start] + turn.text[end:]
            before = [t.text for t in whole.turns if t.who == "persona" and t.message < message]
            context = Context(other=before[-1], earlier=tuple(before[:-1]), lang=whole.lang)
            reading: Reading = read(text, context, talk.case.vocabulary)
            turns.append(turn.model_copy(update={"text": text, "reading": reading}))
        else:
            turns.append(turn)
    return whole.model_copy(update={"turns": tuple(turns)})


def test_that_both_languages_have_golden_talks_of_every_scenario() -> None:
    assert FOLDER.is_dir()
    scenarios = {talk.scenario for talk in TALKS}
    for scenario in scenarios:
        langs = {talk.lang for talk in TALKS if talk.scenario == scenario}
        assert langs == {"fr", "en"}, scenario
