"""A negotiation case made ready to be played: every figure's worth, the frontier, the landmarks."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dialogues.negotiation.frontier import Frontier, frontier
from dialogues.negotiation.landmarks import Landmarks, landmarks
from dialogues.negotiation.model import Issue, IssueId, NegotiationCase, Package, Side, Value
from dialogues.negotiation.styles import Style, styles
from dialogues.negotiation.worth import FULL, apportioned, level, values


@dataclass(frozen=True, eq=False)
class Priced:
    """An issue with its grid and what each point of it is worth to either side."""

    issue: Issue
    grid: tuple[Decimal | str, ...]
    weight: dict[Side, int]
    """In millionths; a side's weights sum to one million."""
    worths: dict[Side, tuple[int, ...]]

    @cached_property
    def index(self) -> dict[Decimal | str, int]:
        """Where each value of the grid stands."""
        return {value: at for at, value in enumerate(self.grid)}

    def worth(self, side: Side, value: Decimal | str) -> int:
        """What `value` is worth to `side`, also between two steps.

        Raises:
            ValueError: the issue cannot take this value.
        """
        at = self.index.get(value)
        if at is not None:
            return self.worths[side][at]
        preference = self.issue.learner if side == "learner" else self.issue.counterpart
        return round(self.weight[side] * level(self.issue, preference, value))

    def place(self, value: Decimal | str) -> Decimal:
        """Where `value` stands on the grid: 0, 1, 2… and between them for figures between."""
        at = self.index.get(value)
        if at is not None:
            return Decimal(at)
        assert self.issue.range is not None
        assert isinstance(value, Decimal)
        return (value - self.issue.range.min) / self.issue.range.step

    def best(self, side: Side) -> Decimal | str:
        """The value worth most to `side`; the first of equals."""
        row = self.worths[side]
        return self.grid[row.index(max(row))]


def _priced(case: NegotiationCase) -> tuple[Priced, ...]:
    learner = apportioned([issue.learner.weight for issue in case.issues], FULL)
    other = apportioned([issue.counterpart.weight for issue in case.issues], FULL)
    priced = []
    for issue, mine, hers in zip(case.issues, learner, other, strict=True):
        grid = values(issue)
        worths: dict[Side, tuple[int, ...]] = {
            "learner": tuple(round(mine * level(issue, issue.learner, v)) for v in grid),
            "counterpart": tuple(round(hers * level(issue, issue.counterpart, v)) for v in grid),
        }
        priced.append(Priced(issue, grid, {"learner": mine, "counterpart": hers}, worths))
    return tuple(priced)


class Domain:
    """A case with everything that is worked out once; compare and cache it by its case's hash."""

    def __init__(self, case: NegotiationCase, style: Style | None = None) -> None:
        self.case = case
        self.style = style or styles()[case.style]
        self.issues = _priced(case)
        self.by_id = {priced.issue.id: priced for priced in self.issues}
        self.most: dict[Side, int] = {
            side: sum(max(priced.worths[side]) for priced in self.issues)
            for side in ("learner", "counterpart")
        }
        self.reservation: dict[Side, int] = {
            "learner": int(case.learner.reservation * FULL),
            "counterpart": int(case.counterpart.reservation * FULL),
        }

    def worth(self, side: Side, package: Package) -> int:
        """What a full package is worth to `side`, in millionths.

        Raises:
            KeyError: an issue is missing.
            ValueError: an issue cannot take its value.
        """
        return sum(p.worth(side, package[p.issue.id]) for p in self.issues)

    def names_all(self, package: Package) -> bool:
        """Whether the package names every issue."""
        return all(issue_id in package for issue_id in self.by_id)

    def package(self, choice: tuple[int, ...]) -> dict[IssueId, Value]:
        """The package of one grid number per issue."""
        return {p.issue.id: p.grid[k] for p, k in zip(self.issues, choice, strict=True)}

    @property
    def outcomes(self) -> int:
        """How many packages the grid holds."""
        count = 1
        for priced in self.issues:
            count *= len(priced.grid)
        return count

    @cached_property
    def frontier(self) -> Frontier:
        """The packages nothing beats; first side: the learner."""
        return frontier(
            [p.worths["learner"] for p in self.issues],
            [p.worths["counterpart"] for p in self.issues],
        )

    @cached_property
    def landmarks(self) -> Landmarks:
        """The Nash point, the zone of possible agreement and the chance level."""
        return landmarks(
            self.frontier,
            [p.worths["learner"] for p in self.issues],
            [p.worths["counterpart"] for p in self.issues],
            self.reservation["learner"],
            self.reservation["counterpart"],
        )
