"""The two languages, and texts that exist in both."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Lang = Literal["fr", "en"]
LANGS: tuple[Lang, Lang] = ("fr", "en")


class Frozen(BaseModel):
    """A value: compared by content, never changed, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One text, written in both languages."""

    fr: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.fr if lang == "fr" else self.en


class Wordings(Frozen):
    """Several wordings of one thing to say, in both languages; both lists have the same length."""

    fr: tuple[str, ...]
    en: tuple[str, ...]

    def in_(self, lang: Lang) -> tuple[str, ...]:
        """The wordings in `lang`, in the author's order."""
        return self.fr if lang == "fr" else self.en
