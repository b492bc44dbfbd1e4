"""Feedback: strengths with their words, next steps that move most, better lines with true gains."""

from decimal import Decimal

import pytest

from dialogues import engine
from dialogues.events import LearnerTurn
from rubrics.assessment import Level, assess
from rubrics.feedback import MOST, STRONG, next_steps, rewrites, strengths
from rubrics.rubric import rubric
from rubrics.transcript import of_attempt
from tests.conversations.golden import Golden, all_golden

FIRST = {talk.case.scenario.family: talk.scenario for talk in reversed(all_golden())}
TALKS = [talk for talk in all_golden() if talk.scenario in FIRST.values()]
"""Of one case of each family: looking for better lines plays a talk over and over."""
NAMES = [talk.path.stem for talk in TALKS]


@pytest.mark.parametrize("talk", TALKS, ids=NAMES)
def test_that_strengths_are_few_reached_and_in_the_learners_words(talk: Golden) -> None:
    played = talk.played()
    by = rubric(talk.case.scenario.family)
    said = {e.message: e.text for e in played.events if isinstance(e, LearnerTurn)}

    found = strengths(played.judged, by)

    assert len(found) <= MOST
    assert len({(s.evidence.message, s.evidence.span.start) for s in found}) == len(found)
    for one in found:
        result = played.judged.result(one.criterion)
        assert result is not None
        assert isinstance(result.outcome, Level)
        assert result.outcome.level >= STRONG
        assert one.evidence.span.of(said[one.evidence.message]) == one.evidence.quote


@pytest.mark.parametrize("talk", TALKS, ids=NAMES)
def test_that_next_steps_are_few_different_and_about_what_is_not_mastered(talk: Golden) -> None:
    judged = talk.played().judged

    found = next_steps(judged)

    assert len(found) <= MOST
    assert len({n.indicator for n in found}) == len(found)
    for one in found:
        result = judged.result(one.criterion)
        assert result is not None
        assert isinstance(result.outcome, Level)
        assert result.outcome.level < 4
        assert one.fault == (result.outcome.capped_by == one.indicator)


@pytest.mark.parametrize("talk", TALKS, ids=NAMES)
def test_that_a_better_line_gains_what_it_says(talk: Golden) -> None:
    played = talk.played()
    case, by = talk.case, rubric(talk.case.scenario.family)
    assert isinstance(played.judged.total, Decimal)

    found = rewrites(case, played.events, played.judged, by, talk.lang)

    assert len(found) <= MOST
    attempt = engine.restored(case, played.events)
    assert assess(of_attempt(case, attempt)).total == played.judged.total
    for one in found:
        assert one.gain > 0
        assert one.after in {b.line.in_(talk.lang) for b in case.scenario.better}
        assert one.before == next(t.text for t in attempt.learner_turns if t.message == one.message)


def test_that_some_golden_talk_has_a_better_line() -> None:
    assert any(
        rewrites(
            talk.case, played.events, played.judged, rubric(talk.case.scenario.family), talk.lang
        )
        for talk in TALKS
        for played in [talk.played()]
    )
