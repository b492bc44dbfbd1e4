import time

import pytest

from dialogues.truth.checking import check, warm_up
from tests.dialogues.truth.suite import FAULTS, HANDS, Line, lines

_FOUND = {"development": 117, "heldout": 113, "fresh": 62, "last": 49, "verdict": 40, "closing": 21}
_MOST_MS = 2.0


def _contradictions() -> list[Line]:
    return [line for hand in FAULTS for line in lines(f"{hand}-contradictions")]


def _correct() -> list[Line]:
    return [line for hand in HANDS for line in lines(f"{hand}-correct")]


def test_that_the_suite_is_large_in_both_languages() -> None:
    assert len(_contradictions()) >= 150
    assert len(_correct()) >= 150
    for some in (_contradictions(), _correct()):
        french = sum(line.turns[0].lang == "fr" for line in some)
        english = sum(line.turns[0].lang == "en" for line in some)
        assert min(french, english) >= 75


def test_that_no_line_stands_twice() -> None:
    said = [(line.say, line.who) for line in _contradictions() + _correct()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("hand", FAULTS)
def test_that_no_fewer_contradictions_are_found_than_the_docs_say(hand: str) -> None:
    hits = sum(
        line.rule in {c.rule for c in check(line.turns, parties=line.parties)}
        for line in lines(f"{hand}-contradictions")
    )
    assert hits >= _FOUND[hand]


@pytest.mark.parametrize("hand", HANDS)
def test_that_right_promises_raise_no_alarm(hand: str) -> None:
    alarms = [
        (line.say, [c.rule for c in said])
        for line in lines(f"{hand}-correct")
        if (said := check(line.turns, parties=line.parties))
    ]
    assert alarms == []


def test_that_every_quote_stands_in_the_words_that_were_said() -> None:
    for line in _contradictions():
        turns = line.turns
        for each in check(turns, parties=line.parties):
            for quote in (each.anchor, each.claim):
                assert quote.text
                assert quote.span.of(turns[quote.turn].text) == quote.text
            assert each.anchor.turn <= each.claim.turn


def test_that_every_finding_speaks_both_languages_without_blanks() -> None:
    for line in _contradictions():
        for each in check(line.turns, parties=line.parties):
            for text in (each.law, each.source, each.ask):
                for words in (text.fr, text.en):
                    assert words.strip()
                    assert "{" not in words
            assert each.ask.fr.rstrip().endswith(("?", "."))


def test_that_a_turn_is_checked_in_less_than_two_milliseconds() -> None:
    warm_up()
    spent = []
    for line in _contradictions() + _correct():
        turns = line.turns
        begin = time.process_time()
        check(turns, parties=line.parties)
        spent.append((time.process_time() - begin) * 1000 / len(turns))
    assert sorted(spent)[len(spent) // 2] < _MOST_MS
