"""Telegram's HTML cut to the sizes it takes, and its text without marks."""

import html as html_module
import re

TEXT_MOST = 4096
CAPTION_MOST = 1024
_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL
)
_BORDERS = ("\n\n", "\n", " ")


def units(text: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts."""
    return len(text) + sum(c > "\uffff" for c in text)


def plain(html: str) -> str:
    """The text of `html` without its marks."""
    return html_module.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", html))


def parts(html: str, most: int = TEXT_MOST) -> tuple[str, ...]:
    """`html` in parts of at most `most` shown units, cut between paragraphs where possible.

    No tag or entity is cut; what is open at a cut is closed there and opened again after it.
    """
    if units(plain(html)) <= most:
        return (html,)
    made: list[str] = []
    rest, opened = html, ""
    while rest:
        end = _reach(rest, most)
        if end < len(rest):
            end = _border(rest, end)
        piece, rest = rest[:end], rest[end:]
        open_tags = _left_open(opened + piece)
        closing = "".join(f"</{name}>" for name, _ in reversed(open_tags))
        made.append((opened + piece).rstrip() + closing)
        opened = "".join(tag for _, tag in open_tags)
        rest = rest.lstrip()
    return tuple(part for part in made if plain(part).strip())


def plain_parts(text: str, most: int = TEXT_MOST) -> tuple[str, ...]:
    """Plain text in parts of at most `most` units."""
    return tuple(plain(part) for part in parts(html_module.escape(text, quote=False), most))


def _reach(html: str, most: int) -> int:
    """Where the most units are shown; an index between tokens."""
    shown = 0
    for token in _TOKEN.finditer(html):
        if token[2] is None:
            shown += units(html_module.unescape(token[0]))
        if shown > most:
            return token.start()
    return len(html)


def _border(html: str, end: int) -> int:
    """The last good place to cut at or before `end`, in the last half of the piece."""
    for border in _BORDERS:
        at = html.rfind(border, end // 2, end)
        if at >= 0 and not _inside_tag(html, at):
            return at + len(border)
    return end


def _inside_tag(html: str, at: int) -> bool:
    return html.rfind("<", 0, at) > html.rfind(">", 0, at)


def _left_open(html: str) -> list[tuple[str, str]]:
    stack: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(html):
        if token[2] is None:
            continue
        name = token[2].lower()
        if not token[1]:
            stack.append((name, token[0]))
        elif stack and stack[-1][0] == name:
            stack.pop()
    return stack
