"""The two languages, and texts that exist in both."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

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


def _listed(value: object) -> object:
    """Take one sentence per language where an author has only one wording."""
    if isinstance(value, dict):
        return {k: (v,) if isinstance(v, str) else v for k, v in value.items()}
    return value


Said = Annotated[Wordings, BeforeValidator(_listed)]
"""Wordings, written as one text or as a list of texts per language."""


class Asked(Frozen):
    """Words or questions in which learners speak of something."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Those of both languages."""
        return (*self.fr, *self.en)
