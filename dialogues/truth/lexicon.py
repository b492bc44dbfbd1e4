"""The words of who does what, compiled once."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dialogues.truth.content import Duty, countries, language, rules, words
from dialogues.truth.patterns import compiled


@dataclass(frozen=True, slots=True)
class RiskWords:
    """Compiled words of risk and of where it passes."""

    words: re.Pattern[str]
    other: re.Pattern[str]
    passing: re.Pattern[str]
    at_departure: re.Pattern[str]
    at_arrival: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns of language.yaml."""

    duties: dict[Duty, re.Pattern[str]]
    legs: dict[Duty, re.Pattern[str]]
    risk: RiskWords
    premises: re.Pattern[str]
    clearing: re.Pattern[str]
    export_side: re.Pattern[str]
    import_side: re.Pattern[str]
    included: re.Pattern[str]
    excluded: re.Pattern[str]
    without: re.Pattern[str]
    negation: re.Pattern[str]
    not_negation: re.Pattern[str]
    condition: re.Pattern[str]
    hypothetical: re.Pattern[str]
    not_hypothetical: re.Pattern[str]
    conditional: re.Pattern[str]
    reported: re.Pattern[str]
    retraction: re.Pattern[str]
    bare_question: re.Pattern[str]
    tag: re.Pattern[str]
    rejected_before: re.Pattern[str]
    rejected_after: re.Pattern[str]
    not_carriage: re.Pattern[str]
    exception: re.Pattern[str]
    cover: re.Pattern[str]
    inland: re.Pattern[str]
    passive: re.Pattern[str]
    obliged: re.Pattern[str]
    unable: re.Pattern[str]
    vat_left_out: re.Pattern[str]
    loaded: re.Pattern[str]
    wrong_for_c: re.Pattern[str]
    wrong_for_f: re.Pattern[str]
    only_from: re.Pattern[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The patterns."""
    said = language()
    phrases = said.words

    def named(name: str) -> re.Pattern[str]:
        return compiled(phrases[name], phrases)

    def mood(name: str) -> re.Pattern[str]:
        return compiled(said.moods[name], phrases)

    before = compiled(said.rejected["before"], phrases).pattern
    after = compiled(said.rejected["after"], phrases).pattern
    return Lexicon(
        duties={duty: compiled(each, phrases) for duty, each in said.duties.items()},
        legs={duty: compiled(each, phrases) for duty, each in said.legs.items()},
        risk=RiskWords(
            words=compiled(said.risk.words, phrases),
            other=compiled(said.risk.other, phrases),
            passing=compiled(said.risk.passing, phrases),
            at_departure=compiled(said.risk.at_departure, phrases),
            at_arrival=compiled(said.risk.at_arrival, phrases),
        ),
        premises=compiled(said.premises, phrases),
        clearing=named("clearing"),
        export_side=named("export-side"),
        import_side=named("import-side"),
        included=named("included"),
        excluded=named("excluded"),
        without=re.compile(f"(?:{named('without').pattern})(?: (?:the|la|le|l'|les|d'))? ?$"),
        negation=named("negation"),
        not_negation=named("not-negation"),
        condition=mood("condition"),
        hypothetical=mood("hypothetical"),
        not_hypothetical=mood("not-hypothetical"),
        conditional=re.compile(
            f"(?<=[a-z])(?:{'|'.join(said.moods['conditional-endings'])})(?![a-z])"
        ),
        reported=mood("reported"),
        retraction=mood("retraction"),
        bare_question=mood("bare-question"),
        tag=mood("tag"),
        rejected_before=re.compile(f"(?:{before}) *$"),
        rejected_after=re.compile(f" *(?:{after})"),
        not_carriage=re.compile(f"(?:{named('not-carriage').pattern}) ?$"),
        exception=named("exception"),
        cover=named("cover"),
        inland=named("inland"),
        passive=re.compile(f"(?:{named('passive').pattern}) ?$"),
        obliged=named("obliged"),
        unable=named("unable"),
        vat_left_out=named("vat-left-out"),
        only_from=named("only-from"),
        wrong_for_c=named("wrong-for-c"),
        wrong_for_f=named("wrong-for-f"),
        loaded=re.compile(f"[ ,(]*(?:{named('loaded').pattern})"),
    )


@lru_cache(maxsize=128)
def country_words(code: str | None) -> re.Pattern[str] | None:
    """How a country is named; None when it is not known."""
    known = countries().get(code) if code else None
    return compiled((known.words,), {}) if known else None


@lru_cache(maxsize=1)
def anchor_patterns() -> dict[str, re.Pattern[str]]:
    """The words that anchor rules, by name."""
    shared = words()
    names = {a for rule in rules() for a in rule.anchors if not a.startswith("term:")}
    return {name: compiled(shared[name], shared) for name in sorted(names)}
