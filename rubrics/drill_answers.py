"""Judging one answer of a drill: what the reader hears in it, and what it takes from the file."""

import re
from collections.abc import Callable, Iterator

from dialogues.drills.content import DrillKind, Item
from dialogues.ids import IndicatorId
from dialogues.reading.folding import fold
from dialogues.reading.model import Act, ActFound, Context, Reading, Span
from dialogues.reading.reader import read
from dialogues.stems import stems
from dialogues.text import Lang
from rubrics.drill import Judged, KindRubric, capped, drill_rubric
from rubrics.evidence import Evidence

LONGEST = 1000
"""Characters of an answer that are judged; nobody types more against the clock."""
COPIED = 7
"""Words in a row that are the file's or the other side's own, and earn nothing."""
FITTING = 2
"""Elements of the file that make an answer fit the point."""
SURE = 0.6
"""Strength from which an act that costs points is believed."""

_WORD = re.compile(r"\w+(?:[.,\u202f\u00a0 ]\d+)*")
_SPACES = re.compile(r"\s")
_MARKS = re.compile(r"\?+")
_ASKING = (Act.ASK_OPEN, Act.ASK_FACT, Act.ASK_CLOSED, Act.CHECK)
_REASONS = (Act.ARGUE, Act.PROVE, Act.JUSTIFY, Act.TRADE)
_STATED = (Act.INFORM, Act.PROPOSE, Act.SUMMARISE)
_PREFIX = 5
"""Letters by which a word is known again in another form."""

Finding = tuple[Span, float, str]
"""Where something was found, how sure, and why."""


class Heard:
    """One answer read, with what it copies left out of account."""

    def __init__(self, item: Item, text: str, lang: Lang) -> None:
        self.item = item
        self.text = text[:LONGEST]
        self.lang = lang
        self.reading: Reading = read(self.text, Context(other=item.line.in_(lang), lang=lang))
        own = (item.line.fr, item.line.en, item.file.fr, item.file.en)
        self.copied = tuple(_copied(self.text, own))

    def own(self, span: Span) -> bool:
        """At least half of these characters are the learner's own words."""
        inside = sum(max(0, min(span.end, c.end) - max(span.start, c.start)) for c in self.copied)
        return inside * 2 < span.end - span.start

    def acts(self, *acts: Act) -> list[ActFound]:
        """The acts found of these kinds, in her own words."""
        return [one for one in self.reading.acts if one.act in acts and self.own(one.span)]

    def questions(self) -> list[ActFound]:
        """Questions that do not overlap, in their order."""
        apart: list[ActFound] = []
        for one in self.acts(*_ASKING):
            if all(one.span.start >= other.span.end for other in apart):
                apart.append(one)
        return apart

    def sharing(self, words: frozenset[str]) -> list[Span]:
        """Her words and figures that are among these stems, in whatever form."""
        wanted = {_known(word) for word in words}
        found: dict[str, Span] = {}
        for word in _WORD.finditer(self.text):
            span = Span(start=word.start(), end=word.end())
            for stem in stems(_SPACES.sub("", word.group())):
                if _known(stem) in wanted and self.own(span):
                    found.setdefault(_known(stem), span)
        return list(found.values())


def judge(kind: DrillKind, item: Item, text: str, *, lang: Lang, number: int) -> Judged:
    """Judge the answer to the `number`-th item of a drill; the same one is always judged alike."""
    by = drill_rubric(kind)
    heard = Heard(item, text, lang)
    finders = _VOLLEY if kind == "objection-volley" else _SPRINT
    found = {name: find(heard, by) for name, find in finders.items()}
    seen = tuple(
        _evidence(check.id, number, heard, what)
        for check in by.checks
        if (what := found.get(check.id)) is not None
    )
    faults = tuple(
        _evidence(fault.id, number, heard, what)
        for fault in by.faults
        if (what := found.get(fault.id)) is not None
    )
    shown = {one.indicator for one in seen}
    return Judged(
        points=capped(by, seen, faults),
        seen=seen,
        faults=faults,
        unseen=tuple(check.id for check in by.checks if check.id not in shown),
        reader=heard.reading.reader,
    )


def _evidence(indicator: IndicatorId, number: int, heard: Heard, found: Finding) -> Evidence:
    span, strength, why = found
    return Evidence(
        indicator=indicator,
        message=number,
        span=span,
        quote=span.of(heard.text),
        strength=strength,
        why=why,
    )


def _act(found: list[ActFound]) -> Finding | None:
    if not found:
        return None
    best = max(found, key=lambda one: one.strength)
    return best.span, best.strength, best.why


def _heard(heard: Heard, _: KindRubric) -> Finding | None:
    return _act(heard.acts(Act.ACKNOWLEDGE, Act.REFORMULATE))


def _asked(heard: Heard, _: KindRubric) -> Finding | None:
    return _act(heard.questions())


def _answered(heard: Heard, _: KindRubric) -> Finding | None:
    """A reason, a proof, an exchange; or a statement that holds something of the file."""
    reasons = _act(heard.acts(*_REASONS))
    if reasons is not None:
        return reasons
    from_file = _from_file(heard)
    stated = [
        one
        for one in heard.acts(*_STATED)
        if any(one.span.start <= s.start < one.span.end for s in from_file)
    ]
    return _act(stated)


def _fitting(heard: Heard, _: KindRubric) -> Finding | None:
    found = _from_file(heard)
    if len(found) < FITTING:
        return None
    first, last = min(s.start for s in found), max(s.end for s in found)
    return Span(start=first, end=last), 1.0, ", ".join(s.of(heard.text) for s in found)


def _from_file(heard: Heard) -> list[Span]:
    """Elements of the file, what the objection itself says left out, outside questions."""
    item = heard.item
    facts = _stems(item.file.in_(heard.lang)) - _stems(item.line.in_(heard.lang))
    asking = [one.span for one in heard.acts(*_ASKING)]
    return [
        span
        for span in heard.sharing(facts)
        if not any(q.start <= span.start < q.end for q in asking)
    ]


def _attacked(heard: Heard, _: KindRubric) -> Finding | None:
    asking = [one.span for one in heard.questions()]
    return _act(
        [
            one
            for one in heard.acts(Act.OFFEND)
            if one.strength >= SURE
            and not any(q.start < one.span.end and one.span.start < q.end for q in asking)
        ]
    )


def _pressed(heard: Heard, _: KindRubric) -> Finding | None:
    return _act([one for one in heard.acts(Act.PRESSURE) if one.strength >= SURE])


def _gave(heard: Heard, _: KindRubric) -> Finding | None:
    if heard.reading.has(Act.TRADE):
        return None
    return _act([one for one in heard.acts(Act.CONCEDE) if one.strength >= SURE])


def _opened(heard: Heard, _: KindRubric) -> Finding | None:
    return _act(heard.acts(Act.ASK_OPEN))


def _bears(heard: Heard, _: KindRubric) -> Finding | None:
    asking = heard.questions()
    for span in heard.sharing(_stems(heard.item.line.in_(heard.lang))):
        if any(q.span.start <= span.start < q.span.end for q in asking):
            return span, 1.0, "a word of the other side's"
    return None


def _single(heard: Heard, _: KindRubric) -> Finding | None:
    asking = heard.questions()
    marks = len(_MARKS.findall(heard.text))
    if len(asking) != 1 or marks > 1:
        return None
    return asking[0].span, asking[0].strength, asking[0].why


def _unprompted(heard: Heard, by: KindRubric) -> Finding | None:
    asking = heard.questions()
    leading = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, by.leading))})(?!\w)")
    if not asking or leading.search(fold(heard.text).text.replace("-", " ")):
        return None
    if heard.reading.has(Act.ARGUE, Act.PROPOSE, Act.PROVE, Act.CONCEDE, Act.TRADE):
        return None
    return asking[0].span, asking[0].strength, "nothing that leads or sells"


def _closed(heard: Heard, _: KindRubric) -> Finding | None:
    return None if heard.acts(Act.ASK_OPEN) else _act(heard.questions())


def _stems(text: str) -> frozenset[str]:
    """Content stems of a text, figures without the blanks between their thousands."""
    return frozenset(s for w in _WORD.finditer(text) for s in stems(_SPACES.sub("", w.group())))


def _known(stem: str) -> str:
    return stem if stem[0].isdecimal() else stem[:_PREFIX]


def _copied(text: str, sources: tuple[str, ...]) -> Iterator[Span]:
    """Runs of words that stand like this in one of the sources."""
    words = list(_WORD.finditer(text))
    for source in sources:
        runs = {run for run, _, _ in _runs(list(_WORD.finditer(source)))}
        for run, start, end in _runs(words):
            if run in runs:
                yield Span(start=start, end=end)


def _runs(words: list[re.Match[str]]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    for at in range(len(words) - COPIED + 1):
        run = words[at : at + COPIED]
        yield (
            tuple(_SPACES.sub("", w.group()).casefold() for w in run),
            run[0].start(),
            run[-1].end(),
        )


Find = Callable[[Heard, KindRubric], Finding | None]

_VOLLEY: dict[str, Find] = {
    "heard": _heard,
    "asked": _asked,
    "answered": _answered,
    "fitting": _fitting,
    "attacked": _attacked,
    "pressed": _pressed,
    "gave-away": _gave,
}
_SPRINT: dict[str, Find] = {
    "opened": _opened,
    "bears": _bears,
    "single": _single,
    "unprompted": _unprompted,
    "closed": _closed,
    "attacked": _attacked,
}
