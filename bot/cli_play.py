"""`pourparler play`: hold a talk in the terminal, or play lines from a file."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from bot.conduct.debrief import point
from bot.i18n import texts
from bot.play import Played, play
from dialogues.case import Case
from dialogues.diagnostics import ContentError
from dialogues.engine import restored
from dialogues.ids import ScenarioId
from dialogues.library import examine, library
from dialogues.text import Lang
from rubrics.feedback import rewrites
from rubrics.rubric import rubric
from rubrics.transcript import of_attempt

CANNOT = 2
"""Exit code when there is nothing to play."""

console = Console()
complaints = Console(stderr=True)


def play_command(
    scenario: Annotated[
        str | None, typer.Argument(help="A scenario's id, or the path of a scenario file.")
    ] = None,
    lang: Annotated[str, typer.Option(help="fr or en.")] = "fr",
    script: Annotated[
        Path | None,
        typer.Option(help="Play the lines of this file; an empty line is a silence, # a comment."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Which wordings come first.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print transcript and assessment as JSON.")
    ] = False,
) -> None:
    """Hold a talk in the terminal; without a scenario, list those there are."""
    if scenario is None:
        _list()
        return
    if lang not in ("fr", "en"):
        complaints.print(f"--lang {lang!r}: expected fr or en")
        raise typer.Exit(CANNOT)
    speaking: Lang = "fr" if lang == "fr" else "en"
    case = _case(scenario)
    try:
        lines = _scripted(script) if script else _typed(sys.stdin.isatty())
        hear = _silent if as_json else _persona(case)
        played = play(
            case,
            _echoed(lines) if script and not as_json else lines,
            lang=speaking,
            seed=seed,
            clock=lambda: datetime.now(UTC),
            hear=hear,
        )
    except OSError as error:
        complaints.print(f"{script}: {error.strerror}")
        raise typer.Exit(CANNOT) from None
    except UnicodeDecodeError:
        complaints.print(f"{script}: expected UTF-8 text, one line per turn")
        raise typer.Exit(CANNOT) from None
    if as_json:
        print(json.dumps(report(case, played), ensure_ascii=False, indent=2))
    else:
        _debrief(case, played, speaking)


def report(case: Case, played: Played) -> dict[str, object]:
    """Transcript and assessment as JSON-ready values."""
    attempt = restored(case, played.events)
    talk = of_attempt(case, attempt)
    return {
        "scenario": case.scenario.id,
        "scenario_hash": case.hash,
        "lang": attempt.lang,
        "ending": attempt.ended,
        "turns": [
            {
                "message": turn.message,
                "who": turn.who,
                "text": turn.text,
                "acts": [
                    {"act": a.act, "start": a.span.start, "end": a.span.end, "why": a.why}
                    for a in (turn.reading.acts if turn.reading else ())
                ],
                "why": list(turn.why),
            }
            for turn in talk.turns
        ],
        "assessment": played.judged.model_dump(mode="json"),
    }


def _list() -> None:
    for one in library().all():
        console.print(f"[bold]{one.id}[/]  {one.family}, {one.title.fr} / {one.title.en}")


def _case(scenario: str) -> Case:
    path = Path(scenario)
    if path.suffix in (".yaml", ".yml"):
        examined = examine(path)
        if examined.case is None:
            for fault in examined.diagnostics:
                complaints.print(str(fault), markup=False, highlight=False)
            raise typer.Exit(CANNOT)
        return examined.case
    try:
        return library().case(ScenarioId(scenario))
    except KeyError:
        ids = ", ".join(one.id for one in library().all())
        complaints.print(f"no scenario is called {scenario!r}; there are: {ids}", markup=False)
        raise typer.Exit(CANNOT) from None
    except ContentError as error:
        complaints.print(str(error), markup=False, highlight=False)
        raise typer.Exit(CANNOT) from None


def _scripted(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _typed(prompt: bool) -> Iterator[str]:
    while True:
        try:
            yield console.input("[bold green]> [/]") if prompt else input()
        except (EOFError, KeyboardInterrupt):
            return


def _echoed(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        console.print(f"[green]> {line or '…'}[/]", highlight=False)
        yield line


def _silent(_: str) -> None:
    return


def _persona(case: Case) -> Callable[[str], None]:
    name = case.scenario.persona.name

    def hear(text: str) -> None:
        console.print(Panel(text, title=name, title_align="left", width=76))

    return hear


def _debrief(case: Case, played: Played, lang: Lang) -> None:
    t, by = texts(lang), rubric(case.scenario.family)
    total = played.judged.total
    mark = f"{t.number(total)}/20" if isinstance(total, Decimal) else t.plain("debrief.nothing")
    console.rule(mark)
    for number, result in enumerate(played.judged.results, 1):
        shown = point(result, by, number, lang)
        word = t.plain(f"level-word.{'none' if shown.level is None else shown.level}")
        console.print(f"[bold]{shown.title}[/] [dim]{shown.reference}[/]  {word}")
        for what, quote in shown.seen:
            console.print(f"  + {what} [italic]{quote}[/]", highlight=False)
        if shown.next:
            console.print(f"  → {shown.next}", highlight=False)
    for better in rewrites(case, played.events, played.judged, by, lang):
        console.print(f"[green]+{t.number(better.gain)}[/] {better.after}", highlight=False)
    console.print(f"[dim]{played.judged.receipt}[/]")
