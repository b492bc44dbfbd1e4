"""`pourparler read`: a file of messages in, a file of readings out."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from bot.cli_read import read_command

app = typer.Typer()
app.command()(read_command)
runner = CliRunner()


def test_that_a_reading_is_explained_to_a_person() -> None:
    result = runner.invoke(app, ["Bonjour, quel est votre prix pour 500 pièces FOB Le Havre ?"])
    assert result.exit_code == 0
    for word in ("greet", "ask-fact", "quantity", "FOB", "price"):
        assert word in result.stdout


def test_that_rows_come_out_in_order_with_the_promised_keys(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "b", "text": "5 % de mieux ?", "context": "Je suis à 12 €.", "lang": "fr"},
        {"id": 7, "text": "ok deal", "vocabulary": {"topics": {"agreement": ["deal"]}}},
    ]
    source.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    result = runner.invoke(app, ["--jsonl", str(source), "--out", str(out)])
    assert result.exit_code == 0
    read = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in read] == ["b", 7]
    assert set(read[0]) >= {"id", "lang", "register", "topics", "acts", "terms"}
    assert set(read[0]["acts"][0]) == {"act", "start", "end", "strength", "why"}
    assert {"kind", "value", "unit", "text", "start", "end"} <= set(read[0]["terms"][0])
    assert read[0]["terms"][0]["value"] == 5
    assert read[1]["topics"] == ["agreement"]


def test_that_bad_rows_are_named_by_line_and_skipped(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = ['{"id": 1, "text": "hello"}', "not json", '{"id": 2}', '{"id": 3, "text": "bye"}']
    source.write_text("\n".join(lines), encoding="utf-8")
    result = runner.invoke(app, ["--jsonl", str(source), "--out", str(out)])
    assert result.exit_code == 1
    assert "in.jsonl:2:" in result.stderr
    assert "in.jsonl:3: text" in result.stderr
    kept = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert kept == [1, 3]


def test_that_a_missing_file_or_two_inputs_are_refused(tmp_path: Path) -> None:
    assert runner.invoke(app, ["--jsonl", str(tmp_path / "none.jsonl")]).exit_code == 2
    assert runner.invoke(app, []).exit_code == 2
    assert runner.invoke(app, ["hello", "--lang", "de"]).exit_code == 2
