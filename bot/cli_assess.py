"""`pourparler assess`: judge any talk, wherever it was held."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.conduct.debrief import point
from bot.i18n import texts
from dialogues.ids import CriterionId
from dialogues.text import Lang
from rubrics.assessment import Assessment, Result, assess
from rubrics.imported import ImportedTalk, transcript
from rubrics.rubric import RUBRIC_FAMILIES, Rubric, rubric, whole_rubric

CANNOT = 2

console = Console()
complaints = Console(stderr=True)


def assess_command(
    file: Annotated[Path, typer.Argument(help="A talk as JSON: family, lang, situation, turns.")],
    family: Annotated[
        str | None, typer.Option(help="Judge it as this kind of talk instead of the file's.")
    ] = None,
    criteria: Annotated[
        str | None, typer.Option(help="Only these official criteria, ids separated by commas.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="fr or en instead of the file's.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print levels and evidence as JSON.")
    ] = False,
) -> None:
    """Judge a talk that was not played here, with the same rules and evidence."""
    talk = _talk(file, family, lang)
    try:
        by = judging(talk, criteria)
    except KeyError as unknown:
        _refuse(f"--criteria: no rubric judges {unknown.args[0]}; see pourparler criteria")
    judged = assess(transcript(talk), by)
    if as_json:
        print(json.dumps(report(talk, judged), ensure_ascii=False, indent=2))
    else:
        _show(judged, by, talk.lang)


def judging(talk: ImportedTalk, criteria: str | None) -> Rubric:
    """The rubric for a talk: its family's, or the wanted criteria wherever they are judged.

    Raises:
        KeyError: a wanted criterion is in no rubric.
    """
    if not criteria:
        return rubric(talk.family)
    wanted = [CriterionId(one.strip()) for one in criteria.split(",") if one.strip()]
    families = (talk.family, *(f for f in RUBRIC_FAMILIES if f != talk.family))
    parts: list[Rubric] = []
    for one in wanted:
        home = next(
            (f for f in families if any(c.criterion == one for c in whole_rubric(f).criteria)), None
        )
        if home is None:
            raise KeyError(one)
        parts.append(whole_rubric(home).only(frozenset({one})))
    indicators = {i.id: i for part in reversed(parts) for i in part.indicators}
    return Rubric(
        family=talk.family,
        indicators=tuple(indicators.values()),
        criteria=tuple(c for part in parts for c in part.criteria),
    )


def report(talk: ImportedTalk, judged: Assessment) -> dict[str, object]:
    """Levels per criterion id with evidence, and the total, as JSON-ready values."""
    return {
        "id": talk.id,
        "family": talk.family,
        "lang": talk.lang,
        "total": None if judged.mark is None else float(judged.mark),
        "of": 20,
        "levels": {r.criterion: r.level for r in judged.results},
        "criteria": {r.criterion: _criterion(r) for r in judged.results},
        "receipt": judged.receipt,
        "rubric": judged.rubric_hash,
        "engine": judged.engine,
    }


def _criterion(result: Result) -> dict[str, object]:
    return {
        "level": result.level,
        "outcome": result.outcome.outcome,
        "weight": result.weight,
        "missing": list(result.missing),
        "evidence": [
            {
                "indicator": e.indicator,
                "message": e.message,
                "start": e.span.start,
                "end": e.span.end,
                "quote": e.quote,
                "strength": e.strength,
                "why": e.why,
            }
            for e in result.evidence
        ],
    }


def _talk(file: Path, family: str | None, lang: str | None) -> ImportedTalk:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        _refuse(f"{file}: {error.strerror}")
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        _refuse(f"{file}: not JSON in UTF-8 ({error})")
    if not isinstance(raw, dict):
        _refuse(f"{file}: expected an object with family, lang, situation and turns")
    chosen = {**raw, **({"family": family} if family else {}), **({"lang": lang} if lang else {})}
    try:
        return ImportedTalk.model_validate(chosen)
    except ValidationError as error:
        faults = "\n".join(
            f"{file}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            for fault in error.errors()
        )
        _refuse(faults)


def _refuse(reason: str) -> NoReturn:
    complaints.print(reason, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(CANNOT)


def _show(judged: Assessment, by: Rubric, lang: Lang) -> None:
    t = texts(lang)
    total = judged.total
    mark = f"{t.number(total)}/20" if isinstance(total, Decimal) else t.plain("debrief.nothing")
    console.rule(mark)
    for number, result in enumerate(judged.results, 1):
        shown = point(result, by, number, lang)
        word = t.plain(f"level-word.{'none' if shown.level is None else shown.level}")
        console.print(f"[bold]{shown.title}[/] [dim]{shown.reference}[/]  {word}")
        for what, quote in shown.seen:
            console.print(f"  + {what} [italic]{quote}[/]", highlight=False)
        if shown.next:
            console.print(f"  → {shown.next}", highlight=False)
    console.print(f"[dim]{judged.receipt}[/]")
