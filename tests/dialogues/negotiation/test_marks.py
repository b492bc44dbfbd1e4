"""Marks, losses and the order of the scripted learners."""

from decimal import Decimal
from functools import cache, cached_property

import pytest
from hypothesis import HealthCheck, given, settings

from dialogues.negotiation.attribution import attributed, in_money
from dialogues.negotiation.counterparty import course
from dialogues.negotiation.debrief import Debrief, debriefed
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import StyleName
from dialogues.negotiation.moves import Move
from dialogues.negotiation.outcome import BAD_DEAL, NO_DEAL, RIGHT_NO_DEAL, left_on_table, outcome
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.process import process
from dialogues.negotiation.reference import Reference, result
from dialogues.negotiation.standing import Course
from dialogues.negotiation.styles import styles
from tests.dialogues.negotiation import bench
from tests.dialogues.negotiation.games import NAMES, case, games

SALES = Domain(case("sales"))
REFERENCE = Reference(SALES, 0)


@cache
def debrief(player: str, name: str = "sales") -> Debrief:
    """The debrief of one scripted learner."""
    domain = Domain(case(name))
    return debriefed(domain, played(domain, PLAYERS[player]), 0)


@cache
def bench_rows() -> tuple[bench.Row, ...]:
    """All games of the bench."""
    return tuple(bench.rows())


def marks(player: str) -> list[float]:
    """Marks of a player in all games."""
    return [row.mark for row in bench_rows() if row.player == player]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(games())
def test_that_the_loss_is_the_sum_of_what_the_turns_cost(
    game: tuple[Domain, tuple[Move, ...]],
) -> None:
    domain, said = game
    run = course(domain, said, 0)
    found = attributed(domain, run, Reference(domain, 0))
    assert sum(cost.by for cost in found.costs) == found.loss == found.best - found.got
    assert all(cost.by >= 0 for cost in found.costs)
    assert found.got == result(domain, run.end)
    assert [cost.turn for cost in found.costs] == list(range(1, len(run.exchanges) + 1))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("player", ["fast conceder", "pushover", "hardliner"])
def test_that_the_loss_in_money_adds_up_to_the_last_unit(name: str, player: str) -> None:
    found = debrief(player, name).attribution
    assert found.money is not None
    assert found.money > 1000
    assert sum(cost.money or 0 for cost in found.costs) == found.money
    assert all(cost.money == cost.money.to_integral_value() for cost in found.costs if cost.money)


def test_that_money_is_what_the_price_would_have_to_make_up_for() -> None:
    """Price: 0.40 EUR from end to end on 96,000 bottles is 34 % of the learner's worth."""
    assert in_money(SALES, 340_000) == Decimal(38_400)
    assert in_money(SALES, 170_000) == Decimal(19_200)


def test_that_the_expert_has_nothing_to_regret_and_a_gift_has_its_price() -> None:
    assert debrief("competent").attribution.loss == 0
    costs = debrief("fast conceder").attribution.costs
    gifts = [cost for cost in costs if cost.cause == "gave-for-nothing"]
    assert sum(cost.by for cost in gifts) > debrief("fast conceder").attribution.loss // 2


def test_that_no_deal_where_one_was_possible_is_two_points() -> None:
    for player in ("hardliner", "silent", "insulter"):
        assert debrief(player).outcome.mark == NO_DEAL
        assert not debrief(player).outcome.right


def no_zopa() -> Domain:
    """Sales, with limits that no package meets."""
    sales = case("sales")
    high = {"reservation": Decimal("0.8")}
    return Domain(
        sales.model_copy(
            update={
                "learner": sales.learner.model_copy(update=high),
                "counterpart": sales.counterpart.model_copy(update=high),
                "no_zopa": True,
            }
        )
    )


def test_that_leaving_is_right_where_nothing_could_be_agreed_and_silence_still_earns_nothing() -> (
    None
):
    domain = no_zopa()
    reference = Reference(domain, 0)
    tried = outcome(domain, played(domain, PLAYERS["competent"]), reference)
    assert tried.right
    assert tried.mark == RIGHT_NO_DEAL
    silent = outcome(domain, played(domain, PLAYERS["silent"]), reference)
    assert silent.mark == NO_DEAL


def test_that_a_deal_under_ones_limit_is_worse_than_none() -> None:
    moves = [
        Move.model_validate({"offer": {"price": "1.10"}}),
        Move(takes="offer"),
        Move.model_validate({"acts": ["confirm"]}),
    ]
    out = outcome(SALES, course(SALES, moves, 0), REFERENCE)
    assert out.learner < SALES.reservation["learner"]
    assert out.mark == BAD_DEAL
    assert not out.right


def test_that_the_outcome_parts_sum_to_the_mark() -> None:
    for player in ("competent", "fixed pie", "fast conceder"):
        out = debrief(player).outcome
        assert out.for_deal + out.for_claim + out.for_efficiency == out.mark
        assert out.better is not None
        assert out.better.learner >= out.learner
        assert out.better.counterpart >= out.counterpart
        more = out.better.learner + out.better.counterpart - out.learner - out.counterpart
        assert 0 < more <= out.left


def test_that_every_process_point_names_its_turns() -> None:
    done = debrief("competent").process
    assert sum(p.of for p in done.points) == 20
    assert sum(p.got for p in done.points) == done.mark
    untold = {"not-under-pressure", "no-extra-given", "civil", "answered"}
    for point in done.points:
        assert 0 <= point.got <= point.of
        if point.got and point.name not in untold:
            assert point.turns, point.name


def without(run: Course, turn: int) -> list[Move]:
    """The moves of a game, one of them silenced."""
    return [Move() if n + 1 == turn else exchange.move for n, exchange in enumerate(run.exchanges)]


def test_that_taking_a_turn_away_takes_its_points_away() -> None:
    run = played(SALES, PLAYERS["competent"])
    found = {point.name: point for point in process(SALES, run).points}
    for name in ("contact", "recap", "next-step", "her-motive"):
        for turn in found[name].turns:
            again = process(SALES, course(SALES, without(run, turn), 0))
            left = next(point for point in again.points if point.name == name)
            assert turn not in left.turns


def test_that_questions_that_paid_and_secrets_missed_are_told() -> None:
    asked, mute = debrief("competent"), debrief("no questions")
    assert sum(len(paid.secrets) for paid in asked.paid) == 4 - len(asked.missed)
    assert all(paid.worth > 0 for paid in asked.paid)
    assert mute.paid == ()
    assert {missed.why for missed in mute.missed} == {"not-asked"}
    assert len(mute.missed) == len(SALES.case.secrets)


def test_that_concessions_without_counterpart_are_listed() -> None:
    gifts = [c for c in debrief("unconditional").process.concessions if c.for_nothing]
    assert gifts
    assert not [c for c in debrief("competent").process.concessions if c.for_nothing]
    assert all(c.cost > 0 and c.gain > 0 and c.issues for c in gifts)


def test_that_the_chart_begins_at_the_table_and_ends_at_the_deal() -> None:
    found = debrief("competent")
    assert found.moments[0].asked is None
    assert found.moments[-1].asked is not None
    assert len(found.moments) == len(found.attribution.costs) + 1


def test_that_a_debrief_is_the_same_again_and_survives_storage() -> None:
    domain = Domain(case("sales"))
    found = debriefed(domain, played(domain, PLAYERS["fixed pie"]), 0)
    assert found == debrief("fixed pie")
    assert Debrief.model_validate_json(found.model_dump_json()) == found


def test_that_the_marks_come_out_as_a_teacher_expects() -> None:
    assert min(marks("competent")) >= 15
    assert max(marks("pushover")) <= 10
    for player in ("silent", "hardliner", "insulter"):
        assert max(marks(player)) <= 4
    order = ["competent", "no questions", "fixed pie", "fast conceder", "pushover", "hardliner"]
    means = [bench.mean(marks(player)) for player in order]
    assert means == sorted(means, reverse=True)
    for player in PLAYERS:
        assert bench.mean(marks("competent")) >= bench.mean(marks(player)) - 0.01


def test_that_the_competent_learner_agrees_with_everyone() -> None:
    deals = [row.deal for row in bench_rows() if row.player == "competent"]
    assert len(deals) == len(NAMES) * len(styles())
    assert all(deals)


def test_that_taking_back_a_recap_never_pays() -> None:
    worth = {(r.case, r.style, r.player): r.learner for r in bench_rows()}
    for (name, style, player), got in worth.items():
        if player == "backtracker":
            assert got <= worth[name, style, "competent"] + 0.005


def test_that_the_table_in_the_docs_is_what_the_bench_prints() -> None:
    page = bench.DOCS.read_text(encoding="utf-8")
    shown = page.split(bench.BEGIN)[1].split(bench.END)[0].strip()
    assert shown == bench.tables(list(bench_rows()))


def test_that_references_are_played_with_the_same_person() -> None:
    styled: tuple[StyleName, ...] = ("dominant", "amiable")
    got = [
        result(domain, Reference(domain, 0).expert.end)
        for domain in (Domain(case("sales"), styles()[name]) for name in styled)
    ]
    assert got[0] < got[1]


def told(*moves: dict[str, object]) -> Course:
    """A game of these moves in sales."""
    return course(SALES, [Move.model_validate(move) for move in moves], 0)


def test_that_an_unfinished_game_is_not_judged() -> None:
    run = told({"acts": ["greet"]})
    with pytest.raises(ValueError, match="has not ended"):
        outcome(SALES, run, REFERENCE)
    with pytest.raises(ValueError, match="has not ended"):
        attributed(SALES, run, REFERENCE)


def test_that_walking_out_has_its_price_and_its_reason() -> None:
    question = {"topic": "delivery", "form": "closed"}
    cold = {"topic": "competition", "form": "open"}
    asked: dict[str, object] = {"questions": [question, cold]}
    run = told(asked, {"acts": ["leave"]})
    found = debriefed(SALES, run, 0)
    assert found.attribution.costs[-1].cause == "left"
    assert found.attribution.loss > 0
    why = {missed.secret: missed.why for missed in found.missed}
    assert why["empty_shelf"] == "asked-closed"  # type: ignore[index]
    assert why["austrian_price"] == "too-cold"  # type: ignore[index]


def test_that_a_deal_between_two_steps_beyond_the_grid_leaves_nothing() -> None:
    front = SALES.frontier
    learner, other = int(front.first[40]) + 1, int(front.second[40]) + 1
    assert left_on_table(SALES, learner, other) == (0, None)


def test_that_claiming_is_measured_on_the_fair_share_when_players_hardly_differ() -> None:
    run = played(SALES, PLAYERS["fixed pie"])

    class Alike(Reference):
        """Both reference players got the same."""

        @cached_property
        def novice(self) -> Course:
            """The expert's game."""
            return self.expert

    found = outcome(SALES, run, Alike(SALES, 0))
    low, high = SALES.reservation["learner"], found.expert
    assert found.novice == found.expert
    assert found.for_claim == round(Decimal(10 * (found.learner - low)) / (high - low), 2)


def test_that_an_argument_without_proof_earns_no_proof_point() -> None:
    bare: dict[str, object] = {"arguments": [{"argument": "traceability", "evidence": False}]}
    run = told(bare, {"acts": ["leave"]})
    points = {point.name: point.got for point in process(SALES, run).points}
    assert points["with-evidence"] == 0
    assert points["her-motive"] == 1
