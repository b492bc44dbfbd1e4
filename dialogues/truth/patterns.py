"""Small patterns as authors write them, turned into regular expressions over folded text."""

import re
from collections.abc import Iterable, Mapping

_NAME = re.compile(r"\{([a-z][a-z-]*)\}")
_STAR = re.compile(r"(?<=[a-z])\*")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_GAP = "(?:[^ \\n.;:,]+ ){0,5}?"

Words = Mapping[str, tuple[str, ...]]


def compiled(sources: Iterable[str], words: Words) -> re.Pattern[str]:
    """A pattern that matches any of `sources` as whole words.

    `*` stands for the rest of a word, `~` for up to five words, `'` for an apostrophe that may be
    missing and `{name}` for an entry of `words`.
    """
    spelt = "|".join(_named(source, words) for source in sources)
    spelt = _STAR.sub("[a-z']*", spelt.replace("(~)", "~")).replace("~", _GAP)
    spelt = _GROUP.sub("(?:", spelt.replace("' ", "'? ?"))
    spelt = re.sub(r"(?<=[a-z])'(?=[a-z(])(?!t(?![a-z]))", "'? ?", spelt)
    return re.compile(rf"(?<![a-z0-9])(?:{spelt})(?![a-z0-9])")


def _named(source: str, words: Words) -> str:
    def entry(found: re.Match[str]) -> str:
        return "(" + "|".join(_named(each, words) for each in words[found[1]]) + ")"

    return _NAME.sub(entry, source)
