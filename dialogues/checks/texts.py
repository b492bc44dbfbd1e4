"""Checks of the words of a scenario: twins, wordings, lengths, places, typography, address."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from dialogues.checks.known import Known
from dialogues.checks.walk import texts
from dialogues.diagnostics import Code, Diagnostic, Place
from dialogues.faults import counted, listed, nearest
from dialogues.positions import Marks, Path
from dialogues.scenario import Scenario
from dialogues.text import LANGS, Text, Wordings

SHORTEST, LONGEST, UNBEARABLE = 20, 280, 600
"""Characters of a persona line: chat-sized between the first two, refused beyond the third."""

LONG_KINDS = ("recap",)
"""Beginnings of the reply kinds that may be long."""

SHORT_KINDS = ("aside",)
"""Beginnings of the reply kinds that may be short: they stand before another line."""

TEASER, DOCUMENT = 120, 3500
"""Most characters of a teaser and of a document's text."""

VALUE = "value"
"""The place of a figure in the words of an issue."""

_VALUED = ("phrase", "holds")
"""Words of an issue that may hold the figure."""

_BRACED = re.compile(r"\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[a-z-]+\Z")
_STRAIGHT = re.compile(r'["“”]')
_TU = re.compile(
    r"(?<![\w’-])(?:(?<!est )(?<!suis )(?<!êtes )tu|toi|te|tes|t’(?:a|as|es|en|y))(?![\w’])",
    re.IGNORECASE,
)


def text_faults(scenario: Scenario, marks: Marks, known: Known) -> Iterator[Diagnostic]:
    """The faults of the words of a scenario."""
    for path, text in texts(scenario):
        if isinstance(text, Wordings):
            yield from _wordings(path, text, marks)
            pairs = list(zip_longest(text.fr, text.en, fillvalue=""))
        else:
            pairs = [(text.fr, text.en)]
        places = _known_places(path, text, known)
        for index, pair in enumerate(pairs):
            found = list(_places((path, index), pair, places, marks))
            yield from found or _twin_places((path, index), pair, marks)
        yield from _quotation_marks(path, text, marks)
    yield from _lengths(scenario, marks)


def _known_places(path: Path, text: Text | Wordings, known: Known) -> frozenset[str] | None:
    if isinstance(text, Text):
        return frozenset()
    valued = path[:2] == ("negotiation", "issues") and path[-1] in _VALUED
    return known.places | {VALUE} if valued and known.places is not None else known.places


def _at(path: Path, lang: str, index: int, text: Text | Wordings) -> Path:
    return (*path, lang, index) if isinstance(text, Wordings) else (*path, lang)


def _within(place: Place, words: str) -> Place:
    """The place of `words` on the line of `place`, when they are found there."""
    alone = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if words.isalpha() else re.escape(words))
    found = alone.search(place.excerpt, place.column - 1)
    if found is None:
        return place
    return place.model_copy(update={"column": found.start() + 1, "width": len(words)})


def _wordings(path: Path, said: Wordings, marks: Marks) -> Iterator[Diagnostic]:
    if len(said.fr) != len(said.en):
        yield marks.fault(
            Code.WORDINGS_DIFFER,
            marks.key(*path),
            f"{counted(len(said.fr), 'wording')} in French, {len(said.en)} in English",
            "a wording says the same in both languages, in the same order",
        )
    kind = str(path[1]) if path[0] == "replies" else ""
    listed_in = path[:2] == ("negotiation", "issues") and path[-1] == "phrase"
    for lang in LANGS:
        seen: dict[str, int] = {}
        for index, line in enumerate(said.in_(lang)):
            place = marks.value(*path, lang, index)
            bare = "".join(c for c in line.casefold() if c.isalnum())
            if bare in seen:
                yield marks.fault(
                    Code.WORDINGS_EQUAL,
                    place,
                    f"wordings {seen[bare] + 1} and {index + 1} are the same",
                    "the persona must not repeat herself: word it otherwise",
                )
            seen.setdefault(bare, index)
            if not listed_in:
                yield from _length(line, kind, place, marks)
            if lang == "fr" and (tu := _TU.search(line)):
                yield marks.fault(
                    Code.TU,
                    _within(place, tu.group()),
                    f"« {tu.group()} »: business talk says vous",
                    "right only if the case wants this person to say tu",
                )


def _length(line: str, kind: str, place: Place, marks: Marks) -> Iterator[Diagnostic]:
    if kind.startswith(LONG_KINDS) or (kind.startswith(SHORT_KINDS) and len(line) < SHORTEST):
        return
    if len(line) > UNBEARABLE:
        yield marks.fault(
            Code.LINE_TOO_LONG,
            place,
            f"{len(line)} characters in one line of talk; at most {UNBEARABLE}",
            "one idea a turn; a list of figures belongs in a document",
        )
    elif not SHORTEST <= len(line) <= LONGEST:
        yield marks.fault(
            Code.LINE_LENGTH,
            place,
            f"{len(line)} characters in one line of talk; {SHORTEST} to {LONGEST} read well",
            "one to three sentences, one idea, at most one question",
        )


def _places(
    at: tuple[Path, int], pair: tuple[str, str], known: frozenset[str] | None, marks: Marks
) -> Iterator[Diagnostic]:
    """Braces that nothing fills; an empty set of `known` places means that none is ever filled."""
    path, index = at
    for lang, line in zip(LANGS, pair, strict=True):
        for found in _BRACED.finditer(line):
            name = found[1]
            if name and _NAME.match(name) and (known is None or name in known):
                continue
            place = _within(marks.value(*path, lang, index), found.group())
            if name is None:
                message, hint = f"a lone {found.group()}", "braces only stand around a name"
            elif known is not None and not known:
                message = f"{{{name}}} would be shown as it is: only lines of talk have places"
                hint = "write the name or the figure out"
            else:
                message, hint = f"nothing fills {{{name}}}", nearest(name, known or ())
            yield marks.fault(Code.PLACEHOLDER, place, message, hint)


def _twin_places(at: tuple[Path, int], pair: tuple[str, str], marks: Marks) -> Iterator[Diagnostic]:
    path, index = at
    fr, en = ({found[1] for found in _BRACED.finditer(line)} for line in pair)
    if fr != en and all(pair):
        yield marks.fault(
            Code.PLACEHOLDERS_DIFFER,
            marks.value(*path, "en", index),
            f"French uses {_braced(fr)}, English {_braced(en)}",
            "twins hold the same places",
        )


def _braced(names: set[str]) -> str:
    return listed(sorted(names)) if names else "none"


def _quotation_marks(path: Path, text: Text | Wordings, marks: Marks) -> Iterator[Diagnostic]:
    for index, line in enumerate(text.fr if isinstance(text, Wordings) else (text.fr,)):
        place = marks.value(*_at(path, "fr", index, text))
        if found := _STRAIGHT.search(line):
            yield marks.fault(
                Code.QUOTATION_MARKS,
                _within(place, found.group()),
                f"{found.group()} in a French text",
                "French quotes with « and »",
            )
        elif line.count("«") != line.count("»"):
            yield marks.fault(Code.QUOTATION_MARKS, place, "« and » do not come in pairs")


def _lengths(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    limited: list[tuple[Path, Text, int]] = [(("teaser",), scenario.teaser, TEASER)]
    limited += [
        (("brief", "documents", at, "body"), document.body, DOCUMENT)
        for at, document in enumerate(scenario.brief.documents)
    ]
    for path, text, most in limited:
        for lang in LANGS:
            if (length := len(text.in_(lang))) > most:
                yield marks.fault(
                    Code.TEXT_TOO_LONG,
                    marks.value(*path, lang),
                    f"{length} characters; at most {most:,} fit here",
                )
