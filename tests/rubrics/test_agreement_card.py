"""The agreement card that the release shows is the one that its engine earns on the forty talks."""

import json
from pathlib import Path

import pytest

from bot.cli_agreement import Marks, marked
from rubrics.agreement import Marked, card, is_indicative, shipped_card
from rubrics.imported import ImportedTalk

FOLDER = Path(__file__).parent
TALKS = tuple(
    ImportedTalk.model_validate_json(path.read_text(encoding="utf-8"))
    for path in sorted((FOLDER / "transcripts").glob("*.json"))
)


def _people(name: str) -> list[Marked]:
    body = (FOLDER / "marks" / f"{name}.json").read_text(encoding="utf-8")
    given = Marks.model_validate_json(body)
    return [Marked(case=m.id, total=m.total, levels=m.criteria) for m in given.marks]


@pytest.fixture(scope="module")
def engine() -> tuple[Marked, ...]:
    return marked(TALKS)


def test_that_forty_talks_of_four_families_in_both_languages_are_marked_twice() -> None:
    ids = {talk.id for talk in TALKS}

    assert len(TALKS) == 40
    assert {(t.family, t.lang) for t in TALKS} == {
        (family, lang)
        for family in ("discovery", "objection", "negotiation", "intercultural")
        for lang in ("fr", "en")
    }
    assert {m.case for m in _people("a")} == ids
    assert {m.case for m in _people("b")} == ids


def test_that_the_shipped_card_is_current(engine: tuple[Marked, ...]) -> None:
    found = card(engine, [_people("a"), _people("b")])

    shipped = shipped_card()

    assert shipped is not None
    assert json.loads(found.model_dump_json()) == json.loads(shipped.model_dump_json()), (
        "measure again: pourparler agreement tests/rubrics/transcripts "
        "--marks tests/rubrics/marks/a.json --marks tests/rubrics/marks/b.json --write"
    )


def test_that_a_criterion_never_compared_is_indicative() -> None:
    assert is_indicative("nobody:knows")  # type: ignore[arg-type]


def test_that_the_documentation_quotes_the_card() -> None:
    shipped = shipped_card()
    text = (FOLDER.parents[1] / "docs" / "agreement.md").read_text(encoding="utf-8")

    assert shipped is not None
    assert shipped.totals.value is not None
    assert f"{shipped.totals.value:.2f}" in text
    assert shipped.median_criterion is not None
    assert f"{shipped.median_criterion:.2f}" in text
