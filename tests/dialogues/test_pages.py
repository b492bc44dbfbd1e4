"""Every code has a page, and the example on the page is the code's test."""

from pathlib import Path

import pytest

from dialogues.diagnostics import Code
from tests.dialogues.examples import PAGES, Page, page, yielded

ALL = [page(path) for path in sorted(PAGES.glob("*.md")) if path.stem != "README"]


def test_that_every_code_has_a_page_and_every_page_a_code() -> None:
    assert [one.code for one in ALL] == sorted(Code)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.code)
def test_that_the_example_yields_its_code_alone_where_the_page_says(
    one: Page, tmp_path: Path
) -> None:
    found = yielded(one.base, one.example, tmp_path, one.file)
    assert [fault.code for fault in found] == [one.code]
    assert "\n".join(map(str, found)) == one.output


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.code)
def test_that_a_page_is_named_and_headed_after_its_code(one: Page) -> None:
    text = one.path.read_text(encoding="utf-8")
    assert one.path.stem == one.code
    assert f"\n# {one.code}: " in text
    assert one.severity == Code(one.code).severity
    assert text.rstrip().split("## What to do\n\n")[1]


@pytest.mark.parametrize(
    "base", ["discovery", "objection", "negotiation", "intercultural", "family"]
)
def test_that_the_files_examples_are_put_into_are_sound(base: str, tmp_path: Path) -> None:
    assert yielded(base, "", tmp_path) == ()


def test_that_the_list_of_pages_names_each_page() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    for one in ALL:
        heading = one.path.read_text(encoding="utf-8").split("\n# ", 1)[1].split("\n")[0]
        assert f"[{heading}]({one.code}.md)" in index
