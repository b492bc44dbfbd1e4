"""What she says is what she offers: her words, read back, are the package."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from dialogues.case import Case
from dialogues.hashes import content_hash, structure_hash
from dialogues.library import library
from dialogues.negotiation.counterparty import begun
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.understanding import understood
from dialogues.negotiation.understanding_situation import Situation
from dialogues.negotiation.wording_terms import listed, recap, set_, shared, shown
from dialogues.negotiation.wording_voice import Piece, Voice
from dialogues.reading.model import Context
from dialogues.reading.reader import read
from dialogues.scenario import Scenario
from dialogues.source import read as read_content
from dialogues.text import LANGS, Lang
from tests.breadth import tries

pytestmark = pytest.mark.slow
GUIDE = Path(__file__).parents[1] / "content" / "negotiation.yaml"


def guide() -> Case:
    """The case of the author's guide, which no words were fitted to."""
    scenario = read_content(GUIDE, Scenario).content
    return Case(scenario, content_hash(scenario), structure_hash(scenario))


CASES = [guide(), *(case for case in library().cases if case.bargain is not None)]
NAMES = [str(case.scenario.id) for case in CASES]
SAYING = ("offer-moved", "offer-traded", "offer-opening", "offer-standing", "agreed-note")
READ_BACK = 0.95
"""Share of her offers that must read back as they were meant."""


def packages(case: Case, lang: Lang, number: int) -> list[tuple[str, Mapping[IssueId, Value]]]:
    """Sentences of hers with the terms they state."""
    assert case.bargain is not None
    domain, block = case.bargain.domain, case.bargain.script
    made: list[tuple[str, Mapping[IssueId, Value]]] = []
    for seed in range(number):
        chance = Random(seed)
        size = chance.choice((1, 1, 2, 2, 3, len(domain.issues)))
        issues = chance.sample(domain.issues, size)
        terms = {p.issue.id: chance.choice(p.grid) for p in issues}
        piece: Piece = Voice(block, lang).line(chance.choice(SAYING), terms, turn=seed)
        assert piece.said is not None
        wording = chance.choice(piece.said.in_(lang))
        made.append((set_(wording.replace("{terms}", piece.places["terms"]), lang), terms))
    return made


def heard(case: Case, text: str, lang: Lang) -> Mapping[IssueId, Value]:
    assert case.bargain is not None
    standing, _ = begun(case.bargain.domain)
    reading = read(text, Context(lang=lang), case.vocabulary)
    return understood(case.bargain, reading, Situation(standing)).move.offer


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_what_she_says_reads_back_as_what_she_offers(case: Case, lang: Lang) -> None:
    said = packages(case, lang, tries(40, 100))
    missed = [(text, terms) for text, terms in said if heard(case, text, lang) != terms]

    assert len(missed) <= (1 - READ_BACK) * len(said), [text for text, _ in missed]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_a_recap_reads_back_as_the_whole_package(case: Case, lang: Lang) -> None:
    assert case.bargain is not None
    domain, block = case.bargain.domain, case.bargain.script
    missed, number = [], tries(20, 40)
    for seed in range(number):
        chance = Random(seed)
        package = {p.issue.id: chance.choice(p.grid) for p in domain.issues}
        text = recap(block, package, lang)
        if heard(case, text, lang) != package:
            missed.append(text)

    assert len(missed) <= (1 - READ_BACK) * number, missed


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_every_term_has_words_in_both_languages(case: Case) -> None:
    assert case.bargain is not None
    for priced in case.bargain.domain.issues:
        for value in priced.grid:
            for lang in LANGS:
                for turn in range(3):
                    text = listed(case.bargain.script, {priced.issue.id: value}, lang, turn)
                    assert text
                    assert "{" not in text


@pytest.mark.parametrize(
    ("issue", "value", "fr", "en"),
    [
        ("price", "11.8", "11,80\u202f€", "€11.80"),
        ("price", "12", "12,00\u202f€", "€12.00"),
        ("volume", "5760", "5\u202f760", "5,760"),
        ("restock", "7", "7 jours", "7 days"),
    ],
)
def test_that_figures_look_as_each_language_writes_them(
    issue: str, value: str, fr: str, en: str
) -> None:
    case = next(c for c in CASES if c.scenario.id == "refill-in-girona")
    assert case.bargain is not None
    model = case.bargain.domain.by_id[IssueId(issue)].issue

    assert shown(model, Decimal(value), "fr") == fr
    assert shown(model, Decimal(value), "en") == en


def test_that_shared_lines_have_twins_and_do_not_repeat() -> None:
    for kind, said in (*shared().lines.items(), *shared().tactics.items()):
        assert len(said.fr) == len(said.en), kind
        for lang in LANGS:
            assert len(set(said.in_(lang))) == len(said.in_(lang)), kind
