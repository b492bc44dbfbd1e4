"""Checks of what a person expects: that it can be hurt, asked about and mended, and differs."""

from collections.abc import Iterator

from dialogues.checks.wordings import too_few
from dialogues.customs import Custom, Profile
from dialogues.diagnostics import Code, Diagnostic
from dialogues.faults import counted, nearest
from dialogues.lenses import lenses
from dialogues.positions import Marks, Path
from dialogues.scenario import Scenario
from dialogues.text import LANGS, Asked, Lang, Wordings

CUSTOMS, FACTS = 3, 5
"""The least an intercultural talk needs."""

LEAST = {"hurt": 2, "lasting": 2, "mended": 2}
"""Words of a custom that can come several times in one talk."""


def custom_faults(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    """The faults of a scenario's customs and profiles."""
    for at, custom in enumerate(scenario.customs):
        yield from _custom(("customs", at), custom, marks)
    for at, profile in enumerate(scenario.profiles):
        yield from _profile(at, profile, scenario, marks)
        for n, custom in enumerate(profile.customs):
            yield from _custom(("profiles", at, "customs", n), custom, marks)
    if scenario.family == "intercultural":
        yield from _measure(scenario, marks)


def _measure(scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    customs, facts = len(scenario.customs), len(scenario.facts)
    if customs < CUSTOMS or facts < FACTS:
        yield marks.fault(
            Code.TOO_LITTLE,
            marks.key("customs"),
            f"{counted(customs, 'custom')}, {counted(facts, 'fact')}",
            f"an intercultural talk needs at least {CUSTOMS} customs and {FACTS} facts",
        )
    elif scenario.enough == 0:
        yield marks.fault(
            Code.ENOUGH,
            marks.key("enough"),
            "an intercultural talk must say how many facts are 'enough'",
            "with none, a next step is welcome before the first question",
        )
    if not scenario.profiles:
        yield marks.fault(
            Code.NO_OTHER,
            marks.key("profiles"),
            "no other counterpart under 'profiles'",
            "say who else could sit there, and what this person would take otherwise",
        )


def _asked(asked: Asked, lang: Lang) -> tuple[str, ...]:
    return asked.fr if lang == "fr" else asked.en


def _custom(path: Path, custom: Custom, marks: Marks) -> Iterator[Diagnostic]:
    known = [str(one.id) for one in lenses().lenses]
    if custom.lens not in known:
        yield marks.fault(
            Code.REFERENCE,
            marks.value(*path, "lens"),
            f"no lens is called '{custom.lens}'",
            nearest(custom.lens, known),
        )
    for name in Custom.model_fields:
        said = getattr(custom, name)
        if isinstance(said, Wordings):
            yield from too_few((*path, name), said, LEAST.get(name, 1), marks)
    for lang in LANGS:
        signs = {
            "hurts": bool(
                custom.standing
                or custom.hurts.acts
                or _asked(custom.hurts.words, lang)
                or _asked(custom.hurts.says, lang)
            ),
            "asks": bool(_asked(custom.asks.words, lang) or _asked(custom.asks.says, lang)),
            "keeps": bool(_asked(custom.keeps.words, lang) or _asked(custom.keeps.says, lang)),
            "names": bool(_asked(custom.names, lang)),
        }
        for name, there in signs.items():
            if not there:
                yield marks.fault(
                    Code.UNTOUCHED,
                    marks.key(*path, name),
                    f"nothing in '{lang}' under '{name}' of the custom '{custom.id}'",
                    "give the words or sentences by which learners do it",
                )


def _profile(at: int, profile: Profile, scenario: Scenario, marks: Marks) -> Iterator[Diagnostic]:
    held = [str(custom.id) for custom in scenario.customs]
    for n, dropped in enumerate(profile.drops):
        if dropped.custom not in held:
            yield marks.fault(
                Code.REFERENCE,
                marks.value("profiles", at, "drops", n, "custom"),
                f"no custom is called '{dropped.custom}'",
                nearest(dropped.custom, held),
            )
    if not profile.drops and not profile.customs:
        yield marks.fault(
            Code.NO_OTHER,
            marks.value("profiles", at, "id"),
            f"'{profile.id}' takes everything as the person of the scene does",
            "give a custom of the scene that is dropped, or one that is added",
        )
