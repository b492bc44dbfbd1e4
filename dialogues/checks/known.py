"""What the checks of a scenario take from elsewhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol


class Requirements(Protocol):
    """What a family asks of its scenarios."""

    @property
    def replies(self) -> Mapping[str, int]:
        """Reply kind → the least number of wordings."""

    @property
    def endings(self) -> Collection[str]:
        """The endings its talks can reach."""


@dataclass(frozen=True)
class Known:
    """Names that other content defines; None: not known here, so not checked."""

    criteria: frozenset[str] | None = None
    """Criteria that a better line can serve."""
    topics: frozenset[str] | None = None
    """Topics of the shared lexicon."""
    places: frozenset[str] | None = None
    """Names that a persona line may hold in braces."""


NOTHING_MORE = Known()
