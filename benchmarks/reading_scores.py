"""Scores: precision, recall and F1 per act, beside always saying yes, with intervals."""

import random
from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """Hits, false alarms and misses of one label."""

    hit: int = 0
    alarm: int = 0
    miss: int = 0
    n: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.hit + other.hit, self.alarm + other.alarm, self.miss + other.miss, self.n + other.n
        )

    @property
    def precision(self) -> float:
        """Of what was found, how much is right."""
        return self.hit / (self.hit + self.alarm) if self.hit + self.alarm else 0.0

    @property
    def recall(self) -> float:
        """Of what is there, how much was found."""
        return self.hit / (self.hit + self.miss) if self.hit + self.miss else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.hit + self.alarm + self.miss
        return 2 * self.hit / total if total else 0.0

    @property
    def support(self) -> int:
        """How many messages carry the label."""
        return self.hit + self.miss

    @property
    def always(self) -> float:
        """The F1 of saying yes to everything."""
        return 2 * self.support / (self.support + self.n) if self.support else 0.0


Row = tuple[str, frozenset[str], frozenset[str]]
"""Dialogue, labels by people, labels by the reader."""


def tallies(rows: list[Row], labels: list[str]) -> dict[str, Tally]:
    """One tally a label."""
    found: dict[str, Tally] = defaultdict(Tally)
    for _, gold, read in rows:
        for label in labels:
            said, true = label in read, label in gold
            found[label] += Tally(said and true, said and not true, true and not said, 1)
    return dict(found)


def macro(table: dict[str, Tally]) -> float:
    """The mean F1 over labels that occur."""
    scores = [t.f1 for t in table.values() if t.support]
    return sum(scores) / len(scores) if scores else 0.0


def micro(table: dict[str, Tally]) -> Tally:
    """All labels together."""
    return sum(table.values(), Tally())


def interval(rows: list[Row], labels: list[str], times: int = 200) -> tuple[float, float]:
    """The 95 % interval of macro-F1, dialogues drawn anew."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    per = [tallies(group, labels) for group in groups.values()]
    chance = random.Random(11)
    scores = []
    for _ in range(times):
        drawn = chance.choices(per, k=len(per))
        total = {label: sum((t[label] for t in drawn), Tally()) for label in labels}
        scores.append(macro(total))
    scores.sort()
    return scores[int(times * 0.025)], scores[int(times * 0.975) - 1]
