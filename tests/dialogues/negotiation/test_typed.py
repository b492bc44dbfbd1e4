"""Typed games: what a scripted learner says in words is heard as she meant it."""

import pytest

from benchmarks.negotiation_words import typed
from benchmarks.negotiations import Game, misses
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.negotiation.model import IssueId
from dialogues.negotiation.moves import Move
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.standing import seated
from dialogues.negotiation.understanding import understood
from dialogues.negotiation.understanding_situation import Situation
from dialogues.reading.reader import read
from dialogues.text import LANGS, Lang

GIRONA = ScenarioId("refill-in-girona")


def meant(said: str, scenario: str) -> Move:
    """What a learner's words mean once her counterpart has said an offer."""
    case = library().case(ScenarioId(scenario))
    assert case.bargain is not None
    standing = seated(case.bargain.domain)
    shown = standing.model_copy(update={"table": standing.table.model_copy(update={"shown": True})})
    reading = read(said, vocabulary=case.vocabulary)
    return understood(case.bargain, reading, Situation(shown)).move


@pytest.mark.parametrize("lang", LANGS)
def test_that_a_competent_learner_who_types_gets_a_deal(lang: Lang) -> None:
    game = typed(library().case(GIRONA), PLAYERS["competent"], lang)
    assert game.course.deal is not None
    assert game.heard >= game.meant - 1 > 2
    assert game.ending == "deal"


@pytest.mark.parametrize("player", ["silent", "insulter", "hardliner"])
def test_that_those_who_do_not_bargain_get_none(player: str) -> None:
    assert typed(library().case(GIRONA), PLAYERS[player], "en").course.deal is None


@pytest.mark.parametrize(
    "said",
    [
        "Si vous acceptez le reste de mes conditions, je vous propose 12,40 € le bidon.",
        "If you accept the rest of my terms, I can offer €12.40 a can.",
    ],
)
def test_that_the_rest_of_my_terms_accepts_none_of_hers(said: str) -> None:
    move = meant(said, GIRONA)
    assert move.accepts == ()
    assert [str(v) for v in move.offer.values()] == ["12.4"]


def test_that_a_figure_told_in_a_reason_gives_way_to_the_one_on_offer() -> None:
    case = library().case(ScenarioId("ceramics-in-lodz"))
    block = case.scenario.negotiation
    assert block is not None
    reason = next(
        one.in_("en")
        for argument in block.arguments
        for one in argument.says
        if "three weeks" in one.in_("en")
    )
    move = meant(f"{reason} I propose delivery in 7 weeks.", case.scenario.id)
    assert move.unclear == ()
    assert str(move.offer[IssueId("delivery")]) == "7"


def test_that_a_missed_bound_and_a_turned_order_are_told() -> None:
    games = [
        Game("a", "fr", "competent", 14.0, deal=True),
        Game("a", "fr", "pushover", 9.0, deal=True),
        Game("a", "fr", "hardliner", 1.5, deal=False),
        *(
            Game("a", "fr", player, 14.5, deal=True)
            for player in ("no questions", "no arguments", "unconditional", "fast conceder")
        ),
        Game("a", "fr", "fixed pie", 12.0, deal=True),
    ]
    found = misses(games)
    assert any("competent 14.0 (≥ 15)" in one for one in found)
    assert any("competent 14.0 below no questions 14.5" in one for one in found)
    assert not any("pushover" in one and "≤" in one for one in found)
