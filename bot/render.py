"""Screens: Jinja2 templates filled with the interface's texts; escaped here, once."""

from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from bot.i18n import texts
from dialogues.text import Lang, Text

FOLDER = Path(__file__).parent / "templates"


def stage(text: str) -> Markup:
    """A persona's words: *stage directions* in italics, all else escaped."""
    pieces = str(escape(text)).split("*")
    if len(pieces) % 2 == 0:
        return Markup(escape(text))  # noqa: S704 - escaped on this line
    marked = (f"<i>{p}</i>" if n % 2 else p for n, p in enumerate(pieces))
    return Markup("".join(marked))  # noqa: S704 - escaped above


def environment(folder: Path, lang: Lang) -> SandboxedEnvironment:
    """Templates of a folder with the interface's texts in one language; everything escaped."""
    made = SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    said = texts(lang)

    def written(text: Text) -> str:
        return text.in_(lang)

    made.globals.update(t=said, many=said.many, number=said.number)
    made.filters.update(tr=written, stage=stage)
    return made


@cache
def _screens(lang: Lang) -> SandboxedEnvironment:
    return environment(FOLDER, lang)


def screen(name: str, lang: Lang, **values: object) -> str:
    """The HTML of a screen; blank lines at both ends left out.

    Raises:
        UndefinedError: the template names a value that was not given.
    """
    return _screens(lang).get_template(f"{name}.html.j2").render(**values).strip()
