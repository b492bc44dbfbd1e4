"""Terms: what is negotiated, with value, unit and place, and moves against the table."""

from decimal import Decimal

import pytest

from dialogues.reading.model import Context, Term, TermKind
from dialogues.reading.reader import read
from dialogues.text import Lang


def only(text: str, lang: Lang = "fr") -> Term:
    (term,) = read(text, Context(lang=lang)).terms
    return term


@pytest.mark.parametrize(
    ("text", "lang", "kind", "value", "unit", "per"),
    [
        ("12,50 € la pièce", "fr", "amount", "12.5", "EUR", "piece"),
        ("USD 1,250 per pallet", "en", "amount", "1250", "USD", "pallet"),
        ("12k€", "fr", "amount", "12000", "EUR", None),
        ("12 € 50 la bouteille", "fr", "amount", "12.5", "EUR", "bottle"),
        ("dix mille francs CFA", "fr", "amount", "10000", "XOF", None),
        ("trois pour cent", "fr", "percent", "3", "%", None),
        ("500 pcs", "en", "quantity", "500", "piece", None),
        ("deux conteneurs par mois", "fr", "quantity", "2", "container", "month"),
        ("6 weeks", "en", "duration", "6", "week", None),
        ("10 jours ouvrés", "fr", "duration", "10", "day", None),
        ("garantie 24 mois", "fr", "warranty", "24", "month", None),
        ("a 2-year warranty", "en", "warranty", "2", "year", None),
        ("1 % de pénalité par semaine de retard", "fr", "penalty", "1", "%", "week"),
        ("exclusivité de 2 ans", "fr", "exclusivity", "2", "year", None),
    ],
)
def test_that_a_term_has_its_value_and_unit(
    text: str, lang: Lang, kind: str, value: str, unit: str, per: str | None
) -> None:
    term = only(text, lang)
    assert (term.kind.value, term.value, term.unit, term.per) == (kind, Decimal(value), unit, per)


@pytest.mark.parametrize(
    ("text", "value", "detail"),
    [
        ("30 % d'acompte", Decimal(30), "deposit"),
        ("30 % à la commande", Decimal(30), "deposit"),
        ("a 40% deposit", Decimal(40), "deposit"),
        ("solde à la livraison", "balance", "on-delivery"),
        ("60 jours fin de mois", Decimal(60), "end-of-month"),
        ("net 30", Decimal(30), "net"),
        ("30 jours net", Decimal(30), "net"),
        ("escompte 2 %", Decimal(2), "early-payment-discount"),
        ("crédit documentaire irrévocable et confirmé", "lc", "irrevocable-confirmed"),
        ("irrevocable L/C at sight", "lc-sight", "irrevocable"),
        ("remise documentaire", "collection", None),
        ("documents against payment", "dp", None),
        ("virement", "transfer", None),
        ("cash in advance", "advance", None),
        ("stand-by letter of credit", "sblc", None),
    ],
)
def test_that_payment_terms_are_told_apart(
    text: str, value: Decimal | str, detail: str | None
) -> None:
    term = only(text, "fr")
    assert (term.kind, term.value, term.detail) == (TermKind.PAYMENT, value, detail)


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("FOB Le Havre", "FOB", "Le Havre"),
        ("fob le havre", "FOB", "le havre"),
        ("DDP Casablanca (Incoterms 2020)", "DDP", "Casablanca"),
        ("ex works", "EXW", None),
        ("départ usine", "EXW", None),
        ("CIF new york", "CIF", "new york"),
        ("EXW, c'est moins cher", "EXW", None),
    ],
)
def test_that_an_incoterm_has_its_place(text: str, rule: str, place: str | None) -> None:
    term = only(text)
    assert (term.kind, term.value, term.place) == (TermKind.INCOTERM, rule, place)


def test_that_a_rule_of_an_earlier_edition_is_named_obsolete() -> None:
    assert only("DAT Rotterdam").detail == "obsolete"
    assert read("le responsable des achats").terms == ()


def test_that_a_range_keeps_both_ends() -> None:
    term = only("entre 10 et 12 %")
    assert (term.value, term.high, term.unit) == (Decimal(10), Decimal(12), "%")


def test_that_a_number_that_names_something_is_no_term() -> None:
    assert read("norme ISO 9001, depuis 1998").terms == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("le 15 mars 2026", "2026-03-15"),
        ("March 15th", "--03-15"),
        ("15/03/2026", "2026-03-15"),
        ("fin avril", "--04"),
        ("lundi", "monday"),
        ("next week", "next-week"),
        ("semaine 12", "W12"),
    ],
)
def test_that_a_date_is_read_as_far_as_it_is_said(text: str, value: str) -> None:
    assert only(text).value == value


TABLE = read("12 € la pièce, 500 pièces, 6 semaines, acompte 30 %").terms


@pytest.mark.parametrize(
    ("text", "worth", "unit", "detail"),
    [
        ("5 % de mieux", "11.4", "EUR", "down"),
        ("half of that?", "6", "EUR", "half"),
        ("2 semaines de moins", "4", "week", "down"),
        ("baissez de 50 centimes", "11.5", "EUR", "down"),
        ("500 de plus", "1000", "piece", "up"),
        ("on coupe la poire en deux, j'étais à 10 €", "11", "EUR", "split"),
        ("split the difference: I said 10 euros", "11", "EUR", "split"),
    ],
)
def test_that_a_relative_move_is_worked_out_on_the_table(
    text: str, worth: str, unit: str, detail: str
) -> None:
    found = [t for t in read(text, Context(on_table=TABLE)).terms if t.kind is TermKind.RELATIVE]
    assert [(t.resolved, t.resolved_unit, t.detail) for t in found] == [
        (Decimal(worth), unit, detail)
    ]


def test_that_a_relative_move_without_a_table_is_left_open() -> None:
    assert only("5 % de mieux").resolved is None
