"""Going back: the same talk up to a message, and nothing of what came after it."""

from datetime import timedelta

import pytest

from dialogues import engine
from dialogues.events import AttemptStarted, Event, Origin
from dialogues.ids import AttemptId
from dialogues.library import library
from dialogues.rewind import rewound, turns
from dialogues.text import LANGS, Lang
from tests.playing import NOW, played

LINES: dict[Lang, tuple[str, ...]] = {
    "fr": ("Bonjour.", "Quels sont vos besoins ?", "Et pour quand ?", "Qui décide ?"),
    "en": ("Hello.", "What do you need?", "And by when?", "Who decides?"),
}


def finished(lang: Lang, scenario: str) -> tuple[Event, ...]:
    case = next(c for c in library().cases if c.scenario.id == scenario)
    events = played(case, lang, LINES[lang], seed=7, attempt="a")
    return (*events, engine.stopped(NOW))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scenario", ["line-two-mallow", "refill-in-girona"])
def test_that_saying_the_same_again_makes_the_same_talk(lang: Lang, scenario: str) -> None:
    case = next(c for c in library().cases if c.scenario.id == scenario)
    events = finished(lang, scenario)
    for said in turns(events):
        again = rewound(events, said.message, attempt=AttemptId("b"), now=NOW + timedelta(1))
        answered = engine.answer(case, engine.restored(case, again), said.text, now=NOW)

        place = events.index(said)
        assert answered == events[place : place + len(answered)]


def test_that_a_rewound_attempt_says_where_it_comes_from() -> None:
    events = finished("fr", "line-two-mallow")
    second = turns(events)[1]

    begun, *rest = rewound(events, second.message, attempt=AttemptId("b"), now=NOW)

    assert isinstance(begun, AttemptStarted)
    assert begun.attempt == "b"
    assert begun.origin == Origin(attempt=AttemptId("a"), message=second.message)
    assert [e.text for e in turns(tuple(rest))] == [turns(events)[0].text]


def test_that_a_message_never_said_cannot_be_gone_back_to() -> None:
    with pytest.raises(ValueError, match="no message 99"):
        rewound(finished("en", "line-two-mallow"), 99, attempt=AttemptId("b"), now=NOW)
