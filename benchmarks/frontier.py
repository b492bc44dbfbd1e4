"""Measure the Pareto frontier by number of packages, and whether brute force agrees."""

import argparse
import itertools
import json
import random
import statistics
import sys
import time
from pathlib import Path

from dialogues.negotiation.frontier import frontier
from dialogues.negotiation.worth import FULL, apportioned

SHAPES: tuple[tuple[int, ...], ...] = (
    (10, 10),
    (10, 10, 10),
    (10,) * 4,
    (10,) * 5,
    (7, 6, 6, 5, 5, 4, 4),
    (10,) * 6,
    (10,) * 8,
    (20,) * 6,
    (100, 100, 100, 100),
    (13, 11, 10, 10, 9, 9, 9, 9, 9),
    (40,) * 9,
)
Worths = list[list[int]]


def opposed(shape: tuple[int, ...], seed: int) -> tuple[Worths, Worths]:
    """Worths of two sides who mostly want opposite things, with their own weights and curves."""
    rng = random.Random(seed)
    sides: list[Worths] = []
    weights = [apportioned([rng.randint(5, 40) for _ in shape], FULL) for _ in range(2)]
    for side in range(2):
        rows = []
        for weight, size in zip(weights[side], shape, strict=True):
            bend = rng.choice((0.6, 1.0, 1.0, 1.7))
            row = [round(weight * (k / (size - 1)) ** bend) for k in range(size)]
            rows.append(row[::-1] if side else row)
        sides.append(rows)
    return sides[0], sides[1]


def brute(first: Worths, second: Worths) -> list[tuple[int, int]]:
    """The frontier by looking at every package."""
    pairs = sorted(
        {
            (
                sum(a[k] for a, k in zip(first, ks, strict=True)),
                sum(b[k] for b, k in zip(second, ks, strict=True)),
            )
            for ks in itertools.product(*(range(len(a)) for a in first))
        },
        key=lambda pair: (-pair[0], -pair[1]),
    )
    kept: list[tuple[int, int]] = []
    for a, b in pairs:
        if not kept or b > kept[-1][1]:
            kept.append((a, b))
    return kept


def main() -> int:
    """Print the table and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--domains", type=int, default=7, help="random domains per shape")
    options = parser.parse_args()
    report = []
    print(
        f"{'packages':>12}  {'shape':<28}{'points':>8}{'median ms':>11}{'worst ms':>10}"
        "  brute force"
    )
    for shape in SHAPES:
        outcomes = 1
        for size in shape:
            outcomes *= size
        times, points, equal = [], [], None
        for seed in range(options.domains):
            first, second = opposed(shape, seed)
            runs = []
            for _ in range(5):
                start = time.perf_counter()
                found = frontier(first, second)
                runs.append((time.perf_counter() - start) * 1000)
            times.append(min(runs))
            points.append(len(found))
            if outcomes <= 100_000:
                same = brute(first, second) == list(
                    zip(found.first.tolist(), found.second.tolist(), strict=True)
                )
                equal = same if equal is None else equal and same
        said = "not tried" if equal is None else ("equal" if equal else "DIFFERS")
        name = "×".join(map(str, shape)) if len(set(shape)) > 1 else f"{shape[0]}^{len(shape)}"
        print(
            f"{outcomes:>12.1e}  {name:<28}{statistics.median(points):>8.0f}"
            f"{statistics.median(times):>11.2f}{max(times):>10.2f}  {said}"
        )
        report.append(
            {"outcomes": outcomes, "shape": shape, "points": points, "ms": times, "equal": equal}
        )
    if options.json:
        options.json.write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
