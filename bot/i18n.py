"""Interface texts: gettext catalogues read with Babel, one per language, both complete."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup

from dialogues.text import Lang
from dialogues.typography import french

FOLDER = Path(__file__).parent / "locales"


@cache
def catalogue(lang: Lang) -> Catalog:
    """The catalogue of one language, as the translators left it."""
    path = FOLDER / lang / "LC_MESSAGES" / "pourparler.po"
    with path.open("rb") as file:
        return read_po(file, locale=lang)


@cache
def _texts(lang: Lang) -> Mapping[str, tuple[str, ...]]:
    """Key → its text, or its forms for one and for many."""
    texts: dict[str, tuple[str, ...]] = {}
    for message in catalogue(lang):
        if not message.id:
            continue
        key = str(message.id if isinstance(message.id, str) else message.id[0])
        found = message.string
        forms = tuple(found) if isinstance(found, list | tuple) else (str(found or ""),)
        texts[key] = tuple(french(form) if lang == "fr" else form for form in forms)
    return texts


class Texts:
    """The interface in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **places: object) -> Markup:
        """The text of `key`, its places filled and escaped.

        Raises:
            KeyError: the catalogue lacks the key or the call lacks a place.
        """
        return Markup(_texts(self.lang)[key][0]) % places if places else self._plain(key)  # noqa: S704 - our own catalogue

    def has(self, key: str) -> bool:
        """Whether there is a text of `key`."""
        return key in _texts(self.lang)

    def many(self, key: str, count: int, **places: object) -> Markup:
        """The form of `key` that goes with `count`; French counts zero as singular."""
        forms = _texts(self.lang)[key]
        singular = count in (0, 1) if self.lang == "fr" else count == 1
        return Markup(forms[0 if singular else -1]) % {"count": count, **places}  # noqa: S704 - our own catalogue

    def plain(self, key: str, **places: object) -> str:
        """The text of `key` where no HTML is understood: button labels, toasts, descriptions."""
        text = _texts(self.lang)[key][0]
        return text % places if places else text.replace("%%", "%")

    def number(self, value: object) -> str:
        """A figure as this language writes it."""
        return format_decimal(str(value), locale="fr_FR" if self.lang == "fr" else "en_GB")

    def _plain(self, key: str) -> Markup:
        return Markup(_texts(self.lang)[key][0].replace("%%", "%"))  # noqa: S704 - our own catalogue


FR, EN = Texts("fr"), Texts("en")


def texts(lang: Lang) -> Texts:
    """The interface in `lang`."""
    return FR if lang == "fr" else EN
