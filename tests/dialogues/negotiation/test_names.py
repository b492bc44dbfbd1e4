"""Names and figures: what a percentage, a nothing or a bare name says, in several cases."""

from decimal import Decimal

import pytest

from dialogues.case import Case
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.negotiation.counterparty import begun
from dialogues.negotiation.model import Value
from dialogues.negotiation.understanding import Understood, understood
from dialogues.negotiation.understanding_situation import Situation
from dialogues.reading.model import Context
from dialogues.reading.reader import read
from dialogues.text import Lang

REEDS, LINEN, PUMPS = "reeds-for-nagoya", "linen-on-binnenplaats", "pumps-for-naivasha"


def said(name: str, text: str, lang: Lang) -> Understood:
    case: Case = library().case(ScenarioId(name))
    assert case.bargain is not None
    standing, _ = begun(case.bargain.domain)
    reading = read(text, Context(lang=lang), case.vocabulary)
    return understood(case.bargain, reading, Situation(standing))


@pytest.mark.parametrize(
    ("name", "text", "lang", "offer"),
    [
        (REEDS, "l'exclusivité pour tout le Japon", "fr", {"exclusivity": "japan"}),
        (REEDS, "exclusivity for Japan and Korea", "en", {"exclusivity": "japan_korea"}),
        (REEDS, "if you take 30,000 boxes", "en", {"minimum": Decimal(30_000)}),
        (PUMPS, "je vous fais 5 % de remise", "fr", {"discount": Decimal(5)}),
        (PUMPS, "we can give you a 5% discount", "en", {"discount": Decimal(5)}),
        (PUMPS, "we take 60% of the freight", "en", {"airshare": Decimal(60)}),
        (PUMPS, "on partage le fret moitié moitié", "fr", {"airshare": Decimal(50)}),
        (PUMPS, "50/50 on the freight", "en", {"airshare": Decimal(50)}),
        (PUMPS, "pas de remise cette fois", "fr", {"discount": Decimal(0)}),
        (PUMPS, "no discount", "en", {"discount": Decimal(0)}),
        (LINEN, "la pub je peux pas plus de 300 par mois", "fr", {"ads": Decimal(300)}),
        (LINEN, "€600 of advertising a month", "en", {"ads": Decimal(600)}),
        (LINEN, "10% commission ok?", "en", {"commission": Decimal(10)}),
    ],
)
def test_that_a_figure_is_heard_for_what_it_is(
    name: str, text: str, lang: Lang, offer: dict[str, Value]
) -> None:
    move = said(name, text, lang).move

    assert (dict(move.offer), move.relative) == (offer, ())


@pytest.mark.parametrize(
    ("name", "text", "lang"),
    [
        (LINEN, "pas de commission à ce prix-là", "fr"),
        (LINEN, "pourquoi 42 jours pour le versement", "fr"),
        (LINEN, "why 42 days for the payout", "en"),
        (LINEN, "nos tailles vont à vos lits, on a 9% de retours", "fr"),
        (LINEN, "we have 4.8 out of 5 with 2100 reviews", "en"),
        (REEDS, "4 des 6 finalistes de Tours jouaient nos anches", "fr"),
        (REEDS, "parlons de l'exclusivité", "fr"),
    ],
)
def test_that_what_is_no_figure_of_the_learners_is_no_offer(
    name: str, text: str, lang: Lang
) -> None:
    move = said(name, text, lang).move

    assert not move.offer
    assert not move.unclear


def test_that_a_percentage_off_a_price_stays_a_step() -> None:
    move = said(REEDS, "je vous fais 5 % de remise sur la boîte", "fr").move

    assert not move.offer
    assert [(r.issue, r.how) for r in move.relative] == [("price", "percent")]
