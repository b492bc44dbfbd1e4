"""Run-ons: where sentences start in a message that was typed without stops, or dictated."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dialogues.reading.content import alternatives

_LONG = 11
"""Words from which a line without a stop or a comma may hold several sentences."""
_FEWEST = 3
"""Words of the shortest sentence that is set apart."""
_SUPPOSES = re.compile(
    r" ?(?:(?:et|and|mais|but|ok|donc|so|bon|alors|now) )*(?:si|s'il|if|once|des que)\b"
    r"(?!.*\b(?:alors|then|je|j'|on|nous|i|we|i'll|we'll)\b)"
)
"""A condition waits for what follows from it."""
_STOPPED = re.compile(r"[,;:.?!](?:\s|$)")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    starts, after = (alternatives("run_ons.yaml", name) for name in ("starts", "not_after"))
    return re.compile(rf"(?<= )(?:{starts})(?![a-z])"), re.compile(rf"(?:^|[ '])(?:{after}) ?$")


def breaks_in(text: str) -> Iterator[int]:
    """The blanks of folded text behind which a new sentence starts."""
    starts, not_after = _patterns()
    begin = 0
    for line in text.split("\n"):
        if not _STOPPED.search(line.rstrip(" .?!")) and len(line.split()) >= _LONG:
            last = 0
            for match in starts.finditer(line):
                before = line[last : match.start()]
                rest = line[match.start() :]
                if _SUPPOSES.match(before):
                    continue
                if min(len(before.split()), len(rest.split())) < _FEWEST or not_after.search(
                    before.rstrip()
                ):
                    continue
                yield begin + match.start() - 1
                last = match.start()
        begin += len(line) + 1
