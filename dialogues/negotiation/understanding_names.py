"""Names: what learners call issues and options, and the figures that stand for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import ArgumentId, Issue, IssueId, SecretId
from dialogues.negotiation.script import IssueScript, Negotiation, OptionScript
from dialogues.reading.folding import fold
from dialogues.reading.model import NO_CONTEXT, NO_VOCABULARY, Term, TermKind
from dialogues.reading.terms import terms_in
from dialogues.reading.topics import topics_in
from dialogues.text import LANGS

_DAYS = {"week": Decimal(7), "month": Decimal(30), "year": Decimal(360)}
_SAMPLE = "12"
_HALF = Decimal(50)
_EVENLY = re.compile(r"50|fifty|moitie")
_NONE = re.compile(
    r"\b(?:pas (?:une? )?(?:seule )?de|pas d'|sans|aucune?|zero|no|without"
    r"|(?:don't|dont|do not|won't|wont|will not|can't|cannot|never) (?:do|give|offer|grant|make))"
    r"(?: any| an?)? ?$"
)
_HALVED = re.compile(
    r"\b(?:(?:la )?moitie (?:du|de la|de l'|des|de)|half(?: of)?(?: the| your| our)?) ?$"
)
_SHARED = re.compile(r"\b(?:parts?|share)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """An issue named, in folded text."""

    issue: IssueId
    start: int
    end: int
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands for an option: '45 days', '30% deposit', 'DAP'."""

    value: Decimal | str
    unit: str | None
    detail: str | None


@dataclass(frozen=True)
class Naming:
    """One issue: its names, what its figures are counted in, what stands for its options."""

    issue: Issue
    names: re.Pattern[str] | None
    options: tuple[tuple[str, re.Pattern[str] | None], ...]
    figures: tuple[tuple[str, tuple[Figure, ...]], ...]
    units: frozenset[str]
    """Units its own phrases are read in."""
    topics: frozenset[str]
    """Shared topics its names belong to."""


def pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Words or phrases in folded text, also in the plural; a star stands for any ending."""
    stems = []
    for word in words:
        folded = fold(word).text.replace("\n", " ").strip()
        if folded:
            body = re.escape(folded.rstrip("*")).replace(r"\ ", "[ -]+").replace("'", "'? ?")
            stems.append(body + (r"[a-z]*" if folded.endswith("*") else r"(?:s|x|es)?"))
    if not stems:
        return None
    longest = "|".join(sorted(stems, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{longest})(?![a-z0-9])")


def figure(term: Term) -> Figure | None:
    """A term as a figure, durations in days; None for terms without a value."""
    value, unit = term.value, term.unit
    if value is None:
        return None
    if isinstance(value, Decimal) and unit in _DAYS:
        value, unit = value * _DAYS[unit], "day"
    return Figure(value, unit, term.detail)


def _terms(text: str, lang: str) -> tuple[Term, ...]:
    return terms_in(fold(text), NO_CONTEXT, "fr" if lang == "fr" else "en")


def _figures(option: OptionScript, label: tuple[str, str]) -> tuple[Figure, ...]:
    found: dict[Figure, None] = {}
    for lang, shown in zip(LANGS, label, strict=True):
        words = option.words.fr if lang == "fr" else option.words.en
        for text in (*words, shown):
            terms = _terms(text, lang)
            one = figure(terms[0]) if len(terms) == 1 else None
            if one is not None:
                found[one] = None
    return tuple(found)


def _units(script: IssueScript, issue: Issue) -> frozenset[str]:
    own = {issue.unit} if issue.unit else set[str]()
    if script.phrase is not None:
        for lang in LANGS:
            for phrase in script.phrase.in_(lang):
                shown = _SAMPLE if issue.unit in {None, "piece"} else f"{_SAMPLE} {issue.unit}"
                terms = _terms(phrase.replace("{value}", shown), lang)
                own |= {t.unit for t in terms if t.unit and t.kind is TermKind.QUANTITY}
    return frozenset(own)


def _naming(script: IssueScript, issue: Issue) -> Naming:
    labels = {o.id: (o.label.fr, o.label.en) for o in issue.options or ()}
    names = (*script.words.all, issue.label.fr, issue.label.en)
    topics = topics_in(fold(" , ".join(names)), NO_VOCABULARY)
    worded = [o for o in script.options if o.id in labels]
    return Naming(
        issue=issue,
        names=pattern(names),
        options=tuple(
            (o.id, pattern(w for w in o.words.all if not any(c.isdigit() for c in w)))
            for o in worded
        ),
        figures=tuple((o.id, _figures(o, labels[o.id])) for o in worded),
        units=_units(script, issue),
        topics=frozenset(str(t.topic) for t in topics),
    )


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A case with everything needed to understand what is said about it."""

    domain: Domain
    script: Negotiation

    @cached_property
    def namings(self) -> dict[IssueId, Naming]:
        """The names of each issue, in the order of the case."""
        return {
            issue.id: _naming(self.script.issue(issue.id), issue)
            for issue in self.domain.case.issues
        }

    @cached_property
    def secret_words(self) -> tuple[tuple[SecretId, re.Pattern[str] | None], ...]:
        """Words that point at each secret."""
        return tuple((s.id, pattern(s.words.all)) for s in self.script.secrets)

    @cached_property
    def argument_words(self) -> tuple[tuple[ArgumentId, re.Pattern[str] | None], ...]:
        """Words that point at each argument."""
        return tuple((a.id, pattern(a.words.all)) for a in self.script.arguments)

    @cached_property
    def _rival(self) -> re.Pattern[str] | None:
        """The figures of her bluff, and the words for what it speaks of."""
        bluff = self.domain.case.bluff
        if bluff is None:
            return None
        figures = re.findall(r"\d+[.,]\d+|\d{3,}", f"{bluff.says.fr} {bluff.says.en}")
        near = {s.id for s in self.domain.case.secrets if set(s.topics) & set(bluff.topics)}
        words = [w for s in self.script.secrets if s.id in near for w in s.words.all]
        return pattern((*figures, *(f.replace(".", ",") for f in figures), *words))

    def rival_in(self, text: str) -> bool:
        """Whether folded text speaks of the rival of her bluff."""
        return self._rival is not None and self._rival.search(text) is not None

    def reason_at(self, text: str, start: int, end: int) -> bool:
        """Whether a figure is part of an argument's own words."""
        spans = (
            m.span() for _, words in self.argument_words if words for m in words.finditer(text)
        )
        return any(a < end and start < b for a, b in spans)

    def none_of(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Issues that can be nothing and are said to be: 'pas de remise', 'no ads'."""
        can = {i.id for i in self.domain.case.issues if i.range is not None and not i.range.min}
        return tuple(m for m in mentions if m.issue in can and _NONE.search(text, 0, m.start))

    def halves_in(
        self, text: str, mentions: tuple[Mention, ...]
    ) -> tuple[tuple[Mention, int], ...]:
        """Shared costs of which a half is spoken of, and where the half begins: 'half the freight'.

        Only an issue called a share can be halved so: 'half the price' is a step.
        """
        shares = {
            i.id
            for i in self.domain.case.issues
            if i.unit == "%" and i.holds(_HALF) and _SHARED.search(fold(i.label.en).text)
        }
        halved = ((m, _HALVED.search(text, 0, m.start)) for m in mentions if m.issue in shares)
        return tuple((m, half.start()) for m, half in halved if half is not None)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every issue or option named in folded text; a longer name hides a shorter within it."""
        found: list[Mention] = []
        for issue_id, naming in self.namings.items():
            if naming.names is not None:
                found += [Mention(issue_id, *m.span()) for m in naming.names.finditer(text)]
            for option, words in naming.options:
                if words is not None:
                    found += [Mention(issue_id, *m.span(), option) for m in words.finditer(text)]
        kept = [m for m in found if not any(_hides(other, m) for other in found)]
        return tuple(sorted(kept, key=lambda m: (m.start, m.end, m.option or "")))


Placed = tuple[int, int, Term]
"""A term with its characters in folded text."""


def told(lexicon: Lexicon, placed: list[Placed], mentions: tuple[Mention, ...]) -> list[Placed]:
    """The terms that say something beside a name.

    'L'exclusivité pour le Japon' and 'inspection par un tiers' are names and no figures; '5 % off'
    is a figure, and no step, where a percentage of that very name is at stake; so is '50/50' of a
    share.
    """
    rates = {i.id for i in lexicon.domain.case.issues if i.unit == "%"}
    rated = tuple(m for m in mentions if m.issue in rates)
    shared = any(lexicon.domain.case.issue(m.issue).holds(_HALF) for m in rated)
    options = tuple(m for m in mentions if m.option is not None)
    found = []
    for start, end, term in placed:
        if term.value is None and _named(start, end, mentions):
            continue
        if _spelt(term) and _named(start, end, options):
            continue
        step = term.kind is TermKind.RELATIVE and term.unit == "%"
        if step and _named(start, end, rated):
            term = term.model_copy(update={"kind": TermKind.PERCENT})
        elif term.detail == "split" and shared and _EVENLY.search(fold(term.text).text):
            half = {"kind": TermKind.PERCENT, "value": _HALF, "unit": "%", "detail": None}
            term = term.model_copy(update=half)
        found.append((start, end, term))
    return found


def _spelt(term: Term) -> bool:
    return term.kind is TermKind.NUMBER and not any(c.isdigit() for c in term.text)


def _named(start: int, end: int, mentions: tuple[Mention, ...]) -> bool:
    return any(m.start < end and start < m.end for m in mentions)


def _hides(longer: Mention, shorter: Mention) -> bool:
    inside = longer.start <= shorter.start and shorter.end <= longer.end
    return inside and longer.end - longer.start > shorter.end - shorter.start
