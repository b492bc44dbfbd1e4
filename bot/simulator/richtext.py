"""Texts as Telegram stores them: cleaned, measured in UTF-16 units, with entities."""

import re
from html import escape
from itertools import pairwise

from bot.simulator.model import Json

# What Telegram's servers take out of any text: separators and direction overrides U+2028-U+202E.
_REMOVED = re.compile("[\r\u2028-\u202e\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_DETECTORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"(?<![\w@/.])https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)\]']", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "url",
        re.compile(r"(?<![\w@/.-])(?:[a-z0-9-]+\.)+(?:com|org|net|eu|fr|uk|me|io|dev)(?:/\S*)?\b"),
    ),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    ),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
}
_UNSPLIT = {"code", "pre"}
_NEVER_JOINED = {"blockquote", "expandable_blockquote", "pre"}
_OUTER_FIRST = (
    "blockquote",
    "expandable_blockquote",
    "pre",
    "text_link",
    "text_mention",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
)


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of `text` an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def clean(text: str) -> str:
    """The text without what Telegram removes; control characters become spaces."""
    text = _CONTROL.sub(" ", _REMOVED.sub("", text))
    return text.encode("utf-8", "ignore").decode("utf-8")


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text and entities without white space at both ends."""
    left = units(text) - units(text.lstrip())
    stripped = text.strip()
    end = units(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        stop = min(entity["offset"] + entity["length"] - left, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def _rank(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    return (
        entity["offset"],
        -entity["length"],
        _OUTER_FIRST.index(kind) if kind in _OUTER_FIRST else len(_OUTER_FIRST),
    )


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _crosses(span: tuple[int, int], other: tuple[int, int]) -> bool:
    (_, b), (c, d) = sorted([span, other], key=lambda s: (s[0], -s[1]))
    return c < b < d


def _twins(one: Json, other: Json) -> bool:
    same = {**one, "offset": 0, "length": 0} == {**other, "offset": 0, "length": 0}
    return same and one["type"] not in _NEVER_JOINED


def order(entities: list[Json]) -> list[Json]:
    """Outer entities before inner ones; twins that touch are joined where nesting stays proper."""
    joined: list[Json] = []
    for entity in sorted(entities, key=_rank):
        start, stop = _span(entity)
        for twin in joined:
            low, high = _span(twin)
            whole = (low, max(high, stop))
            if not _twins(twin, entity) or high < start:
                continue
            if any(_crosses(whole, _span(third)) for third in entities):
                continue
            twin["length"] = whole[1] - low
            break
        else:
            joined.append(dict(entity))
    return sorted(joined, key=_rank)


def detect(text: str, entities: list[Json]) -> list[Json]:
    """The entities with links, commands, mentions and hashtags found in plain text added."""
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in _UNSPLIT | {"text_link", "text_mention"}
    ]
    found = list(entities)
    for kind, pattern in _DETECTORS:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            stop = start + units(match.group())
            if all(stop <= a or start >= b for a, b in taken):
                found.append({"type": kind, "offset": start, "length": stop - start})
                taken.append((start, stop))
    return order(found)


def _opening(entity: Json) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "blockquote":
        return "<blockquote>", "</blockquote>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "pre":
        if language := entity.get("language"):
            return f'<pre><code class="language-{escape(language)}">', "</code></pre>"
        return "<pre>", "</pre>"
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    return "", ""


def to_html(text: str, entities: list[Json]) -> str:
    """The text in Telegram's HTML; what Telegram finds by itself (links, commands) stays bare."""
    marked = [e for e in order(entities) if _opening(e)[0]]
    edges = {0, units(text)}
    for entity in marked:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    places = sorted(edges)
    pieces: list[str] = []
    open_now: list[Json] = []
    for start, stop in [*pairwise(places), (places[-1], places[-1])]:
        while open_now and open_now[-1]["offset"] + open_now[-1]["length"] <= start:
            pieces.append(_opening(open_now.pop())[1])
        for entity in marked:
            if entity["offset"] == start and entity["length"] > 0:
                pieces.append(_opening(entity)[0])
                open_now.append(entity)
        pieces.append(escape(cut(text, start, stop - start), quote=False))
    return "".join(pieces)
