"""Reading content files: positions, scalars, shape faults in an author's words, typography."""

from datetime import date, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, field_validator

from dialogues.diagnostics import Code, ContentError, Diagnostic
from dialogues.source import LARGEST, load, read
from dialogues.text import Frozen, Said, Text, Wordings


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Cat(Frozen):
    kind: Literal["cat"]
    lives: int


class Dog(Frozen):
    kind: Literal["dog"]
    walks: int


class Part(Frozen):
    name: str = "part"
    size: int = Field(default=1, ge=1, le=9)


class Sample(Frozen):
    """A model with one field of every sort that content files use."""

    title: Text | None = None
    said: Said | None = None
    on: dict[str, str] = {}
    parts: tuple[Part, ...] = ()
    pair: tuple[Text, Text] | None = None
    amount: Decimal = Decimal(0)
    share: float = 0.0
    yes: bool = False
    colour: Colour = Colour.RED
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    slug: Annotated[str, Field(pattern=r"^[a-z]+$", max_length=8)] = "slug"
    note: Annotated[str, Field(min_length=3)] = "note"
    tags: frozenset[str] = frozenset()
    levels: dict[int, str] = {}
    format: Literal["one"] = "one"
    day: date = date(2026, 9, 30)
    clock: time = time(12, 0)
    raw: bytes = b""
    many: list[Part] = []
    named: dict[str, Part] = {}
    triple: tuple[Part, Part] | None = None

    @field_validator("amount")
    @classmethod
    def _round(cls, amount: Decimal) -> Decimal:
        if amount % 5:
            raise ValueError("amounts are multiples of five")
        return amount


def faults(text: str) -> list[str]:
    """The headlines of the faults of `text`, without the file's name."""
    return [fault.headline.removeprefix("text:") for fault in diagnosed(text)]


def diagnosed(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(ContentError) as caught:
        load(text, Sample)
    return caught.value.diagnostics


def test_that_words_yaml_1_1_took_for_booleans_stay_words() -> None:
    assert load("on: {no: yes, off: on, y: n}", Sample).on == {"no": "yes", "off": "on", "y": "n"}


def test_that_dates_and_odd_figures_stay_text() -> None:
    text = "on: {a: 2026-09-30, b: 1e3, c: 0x1f, d: 12:30, e: .inf}"
    assert set(load(text, Sample).on.values()) == {"2026-09-30", "1e3", "0x1f", "12:30", ".inf"}


def test_that_true_integers_and_decimals_are_read_exactly() -> None:
    sample = load(
        "yes: true\namount: 12345678901234565.00\nparts: [{size: 3}]\nshare: -0.5", Sample
    )
    assert sample.yes is True
    assert sample.amount == Decimal("12345678901234565.00")
    assert (sample.parts[0].size, sample.share) == (3, -0.5)


def test_that_keys_that_look_like_figures_are_found() -> None:
    assert load('levels: {0: "a", 1: "b"}', Sample).levels == {0: "a", 1: "b"}
    assert faults("levels: {0: [1]}")[0].startswith("1:13: error DLG014 ")


@pytest.mark.parametrize("text", ["title: |\n", "# nothing\n", "", "---\n"])
def test_that_an_empty_file_is_refused_kindly(text: str) -> None:
    assert diagnosed(text)[0].code in {Code.SYNTAX, Code.EMPTY}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("title:\n  fr: Prix : dix\n", (2, 12), "second key"),
        ('title: {fr: "a"b", en: "c"}\n', (1, 8), "not closed with }"),
        ('title: {fr: "a\n', (1, 13), "not closed"),
        ("note: @home\n", (1, 7), "cannot begin"),
        ("note: *home\n", (1, 7), "cannot begin with *"),
        ("on:\n\ta: b\n", (2, 1), "tab"),
        ("parts: [a, b\nyes: true\n", (1, 8), "not closed with ]"),
        ('note: "\\q"\n', (1, 8), "backslash"),
        ("yes: true\n---\nyes: true\n", (2, 1), "second document"),
        ("yes: true\n note: a\n", (2, 6), "second key"),
        ("parts:\n  - name: a\n - name: b\n", (3, 2), "expected"),
        ("note: a\x07b\n", (1, 8), "U+0007"),
        ("note: é\n\x00", (2, 1), "U+0000"),
        ("note: >x\n", (1, 8), "not YAML"),
    ],
)
def test_that_broken_yaml_is_reported_where_it_breaks(
    text: str, place: tuple[int, int], says: str
) -> None:
    [fault] = diagnosed(text)
    assert fault.code == Code.SYNTAX
    assert says in fault.message
    assert (fault.place.line, fault.place.column) == place


@pytest.mark.parametrize("opening", ["[", "- ", "? ", "{a: ", "[a: "])
def test_that_hostile_nesting_is_refused_and_harms_nobody(opening: str) -> None:
    [fault] = diagnosed(opening * 100_000)
    assert (fault.code, "deeper" in fault.message) == (Code.SYNTAX, True)


def test_that_references_cannot_be_used_to_blow_content_up() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert {fault.code for fault in diagnosed("\n".join(rows))} == {Code.ALIAS, Code.KEY_UNKNOWN}


def test_that_content_which_contains_itself_is_refused() -> None:
    assert Code.ALIAS in {fault.code for fault in diagnosed("parts: &a [*a]")}


def test_that_all_faults_come_at_once_in_reading_order() -> None:
    text = (
        'slug: Abc\nyess: true\ntitle:\n  fr: Bonjour\nparts: [{size: 0}, {sise: 3}]\nslug: "x"\n'
    )
    assert faults(text) == [
        "1:7: error DLG018 'Abc' does not have the form that 'slug' needs",
        "2:1: error DLG012 unknown key 'yess'",
        "3:1: error DLG010 'en' is missing",
        "4:7: error DLG003 this text is not in double quotes",
        "5:16: error DLG015 'size' is 0; it must be at least 1",
        "5:21: error DLG012 unknown key 'sise'",
        "6:1: error DLG002 'slug' is written twice",
    ]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("yes: perhaps", "1:6: error DLG014 'yes' must be true or false, not 'perhaps'"),
        ("parts: {size: 1}", "1:8: error DLG014 'parts' must be a list, not a group of keys"),
        ("parts: [1]", "1:9: error DLG014 item 1 of 'parts' must be a group of keys, not 1"),
        ("amount: lots", "1:9: error DLG014 'amount' must be a number, not 'lots'"),
        ("amount: 3", "1:9: error DLG018 amounts are multiples of five"),
        ("share: [1]", "1:8: error DLG014 'share' must be a number, not a list"),
        ("note: true", "1:7: error DLG014 'note' must be a text, not true"),
        ("note: ab", "1:7: error DLG015 'note' has 2 characters; it needs at least 3"),
        ("slug: abcdefghi", "1:7: error DLG015 'slug' has 9 characters; it needs at most 8"),
        ("note:", "1:1: error DLG017 nothing is written for 'note'; a text is needed"),
        ("parts: [{size: 1.5}]", "1:16: error DLG014 'size' must be a whole number, not 1.5"),
        ("parts: [{size: 12}]", "1:16: error DLG015 'size' is 12; it must be at most 9"),
        ("colour: blue", "1:9: error DLG013 'blue' is not one of 'red' or 'green'"),
        ("pet: {lives: 3}", "1:1: error DLG011 'kind' is missing in 'pet'"),
        ("pet: {kind: cow}", "1:13: error DLG013 'cow' is not one of 'cat' or 'dog'"),
        ("pet: {kind: cat}", "1:1: error DLG011 'lives' is missing in 'pet'"),
        ("pet: {kind: dog, walk: 3, walks: 1}", "1:18: error DLG012 unknown key 'walk'"),
        ("[1]", "1:1: error DLG014 the file must be a group of keys, not a list"),
        ("just words", "1:1: error DLG014 the file must be a group of keys, not 'just words'"),
        ("format: two", "1:9: error DLG013 'format' is 'two'; it must be 'one'"),
        ('note: "  "', "1:7: error DLG017 'note' is empty"),
        (
            "day: someday",
            "1:6: error DLG014 'day' must be a date such as 2026-09-30, not 'someday'",
        ),
        ("clock: noon", "1:8: error DLG018 'clock' cannot be 'noon'"),
        ("raw: [1]", "1:6: error DLG018 'raw' cannot be a list"),
        ("many: [{sise: 1}]", "1:9: error DLG012 unknown key 'sise'"),
        ("tags: one", "1:7: error DLG014 'tags' must be a list, not 'one'"),
    ],
)
def test_that_shape_faults_speak_an_authors_language(text: str, headline: str) -> None:
    assert faults(text) == [headline]


def test_that_a_pair_lacking_its_second_item_says_so() -> None:
    assert faults('pair: [{fr: "a", en: "b"}]') == [
        "1:1: error DLG016 item 2 of 'pair' is missing",
    ]
    three = ", ".join(['{fr: "a", en: "b"}'] * 3)
    assert faults(f"pair: [{three}]") == [
        "1:7: error DLG016 'pair' has 3 items; it needs at most 2"
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("titel: 1", "did you mean 'title'?"),
        ("parts: [{nam: a}]", "did you mean 'name'?"),
        ("parts: [{weight: 3}]", "there is 'name' and 'size'"),
        ("pet: {kind: dog, walk: 3, walks: 1}", "did you mean 'walks'?"),
        ("many: [{sise: 1}]", "did you mean 'size'?"),
        ("named: {a: {sise: 1}}", "did you mean 'size'?"),
        ("triple: [{}, {sise: 1}]", "did you mean 'size'?"),
        ("colour: grene", "did you mean 'green'?"),
        ("colour: 12", ""),
        ('title: "abc"', 'write {fr: "…", en: "…"}'),
        ('pair: ["abc", {fr: "a", en: "b"}]', 'write {fr: "…", en: "…"}'),
        ("note: 12", "write it in double quotes to make it a text"),
        ('title: {fr: "a", en: "b", es: "c"}', "there is 'en' and 'fr'"),
        ('said: {fr: "a", en: "b", english: "c"}', "there is 'en' and 'fr'"),
    ],
)
def test_that_the_hint_says_what_was_probably_meant(text: str, hint: str) -> None:
    assert [fault.hint for fault in diagnosed(text)] == [hint]


@pytest.mark.parametrize("written", ["'Bonjour'", "Bonjour", "oui", "[Bonjour]", "['a', \"b\"]"])
def test_that_texts_must_stand_in_double_quotes(written: str) -> None:
    found = diagnosed(f'said:\n  fr: {written}\n  en: "Hello"\n')
    assert [fault.code for fault in found] == [Code.UNQUOTED]


def test_that_block_texts_need_no_quotes() -> None:
    text = "title:\n  fr: |\n    Objet : tarif\n\n    Bonjour\n  en: >-\n    Subject:\n    prices\n"
    title = load(text, Sample).title
    assert title == Text(fr="Objet\u202f: tarif\n\nBonjour\n", en="Subject: prices")


def test_that_places_count_characters_and_know_their_line() -> None:
    [fault] = diagnosed('title: {fr: "« éé » : ça", en: "b", üb: "c"}\n')
    assert (fault.place.line, fault.place.column, fault.place.width) == (1, 37, 2)
    assert fault.place.excerpt[fault.place.column - 1 :] == 'üb: "c"}'


def test_that_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = "\ufeffyes: true\r\nparts:\r\n  - {size: 0}\r\n"
    [fault] = diagnosed(text)
    assert (fault.place.line, fault.place.column) == (3, 12)
    assert fault.place.excerpt == "  - {size: 0}"


def test_that_marks_find_keys_values_and_nearest_parents() -> None:
    marks = read('said:\n  fr: "a b"\n  en: "c d"\nparts:\n  - size: 2\n', Sample).marks
    assert (marks.key("said").line, marks.value("said").line) == (1, 2)
    assert marks.value("said", "fr", 0) == marks.value("said", "fr")
    assert (marks.value("parts", 0, "size").line, marks.value("parts", 0, "size").column) == (5, 11)
    assert marks.value("parts", 0, "weight") == marks.value("parts", 0)
    assert marks.key("parts", 0) == marks.value("parts", 0)


def test_that_a_file_is_named_in_its_faults(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text("yess: 1\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"sample\.yaml:1:1: error DLG012 unknown key 'yess'"):
        load(path, Sample)
    with pytest.raises(ContentError, match=r"^short:1:1: error"):
        load(path, Sample, name="short")


def test_that_a_file_that_cannot_be_read_is_a_fault_of_its_own(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    big.write_bytes(b"# " + b"x" * LARGEST)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("note: abc\nslug: é\n".encode("latin-1"))
    for path, says in (
        (tmp_path / "none.yaml", "no such file"),
        (tmp_path, "a folder"),
        (big, "larger than 2 MB"),
        (latin, "not in UTF-8 (first seen on line 2)"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ):
        with pytest.raises(ContentError) as caught:
            load(path, Sample)
        [fault] = caught.value.diagnostics
        assert fault.code == Code.UNREADABLE
        assert says in fault.message


def test_that_french_texts_are_set_and_nothing_else_is() -> None:
    text = 'title: {fr: "L\'offre : oui !", en: "It\'s : so !"}\nnote: "L\'offre : oui !"\n'
    sample = load(text, Sample)
    assert sample.title == Text(fr="L’offre\u202f: oui\u202f!", en="It's : so !")
    assert sample.note == "L'offre : oui !"


def test_that_french_wordings_are_set_wherever_they_stand() -> None:
    text = 'said: {fr: ["Oui !", "Non"], en: ["Yes!", "No"]}\n'
    text += 'pair: [{fr: "a ?", en: "a"}, {fr: "b", en: "b"}]\n'
    sample = load(text, Sample)
    assert sample.said == Wordings(fr=("Oui\u202f!", "Non"), en=("Yes!", "No"))
    assert sample.pair == (Text(fr="a\u202f?", en="a"), Text(fr="b", en="b"))


@given(st.text(alphabet=st.sampled_from("afr:en -[]{}\"'|>&*!#\n\t\\é0.,~"), max_size=60))
def test_that_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    found: tuple[Diagnostic, ...] = ()
    try:
        load(text, Sample)
    except ContentError as error:
        found = error.diagnostics
    lines = text.split("\n")
    for fault in found:
        assert 1 <= fault.place.line <= len(lines)
        assert 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1
