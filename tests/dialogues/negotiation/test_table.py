"""The table: what a move puts on it, and what is asked about instead."""

from decimal import Decimal

import pytest

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, NegotiationCase, Value
from dialogues.negotiation.moves import Move
from dialogues.negotiation.standing import first_offer
from dialogues.negotiation.table import Table, converted, placed
from tests.dialogues.negotiation.games import case

SALES = Domain(case("sales"))
PURCHASE = Domain(case("purchase"))
PRICE, VOLUME, PAYMENT, LEAD = (
    IssueId(name) for name in ("price", "volume", "payment", "lead_time")
)


def table(**learner: object) -> Table:
    """Her first offer on the table (price 1.08, promotion 6), and the learner's positions."""
    return Table.model_validate(
        {"offer": first_offer(SALES), "shown": True, "learner": learner, "first": learner}
    )


def after(move: dict[str, object], start: Table) -> dict[IssueId, Value]:
    """The learner's positions after a move."""
    return placed(SALES, start, Move.model_validate(move)).table.learner


@pytest.mark.parametrize(
    ("relative", "start", "figure"),
    [
        ({"how": "percent", "amount": 5, "direction": "mine"}, {}, "1.13"),
        ({"how": "percent", "amount": 5, "direction": "down", "of": "own"}, {"price": 1.4}, "1.33"),
        ({"how": "by", "amount": "0.02", "direction": "up"}, {}, "1.1"),
        (
            {"how": "by", "amount": "0.02", "direction": "yours", "of": "own"},
            {"price": 1.4},
            "1.38",
        ),
        ({"how": "times", "amount": "1.1"}, {}, "1.19"),
        ({"how": "split"}, {"price": 1.4}, "1.24"),
    ],
)
def test_that_relative_moves_are_worked_out_on_what_is_on_the_table(
    relative: dict[str, object], start: dict[str, object], figure: str
) -> None:
    start = {name: Decimal(str(value)) for name, value in start.items()}
    said = after({"relative": [{"issue": "price", **relative}]}, table(**start))
    assert said[PRICE] == Decimal(figure)


def test_that_better_means_down_for_a_buyer() -> None:
    start = Table(offer=first_offer(PURCHASE), shown=True)
    move = Move.model_validate(
        {"relative": [{"issue": "price", "how": "percent", "amount": 10, "direction": "mine"}]}
    )
    assert placed(PURCHASE, start, move).table.learner[PRICE] == Decimal("120.6")


@pytest.mark.parametrize(
    ("move", "kind"),
    [
        ({"offer": {"price": 5}}, "outside"),
        ({"offer": {"payment": "barter"}}, "outside"),
        ({"offer": {"payment": 30}}, "outside"),
        ({"offer": {"colour": 3}}, "unknown-issue"),
        ({"relative": [{"issue": "price", "how": "split"}]}, "no-figure"),
        ({"relative": [{"issue": "price", "how": "percent", "amount": 900}]}, "outside"),
        (
            {
                "offer": {"price": "1.3"},
                "relative": [{"issue": "price", "how": "percent", "amount": 5}],
            },
            "contradictory",
        ),
    ],
)
def test_that_impossible_or_contradictory_terms_are_asked_about_and_never_taken(
    move: dict[str, object], kind: str
) -> None:
    heard = placed(SALES, table(), Move.model_validate(move))
    assert [problem.kind for problem in heard.problems] == [kind]
    assert heard.table.learner == {}
    assert heard.changed == ()


def test_that_what_is_clear_beside_a_problem_is_taken() -> None:
    heard = placed(SALES, table(), Move.model_validate({"offer": {"price": 5, "lead_time": 14}}))
    assert heard.table.learner == {LEAD: Decimal(14)}
    assert len(heard.problems) == 1


def test_that_a_figure_between_two_steps_is_heard_as_it_is() -> None:
    said = after({"offer": {"price": "1.2345"}}, table())
    assert said[PRICE] == Decimal("1.2345")


def test_that_points_can_be_accepted_one_by_one_and_all_but_one() -> None:
    start = table()
    rest = [str(i) for i in start.offer if i != PAYMENT]
    heard = placed(SALES, start, Move.model_validate({"accepts": rest}))
    assert set(heard.table.agreed) == set(start.offer) - {PAYMENT}
    assert heard.table.open == (PAYMENT,)


def test_that_an_agreed_point_opened_again_is_noticed() -> None:
    start = placed(SALES, table(), Move(accepts=(VOLUME, PRICE))).table
    dearer = placed(SALES, start, Move(offer={PRICE: Decimal("1.2")}))
    assert dearer.reopened == (PRICE,)
    withdrawn = placed(SALES, start, Move(withdraws=(PRICE,)))
    assert withdrawn.reopened == (PRICE,)
    assert PRICE not in withdrawn.table.learner
    cheaper = placed(SALES, start, Move(offer={PRICE: Decimal("1.06")}))
    assert cheaper.reopened == ()


def test_that_nothing_can_be_accepted_before_it_was_said() -> None:
    unsaid = Table(offer=first_offer(SALES))
    heard = placed(SALES, unsaid, Move(accepts=(PRICE,), takes="offer"))
    assert heard.table.learner == {}
    assert unsaid.agreed == ()


@pytest.mark.parametrize(
    ("issue", "amount", "unit", "own"),
    [
        ("price", "9.325", "DKK", "1.25"),
        ("price", "1.25", "EUR", "1.25"),
        ("price", "1.25", None, "1.25"),
        ("price", "1.25", "USD", None),
        ("lead_time", "2", "week", "14"),
        ("volume", "8000", "dozen", "96000"),
        ("volume", "3", "container", None),
    ],
)
def test_that_amounts_come_into_the_unit_of_the_issue_or_are_asked_about(
    issue: str, amount: str, unit: str | None, own: str | None
) -> None:
    found = converted(SALES, IssueId(issue), Decimal(amount), unit)
    assert found == (Decimal(own) if own else None)
    back = converted(PURCHASE, LEAD, Decimal(28), "day")
    assert back == Decimal(4)


def test_that_prices_in_the_home_currency_come_into_a_foreign_one() -> None:
    data = case("sales").model_dump(mode="json", exclude_none=True)
    data["issues"][0]["unit"] = "DKK"
    abroad = Domain(NegotiationCase.model_validate(data))
    assert converted(abroad, PRICE, Decimal("1.25"), "EUR") == Decimal("9.32")


def test_that_a_relative_move_without_a_figure_is_asked_about() -> None:
    bare = Move.model_validate({"relative": [{"issue": "price", "how": "by"}]})
    assert placed(SALES, table(), bare).problems[0].kind == "no-figure"


def test_that_her_next_step_starts_from_a_figure_between_two_steps() -> None:
    priced = SALES.by_id[PRICE]
    assert priced.place(Decimal("1.055")) == Decimal("0.5")
    assert priced.place(Decimal("1.06")) == 1
