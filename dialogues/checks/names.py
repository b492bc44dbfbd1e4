"""Checks of the names in a scenario: ids, references, reply kinds and endings."""

import re
from collections.abc import Iterable, Iterator

from dialogues.checks.known import Known, Requirements
from dialogues.checks.wordings import too_few
from dialogues.diagnostics import Code, Diagnostic
from dialogues.faults import counted, nearest
from dialogues.ids import Topic
from dialogues.positions import Marks, Path
from dialogues.scenario import Scenario

ID_LENGTH = 40
"""Most characters of an id: links and buttons carry it."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")


def name_faults(
    scenario: Scenario, marks: Marks, requirements: Requirements, known: Known
) -> Iterator[Diagnostic]:
    """The faults of the names in a scenario."""
    yield from _ids(scenario, marks)
    yield from _forms(scenario, marks)
    yield from _references(scenario, marks, known)
    yield from _replies(scenario, marks, requirements)
    yield from _endings(scenario, marks, requirements)


def _ids(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    lists: dict[Path, list[str]] = {
        ("facts",): [str(fact.id) for fact in scenario.facts],
        ("objections",): [str(objection.id) for objection in scenario.objections],
        ("customs",): [str(custom.id) for custom in scenario.customs],
        ("profiles",): [profile.id for profile in scenario.profiles],
        ("misconceptions",): [wrong.id for wrong in scenario.misconceptions],
        ("brief", "documents"): [document.id for document in scenario.brief.documents],
    }
    named = [((*path, at, "id"), id_) for path, ids in lists.items() for at, id_ in enumerate(ids)]
    topics = [(("topics", at, "topic"), str(t.topic)) for at, t in enumerate(scenario.topics)]
    for path, id_ in (((("id",)), str(scenario.id)), *named, *topics):
        if not _SLUG.match(id_) or len(id_) > ID_LENGTH:
            yield marks.fault(
                Code.MALFORMED,
                marks.value(*path),
                f"'{id_}' cannot be a name here",
                f"small letters, figures and hyphens, at most {ID_LENGTH} characters",
            )
    for path, ids in (*lists.items(), (("topics",), [name for _, name in topics])):
        first: dict[str, int] = {}
        for at, id_ in enumerate(ids):
            place = marks.value(*path, at, "topic" if path == ("topics",) else "id")
            if id_ in first:
                before = marks.value(*path, first[id_]).line
                yield marks.fault(
                    Code.REPEATED_ID, place, f"'{id_}' is there already", f"see line {before}"
                )
            first.setdefault(id_, at)


def _forms(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    if not _MONTH.match(scenario.rules_as_of):
        yield marks.fault(
            Code.MALFORMED,
            marks.value("rules_as_of"),
            f"'{scenario.rules_as_of}' is not a month",
            "write it as 2026-09",
        )
    if not _COUNTRY.match(scenario.persona.country):
        yield marks.fault(
            Code.MALFORMED,
            marks.value("persona", "country"),
            f"'{scenario.persona.country}' is not a country code",
            "two capital letters (ISO 3166): FR, GB, DE…",
        )


def _references(scenario: Scenario, marks: Marks, known: Known) -> Iterator[Diagnostic]:
    def missing(path: Path, name: str, what: str, among: Iterable[str]) -> Diagnostic:
        return marks.fault(
            Code.REFERENCE,
            marks.value(*path),
            f"no {what} is called '{name}'",
            nearest(name, among),
        )

    facts = {str(fact.id) for fact in scenario.facts}
    for at, fact in enumerate(scenario.facts):
        for n, before in enumerate(fact.after):
            if before not in facts:
                yield missing(("facts", at, "after", n), before, "fact", facts)
    if known.topics is not None:
        topics = known.topics | {str(words.topic) for words in scenario.topics}
        used: list[tuple[Path, tuple[Topic, ...]]] = []
        used += [(("facts", at), fact.topics) for at, fact in enumerate(scenario.facts)]
        used += [(("objections", at), one.topics) for at, one in enumerate(scenario.objections)]
        if scenario.negotiation is not None:
            case = scenario.negotiation.case
            at_secret = ("negotiation", "case", "secrets")
            used += [((*at_secret, at), one.topics) for at, one in enumerate(case.secrets)]
            if case.bluff is not None:
                used.append((("negotiation", "case", "bluff"), case.bluff.topics))
        for path, named in used:
            for n, topic in enumerate(named):
                if topic not in topics:
                    yield missing((*path, "topics", n), topic, "topic", topics)
    if known.criteria is not None:
        for at, better in enumerate(scenario.better):
            if better.criterion not in known.criteria:
                yield missing(
                    ("better", at, "criterion"), better.criterion, "criterion", known.criteria
                )


def _replies(scenario: Scenario, marks: Marks, requirements: Requirements) -> Iterator[Diagnostic]:
    needed = requirements.replies
    for kind, said in scenario.replies.items():
        if kind in needed:
            yield from too_few(("replies", kind), said, max(1, needed[kind]), marks)
        else:
            yield marks.fault(
                Code.REPLY_UNKNOWN,
                marks.key("replies", kind),
                f"'{kind}' is never said in a {scenario.family} talk",
                nearest(kind, set(needed) - set(scenario.replies) or needed),
            )
    for kind in sorted(set(needed) - set(scenario.replies)):
        yield marks.fault(
            Code.REPLY_MISSING,
            marks.key("replies"),
            f"'{kind}' is missing in 'replies'",
            f"it needs {counted(needed[kind], 'wording')} in each language",
        )


def _endings(scenario: Scenario, marks: Marks, requirements: Requirements) -> Iterator[Diagnostic]:
    reached = set(requirements.endings)
    for ending, body in scenario.endings.items():
        if ending not in reached:
            yield marks.fault(
                Code.ENDING_UNKNOWN,
                marks.key("endings", ending),
                f"no {scenario.family} talk ends in '{ending}'",
                nearest(ending, reached - set(scenario.endings) or reached),
            )
        yield from too_few(("endings", ending, "line"), body.line, 1, marks)
    for ending in sorted(reached - set(scenario.endings)):
        yield marks.fault(
            Code.ENDING_MISSING,
            marks.key("endings"),
            f"the ending '{ending}' is missing",
            f"a {scenario.family} talk can end there; say how the persona takes leave",
        )
    if not any(body.result == "reached" for body in scenario.endings.values()):
        yield marks.fault(
            Code.UNWINNABLE,
            marks.key("endings"),
            "no ending has 'result: reached'",
            "a learner must be able to succeed",
        )
