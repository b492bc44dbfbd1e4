"""Telegram's HTML, read as strictly as Telegram reads it."""

from dataclasses import dataclass

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.model import Json
from bot.simulator.richtext import order, units

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = " \t\r\n\0\v"


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    place: int


def _fault(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


class _Reader:
    """One pass over one text; `at` is the place of the next character."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def byte(self, place: int) -> int:
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def skip_spaces(self) -> None:
        while self.peek() and self.peek() in _SPACES:
            self.at += 1

    def emit(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += units(piece)

    def character(self) -> str:
        """The next character, a reference counting as what it stands for."""
        char = self.peek()
        self.at += 1
        if char != "&":
            return char
        stop = self.at
        if self.source.startswith("#", stop):
            hexadecimal = self.source[stop + 1 : stop + 2] in ("x", "X")
            stop += 2 if hexadecimal else 1
            digits = "0123456789abcdefABCDEF" if hexadecimal else "0123456789"
            start = stop
            while stop < len(self.source) and self.source[stop] in digits:
                stop += 1
            number = int(self.source[start:stop] or "0", 16 if hexadecimal else 10)
            if not 0 < number < 0x10FFFF:
                return char
            decoded = chr(number)
        else:
            start = stop
            while stop < len(self.source) and self.source[stop].isascii():
                if not self.source[stop].isalpha():
                    break
                stop += 1
            decoded = _NAMED.get(self.source[start:stop], "")
            if not decoded:
                return char
        self.at = stop + 1 if self.source.startswith(";", stop) else stop
        return decoded

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            if self.peek() != "<":
                self.emit(self.character())
            elif self.source.startswith("</", self.at):
                self.close_tag()
            else:
                self.open_tag()
        if self.open:
            tag = self.open[-1].tag
            raise _fault(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self.out), self.entities

    def open_tag(self) -> None:
        begin = self.at
        self.at += 1
        while self.peek() and self.peek() not in _SPACES + ">":
            self.at += 1
        if not self.peek():
            raise _fault(f"Unclosed start tag at byte offset {self.byte(begin)}")
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in _KINDS:
            raise _fault(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        argument = ""
        while True:
            self.skip_spaces()
            if self.peek() == ">":
                break
            name, value = self.attribute(tag, begin)
            wanted = {
                ("a", "href"): value,
                ("code", "class"): value[9:] if value.startswith("language-") else "",
                ("span", "class"): value[3:] if value.startswith("tg-") else "",
                ("tg-emoji", "emoji-id"): value,
                ("blockquote", "expandable"): "1",
            }
            argument = wanted.get((tag, name), argument)
        self.at += 1
        if tag == "span" and argument != "spoiler":
            where = self.byte(begin)
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        start = self.at
        while self.peek() and self.peek() not in _SPACES + "=>/\"'":
            self.at += 1
        name = self.source[start : self.at].lower()
        if not self.peek() and not name:
            raise _fault(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if not name:
            raise _fault(
                f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}'
            )
        self.skip_spaces()
        if self.peek() != "=":
            if not self.peek():
                raise _fault(f"Unclosed start tag at byte offset {self.byte(begin)}")
            if tag == "blockquote" and name == "expandable":
                return name, ""
            raise _fault(
                f"Expected equal sign in declaration of an attribute of the tag"
                f' "{tag}" at byte offset {self.byte(begin)}'
            )
        self.at += 1
        self.skip_spaces()
        quote = self.peek()
        value: list[str] = []
        if quote and quote in "\"'":
            self.at += 1
            while self.peek() and self.peek() != quote:
                value.append(self.character())
            self.at += 1
        else:
            start = self.at
            while self.peek().isalnum() or (self.peek() and self.peek() in ".-"):
                value.append(self.peek().lower())
                self.at += 1
            if self.peek() and self.peek() not in _SPACES + ">":
                raise _fault(f"Unexpected end of name token at byte offset {self.byte(start)}")
        if not self.peek():
            raise _fault(f"Unclosed start tag at byte offset {self.byte(begin)}")
        return name, "".join(value)

    def close_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _fault(f"Unexpected end tag at byte offset {self.byte(begin)}")
        while self.peek() and self.peek() not in _SPACES + ">":
            self.at += 1
        found = self.source[begin + 2 : self.at].lower()
        self.skip_spaces()
        if self.peek() != ">":
            raise _fault(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        last = self.open.pop()
        if found and found != last.tag:
            raise _fault(
                f"Unmatched end tag at byte offset {self.byte(begin)},"
                f' expected "</{last.tag}>", found "</{found}>"'
            )
        if self.offset > last.offset and (entity := self.entity(last)):
            self.entities.append(entity)

    def entity(self, last: _Open) -> Json | None:
        entity: Json = {
            "type": _KINDS[last.tag],
            "offset": last.offset,
            "length": self.offset - last.offset,
        }
        if last.tag == "blockquote" and last.argument:
            entity["type"] = "expandable_blockquote"
        elif last.tag == "tg-emoji":
            entity["custom_emoji_id"] = last.argument
        elif last.tag == "code" and last.argument and self.open and self.open[-1].tag == "pre":
            self.open[-1].argument = last.argument
            return None
        elif last.tag == "pre" and last.argument:
            entity["language"] = last.argument
        elif last.tag == "a":
            url = last.argument or "".join(self.out[last.place :])
            return _link(entity, url)
        return entity


def _link(entity: Json, url: str) -> Json | None:
    if url.startswith("tg://user?id=") and url[13:].isdigit():
        return {**entity, "type": "text_mention", "user": {"id": int(url[13:])}}
    if "://" not in url and "." in url and " " not in url:
        url = f"http://{url}"
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in ("http", "https", "tg", "ton", "tonsite") or not rest:
        return None
    return {**entity, "url": url}


def _inside(inner: Json, outer: Json) -> bool:
    return (
        inner is not outer
        and outer["offset"] <= inner["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )


def settle(entities: list[Json]) -> list[Json]:
    """The entities Telegram keeps: nothing inside code, no quotation inside a quotation."""
    kept = []
    quotes = ("blockquote", "expandable_blockquote")
    for place, entity in enumerate(entities):
        in_code = any(
            other["type"] in ("code", "pre")
            and _inside(entity, other)
            and not (_inside(other, entity) and entity["type"] in ("pre", *quotes))
            for other in entities
        )
        in_quote = entity["type"] in quotes and any(
            other["type"] in quotes
            and _inside(entity, other)
            and not (_inside(other, entity) and later < place)
            for later, other in enumerate(entities)
        )
        if not in_code and not in_quote:
            kept.append(entity)
    return order(kept)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities of `source`.

    Raises:
        ApiError: 400 with Telegram's own words on an unknown, unclosed or ill-nested tag.
    """
    text, entities = _Reader(source).read()
    return text, settle(entities)
