"""Leaving: said by going, not by going over one's notes."""

import pytest

from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.negotiation.moves import MoveAct
from dialogues.negotiation.standing import seated
from dialogues.negotiation.understanding import understood
from dialogues.negotiation.understanding_situation import Situation
from dialogues.reading.reader import read


def leaves(said: str) -> bool:
    """Whether a learner's words end the talk."""
    lexicon = library().case(ScenarioId("refill-in-girona")).bargain
    assert lexicon is not None
    situation = Situation(seated(lexicon.domain))
    return understood(lexicon, read(said), situation).move.does(MoveAct.LEAVE)


@pytest.mark.parametrize(
    "said",
    [
        "I am going.",
        "I'm leaving",
        "I'm off then",
        "I'll leave, thank you",
        "I am out",
        "Goodbye",
        "Je pars.",
        "Je vous laisse.",
        "Je préfère en rester là, sans accord. Au revoir.",
    ],
)
def test_that_going_is_leaving(said: str) -> None:
    assert leaves(said)


@pytest.mark.parametrize(
    "said",
    [
        "Let me think for a moment, I am going over my notes.",
        "I'm going to think about it",
        "I'll leave it to you",
        "I'll pass it on to my director",
        "I'm leaving the price as it is",
        "I'm out of cans this week",
        "Je pars de 12,40 € le bidon.",
        "Je pars du principe que le réassort compte.",
        "Je vous laisse réfléchir un instant.",
        "Je vous laisse le choix du transporteur.",
    ],
)
def test_that_going_over_something_is_not(said: str) -> None:
    assert not leaves(said)
