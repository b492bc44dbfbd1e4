"""The acts that the reader hears in a message after another."""

from dialogues.reading.model import Act, Context
from dialogues.reading.reader import read
from dialogues.text import Lang


def acts(text: str, other: str = "", lang: Lang = "en") -> set[Act]:
    """The acts of `text` as an answer to `other`."""
    return {found.act for found in read(text, Context(other=other, lang=lang)).acts}
