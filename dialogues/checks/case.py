"""Checks of a scenario's case: a talk that can be held and won."""

from collections import Counter
from collections.abc import Iterable, Iterator

from dialogues.checks.wordings import too_few
from dialogues.diagnostics import Code, Diagnostic
from dialogues.faults import counted, listed
from dialogues.positions import Marks
from dialogues.scenario import Objection, Scenario
from dialogues.text import LANGS, Asked, Lang, Wordings

FACTS, UNSTATED, OBJECTIONS = 8, 2, 3
"""The least a case needs: facts and unstated needs of a discovery, objections of an objection."""

REPEATED = {"again": 3, "deeper": 2, "heard": 2, "half": 2, "pocketed": 2}
"""Objection words that can come several times in one talk, and their least number of wordings."""

_WARMEST = 3


def case_faults(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    """The faults of a scenario's case."""
    yield from _facts(scenario, marks)
    yield from _circles(scenario, marks)
    yield from _objections(scenario, marks)
    yield from _measure(scenario, marks)


def _same(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(text.casefold().split()) for text in texts)


def _facts(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    words: dict[tuple[str, frozenset[str]], str] = {}
    asks: dict[tuple[str, str], str] = {}
    for at, fact in enumerate(scenario.facts):
        for name in ("full", "brief", "confirm"):
            said: Wordings = getattr(fact, name)
            yield from too_few(("facts", at, name), said, 1, marks)
        if fact.least_mood > _WARMEST:
            yield marks.fault(
                Code.RANGE,
                marks.value("facts", at, "least_mood"),
                f"'least_mood' is {fact.least_mood}; moods end at {_WARMEST}",
            )
        for lang in LANGS:
            named = _same(_asked(fact.words, lang))
            questions = _same(_asked(fact.asks, lang))
            if not named and not questions:
                yield marks.fault(
                    Code.UNASKABLE,
                    marks.key("facts", at, "words"),
                    f"nothing in '{lang}' points at the fact '{fact.id}'",
                    f"give words or example questions under {lang}:",
                )
            other = words.setdefault((lang, named), str(fact.id)) if named else str(fact.id)
            if other != fact.id:
                yield marks.fault(
                    Code.SAME_WORDS,
                    marks.value("facts", at, "words", lang),
                    f"the fact '{other}' has the same words",
                    "a question could not tell them apart: give each a word of its own",
                )
            for n, question in enumerate(_asked(fact.asks, lang)):
                key = (lang, "".join(_same([question])))
                if (other := asks.setdefault(key, str(fact.id))) != fact.id:
                    yield marks.fault(
                        Code.SAME_WORDS,
                        marks.value("facts", at, "asks", lang, n),
                        f"the fact '{other}' has the same question",
                        "a question could not tell them apart: word it for this fact alone",
                    )


def _asked(asked: Asked, lang: Lang) -> tuple[str, ...]:
    return asked.fr if lang == "fr" else asked.en


def _circles(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    """Facts that wait for one another, so that none is ever told in full."""
    open_ = {str(fact.id): {str(before) for before in fact.after} for fact in scenario.facts}
    told: set[str] = set()
    while ready := {fact for fact, before in open_.items() if before & open_.keys() <= told} - told:
        told |= ready
    stuck = [at for at, fact in enumerate(scenario.facts) if fact.id not in told]
    if stuck:
        names = [str(scenario.facts[at].id) for at in stuck]
        yield marks.fault(
            Code.CIRCULAR,
            marks.key("facts", stuck[0], "after"),
            f"{listed(names)} can never be told in full: "
            + ("each waits for another of them" if len(names) > 1 else "it waits for itself"),
            "take one 'after' out of the circle",
        )


def _objections(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    for at, objection in enumerate(scenario.objections):
        for name in Objection.model_fields:
            said = getattr(objection, name)
            if isinstance(said, Wordings):
                yield from too_few(("objections", at, name), said, REPEATED.get(name, 1), marks)


def _measure(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    """Whether there is enough to talk about, and time to do so."""
    found = len(scenario.facts)
    if scenario.enough > found:
        yield marks.fault(
            Code.ENOUGH,
            marks.value("enough"),
            f"{counted(scenario.enough, 'fact')} must be known, and there are {found}",
        )
    needed = 0
    if scenario.family == "discovery":
        unstated = Counter(fact.need for fact in scenario.facts)["unstated"]
        needed = scenario.enough + scenario.enough // 2 + 4
        if found < FACTS or unstated < UNSTATED:
            yield marks.fault(
                Code.TOO_LITTLE,
                marks.key("facts"),
                f"{counted(found, 'fact')}, {counted(unstated, 'unstated need')} among them",
                f"a discovery needs at least {FACTS} facts, {UNSTATED} of them unstated needs",
            )
        elif scenario.enough == 0:
            yield marks.fault(
                Code.ENOUGH,
                marks.key("enough"),
                "a discovery must say how many facts are 'enough'",
                "with none, a next step is welcome before the first question",
            )
    if scenario.family == "objection":
        needed = 4 * len(scenario.objections) + 2
        if len(scenario.objections) < OBJECTIONS:
            yield marks.fault(
                Code.TOO_LITTLE,
                marks.key("objections"),
                counted(len(scenario.objections), "objection"),
                f"a talk about objections needs at least {OBJECTIONS}",
            )
    if scenario.family == "intercultural":
        needed = scenario.enough + 2 * len(scenario.customs) + 2
    if scenario.negotiation is not None:
        needed = scenario.negotiation.case.deadline.turns + 4
    if scenario.turns < needed:
        yield marks.fault(
            Code.TURNS,
            marks.value("turns"),
            f"{scenario.turns} turns leave little time; this case needs about {needed}",
        )
    yield from _level(scenario, marks)


def _level(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    persona, place = scenario.persona, marks.value("level")
    if scenario.level == 1 and (persona.mood < 0 or persona.patience < 3):
        yield marks.fault(
            Code.LEVEL,
            place,
            "hard for level 1: the persona starts cold or has little patience",
            "level 1 wants a mood of 0 or more and a patience of 3 or more",
        )
    if scenario.level == 3 and persona.mood > 0 and persona.patience > 3:
        yield marks.fault(
            Code.LEVEL,
            place,
            "easy for level 3: the persona starts warm and bears a lot",
            "level 3 wants a mood of 0 or less, or a patience of 3 or less",
        )
