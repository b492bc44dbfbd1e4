import json
from collections.abc import Sequence

import pytest
import typer
from typer.testing import CliRunner

from bot.cli_criteria import criteria_command
from rubrics.catalogue import load_catalogue

app = typer.Typer()
app.command()(criteria_command)


def asked(*arguments: str, columns: int = 80) -> str:
    answer = CliRunner(env={"COLUMNS": str(columns), "NO_COLOR": "1"}).invoke(app, arguments)
    assert answer.exit_code == 0, answer.output
    return answer.output


def ids(*arguments: str) -> Sequence[str]:
    return [row["id"] for row in json.loads(asked(*arguments, "--json"))]


def test_that_a_search_shows_the_name_the_facts_and_the_citation() -> None:
    shown = asked("--find", "objections repérées", columns=120)
    assert "rdci:C.3.2.2/crit-08" in shown
    assert "Les objections sont repérées et reçoivent une réponse adaptée" in shown
    assert "live · criterion · objection · RNCP36395, C.3.2.2, critère 8" in shown
    assert "1 of 1279, 1 of them leaves" in shown


def test_that_english_is_shown_when_asked_for() -> None:
    shown = asked("--find", "objections repérées", "--lang", "en", columns=120)
    assert "Objections are picked up and given a fitting answer" in shown
    assert "criterion 8" in shown


def test_that_notes_on_traps_are_shown() -> None:
    assert "connaissement" in asked("--find", "cqpm-flux:4/cond-1.1")


def test_that_lines_fit_a_narrow_terminal() -> None:
    shown = asked("--referential", "rdci", "--observable", "live")
    assert max(map(len, shown.splitlines())) <= 80
    assert "rdci:exam/bloc3-oral-1.pts" in shown


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--referential", "rdci", "--observable", "live"), 91),
        (("--family", "objection", "--observable", "live"), 13),
        (("--kind", "indicator"), 35),
        (("--referential", "aie"), 67),
        (("--leaves",), 1112),
        ((), 1279),
    ],
)
def test_that_filters_narrow_the_json(arguments: tuple[str, ...], count: int) -> None:
    assert len(ids(*arguments)) == count


def test_that_json_holds_both_languages_links_and_citations() -> None:
    [row] = json.loads(asked("--find", "rdci:C.3.2.2/crit-09", "--json"))
    assert row["wording"]["fr"]
    assert row["wording"]["en"]
    assert row["evaluates"] == ["rdci:C.3.2.2d"]
    assert "cqpm-flux:7/crit-2" in row["related"]
    assert row["citation"]["en"] == "RNCP36395, C.3.2.2, criterion 9"
    assert row["leaf"] is True


def test_that_an_empty_answer_says_which_condition_is_in_the_way() -> None:
    shown = asked("--find", "Incoterms", "--referential", "aie", "--leaves")
    found = len(load_catalogue().find("incoterms", leaf=True))
    assert "No statement matches ‘Incoterms’, --referential aie, leaves." in shown
    assert f"without --referential aie: {found}" in shown
    assert "without leaves" not in shown
    assert json.loads(asked("--find", "zzz", "--json")) == []


def test_that_words_found_nowhere_get_a_hint() -> None:
    assert "Try fewer words" in asked("--find", "zzz")


def test_that_brackets_in_a_search_are_not_taken_for_styles() -> None:
    assert "‘[red]x[/]’" in asked("--find", "[red]x[/]")
