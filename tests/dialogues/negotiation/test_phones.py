"""Sloppy sentences over all eight cases, and the terms they put on the table."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.negotiation.counterparty import begun
from dialogues.negotiation.moves import MoveAct, ReplyAct
from dialogues.negotiation.standing import Recap
from dialogues.negotiation.understanding import Understood, understood
from dialogues.negotiation.understanding_situation import Situation
from dialogues.reading.model import Context
from dialogues.reading.reader import read
from dialogues.text import LANGS, Lang
from tests.dialogues.negotiation.test_understanding import expected, shown

FOLDER = Path(__file__).parent / "phones"
HEARD = ("offer", "rel", "if", "accepts", "takes", "withdraws", "unclear")
LEAST = 0.85


@cache
def rows(lang: Lang) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (FOLDER / f"{lang}.yaml").read_text(encoding="utf-8")
    )
    return loaded


def made(name: str, lang: Lang, says: str, *, recap: bool = False) -> Understood:
    case = library().case(ScenarioId(name))
    assert case.bargain is not None
    standing, opening = begun(case.bargain.domain)
    table = standing.table.model_copy(update={"shown": True})
    asked = Recap(package=dict(table.offer)) if recap else None
    standing = standing.model_copy(update={"turn": 4, "table": table, "recap": asked})
    last = opening.model_copy(update={"act": ReplyAct.OFFER, "offer": table.offer, "turn": 3})
    reading = read(says, Context(other="…", lang=lang), case.vocabulary)
    return understood(case.bargain, reading, Situation(standing, last, ("…",)))


@pytest.mark.parametrize("lang", LANGS)
def test_that_sloppy_sentences_of_every_case_are_heard_as_meant(lang: Lang) -> None:
    said = [(name, row) for name, listed in rows(lang).items() for row in listed]
    missed = []
    for name, row in said:
        found, wanted = shown(made(name, lang, row["says"]).move), expected(row)
        if any(found[key] != wanted[key] for key in HEARD):
            missed.append((row["says"], found["offer"], found["unclear"]))

    assert len(said) >= 40
    assert len(missed) <= (1 - LEAST) * len(said), missed


SINGLE = (
    ("pumps-for-naivasha", "fr", "On prend la moitié du fret à notre charge.", {"airshare": 50}),
    ("pumps-for-naivasha", "en", "We'll carry half of the freight.", {"airshare": 50}),
    ("pumps-for-naivasha", "fr", "Désolé, je ne fais pas de remise.", {"discount": 0}),
    ("pumps-for-naivasha", "en", "Sorry, we never give a discount.", {"discount": 0}),
    ("refill-in-girona", "fr", "On vous l'a déjà écrit : 11,70 € le bidon.", {"price": 11.70}),
    ("refill-in-girona", "en", "I already told you: €11.70 a can.", {"price": 11.70}),
    ("linen-on-binnenplaats", "fr", "Je n'ai pas bougé : versement à 14 jours.", {"payout": 14}),
    ("linen-on-binnenplaats", "en", "I haven't moved: payout at 14 days.", {"payout": 14}),
    ("ceramics-in-lodz", "fr", "Livraison dans 1 mois.", {"delivery": 4}),
    ("ceramics-in-lodz", "en", "We can ship in 1 month.", {"delivery": 4}),
    ("pumps-in-halifax", "fr", "Rendu à votre entrepôt en 6 semaines.", {"lead_time": 6}),
    ("pumps-in-halifax", "en", "Delivered to your dock in 6 weeks.", {"lead_time": 6}),
    ("pumps-in-halifax", "fr", "6 050 $ CA la pompe", {"price": 6050}),
    ("pumps-in-halifax", "en", "C$6,050 a pump", {"price": 6050}),
    ("pumps-in-halifax", "fr", "6 050 $ la pompe", {"price": 6050}),
    ("pumps-in-halifax", "en", "$6,050 a pump", {"price": 6050}),
)


@pytest.mark.parametrize(("name", "lang", "says", "offer"), SINGLE, ids=[s[2] for s in SINGLE])
def test_that_these_terms_are_offers(
    name: str, lang: Lang, says: str, offer: dict[str, float]
) -> None:
    wanted = {issue: Decimal(str(value)) for issue, value in offer.items()}

    assert made(name, lang, says).move.offer == wanted


@pytest.mark.parametrize(
    ("lang", "says", "confirms"),
    [
        ("fr", "D'accord, c'est signé !", True),
        ("en", "Okay then, signed.", True),
        ("fr", "Mon directeur a signé un autre papier hier.", False),
        ("en", "My boss signed another paper yesterday.", False),
    ],
)
def test_that_signing_something_else_is_no_yes_to_a_recap(
    lang: Lang, says: str, *, confirms: bool
) -> None:
    acts = made("refill-in-girona", lang, says, recap=True).move.acts

    assert (MoveAct.CONFIRM in acts) is confirms


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("fr", "Je récapitule : 11,20 €, 3 840 bidons, 60 jours, DAP, 7 jours. C'est bien ça ?"),
        ("en", "Let me sum up: €11.20, 3,840 cans, 60 days, DAP, 7 days. Is that right?"),
    ],
)
def test_that_asking_whether_ones_recap_is_right_is_no_aimless_question(
    lang: Lang, says: str
) -> None:
    assert not made("refill-in-girona", lang, says).aimless
