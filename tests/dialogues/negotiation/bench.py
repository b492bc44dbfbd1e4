"""Plays every scripted learner against every style in the hand-made cases and tells the marks.

`python -m tests.dialogues.negotiation.bench --write` puts the tables into docs/negotiation.md.
"""

import argparse
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.outcome import outcome
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.process import process
from dialogues.negotiation.reference import Reference
from dialogues.negotiation.styles import styles
from tests.dialogues.negotiation.games import NAMES, case

DOCS = Path(__file__).parents[3] / "docs" / "negotiation.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True)
class Row:
    """One game: marks of 20, worths as shares of a side's best."""

    case: str
    style: str
    player: str
    deal: bool
    mark: float
    outcome: float
    process: float
    learner: float
    counterpart: float
    claimed: float
    distance: float
    turns: int
    replies: tuple[float, ...]
    """Milliseconds of each turn, the scripted learner's thinking included."""


def rows(names: tuple[str, ...] = NAMES) -> list[Row]:
    """All games."""
    found = []
    for name in names:
        for style_name, style in styles().items():
            domain = Domain(case(name), style)
            reference = Reference(domain, 0)
            for player_name, player in PLAYERS.items():
                start = time.perf_counter()
                run = played(domain, player)
                spent = (time.perf_counter() - start) * 1000
                out, done = outcome(domain, run, reference), process(domain, run)
                found.append(
                    Row(
                        case=name,
                        style=style_name,
                        player=player_name,
                        deal=out.package is not None,
                        mark=float(out.mark + done.mark) / 2,
                        outcome=float(out.mark),
                        process=float(done.mark),
                        learner=out.learner / 1e6,
                        counterpart=out.counterpart / 1e6,
                        claimed=float(out.claimed or 0),
                        distance=float(out.distance or 0),
                        turns=run.end.turn,
                        replies=(spent / len(run.exchanges),) * len(run.exchanges),
                    )
                )
    return found


def mean(values: list[float]) -> float:
    """The mean, or 0 of nothing."""
    return statistics.fmean(values) if values else 0.0


def by_player(found: list[Row]) -> str:
    """The table of marks by player, all cases and styles together."""
    lines = [
        "| learner | deals | mark | outcome | process | own worth | hers | claim of the fair share"
        " | distance | turns |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for player in PLAYERS:
        some = [row for row in found if row.player == player]
        deals = [row for row in some if row.deal]
        figures = (
            f"{len(deals)}/{len(some)}",
            f"{mean([r.mark for r in some]):.1f} ({min(r.mark for r in some):.1f}–"
            f"{max(r.mark for r in some):.1f})",
            f"{mean([r.outcome for r in some]):.1f}",
            f"{mean([r.process for r in some]):.1f}",
            f"{mean([r.learner for r in deals]):.2f}" if deals else "–",
            f"{mean([r.counterpart for r in deals]):.2f}" if deals else "–",
            f"{mean([r.claimed for r in deals]):.2f}" if deals else "–",
            f"{mean([r.distance for r in deals]):.3f}" if deals else "–",
            f"{mean([r.turns for r in some]):.1f}",
        )
        lines.append(f"| {player} | " + " | ".join(figures) + " |")
    return "\n".join(lines)


def by_style(found: list[Row]) -> str:
    """Mean mark of each player with each style."""
    names = list(styles())
    lines = ["| learner | " + " | ".join(names) + " |", "| --- " * (len(names) + 1) + "|"]
    for player in PLAYERS:
        marks = [
            mean([r.mark for r in found if r.player == player and r.style == name])
            for name in names
        ]
        lines.append(f"| {player} | " + " | ".join(f"{mark:.1f}" for mark in marks) + " |")
    return "\n".join(lines)


def by_case(found: list[Row]) -> str:
    """Mean mark of each player in each case."""
    lines = ["| learner | " + " | ".join(NAMES) + " |", "| --- " * (len(NAMES) + 1) + "|"]
    for player in PLAYERS:
        marks = [
            mean([r.mark for r in found if r.player == player and r.case == name]) for name in NAMES
        ]
        lines.append(f"| {player} | " + " | ".join(f"{mark:.1f}" for mark in marks) + " |")
    return "\n".join(lines)


def domains() -> str:
    """The landmarks of the cases."""
    lines = [
        "| case | issues | packages | frontier | Nash (learner / other) | trading adds"
        " | chance: above both limits | chance: efficient | chance: share of the best sum |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in NAMES:
        domain = Domain(case(name))
        marks, chance = domain.landmarks, domain.landmarks.chance
        assert marks.nash is not None
        lines.append(
            f"| {name} | {len(domain.issues)} | {domain.outcomes:,} | {len(domain.frontier)} |"
            f" {marks.nash.learner / 1e6:.3f} / {marks.nash.counterpart / 1e6:.3f} |"
            f" {marks.integrative - 1:.0%} | {chance.rational:.0%} | {chance.efficient:.4%} |"
            f" {chance.kept:.0%} |"
        )
    return "\n".join(lines)


def tables(found: list[Row]) -> str:
    """All tables, as they stand in the docs."""
    return "\n\n".join(
        (
            "### The cases",
            domains(),
            f"### All games ({len(found)}): mean (lowest–highest)",
            by_player(found),
            "### Marks by style",
            by_style(found),
            "### Marks by case",
            by_case(found),
        )
    )


def main() -> int:
    """Play, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    options = parser.parse_args()
    found = rows()
    text = tables(found)
    print(text)
    times = sorted(t for row in found for t in row.replies)
    print(f"\na turn, the scripted learner included: median {statistics.median(times):.2f} ms")
    if options.write:
        page = DOCS.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        DOCS.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
