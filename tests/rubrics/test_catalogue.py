import csv
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from dialogues.diagnostics import Code, ContentError
from dialogues.ids import CriterionId
from dialogues.source import read
from dialogues.text import LANGS, Lang, Text
from dialogues.typography import NARROW, french
from rubrics.catalogue import (
    FOLDER,
    REFERENTIALS,
    Catalogue,
    Kind,
    Observable,
    Query,
    Statement,
    TrainingFamily,
    load_catalogue,
    read_catalogue,
)
from rubrics.citation import official_reference
from rubrics.referential_files import read_files
from rubrics.statements import ReferentialFile

DATA = Path(__file__).parent / "data"
SOURCES = Path(
    os.environ.get("POURPARLER_TEST_SEEDS", Path(__file__).parents[2] / ".." / "shared" / "seeds")
)
LONGEST = 90
"""Characters that a criterion's name may take on a phone."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def texts(catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    """Every text of ours, with where it stands; the names of the qualifications are official."""
    for s in catalogue.statements:
        yield s.id, s.wording
        yield f"{s.id} (place)", s.place
        if s.note is not None:
            yield f"{s.id} (note)", s.note


# What is in


def test_that_every_statement_of_the_frozen_table_is_there_with_its_parent_and_nothing_else(
    catalogue: Catalogue,
) -> None:
    frozen = {
        row["id"]: (
            row["kind"],
            row["parent"],
            row["observable"],
            row["family"],
            row["leaf"] == "leaf",
            row["evaluates"].split(),
        )
        for row in table("statements.tsv")
    }
    held = {
        s.id: (
            s.kind,
            s.parent or "",
            s.observable,
            s.family or "",
            s.leaf,
            list(s.evaluates),
        )
        for s in catalogue.statements
    }
    assert len(frozen) == 1279
    assert held == frozen


@pytest.mark.parametrize("row", table("counts.tsv"), ids=lambda row: "-".join(row.values()))
def test_that_the_counts_are_those_of_the_documents(
    row: dict[str, str], catalogue: Catalogue
) -> None:
    def asked(name: str, value: str) -> bool:
        return row[name] in ("*", value)

    found = [
        s
        for s in catalogue.statements
        if asked("referential", s.referential)
        and asked("kind", s.kind)
        and asked("observable", s.observable)
        and asked("family", s.family or "-")
    ]
    assert len(found) == int(row["count"])


def test_that_counts_add_up_and_agree_with_the_frozen_totals(catalogue: Catalogue) -> None:
    everything = catalogue.counts()
    assert (everything.total, everything.leaves) == (1279, 1112)
    assert everything.observables == {"live": 288, "tutor": 608, "workplace": 383}
    assert everything.kinds["criterion"] == 274
    assert everything.families[None] == 274
    apart = [catalogue.counts(id_) for id_ in REFERENTIALS]
    assert sum(c.total for c in apart) == everything.total
    assert [c.total for c in apart] == [492, 420, 197, 103, 67]
    for c in apart:
        assert sum(c.kinds.values()) == sum(c.families.values()) == c.total


def test_that_known_totals_of_the_cci_title_hold(catalogue: Catalogue) -> None:
    rdci = catalogue.find(referential="rdci")
    bullets = [s for s in rdci if re.search(r"/crit-\d+$", s.id)]
    headings = [s for s in rdci if re.search(r"/crit-[A-Z]$", s.id)]
    modules = [s for s in rdci if re.fullmatch(r"rdci:M\d\.\d", s.id)]
    assert (len(bullets), len(headings), len(modules)) == (119, 23, 27)


def test_that_a_leaf_is_what_nothing_has_as_parent(catalogue: Catalogue) -> None:
    for s in catalogue.statements:
        assert s.leaf == (not catalogue.children(s.id)), s.id
        assert all(child.parent == s.id for child in catalogue.children(s.id))


def test_that_parents_stand_in_the_same_document_and_criteria_evaluate_sub_competences(
    catalogue: Catalogue,
) -> None:
    for s in catalogue.statements:
        if s.parent is not None:
            assert catalogue.statement(s.parent).referential == s.referential
        for id_ in s.evaluates:
            assert s.kind == "criterion"
            assert catalogue.statement(id_).kind == "sub-competence"


def test_that_related_statements_name_each_other(catalogue: Catalogue) -> None:
    linked = [s for s in catalogue.statements if s.related]
    assert len(linked) > 150
    for s in linked:
        assert s.id not in s.related
        for id_ in s.related:
            assert s.id in catalogue.statement(id_).related, (s.id, id_)


def test_that_every_document_has_its_title_reference_and_issuer(catalogue: Catalogue) -> None:
    assert tuple(r.id for r in catalogue.referentials) == REFERENTIALS
    for r in catalogue.referentials:
        assert r.title
        assert r.issuer
        assert r.reference == catalogue.find(referential=r.id)[0].reference
        assert catalogue.referential(r.id) is r


def test_that_the_files_hold_no_fault_that_only_the_slow_reader_sees() -> None:
    paths = [FOLDER / f"{id_}.yaml" for id_ in REFERENTIALS]
    assert tuple(read(path, ReferentialFile).content for path in paths) == read_files(paths)
    assert sorted(FOLDER.glob("*")) == sorted(paths)


def test_that_the_catalogue_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()


# How it is worded


@pytest.mark.parametrize("lang", LANGS)
def test_that_names_are_short_whole_and_bare_of_full_stops(
    lang: Lang, catalogue: Catalogue
) -> None:
    for s in catalogue.statements:
        wording = s.wording.in_(lang)
        assert 3 <= len(wording) <= LONGEST, (s.id, len(wording))
        assert wording == wording.strip()
        assert wording[0].isupper() or wording[0].isdigit(), s.id
        assert wording[-1] not in ".:;,…", s.id
        assert "  " not in wording


@pytest.mark.parametrize("lang", LANGS)
def test_that_no_two_statements_of_a_document_bear_the_same_name(
    lang: Lang, catalogue: Catalogue
) -> None:
    for id_ in REFERENTIALS:
        names: dict[str, str] = {}
        for s in catalogue.find(referential=id_):
            first = names.setdefault(s.wording.in_(lang), s.id)
            assert first == s.id, (first, s.id)


def test_that_french_is_set_as_french(catalogue: Catalogue) -> None:
    for where, text in texts(catalogue):
        assert french(text.fr) == text.fr, where
        assert "'" not in text.fr, where
        assert '"' not in text.fr, where
        assert not re.search(rf"[^{NARROW}][;:!?»](?!\d)", text.fr), where
        assert not re.search(rf"«[^{NARROW}]", text.fr), where
        assert not re.search(r"\d (?:\d{3}|%|h)\b", text.fr), where


def test_that_english_is_set_as_english(catalogue: Catalogue) -> None:
    american = re.compile(
        r"\b(?:\w+(?:iz(?:e[ds]?|ing|ation)|yz(?:e[ds]?|ing))|centers?|color|favor\w*|labor|"
        r"behavior\w*|judgment|catalog|inquir\w+|enrollment|fulfill)\b",
        re.IGNORECASE,
    )
    for where, text in texts(catalogue):
        assert not re.search(r"\s[;:!?,]|['\"«»]", text.en), where
        assert not re.search(r"\d \d{3}|\d %", text.en), where
        found = american.search(text.en)
        assert found is None or found.group() in ("size", "sized"), where


# Nothing of the documents is copied


def words(text: str) -> list[str]:
    """Words without case, accents or punctuation, so that no copy hides behind a comma."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", bare)


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def test_that_a_copy_is_seen_behind_other_punctuation_and_case() -> None:
    source = "Le client - dont le besoin, défini et reformulé, évolue - signe."
    assert runs("le client dont le BESOIN défini et reformule") & runs(source)
    assert not runs("le client dont le besoin est défini et signe") & runs(source)


@pytest.fixture(scope="module")
def documents() -> tuple[str, ...]:
    """The words of the source documents, where these are at hand."""
    sources = sorted(SOURCES.glob("*.txt"))
    if not sources:
        pytest.skip(f"the source documents are not in {SOURCES.name}; set POURPARLER_TEST_SEEDS")
    return tuple(
        " ".join(words(re.sub(r"<[^>]+>", " ", source.read_text("utf-8")))) for source in sources
    )


def test_that_no_text_takes_eight_words_running_from_a_source_document(
    catalogue: Catalogue, documents: tuple[str, ...]
) -> None:
    printed = set().union(*map(runs, documents))
    assert len(printed) > 10_000
    copied = [
        (where, text.in_(lang))
        for where, text in texts(catalogue)
        for lang in LANGS
        if runs(text.in_(lang)) & printed
    ]
    assert not copied


def test_that_no_name_of_five_words_or_more_stands_whole_in_a_source_document(
    catalogue: Catalogue, documents: tuple[str, ...]
) -> None:
    names = {s.id: words(s.wording.fr) for s in catalogue.statements}
    copied = [
        id_
        for id_, name in names.items()
        if len(name) >= 5 and any(f" {' '.join(name)} " in document for document in documents)
    ]
    assert not copied


# Searching


@pytest.mark.parametrize(
    "text",
    ["reperees reponse", "RÉPONSE Repérées", "picked fitting", "C.3.2.2/crit-08 objections"],
)
def test_that_search_forgets_accents_and_case_and_knows_both_languages(
    text: str, catalogue: Catalogue
) -> None:
    assert [s.id for s in catalogue.find(text)] == ["rdci:C.3.2.2/crit-08"]


def test_that_search_forgets_ligatures_and_typographic_apostrophes(catalogue: Catalogue) -> None:
    work = catalogue.find("mettre en oeuvre", referential="cqpm-flux")
    assert [s.id for s in work] == ["cqpm-flux:OBJ-4"]
    assert catalogue.find("l'offre") == catalogue.find("l’offre") != ()


def test_that_search_finds_by_family_and_by_printed_code(catalogue: Catalogue) -> None:
    found = catalogue.find("order-coordination", leaf=True)
    assert found == catalogue.find(family="order-coordination", leaf=True) != ()
    assert [s.id for s in catalogue.find("US4S2")] == ["moci:U4S2"]


def test_that_every_filter_given_must_hold(catalogue: Catalogue) -> None:
    found = catalogue.find(
        "prix", referential="rdci", observable="live", family="negotiation", kind="criterion"
    )
    assert [s.id for s in found] == ["rdci:C.3.2.2/crit-07"]
    assert catalogue.find(leaf=True, referential="aie") != catalogue.find(referential="aie")
    assert not any(s.leaf for s in catalogue.find(leaf=False))
    assert catalogue.find("no such words anywhere") == ()
    assert catalogue.find("  ") == catalogue.find() == catalogue.statements


def test_that_a_query_says_its_conditions_and_can_drop_one() -> None:
    query = Query(text="prix", observable="live", leaf=True)
    assert query.conditions() == {
        "text": "‘prix’",
        "observable": "--observable live",
        "leaf": "leaves",
    }
    assert query.without("observable").conditions() == {"text": "‘prix’", "leaf": "leaves"}
    assert query.without("text") == Query(observable="live", leaf=True)
    assert Query(leaf=False).conditions() == {"leaf": "headings"}
    assert Query().conditions() == {}


def test_that_a_wrong_id_is_answered_with_the_nearest(catalogue: Catalogue) -> None:
    assert "rdci:C.3.2.2/crit-08" in catalogue
    assert "rdci:C.9" not in catalogue
    with pytest.raises(KeyError, match=r"did you mean 'rdci:C\.3\.2\.2/crit-08'"):
        catalogue.statement(CriterionId("rdci:C.3.2.2/crit-8"))
    with pytest.raises(KeyError, match="no statement '§'") as caught:
        catalogue.statement(CriterionId("§"))
    assert "did you mean" not in str(caught.value)


# Citing


@pytest.mark.parametrize(
    ("id_", "fr", "en"),
    [
        ("rdci:C.3.2.2/crit-08", "C.3.2.2, critère 8", "C.3.2.2, criterion 8"),
        ("rdci:C.3.2.2/crit-13", "C.3.2.2, critère 13", "C.3.2.2, criterion 13"),
        ("rdci:C.3.2.2/crit-A", "C.3.2.2, intitulé A", "C.3.2.2, heading A"),
        ("rdci:C.3.2.2c", "C.3.2.2c", "C.3.2.2c"),
        ("rdci:C.1.1a", "C.1.1.a", "C.1.1.a"),
        ("rdci:A.3.1.4", "A.3.1.4", "A.3.1.4"),
        ("rdci:B3", "bloc 3, activités", "block 3, activities"),
        ("rdci:M1.1", "M1.1", "M1.1"),
        (
            "rdci:M3.5",
            "grille d’évaluation, bloc 3, module 3.5",
            "assessment grid, block 3, module 3.5",
        ),
        ("rdci:exam/bloc3-oral-2", "grille d’évaluation, bloc 3", "assessment grid, block 3"),
        ("rdci:exam/res-1", "divulgation des résultats", "publication of results"),
        ("moci:U4S2", "US4S2", "US4S2"),
        ("moci:U3S3.1", "U3S3.1", "U3S3.1"),
        ("moci:U3K2", "U3S2 (connaissance)", "U3S2 (knowledge)"),
        ("moci:U3/ind-5", "unité 3, indicateur 5", "unit 3, indicator 5"),
        ("moci:A2/res-6", "activité 2, résultat attendu 6", "activity 2, expected result 6"),
        ("moci:A1/info-3", "activité 1, information 3", "activity 1, information item 3"),
        ("moci:T/5", "compétences transversales", "transversal competences"),
        ("moci:def-7", "définition du métier", "definition of the job"),
        ("cqpm-animateur:5", "compétence 5", "competence 5"),
        (
            "cqpm-animateur:5/res-1.1",
            "compétence 5, résultat attendu 1.1",
            "competence 5, expected result 1.1",
        ),
        ("cqpm-animateur:4/rel-3", "compétence 4, relation 3", "competence 4, relation 3"),
        ("cqpm-flux:7/crit-2", "capacité 7, critère 2", "capability 7, criterion 2"),
        ("cqpm-flux:8/crit-2.1", "capacité 8, critère 2.1", "capability 8, criterion 2.1"),
        ("aie:B1", "bloc 1", "block 1"),
        ("aie:B1.3", "bloc 1, compétence 3", "block 1, competence 3"),
        ("aie:R31", "résumé de l’emploi", "summary of the job"),
    ],
)
def test_that_a_citation_leads_to_the_printed_place(
    id_: str, fr: str, en: str, catalogue: Catalogue
) -> None:
    statement = catalogue.statement(CriterionId(id_))
    assert official_reference(statement, "fr") == f"{statement.reference}, {fr}"
    assert official_reference(statement, "en") == f"{statement.reference}, {en}"


def test_that_every_statement_can_be_cited_in_both_languages(catalogue: Catalogue) -> None:
    for s in catalogue.statements:
        for lang in LANGS:
            citation = official_reference(s, lang)
            assert citation.startswith(f"{s.reference}, "), s.id
            assert not citation.endswith(", "), s.id


def test_that_no_two_criteria_indicators_or_sub_competences_are_cited_alike(
    catalogue: Catalogue,
) -> None:
    seen: dict[str, str] = {}
    for s in catalogue.statements:
        if s.kind in ("criterion", "indicator", "sub-competence", "expected-result"):
            first = seen.setdefault(official_reference(s, "en"), s.id)
            assert first == s.id, (first, s.id)


# The page for trainers


def test_that_the_page_on_the_statements_tells_the_truth(catalogue: Catalogue) -> None:
    page = (Path(__file__).parents[2] / "docs" / "referentials.md").read_text("utf-8")
    rows = [[cell.strip(" `*") for cell in line.split("|")[1:-1]] for line in page.splitlines()]
    counted = {row[0]: [int(n) for n in row[4:]] for row in rows if row and row[0] in REFERENTIALS}
    for id_ in REFERENTIALS:
        seen = catalogue.counts(id_).observables
        total = sum(seen.values())
        assert counted[id_] == [total, seen["live"], seen["tutor"], seen["workplace"]]
    cited = [row for row in rows if row and row[0] in catalogue]
    assert len(cited) == 8
    for cited_id, fr, en in cited:
        statement = catalogue.statement(CriterionId(cited_id))
        assert fr == official_reference(statement, "fr")
        assert en.replace("…", statement.reference) == official_reference(statement, "en")


# Faults in a file

WELL = """\
id: aie
name: {fr: "Assistant", en: "Assistant"}
title: "Titre"
reference: "RNCP10013"
issuer: "Ministère"
sections:
  - place: {fr: "bloc 1", en: "block 1"}
    statements:
      - id: "aie:B1"
        kind: competence
        wording: {fr: "Vendre", en: "Sell"}
        observable: live
        family: negotiation
      - id: "aie:B1.1"
        kind: sub-competence
        parent: "aie:B1"
        wording: {fr: "Écouter", en: "Listen"}
        observable: live
        related: ["aie:B1"]
"""


def made(folder: Path, text: str) -> Catalogue:
    path = folder / "aie.yaml"
    path.write_text(text, "utf-8")
    return read_catalogue([path])


def test_that_a_well_made_file_is_read(tmp_path: Path) -> None:
    catalogue = made(tmp_path, WELL)
    assert [s.id for s in catalogue.statements] == ["aie:B1", "aie:B1.1"]
    assert [s.leaf for s in catalogue.statements] == [False, True]


def test_that_what_only_the_slow_reader_understands_is_read_too(tmp_path: Path) -> None:
    statement: Statement = made(tmp_path, f"{WELL}        note: ~\n").statements[1]
    assert statement.note is None


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ('parent: "aie:B1"', 'parent: "aie:B7"', Code.REFERENCE, "'aie:B1.1' .* 'aie:B7'"),
        ('related: ["aie:B1"]', 'related: ["aie:Z"]', Code.REFERENCE, "'aie:B1.1' .* 'aie:Z'"),
        ('related: ["aie:B1"]', 'evaluates: ["aie:Z"]', Code.REFERENCE, "'aie:B1.1' .* 'aie:Z'"),
        ('id: "aie:B1.1"', 'id: "rdci:B1.1"', Code.MALFORMED, "'rdci:B1.1' .* 'aie:'"),
        ('id: "aie:B1.1"', 'id: "aie:B1"', Code.REPEATED_ID, "'aie:B1' stands twice"),
        ('parent: "aie:B1"', 'parent: "aie:B1.1"', Code.CIRCULAR, "'aie:B1.1' .* own parents"),
        ("observable: live\n        f", "observable: now\n        f", Code.CHOICE, "in aie:B1"),
        (', en: "Listen"', "", Code.LANGUAGE_MISSING, "in aie:B1.1"),
        ("kind: sub-competence", "sort: skill", Code.KEY_UNKNOWN, "in aie:B1.1"),
        ('fr: "Écouter"', 'fr: ""', Code.EMPTY, ""),
        (', en: "block 1"', "", Code.LANGUAGE_MISSING, "en"),
        ("id: aie\n", "id: ail\n", Code.CHOICE, "ail"),
        ("sections:", "sections: [", Code.SYNTAX, ""),
    ],
)
def test_that_a_fault_is_named_with_its_file_and_statement(
    old: str, new: str, code: Code, said: str, tmp_path: Path
) -> None:
    assert WELL.count(old) == 1
    with pytest.raises(ContentError) as caught:
        made(tmp_path, WELL.replace(old, new))
    faults = [f for f in caught.value.diagnostics if f.code == code]
    assert faults, str(caught.value)
    assert faults[0].file == "aie.yaml"
    assert re.search(said, faults[0].message)


def test_that_a_circle_of_three_is_seen_and_what_hangs_below_it_too(tmp_path: Path) -> None:
    def row(name: str, parent: str) -> str:
        return (
            f'      - id: "aie:{name}"\n        kind: task\n        parent: "aie:{parent}"\n'
            f'        wording: {{fr: "{name}", en: "{name}"}}\n        observable: tutor\n'
        )

    with pytest.raises(ContentError) as caught:
        made(tmp_path, WELL + row("X", "Y") + row("Y", "Z") + row("Z", "X") + row("W", "X"))
    assert [f.code for f in caught.value.diagnostics] == [Code.CIRCULAR] * 4


def test_that_a_fault_of_the_place_is_not_laid_at_a_statement(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        made(tmp_path, WELL.replace(', en: "block 1"', ""))
    assert "(in " not in str(caught.value)


def test_that_a_missing_or_unreadable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such file"):
        read_catalogue([tmp_path / "rdci.yaml"])
    broken = tmp_path / "moci.yaml"
    broken.write_bytes(b"id: moci\ntitle: \xff\n")
    with pytest.raises(ContentError, match="not in UTF-8"):
        read_catalogue([broken])


def test_that_the_filters_offer_what_the_files_use(catalogue: Catalogue) -> None:
    counts = catalogue.counts()
    assert set(counts.kinds) == set(get_args(Kind))
    assert set(counts.observables) == set(get_args(Observable))
    assert set(counts.families) - {None} == set(get_args(TrainingFamily))
