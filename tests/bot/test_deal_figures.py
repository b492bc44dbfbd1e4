"""What a deal's pages are worked out from: once, and so that parts make the whole."""

from decimal import Decimal

import pytest

from bot.conduct.amounts import in_currency, share, written
from bot.conduct.deal import Game, costs, judged
from dialogues.ids import AttemptId, ScenarioId
from dialogues.library import library
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS


@pytest.fixture(scope="module")
def girona() -> Domain:
    block = library().case(ScenarioId("refill-in-girona")).scenario.negotiation
    assert block is not None
    return Domain(block.case)


def game(domain: Domain, player: str, receipt: str = "pp1-a") -> Game:
    return Game(AttemptId("a-1"), receipt, domain, played(domain, PLAYERS[player], 3), 3)


def test_that_a_game_is_judged_once(girona: Domain) -> None:
    first = judged(game(girona, "fast conceder"))
    assert judged(game(girona, "fast conceder")) is first
    assert judged(game(girona, "fast conceder", "pp1-b")) is not first


@pytest.mark.parametrize("player", ["fast conceder", "hardliner", "unconditional"])
@pytest.mark.parametrize("money", [True, False])
def test_that_what_is_shown_of_the_turns_makes_the_loss(
    girona: Domain, player: str, money: bool
) -> None:
    case = girona.case if money else girona.case.model_copy(update={"money": None})
    domain = Domain(case)
    found = judged(game(domain, player, f"pp1-{player}-{money}")).attribution
    shown = costs(found)
    assert len(shown) == len(found.costs)
    assert all(amount >= 0 for amount in shown)
    whole = found.money if money else Decimal(round(found.loss / 1000)) / 10
    assert sum(shown, Decimal(0)) == whole
    assert whole


def test_that_amounts_are_written_as_each_language_writes_them(girona: Domain) -> None:
    assert written(girona, Decimal(2400), "en") == "€2,400"
    assert written(girona, Decimal(2400), "fr") == "2\u202f400\u202f€"
    bare = Domain(girona.case.model_copy(update={"money": None}))
    assert written(bare, Decimal("3.5"), "fr") == "3,5\u202f%"
    assert in_currency(bare, 35_000, "en") == "3.5%"
    assert (share(473_600, "en"), share(473_600, "fr")) == ("47%", "47\u202f%")
