"""The check's content: Incoterms, duties, rules and the words they are recognised by."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from dialogues.source import load
from dialogues.text import Frozen, Text
from dialogues.truth.model import Family, Side, Trade

DATA = Path(__file__).parent / "data"
RULE_FILES = ("rules-incoterms.yaml", "rules-payment.yaml", "rules-borders.yaml")

Duty = Literal[
    "export-clearance",
    "import-clearance",
    "import-duties",
    "import-vat",
    "freight",
    "insurance",
    "loading",
    "unloading",
    "pre-carriage",
    "on-carriage",
]
Owner = Literal["S", "B", "N", "P"]
"""Seller, buyer, neither, or the seller when the named place is her premises."""


class Incoterm(Frozen):
    """One rule of Incoterms 2020."""

    sea: bool
    risk: Literal["S", "B"]
    """Who bears it during the main carriage."""
    cover: Literal["none", "A", "C"]
    point: Text
    duties: dict[Duty, Owner]


class Incoterms(Frozen):
    """Incoterms 2020, and what replaced the rules of earlier editions."""

    rules: dict[str, Incoterm]
    successors: dict[str, str]


class DutyText(Frozen):
    """How a duty is named, its articles, and the rule that puts it on a side."""

    articles: str
    label: Text
    instead: dict[Side, str]


class Verdict(Frozen):
    """The sentence of law and the trainer's question, with blanks."""

    law: Text
    ask: Text


class Duties(Frozen):
    """Everything said about who does what."""

    duties: dict[str, DutyText]
    bound: Verdict
    released: Verdict
    unbound: Verdict
    risk: Verdict
    obsolete: Verdict
    shares: Verdict
    place: Verdict
    wanted: dict[Literal["departure", "arrival"], Text]
    sides: dict[Side, Text]
    sides_of: dict[Side, Text]


class Country(Frozen):
    """A country: whether a member of the Union, and how it is named."""

    eu: bool
    words: str


class Countries(Frozen):
    """Countries by ISO code."""

    countries: dict[str, Country]


class When(Frozen):
    """For whom a rule speaks; empty fields ask nothing."""

    learner: Side | None = None
    trade: tuple[Trade, ...] = ()
    seller: tuple[str, ...] = ()
    buyer: tuple[str, ...] = ()


class Claim(Frozen):
    """Words that, together, break a rule."""

    parts: tuple[str, ...] = Field(min_length=1)
    negated: Literal["no", "yes", "any"] = "no"
    """Whether a denial must be there, must not, or does not matter."""
    above: int | None = None
    """The figure named `n` must lie above."""
    below: int | None = None
    within: Literal["sentence", "clause"] = "sentence"


class Rule(Frozen):
    """One rule that a statement can break."""

    id: str
    family: Family
    anchors: tuple[str, ...] = Field(min_length=1)
    reach: Literal["talk", "sentence"] = "talk"
    """How far from the claim its anchor may stand."""
    claims: tuple[Claim, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    when: When = When()
    law: Text
    source: Text
    ask: Text


class Rules(Frozen):
    """Rules of one file."""

    rules: tuple[Rule, ...]


class Shared(Frozen):
    """Words that rules share."""

    words: dict[str, tuple[str, ...]]


class Numerals(Frozen):
    """Figures in words."""

    words: dict[str, int]


class RiskSpeech(Frozen):
    """How people speak of risk and of where it passes."""

    words: tuple[str, ...]
    other: tuple[str, ...]
    passing: tuple[str, ...]
    at_departure: tuple[str, ...] = Field(alias="at-departure")
    at_arrival: tuple[str, ...] = Field(alias="at-arrival")


class Language(Frozen):
    """How people say who does what, deny, ask, suppose and correct themselves."""

    words: dict[str, tuple[str, ...]]
    duties: dict[Duty, tuple[str, ...]]
    legs: dict[Duty, tuple[str, ...]]
    premises: tuple[str, ...]
    risk: RiskSpeech
    moods: dict[str, tuple[str, ...]]
    rejected: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def incoterms() -> Incoterms:
    """The table of Incoterms 2020."""
    return load(DATA / "incoterms.yaml", Incoterms)


@lru_cache(maxsize=1)
def duties() -> Duties:
    """The duties and the sentences about them."""
    return load(DATA / "duties.yaml", Duties)


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Countries by ISO code."""
    return load(DATA / "countries.yaml", Countries).countries


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the files."""
    return tuple(rule for name in RULE_FILES for rule in load(DATA / name, Rules).rules)


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """Words that rules share, by name."""
    return load(DATA / "words.yaml", Shared).words


@lru_cache(maxsize=1)
def numerals() -> dict[str, int]:
    """Figures in words."""
    return load(DATA / "numerals.yaml", Numerals).words


@lru_cache(maxsize=1)
def language() -> Language:
    """The words of who does what."""
    return load(DATA / "language.yaml", Language)
