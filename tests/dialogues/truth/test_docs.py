from pathlib import Path

from dialogues.truth import content
from tests.dialogues.truth.suite import FAULTS, HANDS, lines
from tests.dialogues.truth.tables import incoterm_table, rule_table

_PAGE = (Path(__file__).parents[3] / "docs" / "trade-truth.md").read_text(encoding="utf-8")


def test_that_the_page_shows_the_tables_of_the_data() -> None:
    assert incoterm_table() in _PAGE
    assert rule_table() in _PAGE


def test_that_the_page_names_every_finding_and_its_articles() -> None:
    for duty, told in content.duties().duties.items():
        name = duty if duty == "transfer-of-risk" else f"duty-{duty}"
        assert f"`{name}`" in _PAGE
        assert told.articles in _PAGE
    for old, new in content.incoterms().successors.items():
        assert f"{old} → {new}" in _PAGE
    for name in ("obsolete-rule", "place-wrong-end", "shares-total"):
        assert f"`{name}`" in _PAGE


def test_that_the_page_counts_the_suite_rightly() -> None:
    for hand in HANDS:
        right = len(lines(f"{hand}-correct"))
        wrong = len(lines(f"{hand}-contradictions")) if hand in FAULTS else "–"
        assert f"| {hand} | {wrong} | {right} |" in _PAGE
