"""Numbers: digits in both conventions, and words."""

from decimal import Decimal

import pytest

from dialogues.reading.folding import fold
from dialogues.reading.model import ReadLang
from dialogues.reading.numbers import numbers_in


def values(text: str, lang: ReadLang) -> list[Decimal]:
    return [round(n.value, 6) for n in numbers_in(fold(text).text, lang) if not n.article]


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 200,50", "fr", "1200.50"),
        ("1\u202f200", "fr", "1200"),
        ("1.200", "fr", "1200"),
        ("4,800", "fr", "4.8"),
        ("90,000", "fr", "90000"),
        ("1,200.50", "en", "1200.50"),
        ("90,000", "en", "90000"),
        ("1.200", "en", "1.2"),
        ("12,50", "en", "12.50"),
        ("1,234,567", "en", "1234567"),
        ("mille deux cents", "fr", "1200"),
        ("quatre-vingt-dix-neuf", "fr", "99"),
        ("soixante et onze", "fr", "71"),
        ("septante-cinq", "fr", "75"),
        ("trois cent mille", "fr", "300000"),
        ("deux millions et demi", "fr", "2500000"),
        ("une centaine", "fr", "100"),
        ("two hundred and fifty", "en", "250"),
        ("twenty-five thousand", "en", "25000"),
        ("three dozen", "en", "36"),
        ("half a million", "en", "500000"),
        ("three quarters", "en", "0.75"),
        ("deux tiers", "fr", "0.666667"),
        ("two point five", "en", "2.5"),
        ("minus five", "en", "-5"),
        ("1/3", "en", "0.333333"),
        ("3 hundred and 40", "en", "340"),
        ("7 thousand 2 hundred and 15", "en", "7215"),
        ("2 mille 500", "fr", "2500"),
        ("six hundred and four thousand", "en", "604000"),
        ("seven and a half million", "en", "7500000"),
        ("two billion and a quarter million", "en", "2000250000"),
        ("trois quarts de million", "fr", "750000"),
        ("quatre milliards et un quart", "fr", "4250000000"),
        ("a quarter million", "en", "250000"),
        ("two hundred forty-fifths", "en", "4.444444"),
        ("two hundred and forty fifths", "en", "48"),
        ("trente et un cinquièmes", "fr", "30.2"),
        ("one forty-first", "en", "0.02439"),
        ("four out of ten", "en", "0.4"),
        ("un sur vingt-cinq", "fr", "0.04"),
        ("nought point nought six", "en", "0.06"),
        ("2.7x10^4", "en", "27000"),
        ("8,1 x 10^-2", "fr", "0.081"),
        ("- 2 3/4", "fr", "-2.75"),
    ],
)
def test_that_a_number_is_worth_what_is_written(text: str, lang: ReadLang, value: str) -> None:
    assert values(text, lang) == [Decimal(value)]


def test_that_two_numbers_joined_by_a_word_stay_two() -> None:
    assert values("between one hundred and two hundred", "en") == [Decimal(100), Decimal(200)]
    assert values("vingt et un ou vingt-deux", "fr") == [Decimal(21), Decimal(22)]


def test_that_a_rank_is_no_fraction() -> None:
    assert values("on the twenty-fifth of May", "en") == []
    assert values("une inspection par un tiers", "fr") != [Decimal(3)]
    assert values("a third party report", "en") == []


def test_that_a_series_of_numbers_stays_a_series() -> None:
    assert values("lots 14,15,27", "en") == [Decimal(14), Decimal(15), Decimal(27)]
    assert values("between three hundred and four thousand", "en") == [
        Decimal(300),
        Decimal(4000),
    ]
