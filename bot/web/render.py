"""Pages: Jinja2 templates filled with the interface's texts; everything escaped."""

from datetime import datetime
from functools import cache
from pathlib import Path

from babel.dates import format_datetime
from jinja2.sandbox import SandboxedEnvironment

from bot.render import environment
from dialogues.text import Lang
from dialogues.typography import french

FOLDER = Path(__file__).parent / "templates"
_PATTERN = {"fr": "d MMM y, HH:mm", "en": "d MMM y, HH:mm"}


@cache
def _pages(lang: Lang) -> SandboxedEnvironment:
    made = environment(FOLDER, lang)

    def clock(at: datetime) -> str:
        """A time in UTC, which the page's script turns into the reader's own."""
        locale = "fr_FR" if lang == "fr" else "en_GB"
        return f"{format_datetime(at, _PATTERN[lang], locale=locale)} UTC"

    def typeset(text: str) -> str:
        return french(text) if lang == "fr" else text

    made.globals.update(lang=lang)
    made.filters.update(clock=clock, typeset=typeset)
    return made


def rendered(template: str, lang: Lang, **values: object) -> str:
    """The HTML of a page.

    Raises:
        UndefinedError: the template names a value that was not given.
    """
    return _pages(lang).get_template(f"{template}.html.j2").render(**values)
