"""Telegram's HTML is read as strictly as Telegram reads it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.errors import ApiError
from bot.simulator.markup import parse_html
from bot.simulator.model import Json
from bot.simulator.richtext import clean, detect, order, to_html, trim, units


def kinds(source: str) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in parse_html(source)[1]]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<b><i>x</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<a href>y</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
    ],
)
def test_that_faulty_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ("<b>x</b>", "bold"),
        ("<STRONG>x</strong>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<a href='https://example.org'>x</a>", "text_link"),
    ],
)
def test_that_every_tag_becomes_its_entity(source: str, entity: str) -> None:
    assert parse_html(source)[0] == "x"
    assert kinds(source) == [(entity, 0, 1)]


def test_that_offsets_count_utf16_units() -> None:
    assert kinds("😀 <b>é😀</b>") == [("bold", 3, 3)]


def test_that_only_four_named_references_are_known() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#233;&#x20AC;&nbsp;")[0] == '<>&"é€&nbsp;'


def test_that_code_holds_no_other_entity_and_names_its_language() -> None:
    text, entities = parse_html('<pre><code class="language-python">a<b>b</b></code></pre>')
    assert text == "ab"
    assert entities == [{"type": "pre", "offset": 0, "length": 2, "language": "python"}]


def test_that_a_quotation_inside_a_quotation_is_dropped() -> None:
    assert kinds("<blockquote>a<blockquote>b</blockquote></blockquote>") == [("blockquote", 0, 2)]
    assert len(kinds("<blockquote><blockquote>b</blockquote></blockquote>")) == 1


def test_that_empty_tags_and_worthless_links_leave_no_entity() -> None:
    assert kinds("<b></b>x<a href='javascript:alert(1)'>y</a>") == []


def test_that_hostile_direction_marks_are_removed() -> None:
    assert clean("a\u202eb\u2028c\rd\x00e\u202f!") == "abcd e\u202f!"


def test_that_white_space_at_the_ends_is_cut_with_its_entities() -> None:
    assert trim("  ab ", [{"type": "bold", "offset": 1, "length": 3}]) == (
        "ab",
        [{"type": "bold", "offset": 0, "length": 2}],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start CODE", [("bot_command", 0, 6)]),
        ("voir /help@PourparlerBot !", [("bot_command", 5, 19)]),
        ("24/48 h et a/b", []),
        ("https://example.org/a.", [("url", 0, 21)]),
        ("écrire à jean@exemple.fr", [("email", 9, 15)]),
        ("@camille_m #export", [("mention", 0, 10), ("hashtag", 11, 7)]),
        ("12.50 et 3.com", [("url", 9, 5)]),
    ],
)
def test_that_commands_links_and_mentions_are_found(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in detect(text, [])] == found


_TREES = st.recursive(
    st.text("aé😀 <&", min_size=1, max_size=4).map(lambda t: ("", t)),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]), st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


def _render(tree: tuple[str, object]) -> str:
    tag, inside = tree
    if not tag:
        return str(inside).replace("&", "&amp;").replace("<", "&lt;")
    assert isinstance(inside, list)
    return f"<{tag}>{''.join(map(_render, inside))}</{tag}>"


@given(_TREES)
def test_that_html_written_from_entities_reads_back_the_same(tree: tuple[str, object]) -> None:
    text, entities = parse_html(_render(tree))
    again = parse_html(to_html(text, entities))
    assert again == (text, entities)


@given(st.text(max_size=60))
def test_that_any_text_is_read_or_refused_but_never_breaks(source: str) -> None:
    with contextlib.suppress(ApiError):
        text, entities = parse_html(source)
        entities = detect(text, entities)
        assert all(e["offset"] + e["length"] <= units(text) for e in entities)


def test_that_adjoining_twins_are_joined() -> None:
    twins: list[Json] = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "bold", "offset": 2, "length": 2},
    ]
    assert order(twins) == [{"type": "bold", "offset": 0, "length": 4}]
