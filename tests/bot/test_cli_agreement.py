"""`pourparler agreement` takes marked cases in one file, or talks beside people's marks."""

import json
import shutil
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import cli

RUN = CliRunner()
TALKS = Path(__file__).parents[1] / "rubrics"
C = "rdci:C.3.1.1/crit-04"


def _case(n: int, *, engine: int | None) -> str:
    marks = {"total": n * 2.0, "criteria": {C: n % 5}}
    case: dict[str, object] = {"id": f"c{n}", "people": [marks, marks]}
    if engine is not None:
        case["engine"] = {"total": n * 2.0, "criteria": {C: engine}}
    return json.dumps(case)


def test_that_marked_cases_in_one_file_make_a_card(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(_case(n, engine=n % 5) for n in range(10)), encoding="utf-8")

    done = RUN.invoke(cli, ["agreement", str(file), "--json"])

    assert done.exit_code == 0
    found = json.loads(done.output)
    assert found["agreement"]["totals"]["value"] == 1.0
    assert found["median_criterion"] == 1.0


def test_that_a_case_without_engine_and_talk_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(_case(1, engine=None), encoding="utf-8")

    done = RUN.invoke(cli, ["agreement", str(file)])

    assert done.exit_code == 2
    assert "engine" in done.output


def test_that_a_missing_file_gives_one_message(tmp_path: Path) -> None:
    done = RUN.invoke(cli, ["agreement", str(tmp_path / "none.jsonl")])

    assert done.exit_code == 2
    assert "none.jsonl" in done.output


def test_that_talks_beside_marks_make_a_table(tmp_path: Path) -> None:
    # One talk of each family and language: all forty are marked by the test of the card.
    chosen = sorted((TALKS / "transcripts").glob("*-01.json"))
    assert len(chosen) == 8
    for path in chosen:
        shutil.copy(path, tmp_path)
    given = json.loads((TALKS / "marks" / "a.json").read_text("utf-8"))
    ids = {path.stem for path in chosen}
    given["marks"] = [one for one in given["marks"] if one["id"] in ids]
    marks = tmp_path / "marks" / "a.json"
    marks.parent.mkdir()
    marks.write_text(json.dumps(given), "utf-8")

    done = RUN.invoke(cli, ["agreement", str(tmp_path), "--marks", str(marks)])

    assert done.exit_code == 0
    assert "median criterion" in done.output
