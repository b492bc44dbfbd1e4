"""`pourparler check`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli_check import _WIDTH, check_command, criteria, shown
from dialogues.diagnostics import Code, ContentError
from dialogues.drills.content import FOLDER as DRILLS
from dialogues.families.graph import FOLDER as FAMILIES
from dialogues.library import SHIPPED
from dialogues.positions import Marks
from dialogues.source import load
from rubrics.catalogue import FOLDER as REFERENTIALS
from rubrics.drill import FILE as DRILL_RUBRIC
from rubrics.exam import FOLDER as EXAMS
from rubrics.rubric import FOLDER as RUBRICS
from rubrics.rubric import RubricFile
from tests.dialogues.examples import CONTENT
from tests.dialogues.test_library import scenario_text

APP = typer.Typer()
APP.command("check")(check_command)
RUN = CliRunner()


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.cli_check.criteria", lambda _: None)
    path = tmp_path / "crates.yaml"
    path.write_text(scenario_text("discovery"), encoding="utf-8")
    return path


def test_that_a_sound_file_ends_well(sound: Path) -> None:
    result = RUN.invoke(APP, [str(sound)])
    assert (result.exit_code, result.output) == (0, "1 file checked: all well.\n")


def test_that_a_fault_is_shown_with_hint_line_and_caret(sound: Path) -> None:
    text = sound.read_text(encoding="utf-8")
    sound.write_text(text.replace("turns: 20", "turn: 20"), encoding="utf-8")
    result = RUN.invoke(APP, ["crates.yaml"])
    assert result.exit_code == 2
    at = text[: text.index("turns: 20")].count("\n") + 1
    assert result.output.splitlines() == [
        "crates.yaml:1:1: error DLG011 'turns' is missing",
        "     1 | format: 1",
        "       | ^^^^^^^^^",
        f"crates.yaml:{at}:1: error DLG012 unknown key 'turn'",
        "    hint: did you mean 'turns'?",
        f"{at:>6} | turn: 20",
        "       | ^^^^",
        "Each code has a page with an example: docs/diagnostics.",
        "1 file checked: 2 errors, 0 warnings.",
    ]


def test_that_warnings_alone_end_well(sound: Path) -> None:
    text = sound.read_text(encoding="utf-8").replace("mood: 0", "mood: -1")
    sound.write_text(text.replace("level: 2", "level: 1"), encoding="utf-8")
    result = RUN.invoke(APP, ["crates.yaml"])
    assert result.exit_code == 0
    assert "crates.yaml:4:8: warning DLG051" in result.output
    assert result.output.endswith("1 file checked: 0 errors, 1 warning.\n")


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe", b"", b"[" * 50_000, b"a: b: c", b"\x00", b"- 1\n- 2\n"]
)
def test_that_no_file_makes_it_fall_over(sound: Path, content: bytes | None) -> None:
    bad = sound.parent / "bad.yaml"
    if content is not None:
        bad.write_bytes(content)
    result = RUN.invoke(APP, ["bad.yaml", "crates.yaml"])
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.output.startswith("bad.yaml:1:")
    assert "2 files checked:" in result.output


def test_that_folders_are_searched_and_empty_ones_named(sound: Path) -> None:
    (sound.parent / "empty").mkdir()
    result = RUN.invoke(APP, [str(sound.parent), "empty"])
    assert result.exit_code == 2
    assert "empty:1:1: error DLG000 there is no .yaml file in this folder" in result.output
    assert "1 file checked: 1 error, 0 warnings." in result.output


def test_that_json_holds_the_same(sound: Path) -> None:
    text = sound.read_text(encoding="utf-8")
    sound.write_text(text.replace("turns: 20", "turns: 2"), encoding="utf-8")
    result = RUN.invoke(APP, ["--json", "crates.yaml"])
    assert result.exit_code == 2
    [fault] = json.loads(result.output)["diagnostics"]
    at = text[: text.index("turns: 20")].count("\n") + 1
    assert fault == {
        "file": "crates.yaml",
        "line": at,
        "column": 8,
        "width": 1,
        "severity": "error",
        "code": "DLG015",
        "message": "'turns' is 2; it must be at least 12",
        "hint": "",
    }
    assert json.loads(RUN.invoke(APP, ["--json", str(CONTENT / "none.yaml")]).output)["errors"] == 1


def test_that_families_and_rubrics_are_known_by_what_they_hold(sound: Path) -> None:
    family = sound.parent / "family.yaml"
    family.write_text("format: 1\nphases: {}\n", encoding="utf-8")
    rubric = sound.parent / "rubric.yaml"
    rubric.write_text("format: 1\nsets: []\n", encoding="utf-8")
    output = RUN.invoke(APP, ["family.yaml", "rubric.yaml"]).output
    assert "family.yaml:1:1: error DLG011 'family', 'start', 'order', 'replies' and" in output
    assert "rubric.yaml:1:1: error DLG011 'family' and 'criteria' are missing" in output


def test_that_referentials_are_checked_with_their_links(sound: Path) -> None:
    folder = sound.parent / "referentials"
    folder.mkdir()
    for path in REFERENTIALS.glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    assert RUN.invoke(APP, ["referentials/aie.yaml"]).output == "1 file checked: all well.\n"
    text = (folder / "aie.yaml").read_text(encoding="utf-8")
    (folder / "aie.yaml").write_text(text.replace('id: "aie:B1"', 'id: "B1"', 1), encoding="utf-8")
    result = RUN.invoke(APP, ["referentials/aie.yaml"])
    assert result.exit_code == 2
    assert "'B1' does not begin with 'aie:'" in result.output
    assert RUN.invoke(APP, ["referentials/moci.yaml"]).exit_code == 0
    (folder / "aie.yaml").write_text(text.replace("  fr:", "  fn:", 1), encoding="utf-8")
    result = RUN.invoke(APP, ["referentials/aie.yaml"])
    assert "referentials/aie.yaml:2:1: error DLG010 'fr' is missing" in result.output


def test_that_an_exam_whose_points_do_not_add_up_is_named(sound: Path) -> None:
    text = (EXAMS / "rdci.yaml").read_text(encoding="utf-8")
    exam = sound.parent / "exam.yaml"
    exam.write_text(text.replace("points: 175", "points: 174"), encoding="utf-8")
    result = RUN.invoke(APP, ["exam.yaml"])
    assert result.exit_code == 2
    assert "the parts of bloc-4 do not add up to 174 points" in result.output


def test_that_without_files_all_shipped_content_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SHIPPED.parents[1])
    result = RUN.invoke(APP, ["--json"])
    report = json.loads(result.output)
    files = [
        *SHIPPED.glob("*/*.yaml"),
        *FAMILIES.glob("*.yaml"),
        *DRILLS.glob("*.yaml"),
        DRILL_RUBRIC,
        *RUBRICS.glob("*.yaml"),
        *EXAMS.glob("*.yaml"),
        *REFERENTIALS.glob("*.yaml"),
    ]
    assert report["files"] == len(files)
    assert [fault for fault in report["diagnostics"] if fault["severity"] == "error"] == []
    assert result.exit_code == 0


def test_that_the_criteria_of_a_family_are_those_of_its_rubric(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rubrics = [
        load(path, RubricFile) for path in sorted(RUBRICS.glob("*.yaml")) if path.stem != "shared"
    ]
    for one in rubrics:
        named = frozenset(str(judged.criterion) for judged in one.criteria if judged.weight)
        assert criteria(one.family) == named
    monkeypatch.setattr("bot.cli_check.RUBRICS", tmp_path)
    assert criteria("discovery") is None


def test_that_a_broken_rubric_leaves_criteria_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> RubricFile:
        raise ContentError([])

    monkeypatch.setattr("bot.cli_check.rubric", broken)
    assert criteria("discovery") is None


def test_that_a_long_line_is_cut_around_the_fault() -> None:
    marks = Marks("x", "a" * 300 + "WRONG" + "b" * 300)
    fault = marks.fault(Code.KIND, marks.place(0, 300, 5), "m")
    _, line, caret = shown(fault)
    assert len(line) == len("     1 | ") + _WIDTH
    assert line[caret.index("^") : caret.index("^") + 5] == "WRONG"
    assert caret.count("^") == 5
