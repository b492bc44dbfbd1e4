"""Folded text: lower case, no accents, phone spelling written out, every character traced back."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from dialogues.reading.content import load
from dialogues.reading.model import Span
from dialogues.reading.repair import SHORTEST, SHORTEST_ASKING, asking, repaired
from dialogues.reading.run_ons import breaks_in

LONGEST = 4096
"""Characters read of a message: what Telegram lets a person send."""

_SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "…": ".",
        "⁄": "/",
        "？": "?",
        "！": "!",
        "\n": "\n",
        "\r": "\n",
        "\t": " ",
    }
)
_KEPT_SYMBOLS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"}
_WORD = re.compile(r"(?<![\w/&.'-])[a-z0-9@+]+(?:'[a-z]{1,2})?(?![\w/&']| ?[$&])")
_SENTENCE_END = re.compile(
    r"(?:(?<=[!?])|(?<=[a-z0-9)%\"€$][a-z0-9)%\"€$]\.)|(?<=[0-9)%\"€$]\.)|(?<=;)|(?<=\.\.)|"
    r"(?<= i\.))(?: +)"
)
_RUN_ON = re.compile(r"(?<=[a-z]{3})[.?!](?=[a-z]{2})")
"""A stop without its blank: the next sentence shows by its capital."""
_ELIDED = re.compile(
    r"(?<![\w'.-])(?<!\d )(?:(c) (?=e(?:st|tait|taient)\b)|(s) (?=ils?\b)|"
    r"(d|l|j|n|qu|jusqu|lorsqu|puisqu|aujourd) (?=(?:[aeiouh][a-z]|y |a )))"
)
"""Elisions typed with a blank: "l inquiete", "aujourd hui"."""
_BULLET = re.compile(r"^ {0,8}[-*\u2022\u00b7>] +(?=\S)", re.MULTILINE)
_FIGURE_ALONE = re.compile(r"-[ \d.,/]+[kmg]?")
_NUMBERED = re.compile(r"^ {0,8}(\d{1,2})[.)] +(?=\S)", re.MULTILINE)
_ABBREVIATIONS = re.compile(
    r"\b(?:m|mr|mrs|ms|dr|st|p|env|max|min|approx|vs|etc|art|ref|tel|inc|ltd)\. $"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A message made easy to match, with the way back to the characters that were typed."""

    original: str
    text: str
    """Lower case, no accents, hyphens between letters as spaces, one sentence a line."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The original characters behind `text[start:end]`, blanks at both ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else 0
            return Span(start=place, end=place)
        return Span(start=self.starts[start], end=self.ends[end - 1])


def _plain(char: str) -> str:
    """One typed character as matched characters; empty for what is invisible."""
    if char.isascii():
        return char.lower() if char != "\r" else "\n"
    category = unicodedata.category(char)
    if category in {"Cf", "Cc", "Mn", "Me", "Cs", "Co", "Cn"}:
        return ""
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"}:
        return "\n"
    lowered = char.lower().translate(_SAME)
    if lowered in _KEPT_SYMBOLS:
        return _KEPT_SYMBOLS[lowered]
    parts = unicodedata.normalize("NFKD", lowered)
    return (
        "".join(part for part in parts if not unicodedata.combining(part)).lower().replace("⁄", "/")
    )


_plain_cached = lru_cache(maxsize=4096)(_plain)


@lru_cache(maxsize=1)
def _phone_spelling() -> dict[str, str]:
    table = load("phone_spelling.yaml")
    return {str(key): str(value) for key, value in table.items()}


def fold(text: str) -> Folded:
    """Fold `text`; a character outside the first `LONGEST` is not read."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(text[:LONGEST]):
        for plain in _plain_cached(char):
            if plain == " " and chars and chars[-1] == " ":
                continue
            chars.append(plain)
            starts.append(index)
            ends.append(index + 1)
    joined = "".join(chars)
    joined = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", joined).replace("\t", " ")
    joined = _ELIDED.sub(lambda m: m.group()[:-1] + "'", joined)
    joined = _without_bullets(joined)
    return _sentences(_write_out(Folded(text, joined, tuple(starts), tuple(ends))))


def _without_bullets(text: str) -> str:
    """Dashes and numbers that only number the lines of a list, as blanks."""
    if _FIGURE_ALONE.fullmatch(text.strip()):
        return text
    text = _BULLET.sub(lambda m: " " * len(m.group()), text)
    numbered = _NUMBERED.findall(text)
    if "1" in numbered and "2" in numbered:
        text = _NUMBERED.sub(lambda m: " " * len(m.group()), text)
    return text


def _write_out(folded: Folded) -> Folded:
    """Phone spelling written out: 'bjr' as 'bonjour'."""
    table = _phone_spelling()
    found = []
    for match in _WORD.finditer(folded.text):
        word = match.group()
        written = table.get(word)
        if len(word) == 1 and folded.text.startswith(". ", match.end()):
            continue
        if written is None and len(word) >= SHORTEST_ASKING and word.isalpha():
            written = asking(word)
        if written is None and len(word) >= SHORTEST:
            a, b = match.span()
            typed = folded.original[folded.starts[a] : folded.ends[b - 1]]
            written = repaired(word, typed)
        if written is not None and written != word:
            found.append((match, written))
    if not found:
        return folded
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match, word in found:
        a, b = match.span()
        text += [folded.text[done:a], word]
        starts += [*folded.starts[done:a], *([folded.starts[a]] * len(word))]
        ends += [*folded.ends[done:a], *([folded.ends[b - 1]] * len(word))]
        done = b
    text.append(folded.text[done:])
    starts += folded.starts[done:]
    ends += folded.ends[done:]
    return Folded(folded.original, "".join(text), tuple(starts), tuple(ends))


def _sentences(folded: Folded) -> Folded:
    """A line break where a sentence ends, so that patterns stay within one."""
    chars = list(folded.text)
    for match in _SENTENCE_END.finditer(folded.text):
        if _ABBREVIATIONS.search(folded.text, max(0, match.start() - 8), match.end()):
            continue
        rest = folded.text[match.end() : match.end() + 1]
        if rest in {"?", "!", ""}:
            continue
        chars[match.start()] = "\n"
    for match in _RUN_ON.finditer(folded.text):
        before, after = (
            folded.original[folded.starts[at]] for at in (match.start() - 1, match.end())
        )
        if after.isupper() and before.islower():
            chars[match.start()] = "\n"
    for at in breaks_in("".join(chars)):
        chars[at] = "\n"
    return Folded(folded.original, "".join(chars), folded.starts, folded.ends)
