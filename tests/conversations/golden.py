"""Golden transcripts: a whole talk as plain text, written by playing its learner lines.

Lines that begin with `> ` are the learner's and are kept; `>` alone is a silence. All else is made
by the engine: what each line was read as, the persona's answers with their reason, the marks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bot.play import Played, play
from dialogues.case import Case
from dialogues.events import AttemptEnded, ClockTicked, Effect, LearnerTurn, PersonaTurn
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.text import Lang
from rubrics.assessment import Level

FOLDER = Path(__file__).parent / "golden"
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Golden:
    """A golden transcript: which scenario, in which language, what the learner says."""

    path: Path
    scenario: ScenarioId
    lang: Lang
    lines: tuple[str, ...]

    @property
    def case(self) -> Case:
        """The case that is played."""
        return library().case(self.scenario)

    def played(self) -> Played:
        """The talk, played once."""
        return self._first

    @cached_property
    def _first(self) -> Played:
        return self.again()

    def again(self) -> Played:
        """The talk, played anew."""
        return play(
            self.case, self.lines, lang=self.lang, seed=7, clock=lambda: NOW, hear=lambda _: None
        )


def golden(path: Path) -> Golden:
    """The golden transcript of a file `<scenario>.<way>.<lang>.txt`."""
    scenario, _, lang = path.stem.split(".")
    said = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] == ">"]
    return Golden(
        path=path,
        scenario=ScenarioId(scenario),
        lang="fr" if lang == "fr" else "en",
        lines=tuple(line[2:] for line in said),
    )


def all_golden() -> list[Golden]:
    """Every golden transcript."""
    return [golden(path) for path in sorted(FOLDER.glob("*.txt"))]


def longest_of_each(talks: Iterable[Golden]) -> list[Golden]:
    """For every scenario in each language the talk in which the learner says most."""
    found: dict[tuple[ScenarioId, Lang], Golden] = {}
    for talk in talks:
        known = found.get((talk.scenario, talk.lang))
        if known is None or len(talk.lines) > len(known.lines):
            found[talk.scenario, talk.lang] = talk
    return list(found.values())


def written(played: Played) -> str:
    """The talk as a golden transcript."""
    return "\n".join(_lines(played)) + "\n"


def _subject(effect: Effect) -> str:
    names = (getattr(effect, name, None) for name in ("fact", "objection", "reason"))
    return next(str(name) for name in names if name)


def _lines(played: Played) -> Iterator[str]:
    for event in played.events:
        match event:
            case LearnerTurn():
                acts = ", ".join(f"{a.act} {a.span.start}-{a.span.end}" for a in event.reading.acts)
                yield f"> {event.text}"
                yield f"    [{acts}]"
            case PersonaTurn():
                for paragraph in event.text.split("\n\n"):
                    yield f"{paragraph}"
                effects = " ".join(
                    e.kind
                    + ":"
                    + str(getattr(e, "fact", getattr(e, "objection", getattr(e, "reason", ""))))
                    for e in event.effects
                )
                yield f"    ({event.phase}; {', '.join(event.why)}; {effects})"
            case ClockTicked():
                yield ">"
            case AttemptEnded():
                yield f"== {event.ending}"
            case _:
                pass
    yield f"== {played.judged.total}/20"
    for result in played.judged.results:
        level = result.outcome.level if isinstance(result.outcome, Level) else "no opportunity"
        yield f"{result.criterion}: {level}"
        for one in result.evidence:
            yield f"    {one.indicator} @{one.message}: {one.quote}"
