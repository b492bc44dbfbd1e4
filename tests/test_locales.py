"""The interface in both languages: complete, in use, well formed, typeset, polite."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from bot.i18n import FOLDER, catalogue, texts
from bot.render import FOLDER as TEMPLATES
from dialogues.text import LANGS, Lang
from dialogues.typography import french

ROOT = Path(__file__).parents[1]
CODE = [*sorted((ROOT / "bot").rglob("*.py"))]
PAGES = sorted(TEMPLATES.rglob("*.j2"))
WEB_PAGES = sorted((ROOT / "bot" / "web" / "templates").glob("*.j2"))
SCREENS = sorted(TEMPLATES.glob("*.j2"))
"""What Telegram shows, whose tags are few."""
LABEL_MOST = 22
"""Characters of a button that may stand beside another."""
TOAST_MOST = 200
PLACE = re.compile(r"%\((\w+)\)s")
KEY = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*")
ALLOWED = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
TU = re.compile(
    r"(?<![\w’'])(?:tu|te|toi|ton|ta|tes|t[’'](?:as|es|entra|auras|avais))(?!\w)", re.IGNORECASE
)


def messages(lang: Lang) -> dict[str, Message]:
    """Key → message of one catalogue, the heading left out."""
    found: Catalog = catalogue(lang)
    return {str(m.id if isinstance(m.id, str) else m.id[0]): m for m in found if m.id}


def forms(message: Message) -> list[str]:
    """All texts of a message."""
    found = message.string
    return [found] if isinstance(found, str) else [str(one) for one in found or ()]


def every_text(lang: Lang) -> Iterator[tuple[str, str]]:
    """Key and text, as the screen gets it."""
    for key, message in messages(lang).items():
        for form in forms(message):
            yield key, french(form) if lang == "fr" else form


def literals() -> set[str]:
    """Every string in the code and the templates that could be a key, and its dynamic families."""
    sources = "\n".join(path.read_text("utf-8") for path in [*CODE, *PAGES, *WEB_PAGES])
    return set(re.findall(r"""f?["']([a-z][\w.~{}\[\] -]*)["']""", sources))


def used() -> tuple[set[str], list[str]]:
    """Keys that are named outright, and the beginnings of those that are put together."""
    found = literals()
    named = {one for one in found if KEY.fullmatch(one)}
    begun = [one.split("{")[0] for one in found if "{" in one and one.split("{")[0][-1:] in ".-"]
    begun += [one for one in found if one[-1:] in ".-"]
    return named, [one for one in begun if len(one) > 2]


def test_that_every_text_is_there_in_both_languages() -> None:
    assert sorted(messages("fr")) == sorted(messages("en"))
    empty = [(lang, key) for lang in LANGS for key, text in every_text(lang) if not text.strip()]
    assert empty == []
    fuzzy = [(lang, key) for lang in LANGS for key, m in messages(lang).items() if m.fuzzy]
    assert fuzzy == []


def test_that_no_text_stands_twice_in_a_catalogue() -> None:
    for lang in LANGS:
        written = (FOLDER / lang / "LC_MESSAGES" / "pourparler.po").read_text("utf-8")
        keys = re.findall(r'^msgid "(.+)"$', written, re.MULTILINE)
        assert sorted(set(keys)) == sorted(keys)


def test_that_every_key_in_a_template_is_in_the_catalogues() -> None:
    known = set(messages("en"))
    for path in [*PAGES, *WEB_PAGES]:
        for key in re.findall(r"""\b(?:t|many)\(\s*"([^"]+)"\s*[,)]""", path.read_text("utf-8")):
            assert key in known, f"{path.name}: {key}"


def test_that_every_key_the_code_names_is_in_the_catalogues() -> None:
    known = set(messages("en"))
    calls = re.compile(
        r"""(?:\.t|\bsaid|\bt|texts\([^()]*\))(?:\.plain|\.many)?\(\s*"([^"{]+)"|"""
        r"""(?:NotNow|\.toast|\.button)\(\s*"([^"{]+)\""""
    )
    for path in CODE:
        for found in calls.finditer(path.read_text("utf-8")):
            key = found[1] or found[2]
            if KEY.fullmatch(key) and ("." in key or "-" in key):
                assert key in known, f"{path.relative_to(ROOT)}: {key}"


def test_that_every_text_is_used() -> None:
    named, begun = used()
    idle = [
        key
        for key in messages("en")
        if key not in named and not any(key.startswith(start) for start in begun)
    ]
    assert idle == []


def test_that_both_languages_have_the_same_places() -> None:
    french_, english = messages("fr"), messages("en")
    for key in english:
        places = [
            {p for f in forms(m) for p in PLACE.findall(f)} for m in (french_[key], english[key])
        ]
        assert places[0] == places[1], key
        for lang_forms in (forms(french_[key]), forms(english[key])):
            for form in lang_forms:
                assert "%" not in PLACE.sub("", form).replace("%%", ""), f"{key}: {form}"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGS)
def test_that_markup_is_what_telegram_understands(lang: Lang) -> None:
    for key, text in every_text(lang):
        tags = _Tags()
        tags.feed(text)
        assert tags.open == [], key
        bare = re.sub(r"</?[a-z-]+( expandable)?>", "", text)
        assert not set("<>") & set(bare), key
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;)", bare), key


def test_that_templates_leave_no_tag_open() -> None:
    for path in SCREENS:
        tags = _Tags()
        tags.feed(re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text("utf-8"), flags=re.DOTALL))
        assert tags.open == [], path.name


@pytest.mark.parametrize("lang", LANGS)
def test_that_plain_texts_hold_no_markup(lang: Lang) -> None:
    for key, text in every_text(lang):
        if key.startswith(("button.", "toast.", "command.", "about.")) and key != "command.unknown":
            assert not re.search("[<>&]", text), key


@pytest.mark.parametrize("lang", LANGS)
def test_that_labels_fit_their_places(lang: Lang) -> None:
    alone = {"button.stop-and-debrief", "button.stop-and-start", "button.agree", "button.read-more"}
    for key, text in every_text(lang):
        if key.startswith("button.") and key not in alone:
            assert len(text) <= LABEL_MOST, f"{key}: {text} ({len(text)})"
        if key.startswith("toast."):
            assert len(text) <= TOAST_MOST, key
    assert len(texts(lang).plain("about.short")) <= 120
    assert len(texts(lang).plain("about.long")) <= 512


def test_that_french_is_typeset_as_french() -> None:
    narrow = "\u202f"
    for key, text in every_text("fr"):
        bare = re.sub(r"<[^>]+>|https?://\S+|/\w+", "", text)
        for found in re.finditer(r"(.)([;:!?»])", bare):
            inside_a_figure = found[2] == ":" and bare[found.end() : found.end() + 1].isdigit()
            assert found[1] in narrow + ";:!?" or inside_a_figure, f"{key}: {text}"
        assert not re.search(rf"«[^{narrow}]", bare), f"{key}: {text}"
        assert "'" not in bare, f"{key}: {text}"
        assert not re.search(r'["“”]', bare), f"{key}: {text}"
        assert not re.search(r"\.\.\.", bare), f"{key}: {text}"


def test_that_english_is_typeset_as_english() -> None:
    for key, text in every_text("en"):
        assert not re.search(r"\s[;:!?]", text), f"{key}: {text}"
        assert not re.search(r"[«»\u202f]", text), f"{key}: {text}"
        american = re.search(r"\b(?:practicing|color|favor|honor|behavior|center|catalog)\w*", text)
        assert not american, f"{key}: {text}"


def test_that_learners_are_addressed_with_vous() -> None:
    for key, text in every_text("fr"):
        assert not TU.search(text), f"{key}: {text}"


def test_that_figures_in_texts_are_grouped() -> None:
    for lang in LANGS:
        for key, text in every_text(lang):
            years = re.sub(r"\b(?:19\d\d|20[1-9]\d)\b", "", text)
            assert not re.search(r"(?<![\d.,])\d{4,}(?!\d)", years), f"{lang} {key}: {text}"


def test_that_the_catalogue_files_hold_nothing_but_letters_people_type() -> None:
    for lang in LANGS:
        written = (FOLDER / lang / "LC_MESSAGES" / "pourparler.po").read_text("utf-8")
        odd = {c for c in written if not c.isprintable() and c != "\n"}
        assert odd == set()
