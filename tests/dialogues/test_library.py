"""Finding, checking, pinning and keeping scenarios."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from dialogues.diagnostics import Code, ContentError, Diagnostic
from dialogues.families.graph import family
from dialogues.hashes import content_hash, structure_hash
from dialogues.ids import ScenarioId
from dialogues.library import SHIPPED, assembled, examine, gathered, library
from dialogues.scenario import FamilyName, Scenario
from dialogues.source import load
from tests.dialogues.examples import CONTENT

CRATES = ScenarioId("crates")


def _said(count: int, kind: str) -> str:
    fr = ", ".join(f'"Réplique {n} pour le cas {kind}."' for n in range(count))
    en = ", ".join(f'"Line number {n} for the case {kind}."' for n in range(count))
    return f"    fr: [{fr}]\n    en: [{en}]\n"


def _blocks(replies: Mapping[str, int], endings: tuple[str, ...]) -> str:
    """Replies and endings enough for a real family."""
    text = "replies:\n"
    for kind, count in replies.items():
        text += f"  {kind}:\n" + _said(count, kind)
    text += "endings:\n"
    for ending in endings:
        text += f"  {ending}:\n    result: reached\n"
        text += '    title: {fr: "Fin", en: "End"}\n    told: {fr: "C\'est dit.", en: "Said."}\n'
        text += '    line: {fr: "Au revoir, et merci à vous.", en: "Goodbye, and thank you."}\n'
    return text


def scenario_text(name: FamilyName) -> str:
    """A sound scenario of a real family."""
    text = (CONTENT / f"{name}.yaml").read_text(encoding="utf-8")
    wanted = family(name)
    own = _blocks(wanted.replies, tuple(wanted.endings))
    return re.sub(r"^replies:.*?(?=^better:)", own, text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, id_ in (("discovery", "crates"), ("objection", "crates-again")):
        (tmp_path / name).mkdir()
        text = scenario_text("discovery" if name == "discovery" else "objection")
        (tmp_path / name / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(ContentError) as caught:
        assembled(folder)
    return caught.value.diagnostics


def test_that_scenarios_are_found_by_id_and_by_hash(folder: Path) -> None:
    found = assembled(folder)
    assert [scenario.id for scenario in found.all()] == ["crates", "crates-again"]
    case = found.case(CRATES)
    assert found.scenario(CRATES) is case.scenario
    assert found.by_hash(case.hash) is case
    assert found.by_hash("0" * 16) is None
    assert found.warnings == ()


def test_that_an_unknown_id_is_a_key_error(folder: Path) -> None:
    with pytest.raises(KeyError, match="boxes"):
        assembled(folder).scenario(ScenarioId("boxes"))


def test_that_the_errors_of_all_files_come_at_once(folder: Path) -> None:
    edit(folder / "discovery" / "crates.yaml", "enough: 5", "enough: 50")
    edit(folder / "objection" / "crates-again.yaml", "country: DE", "country: Germany")
    assert [(fault.file, fault.code) for fault in refused(folder)] == [
        ("discovery/crates.yaml", Code.ENOUGH),
        ("objection/crates-again.yaml", Code.MALFORMED),
    ]


def test_that_a_faulty_scenario_leaves_the_sound_ones_on_the_shelf(folder: Path) -> None:
    edit(folder / "discovery" / "crates.yaml", "enough: 5", "enough: 50")
    found, faults = gathered(folder)
    assert [scenario.id for scenario in found.all()] == ["crates-again"]
    assert [fault.code for fault in faults] == [Code.ENOUGH]


def test_that_warnings_do_not_stop_a_scenario(folder: Path) -> None:
    edit(folder / "discovery" / "crates.yaml", "level: 2", "level: 1")
    edit(folder / "discovery" / "crates.yaml", "mood: 0", "mood: -1")
    found = assembled(folder)
    assert [fault.code for fault in found.warnings] == [Code.LEVEL]
    assert found.case(CRATES).scenario.level == 1


def test_that_a_file_is_called_after_its_id_and_lies_with_its_family(folder: Path) -> None:
    path = folder / "discovery" / "crates.yaml"
    path.rename(folder / "discovery" / "boxes.yaml")
    assert [fault.message for fault in refused(folder)] == [
        "the id is 'crates', the file is called 'boxes.yaml'"
    ]
    (folder / "discovery" / "boxes.yaml").rename(folder / "objection" / "crates.yaml")
    assert [fault.message for fault in refused(folder)] == [
        "the family is 'discovery', the folder is called 'objection'"
    ]


def test_that_two_scenarios_cannot_share_an_id(folder: Path) -> None:
    again = folder / "objection" / "crates-again.yaml"
    edit(again, "id: crates-again", "id: crates")
    again.rename(folder / "objection" / "crates.yaml")
    [fault] = refused(folder)
    assert (fault.code, fault.file) == (Code.REPEATED_ID, "objection/crates.yaml")
    assert fault.place.line == 2


def test_that_a_family_nobody_can_play_yet_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dialogues.library.graph.FOLDER", tmp_path)
    examined = examine(scenario_text("discovery"), name="x")
    assert examined.case is None
    assert [fault.headline for fault in examined.diagnostics] == [
        "x:3:9: error DLG041 talks of the family 'discovery' cannot be played yet"
    ]


def test_that_a_faulty_family_is_blamed_on_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: FamilyName) -> None:
        raise ContentError([])

    text = scenario_text("discovery")
    monkeypatch.setattr("dialogues.library.graph.family", broken)
    [fault] = examine(text, name="x").diagnostics
    assert fault.message == "the file of the family 'discovery' is faulty itself"


def test_that_criteria_are_checked_where_they_are_known() -> None:
    text = scenario_text("discovery")
    assert examine(text).case is not None
    examined = examine(text, criteria=lambda _: frozenset({"listening"}))
    assert [fault.message for fault in examined.diagnostics] == [
        "no criterion is called 'next-step'"
    ]


def test_that_a_text_is_examined_without_a_file_name() -> None:
    examined = examine("format: 1\n", name="draft")
    assert examined.case is None
    assert {fault.file for fault in examined.diagnostics} == {"draft"}


def test_that_layout_comments_and_plain_apostrophes_do_not_change_a_hash() -> None:
    text = scenario_text("discovery")
    other = "# a remark\n" + text.replace("l'occupe", "l’occupe").replace("\n  mood: 0", "")
    one, two = load(text, Scenario), load(other, Scenario)
    assert content_hash(one) == content_hash(two)
    assert structure_hash(one) == structure_hash(two)


@pytest.mark.parametrize(
    ("old", "new", "points_move"),
    [
        ("format: 1", "format: 1", None),
        ("Elle parle plus que vous.", "Elle parle davantage que vous.", False),
        ("Bonjour, je vous écoute, j'ai vingt minutes.", "Bonjour, je vous écoute bien.", False),
        ("Quelles quantités par an ?", "Quels volumes par an ?", True),
        ('"par an"', '"annuel"', True),
        ('gist: {fr: "Nordkiste achète', 'gist: {fr: "Nordkiste prend', True),
        ("turns: 20", "turns: 21", True),
        ("enough: 5", "enough: 6", True),
        ("instead_of: [ask-closed]", "instead_of: [ask-open]", True),
    ],
)
def test_that_the_structure_hash_moves_with_the_points_and_not_with_shown_texts(
    old: str, new: str, points_move: bool | None
) -> None:
    text = scenario_text("discovery")
    one, two = load(text, Scenario), load(text.replace(old, new, 1), Scenario)
    assert (content_hash(one) != content_hash(two)) == (points_move is not None)
    assert (structure_hash(one) != structure_hash(two)) == bool(points_move)


def test_that_known_wrong_ideas_and_good_answers_count_as_structure() -> None:
    text = scenario_text("objection")
    idea = 'misconceptions:\n  - id: exw\n    says: [{fr: "a", en: "b"}]\n'
    idea += '    right: {fr: "c", en: "d"}\n    source: "Incoterms 2020"\n'
    hashes = [
        structure_hash(load(words, Scenario))
        for words in (
            text,
            text.replace("La casse coûte plus", "La casse coûte davantage"),
            text + idea,
            text + idea.replace('"a"', '"e"'),
            text + idea.replace('"c"', '"e"'),
        )
    ]
    assert len(set(hashes)) == len(hashes)


def test_that_every_shipped_scenario_is_sound_and_kept() -> None:
    files = sorted(path.stem for path in SHIPPED.glob("*/*.yaml"))
    assert sorted(str(scenario.id) for scenario in library().all()) == files
    assert library() is library()
