"""The picture of a negotiation: the same game gives the same bytes; its caption says the same."""

import struct

import pytest

from bot.pictures import style
from bot.pictures.negotiation import Drawn, chart
from bot.simulator.client import Simulator
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.negotiation.debrief import moments
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.text import LANGS, Lang
from tests.bot.learner import learner
from tests.bot.test_bargaining import GIRONA, TALK, YES, opened, seated
from tests.product import Product

CAPTION_MOST = 1024
LEAST_CONTRAST = 4.5


def domain() -> Domain:
    lexicon = library().case(ScenarioId(GIRONA)).bargain
    assert lexicon is not None
    return lexicon.domain


def drawn(case: Domain, player: str) -> Drawn:
    """What a scripted learner's game shows."""
    game = played(case, PLAYERS[player])
    deal = game.deal
    signed = (case.worth("learner", deal), case.worth("counterpart", deal)) if deal else None
    return Drawn(persona="Núria Bassols", moments=moments(case, game), deal=signed)


@pytest.mark.parametrize("player", ["competent", "hardliner", "silent"])
@pytest.mark.parametrize("lang", LANGS)
def test_that_the_same_game_gives_the_same_picture(player: str, lang: Lang) -> None:
    case = domain()
    seen = drawn(case, player)
    first = chart(case, seen, lang)
    assert first == chart(case, seen, lang)
    wide, high = struct.unpack(">II", first[16:24])
    assert wide == round(style.WIDTH * style.DPI)
    assert high < 2 * wide


def test_that_the_languages_differ_on_the_picture() -> None:
    case = domain()
    seen = drawn(case, "competent")
    assert chart(case, seen, "fr") != chart(case, seen, "en")


@pytest.mark.parametrize(
    "colour", [style.INK, style.QUIET, style.MINE, style.OTHER, style.GOOD], ids=str
)
def test_that_letters_stand_out_from_the_card(colour: str) -> None:
    def light(hexed: str) -> float:
        parts = [int(hexed[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert (light(style.CARD) + 0.05) / (light(colour) + 0.05) >= LEAST_CONTRAST


@pytest.mark.timeout(120)
@pytest.mark.parametrize("lang", LANGS)
async def test_that_the_picture_comes_with_the_same_in_words(
    simulator: Simulator, served: Product, lang: Lang
) -> None:
    who = await learner(simulator, served, f"draws {lang}", lang)
    await who.arrive()
    await seated(who)
    for line in (*TALK[lang], YES[lang]):
        await who.say(line)
    await opened(who)
    (shown,) = await who.press(who.t.plain("button.chart"))
    assert shown.media is not None
    assert len(shown.text) <= CAPTION_MOST
    for figure in ("49", "80", "67", "66", "40", "42"):
        assert figure in shown.text
    await who.press(who.t.plain("button.deal"))
    assert who.t.plain("deal.marks") in await who.last()
