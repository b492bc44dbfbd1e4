"""A preparation sheet: what is read in it, and how it is judged against the case and the game."""

from decimal import Decimal

import pytest

from dialogues.case import Case
from dialogues.library import library
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.preparation import Plan, Question, Sheet, Trade
from dialogues.negotiation.preparation_reading import lines, planned
from dialogues.negotiation.preparation_review import Review, reviewed, total
from dialogues.negotiation.standing import Course


@pytest.fixture(scope="module")
def case() -> Case:
    return library().case("refill-in-girona")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def domain(case: Case) -> Domain:
    assert case.bargain is not None
    return case.bargain.domain


@pytest.fixture(scope="module")
def game(domain: Domain) -> Course:
    return played(domain, PLAYERS["competent"])


def plan(case: Case, **parts: str) -> Plan:
    """A sheet as it is read."""
    assert case.bargain is not None
    return planned(case.bargain, case.vocabulary, Sheet(**parts))


def judged(domain: Domain, game: Course, **parts: object) -> Review:
    return reviewed(domain, Plan.model_validate(parts), game)


@pytest.mark.parametrize(
    ("note", "gives", "gets"),
    [
        ("réassort en 7 jours contre paiement à 30 jours", "restock", "payment"),
        ("restocking in 7 days against payment at 30 days", "restock", "payment"),
        ("Si elle prend 5 760 bidons, je descends à 11,60 €", "price", "volume"),
        ("If she takes 5,760 cans, €11.60", "price", "volume"),
        ("11,60 € si elle prend 5 760 bidons", "price", "volume"),
        ("€11.60 if she takes 5,760 cans", "price", "volume"),
        ("CPT Gérone → paiement à 30 jours", "delivery", "payment"),
        ("a lower price for more volume", "price", "volume"),
    ],
)
def test_that_what_is_given_is_told_from_what_is_asked(
    case: Case, note: str, gives: str, gets: str
) -> None:
    (trade,) = plan(case, trades=note).trades
    assert (trade.gives, trade.gets, trade.against) == ((gives,), (gets,), True)


@pytest.mark.parametrize("note", ["CPT Gérone", "a lower price", "7 jours de réassort"])
def test_that_a_concession_alone_is_against_nothing(case: Case, note: str) -> None:
    (trade,) = plan(case, trades=note).trades
    assert trade.gives
    assert not trade.against


@pytest.mark.parametrize(
    "note",
    [
        "Prix 11,80 €, paiement à 30 jours\n- 5 760 bidons",
        "price 11.80; payment 30 days, 5,760 cans",
    ],
)
def test_that_figures_are_read_issue_by_issue(case: Case, note: str) -> None:
    assert plan(case, targets=note).targets == {
        "price": Decimal("11.8"),
        "payment": "net_30",
        "volume": Decimal(5760),
    }


def test_that_an_empty_sheet_says_nothing(case: Case, domain: Domain, game: Course) -> None:
    found = reviewed(domain, plan(case), game)
    assert (found.target, found.limit, found.kept) == ("none", "none", None)
    assert total(found.sheet)[0] == 0
    assert found.use == ()


def test_that_bullets_and_numbers_are_no_words() -> None:
    assert lines("1. Stock ?\n- Paiement\n\n• 12 ;Délai") == ("Stock ?", "Paiement", "Délai")


def test_that_targets_are_measured_against_the_fair_share(domain: Domain, game: Course) -> None:
    best = {p.issue.id: p.best("learner") for p in domain.issues}
    worst = {p.issue.id: p.best("counterpart") for p in domain.issues}
    nash = domain.landmarks.nash
    assert nash is not None
    fair = domain.package(domain.frontier.choice(nash.at))
    assert judged(domain, game, targets=best).target == "dream"
    assert judged(domain, game, targets=fair).target == "ambitious"
    assert judged(domain, game, targets=worst).target == "modest"
    light = min(domain.issues, key=lambda p: p.weight["learner"]).issue.id
    assert judged(domain, game, targets={light: best[light]}).target == "thin"


def test_that_a_signature_beyond_the_written_limit_is_named(domain: Domain, game: Course) -> None:
    deal = game.deal
    assert deal is not None
    signed = judged(domain, game, limits=deal)
    assert (signed.kept, signed.below) == ("kept", ())
    best = {p.issue.id: p.best("learner") for p in domain.issues}
    broken = judged(domain, game, limits=best)
    assert broken.kept == "broken"
    assert set(broken.below) == {i for i, v in deal.items() if v != best[i]}
    assert broken.limit == "too-high"


def test_that_asked_questions_are_told_from_planned_ones(domain: Domain, game: Course) -> None:
    told = game.end.told[0]
    questions = (Question(words="?", secret=told), Question(words="??", topic="weather"))
    found = judged(domain, game, questions=questions)
    assert [(one.turn is not None, one.told) for one in found.asked] == [
        (True, True),
        (False, False),
    ]
    assert told not in found.unaimed
    assert next(p.got for p in found.use if p.name == "asked") == Decimal("0.5")


def test_that_giving_the_light_for_the_heavy_is_the_good_plan(domain: Domain, game: Course) -> None:
    by_weight = sorted(domain.issues, key=lambda p: p.weight["learner"])
    light, heavy = by_weight[0].issue.id, by_weight[-1].issue.id
    trades = (
        Trade(words="", gives=(light,), gets=(heavy,), against=True),
        Trade(words="", gives=(heavy,), gets=(light,), against=True),
        Trade(words="", gives=(heavy,)),
    )
    found = judged(domain, game, trades=trades)
    assert [one.plan for one in found.trades] == ["good", "dear", "for-nothing"]


def test_that_a_gift_is_seen_where_a_trade_was_planned(domain: Domain) -> None:
    given = played(domain, PLAYERS["pushover"])
    every = tuple(Trade(words="", gives=(p.issue.id,), against=True) for p in domain.issues)
    found = judged(domain, given, trades=every)
    assert "for-nothing" in {one.done for one in found.trades}
    assert next(p.got for p in found.use if p.name == "not-given") < 1
