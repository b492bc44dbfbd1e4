"""The words of an answer: which wording comes next, and what fills its places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from dialogues.families.view import View
from dialogues.text import Said

PLACES = frozenset({"persona", "firm", "date"})
"""Names that a persona line may hold in braces."""

_NO_PLACES: Mapping[str, str] = {}
_PLACE = re.compile(r"\{([a-z-]+)\}")


@dataclass(frozen=True)
class Part:
    """One piece of a persona's answer, with the wording it came from."""

    line: str
    """'welcome#1': reply kind and index of the wording."""
    text: str


def _next_index(view: View, kind: str, count: int) -> int:
    """Wordings take turns; the seed says which comes first."""
    first = crc32(f"{view.attempt.seed}:{kind}".encode()) % count
    return (first + view.times_used(kind)) % count


def _filled(view: View, text: str, more: Mapping[str, str]) -> str:
    persona = view.case.scenario.persona
    date = ""
    if view.reading:
        date = next((t.text for t in view.reading.terms if t.kind in ("date", "duration")), "")
    places = {"persona": persona.name, "firm": persona.firm, "date": date, **more}
    return _PLACE.sub(lambda m: places.get(m[1], m[0]), text)


def worded(view: View, kind: str, said: Said, places: Mapping[str, str] = _NO_PLACES) -> Part:
    """The next wording of `said`, kept under `kind`; `places` fill it beside the usual ones."""
    wordings = said.in_(view.lang)
    index = _next_index(view, kind, len(wordings))
    return Part(line=f"{kind}#{index}", text=_filled(view, wordings[index], places))


def reply(view: View, kind: str) -> Part:
    """The next wording of one of the scenario's reply kinds."""
    return worded(view, kind, view.case.scenario.replies[kind])
