"""Checks of a negotiation: figures that make a game, and words for everything in them."""

from collections.abc import Iterator, Sequence

from dialogues.checks.texts import VALUE
from dialogues.diagnostics import Code, Diagnostic
from dialogues.faults import nearest
from dialogues.negotiation.lint import findings
from dialogues.negotiation.model import Issue
from dialogues.negotiation.script import IssueScript, Negotiation
from dialogues.positions import Marks, Path
from dialogues.scenario import Scenario
from dialogues.text import LANGS, Asked
from dialogues.truth.content import countries

_IN: Path = ("negotiation",)
_CODES = {"zopa": Code.ZONE, "secret": Code.HIDDEN}
"""Findings with a page of their own; the others share DLG054, and warnings DLG055."""


def negotiation_faults(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    """The faults of a scenario's `negotiation:` block."""
    block = scenario.negotiation
    if block is None:
        if scenario.family == "negotiation":
            message = "'negotiation' is missing: the figures of the case and their words"
            yield marks.fault(Code.KEY_MISSING, marks.value("family"), message)
        return
    if scenario.family != "negotiation":
        message = f"a talk of the family '{scenario.family}' has no use for 'negotiation'"
        yield marks.fault(Code.KEY_UNKNOWN, marks.key(*_IN), message)
        return
    yield from _trade(scenario, block, marks)
    yield from _names(block, marks)
    yield from _words(block, marks)
    for found in findings(block.case):
        weak = found.severity == "warning"
        code = Code.FIGURES_WEAK if weak else _CODES.get(found.rule, Code.FIGURES)
        yield marks.fault(code, marks.value(*_IN, "case", *found.path), found.message)


def _trade(scenario: Scenario, block: Negotiation, marks: Marks) -> Iterator[Diagnostic]:
    """Both countries are known, and the other side's is the persona's own."""
    trade = block.trade
    if trade is None:
        return
    path: Path = (*_IN, "trade")
    known = countries()
    codes = {"seller": trade.seller, "buyer": trade.buyer}
    unknown = {side: code for side, code in codes.items() if code not in known}
    for side, code in unknown.items():
        message = f"the trade check knows no country '{code}'"
        hint = "two capital letters (ISO 3166): FR, GB, DE…; XI for Northern Ireland"
        yield marks.fault(Code.TRADE, marks.value(*path, side), message, hint)
    home = scenario.persona.country
    if not unknown and trade.other not in {home, *(["XI"] if home == "GB" else [])}:
        message = f"the other side trades from '{trade.other}', the persona's country is '{home}'"
        hint = "who is the learner, 'seller' or 'buyer'?"
        yield marks.fault(Code.TRADE, marks.key(*path), message, hint)


def _names(block: Negotiation, marks: Marks) -> Iterator[Diagnostic]:
    """Everything in the case has its words, and nothing else has."""
    case = block.case
    lists: tuple[tuple[str, Sequence[str], Sequence[str]], ...] = (
        ("issues", [i.id for i in block.issues], [i.id for i in case.issues]),
        ("secrets", [s.id for s in block.secrets], [s.id for s in case.secrets]),
        ("arguments", [a.id for a in block.arguments], [a.id for a in case.arguments]),
    )
    for name, worded, wanted in lists:
        yield from _paired((*_IN, name), name[:-1], worded, wanted, marks)
    if (block.bluff is None) != (case.bluff is None):
        what = "words" if block.bluff is None else "figures: 'bluff' in 'case'"
        message = f"the bluff has no {what}"
        place = (
            marks.key(*_IN, "case", "bluff") if block.bluff is None else marks.key(*_IN, "bluff")
        )
        yield marks.fault(Code.UNWORDED, place, message)


def _paired(
    path: Path, what: str, worded: Sequence[str], wanted: Sequence[str], marks: Marks
) -> Iterator[Diagnostic]:
    for at, name in enumerate(worded):
        if name not in wanted:
            message = f"the case has no {what} called '{name}'"
            place = marks.value(*path, at, "id")
            yield marks.fault(Code.REFERENCE, place, message, nearest(name, wanted))
        elif name in worded[:at]:
            message = f"'{name}' is there already"
            yield marks.fault(Code.REPEATED_ID, marks.value(*path, at, "id"), message)
    missing = [name for name in wanted if name not in worded]
    for name in missing:
        message = f"the {what} '{name}' has no words"
        yield marks.fault(Code.UNWORDED, marks.key(*path), message, f"add it under '{path[-1]}'")


def _words(block: Negotiation, marks: Marks) -> Iterator[Diagnostic]:
    by_id = {issue.id: issue for issue in block.case.issues}
    for at, script in enumerate(block.issues):
        path: Path = (*_IN, "issues", at)
        yield from _both((*path, "words"), script.words, f"the issue '{script.id}'", marks)
        issue = by_id.get(script.id)
        if issue is not None:
            yield from _said(path, script, issue, marks)
    for at, secret in enumerate(block.secrets):
        given = Asked(
            fr=(*secret.words.fr, *secret.asks.fr), en=(*secret.words.en, *secret.asks.en)
        )
        yield from _both((*_IN, "secrets", at, "words"), given, f"the secret '{secret.id}'", marks)


def _both(path: Path, words: Asked, what: str, marks: Marks) -> Iterator[Diagnostic]:
    for lang in LANGS:
        if not (words.fr if lang == "fr" else words.en):
            message = f"nothing in '{lang}' points at {what}"
            yield marks.fault(Code.UNASKABLE, marks.key(*path), message, f"give words in {lang}:")


def _said(path: Path, script: IssueScript, issue: Issue, marks: Marks) -> Iterator[Diagnostic]:
    """Words for the figures of an issue, or for each of its options."""
    if issue.options is not None:
        names = [option.id for option in issue.options]
        yield from _paired(
            (*path, "options"), "option", [o.id for o in script.options], names, marks
        )
        for at, option in enumerate(script.options):
            what = f"the option '{option.id}'"
            yield from _both((*path, "options", at, "words"), option.words, what, marks)
        return
    if script.options:
        message = f"'{issue.id}' is a figure and has no options"
        yield marks.fault(Code.REFERENCE, marks.key(*path, "options"), message)
    if script.phrase is None:
        message = f"'{issue.id}' has no 'phrase' to say its figure with"
        yield marks.fault(
            Code.UNWORDED, marks.key(*path), message, 'phrase: {fr: "{value} la pièce", …}'
        )
        return
    for lang in LANGS:
        for n, line in enumerate(script.phrase.in_(lang)):
            if f"{{{VALUE}}}" not in line:
                message = "a phrase without {value} says no figure"
                yield marks.fault(Code.UNWORDED, marks.value(*path, "phrase", lang, n), message)
