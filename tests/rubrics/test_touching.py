"""What a turn did to the other side's customs: evidence with the learner's words."""

import pytest

from dialogues import engine
from dialogues.case import Case
from dialogues.ids import CriterionId, IndicatorId, ScenarioId
from dialogues.library import library
from dialogues.text import LANGS, Lang
from rubrics.assessment import Level, assess
from rubrics.detectors import Customs, Worded
from rubrics.evidence import Evidence
from rubrics.indicators import evidence
from rubrics.rubric import rubric
from rubrics.touching import touched
from rubrics.transcript import Transcript, of_attempt
from tests.playing import NOW, played

CASE = library().case(ScenarioId("pails-in-kanazawa"))
HURT: dict[Lang, str] = {
    "fr": "Bonjour Monsieur. Alors, c'est oui ou non ?",
    "en": "Good morning. So, is it yes or no?",
}
SORRY: dict[Lang, str] = {
    "fr": "Merci. Excusez-moi de vous avoir pressé avec mon oui ou non. Et l'essai ?",
    "en": "Thank you. I am sorry I pressed you with my yes or no. How did the trial go?",
}
WAY: dict[Lang, str] = {
    "fr": "Quand vous dites difficile, que dois-je comprendre ?",
    "en": "When you say difficult, what should I understand?",
}


def talk(case: Case, lang: Lang, *lines: str) -> Transcript:
    events = (*played(case, lang, lines, seed=3), engine.stopped(NOW))
    return of_attempt(case, engine.restored(case, events))


def found(detector: Customs, said: Transcript) -> list[Evidence]:
    return list(touched(IndicatorId("x"), detector, said))


@pytest.mark.parametrize("lang", LANGS)
def test_that_the_sentence_that_hurts_is_quoted_not_the_greeting(lang: Lang) -> None:
    [one] = found(Customs(kind="customs", what=("hurt",)), talk(CASE, lang, HURT[lang]))
    assert one.quote.strip() == HURT[lang].partition(". ")[2]
    assert one.why == "custom:unsaid-no"


@pytest.mark.parametrize("lang", LANGS)
def test_that_a_mended_hurt_is_not_left(lang: Lang) -> None:
    left = Customs(kind="customs", what=("hurt",), unmended=True)
    assert len(found(left, talk(CASE, lang, HURT[lang]))) == 1
    mended = talk(CASE, lang, HURT[lang], SORRY[lang])
    assert found(left, mended) == []
    [owned] = found(Customs(kind="customs", what=("repaired",)), mended)
    assert "oui ou non" in owned.quote or "yes or no" in owned.quote


@pytest.mark.parametrize("lang", LANGS)
def test_that_a_turn_counts_by_what_it_touches_as_well_as_by_its_words(lang: Lang) -> None:
    asked = rubric("intercultural").indicator(IndicatorId("asked-their-way"))
    assert isinstance(asked.detect, Worded)
    assert asked.detect.touching == ("asked",)
    words_alone = asked.model_copy(
        update={"detect": asked.detect.model_copy(update={"touching": (), "naming": ("zz",)})}
    )
    touching = asked.model_copy(
        update={"detect": asked.detect.model_copy(update={"naming": ("zz",)})}
    )
    said = talk(CASE, lang, WAY[lang])
    assert evidence(words_alone, said) == ()
    [one] = evidence(touching, said)
    assert one.quote == WAY[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_that_an_unmended_hurt_caps_and_a_mended_one_does_not(lang: Lang) -> None:
    def level(*lines: str) -> int:
        result = assess(talk(CASE, lang, *lines)).result(CriterionId("moci:T/5"))
        assert result is not None
        assert isinstance(result.outcome, Level)
        return result.outcome.level

    good = {
        "fr": (
            "Comment s'est passé l'essai ?",
            "Si je comprends bien, cinq pâtissiers sur six l'ont mis à la carte.",
            "Qu'est-ce qui préoccupe les boutiques ?",
            "Donc une boutique emploie 4 kg et jette le reste.",
            "Quelles conséquences cela a-t-il pour vous ?",
            "Je comprends votre souci.",
        ),
        "en": (
            "How did the trial go?",
            "If I understand, five chefs out of six put it on the menu.",
            "What worries the shops?",
            "So a shop uses 4 kg and throws the rest away.",
            "What consequences does that have for you?",
            "I understand your concern.",
        ),
    }[lang]
    assert level(*good) >= 3
    assert level(*good, HURT[lang]) == 2
    assert level(HURT[lang], SORRY[lang], *good) >= 3


@pytest.mark.parametrize("lang", LANGS)
def test_that_a_hurt_by_what_is_done_quotes_the_whole_turn(lang: Lang) -> None:
    tea = library().case(ScenarioId("ice-in-saint-louis"))
    line = {
        "fr": "Bonjour. Notre machine coûte moins et refroidit plus, donc vous gagnez de l'argent.",
        "en": "Good day. Our machine costs less and cools more, so you will earn more money.",
    }[lang]
    [one] = found(Customs(kind="customs", what=("hurt",)), talk(tea, lang, line))
    assert (one.quote, one.why) == (line, "custom:news-first")


@pytest.mark.parametrize("lang", LANGS)
def test_that_an_apology_that_repeats_the_faux_pas_is_quoted_by_it(lang: Lang) -> None:
    sorry = {
        "fr": "Merci. Je vous demande pardon pour « soyez franc ».",
        "en": "Thank you. I apologise for that “be frank”.",
    }[lang]
    blunt = {"fr": "Soyez franc avec moi.", "en": "Be frank with me."}[lang]
    owned = Customs(kind="customs", what=("owned",))
    [one] = found(owned, talk(CASE, lang, blunt, sorry))
    assert one.quote.strip() == sorry.partition(". ")[2]
