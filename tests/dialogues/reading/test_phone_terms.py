"""Terms as phones write them: no blanks, no units, lower case."""

from decimal import Decimal

import pytest

from dialogues.reading.model import Act, Context, Term, TermKind
from dialogues.reading.reader import read
from dialogues.text import Lang


def terms(text: str, lang: Lang = "fr") -> tuple[Term, ...]:
    return read(text, Context(lang=lang)).terms


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit"),
    [
        ("14€30", "fr", "14.3", "EUR"),
        ("14€30 le carton", "fr", "14.3", "EUR"),
        ("twelve euros forty", "en", "12.4", "EUR"),
        ("douze euros quarante", "fr", "12.4", "EUR"),
        ("8M€", "fr", "8000000", "EUR"),
    ],
)
def test_that_cents_may_follow_the_sign_of_the_currency(
    text: str, lang: Lang, value: str, unit: str
) -> None:
    (term,) = terms(text, lang)
    assert (term.kind, term.value, term.unit) == (TermKind.AMOUNT, Decimal(value), unit)


@pytest.mark.parametrize("text", ["60j fdm", "60 j fin de mois", "60jrs fdm"])
def test_that_days_to_the_end_of_a_month_are_a_payment_term(text: str) -> None:
    (term,) = terms(text)
    assert (term.kind, term.value, term.detail) == (
        TermKind.PAYMENT,
        Decimal(60),
        "end-of-month",
    )


def test_that_a_price_after_an_elided_verb_is_no_week() -> None:
    (term,) = terms("it's 14.20", "en")
    assert (term.kind, term.value) == (TermKind.NUMBER, Decimal("14.2"))


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [("two more weeks", "en", "week"), ("three other containers", "en", "container")],
)
def test_that_more_of_a_unit_is_a_move_upwards(text: str, lang: Lang, unit: str) -> None:
    (term,) = terms(text, lang)
    assert (term.kind, term.detail, term.unit) == (TermKind.RELATIVE, "up", unit)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We quote DDP without unloading.", None),
        ("CIF including the insurance", None),
        ("ddp lyon", "lyon"),
        ("FOB Santos, please", "Santos"),
    ],
)
def test_that_a_common_word_after_an_incoterm_is_no_place(text: str, place: str | None) -> None:
    rules = [t for t in terms(text, "en") if t.kind is TermKind.INCOTERM]
    assert [t.place for t in rules] == [place]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("we need 15M for the plant", "15000000", None), ("we need 15 m of cable", "15", "m")],
)
def test_that_a_capital_counts_millions_and_a_small_letter_metres(
    text: str, value: str, unit: str | None
) -> None:
    (term,) = terms(text, "en")
    assert (term.value, term.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    ["I'd rather leave it there. Goodbye.", "Autant en rester là, bonne journée à vous."],
)
def test_that_a_talk_may_be_ended_politely(text: str) -> None:
    acts = {f.act for f in read(text, Context(other="We cannot go below 14 euros.")).acts}
    assert Act.LEAVE in acts
    assert not acts & {Act.OFFEND, Act.PRESSURE, Act.STALL}
