"""Terms in words: figures as people of either language write them, lists of an author's phrases."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from dialogues.negotiation.model import Issue, IssueId, Value
from dialogues.negotiation.script import Coloured, Negotiation
from dialogues.source import load
from dialogues.text import Frozen, Lang, Said, Text, Wordings
from dialogues.typography import NARROW, french


class Shared(Frozen):
    """The words that every counterpart has."""

    lines: dict[str, Said]
    tactics: dict[Coloured, Wordings]
    units: dict[str, Wordings]
    """Unit → its singular and its plural."""
    signs: dict[str, str]
    """Currency → its sign."""
    french_signs: dict[str, str]
    """Currency → its sign where only French puts one."""
    between: Text
    last: Text


@cache
def shared() -> Shared:
    """The shared words."""
    return load(Path(__file__).with_name("wording.yaml"), Shared)


def _grouped(number: Decimal, places: int, lang: Lang) -> str:
    text = f"{number:,.{places}f}"
    if lang == "en":
        return text
    return text.replace(",", NARROW).replace(".", ",")


def _places(issue: Issue, value: Decimal) -> int:
    """Decimals to show: two for money unless all of the issue's figures are whole."""
    step = issue.range.step if issue.range is not None else Decimal(1)
    least = -min(0, int(step.normalize().as_tuple().exponent))
    own = -min(0, int(value.normalize().as_tuple().exponent))
    money = issue.unit is not None and len(issue.unit) == 3 and issue.unit.isupper()
    return (2 if max(least, own) else 0) if money else own


def shown(issue: Issue, value: Value, lang: Lang) -> str:
    """A value as it is written: '11,80 €', '€11.80', '3 semaines', '600'; an option's label."""
    if not isinstance(value, Decimal):
        return next(o.label.in_(lang) for o in issue.options or () if o.id == value)
    number = _grouped(value, _places(issue, value), lang)
    unit, words = issue.unit, shared()
    if unit is None or unit == "piece":
        return number
    if unit == "%":
        return f"{number}{NARROW}%" if lang == "fr" else f"{number}%"
    if unit in words.units:
        one, many = words.units[unit].in_(lang)
        few = abs(value) < 2 if lang == "fr" else value == 1
        return f"{number} {one if few else many}"
    if unit in words.signs:
        sign = words.signs[unit]
        return f"{number}{NARROW}{sign}" if lang == "fr" else f"{sign}{number}"
    money = len(unit) == 3 and unit.isupper()
    if money:
        sign = words.french_signs.get(unit, unit)
        return f"{number}{NARROW}{sign}" if lang == "fr" else f"{unit} {number}"
    return f"{number} {unit}"


def phrase(block: Negotiation, issue_id: IssueId, value: Value, lang: Lang, turn: int = 0) -> str:
    """A term as she says it, to stand in a list; `turn` picks among her phrases."""
    issue, script = block.case.issue(issue_id), block.issue(issue_id)
    text = shown(issue, value, lang)
    said = script.phrase
    if isinstance(value, str):
        said = next((o.phrase for o in script.options if o.id == value), None)
    if said is None:
        return text
    wordings = said.in_(lang)
    return wordings[turn % len(wordings)].replace("{value}", text)


def listed(block: Negotiation, terms: Mapping[IssueId, Value], lang: Lang, turn: int = 0) -> str:
    """Terms as a list to be read aloud, in the order of the case."""
    order = [i.id for i in block.case.issues if i.id in terms]
    return joined([phrase(block, i, terms[i], lang, turn) for i in order], lang)


def joined(parts: list[str], lang: Lang, *, or_: bool = False) -> str:
    """'a, b et c'."""
    words = shared().between if or_ else shared().last
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + words.in_(lang) + parts[-1]


def label(block: Negotiation, issue_id: IssueId, lang: Lang) -> str:
    """An issue's name."""
    return block.case.issue(issue_id).label.in_(lang)


def labels(block: Negotiation, issues: Iterable[IssueId], lang: Lang, *, or_: bool = False) -> str:
    """Names of issues, joined."""
    return joined([label(block, i, lang) for i in issues], lang, or_=or_)


def recap(block: Negotiation, package: Mapping[IssueId, Value], lang: Lang) -> str:
    """All terms of a package, one a line."""
    colon = f"{NARROW}: " if lang == "fr" else ": "
    return "\n".join(
        f"– {issue.label.in_(lang)}{colon}{_line(block, issue, package[issue.id], lang)}"
        for issue in block.case.issues
        if issue.id in package
    )


def _line(block: Negotiation, issue: Issue, value: Value, lang: Lang) -> str:
    """A term in a recap: the bare figure, or the phrase where a figure alone has no unit."""
    bare = isinstance(value, str) or issue.unit not in {None, "piece"}
    return shown(issue, value, lang) if bare else phrase(block, issue.id, value, lang)


def set_(text: str, lang: Lang) -> str:
    """A filled line in the typography of its language, its first letter capital."""
    text = text[:1].upper() + text[1:]
    return french(text) if lang == "fr" else text
