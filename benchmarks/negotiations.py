"""Every scripted learner plays every negotiation scenario, as moves and in typed sentences.

Moves go against all six styles, sentences, in both languages, against the scenario's own persona.
`python -m benchmarks.negotiations [--only SCENARIO…] [--write]`; `--write` puts the tables into
docs/negotiation.md. Exit code 1 when a bound is missed.
"""

import argparse
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.negotiation_words import typed
from dialogues.case import Case
from dialogues.library import library
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.outcome import outcome
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.process import process
from dialogues.negotiation.reference import Reference
from dialogues.negotiation.standing import Course
from dialogues.negotiation.styles import styles
from dialogues.text import LANGS

DOCS = Path(__file__).parents[1] / "docs" / "negotiation.md"
BEGIN, END = "<!-- scenarios -->", "<!-- /scenarios -->"
LEAST = {"competent": 15.0}
MOST = {"pushover": 10.0, "hardliner": 4.0, "silent": 4.0, "insulter": 4.0}
"""Marks of 20 that no game may miss."""
BETTER = (
    ("competent", "no questions"),
    ("competent", "no arguments"),
    ("competent", "unconditional"),
    ("competent", "fast conceder"),
    ("competent", "pushover"),
    ("fixed pie", "pushover"),
    ("fast conceder", "hardliner"),
    ("pushover", "hardliner"),
)
"""Who must not do worse than whom, scenario by scenario, over all its games."""


@dataclass(frozen=True)
class Game:
    """One game: the mark of 20, whether it ended in a deal, and how its offers were heard."""

    scenario: str
    against: str
    """A style; or a language, when the learner typed."""
    player: str
    mark: float
    deal: bool
    heard: int = 0
    meant: int = 0


def marked(domain: Domain, run: Course, reference: Reference) -> float:
    """The mean of outcome and process."""
    return float(outcome(domain, run, reference).mark + process(domain, run).mark) / 2


def by_moves(case: Case) -> list[Game]:
    """All learners against all six styles."""
    assert case.bargain is not None
    found = []
    for name, style in styles().items():
        domain = Domain(case.bargain.domain.case, style)
        reference = Reference(domain, 0)
        for player, play in PLAYERS.items():
            run = played(domain, play)
            mark = marked(domain, run, reference)
            found.append(Game(case.scenario.id, name, player, mark, run.deal is not None))
    return found


def in_words(case: Case) -> list[Game]:
    """All learners, typing, in both languages, against the persona."""
    assert case.bargain is not None
    domain = case.bargain.domain
    reference = Reference(domain, 0)
    found = []
    for lang in LANGS:
        for player, play in PLAYERS.items():
            game = typed(case, play, lang)
            mark = marked(domain, game.course, reference)
            deal = game.course.deal is not None
            found.append(Game(case.scenario.id, lang, player, mark, deal, game.heard, game.meant))
    return found


def misses(games: Sequence[Game], *, no_deal: Iterable[str] = ()) -> list[str]:
    """Bounds that a game misses, and orders that a scenario turns round."""
    found = []
    for game in games:
        low, high = LEAST.get(game.player, 0.0), MOST.get(game.player, 20.0)
        if not low <= game.mark <= high:
            wanted = f"≥ {low:g}" if game.mark < low else f"≤ {high:g}"
            found.append(
                f"{game.scenario}, {game.against}: {game.player} {game.mark:.1f} ({wanted})"
            )
    for scenario in dict.fromkeys(g.scenario for g in games if g.scenario not in set(no_deal)):
        for better, worse in BETTER:
            marks = [
                mean(g.mark for g in games if g.scenario == scenario and g.player == player)
                for player in (better, worse)
            ]
            if marks[0] < marks[1] - 0.05:
                found.append(
                    f"{scenario}: {better} {marks[0]:.1f} below {worse} {marks[1]:.1f} on average"
                )
    return found


def mean(values: Iterable[float]) -> float:
    """The mean of at least one value."""
    return statistics.fmean(values)


def table(games: Sequence[Game]) -> str:
    """Marks by learner and scenario: mean (lowest–highest), and the deals of all games."""
    scenarios = list(dict.fromkeys(g.scenario for g in games))
    lines = [
        "| learner | " + " | ".join(scenarios) + " | deals |",
        "| --- " * (len(scenarios) + 2) + "|",
    ]
    for player in PLAYERS:
        cells = []
        for scenario in scenarios:
            marks = [g.mark for g in games if (g.scenario, g.player) == (scenario, player)]
            cells.append(f"{mean(marks):.1f} ({min(marks):.1f}–{max(marks):.1f})")
        some = [g for g in games if g.player == player]
        deals = f"{sum(g.deal for g in some)}/{len(some)}"
        lines.append(f"| {player} | " + " | ".join(cells) + f" | {deals} |")
    return "\n".join(lines)


def told(moves: Sequence[Game], words: Sequence[Game]) -> str:
    """Both tables with what they miss, as they stand in the docs."""
    heard, meant = sum(g.heard for g in words), sum(g.meant for g in words)
    parts = [
        f"### As moves, against all six styles ({len(moves)} games)",
        table(moves),
        _missed(misses(moves)),
        f"### Typed, French and English, against the persona ({len(words)} games)",
        table(words),
        _missed(misses(words)),
        f"Of {meant} typed offers {heard} ({heard / max(1, meant):.1%}) were heard as meant.",
    ]
    return "\n\n".join(parts)


def _missed(found: list[str]) -> str:
    return "\n".join(("Missed:", "", *(f"- {one}" for one in found))) if found else "Missed: none."


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="scenarios to play")
    parser.add_argument("--moves", action="store_true", help="leave the typed games out")
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    options = parser.parse_args(arguments)
    cases = [
        case
        for case in library().cases
        if case.bargain is not None and (not options.only or case.scenario.id in options.only)
    ]
    moves = [game for case in cases for game in by_moves(case)]
    words = [] if options.moves else [game for case in cases for game in in_words(case)]
    text = told(moves, words) if words else "\n\n".join((table(moves), _missed(misses(moves))))
    print(text)
    if options.write and words:
        page = DOCS.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        DOCS.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    return 1 if misses(moves) or misses(words) else 0


if __name__ == "__main__":
    sys.exit(main())
