"""Whether there are enough wordings of a thing that can be said more than once."""

from collections.abc import Iterator

from dialogues.diagnostics import Code, Diagnostic
from dialogues.positions import Marks, Path
from dialogues.text import LANGS, Wordings


def too_few(path: Path, said: Wordings, least: int, marks: Marks) -> Iterator[Diagnostic]:
    """A fault for each language with fewer than `least` wordings."""
    for lang in LANGS:
        found = len(said.in_(lang))
        if found < least:
            yield marks.fault(
                Code.WORDINGS_FEW,
                marks.key(*path, lang),
                f"{found} wording{'' if found == 1 else 's'}; '{path[-1]}' needs at least {least}",
                "it can come more than once, and nobody says the same thing twice alike",
            )
