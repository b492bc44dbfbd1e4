"""What screens show of a negotiation."""

from decimal import Decimal

from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.negotiation.counterparty import begun
from dialogues.negotiation.model import IssueId
from dialogues.negotiation.screens import clock, package_rows, prepared, table_rows

CASE = library().case(ScenarioId("refill-in-girona"))
assert CASE.bargain is not None
DOMAIN, BLOCK = CASE.bargain.domain, CASE.bargain.script
PRICE, VOLUME = IssueId("price"), IssueId("volume")


def test_that_nothing_is_shown_before_anybody_has_spoken() -> None:
    standing, _ = begun(DOMAIN)
    rows = table_rows(BLOCK, standing, "fr")

    assert [row.label for row in rows] == [i.label.fr for i in BLOCK.case.issues]
    assert {(row.state, row.mine, row.theirs) for row in rows} == {("unsaid", None, None)}
    assert (clock(DOMAIN, standing).left, clock(DOMAIN, standing).soon) == (14, False)


def test_that_the_table_tells_agreed_from_open() -> None:
    standing, _ = begun(DOMAIN)
    learner = {PRICE: Decimal("12.40"), VOLUME: Decimal(3840)}
    table = standing.table.model_copy(update={"shown": True, "learner": learner})
    late = standing.model_copy(update={"table": table, "turn": 11})
    rows = {row.issue: row for row in table_rows(BLOCK, late, "en")}

    assert (rows[VOLUME].state, rows[VOLUME].mine, rows[VOLUME].theirs) == (
        *("agreed", "3,840"),
        "3,840",
    )
    assert (rows[PRICE].state, rows[PRICE].mine, rows[PRICE].theirs) == ("open", "€12.40", "€9.80")
    assert rows[IssueId("delivery")].mine is None
    assert clock(DOMAIN, late).soon


def test_that_the_sheet_puts_first_what_weighs_most() -> None:
    sheet = prepared(DOMAIN, "fr")

    assert [row.issue for row in sheet][:2] == ["price", "payment"]
    assert [row.stars for row in sheet] == [5, 4, 2, 2, 1]
    assert (sheet[0].best, sheet[0].worst) == ("12,60\u202f€", "9,60\u202f€")
    assert sheet[1].choices[1] == "30 jours"


def test_that_a_package_is_listed_in_the_order_of_the_case() -> None:
    rows = package_rows(BLOCK, {VOLUME: Decimal(5760), PRICE: Decimal("11.5")}, "en")

    assert rows == (("price per can", "€11.50"), ("yearly volume", "5,760"))
