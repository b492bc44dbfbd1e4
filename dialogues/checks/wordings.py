"""Whether there are enough wordings of a thing that can be said more than once."""

from collections.abc import Iterator

from dialogues.diagnostics import Code, Diagnostic, Place
from dialogues.faults import counted
from dialogues.positions import Marks, Path
from dialogues.text import LANGS, Wordings


def too_few(path: Path, said: Wordings, least: int, marks: Marks) -> Iterator[Diagnostic]:
    """One fault when both languages have as many and fewer than `least`, else one for each."""
    counts = {lang: len(said.in_(lang)) for lang in LANGS}
    if len(set(counts.values())) == 1 and counts["fr"] < least:
        yield _fault(marks.key(*path), path, counts["fr"], least, marks)
        return
    for lang, found in counts.items():
        if found < least:
            yield _fault(marks.key(*path, lang), path, found, least, marks)


def _fault(place: Place, path: Path, found: int, least: int, marks: Marks) -> Diagnostic:
    return marks.fault(
        Code.WORDINGS_FEW,
        place,
        f"{counted(found, 'wording')}; '{path[-1]}' needs at least {least}",
        "it can come more than once, and nobody says the same thing twice alike",
    )
