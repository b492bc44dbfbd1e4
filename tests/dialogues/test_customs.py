"""Customs of one person: a faux pas lasts, naming it mends it, doing otherwise restores."""

from dataclasses import replace

import pytest

from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.customs import Custom
from dialogues.events import CustomMoved
from dialogues.families import manners
from dialogues.ids import CustomId, ScenarioId
from dialogues.lenses import lens, lenses
from dialogues.library import library
from dialogues.replay import replayed, with_profile
from dialogues.text import LANGS, Lang
from tests.playing import played

ALL = [case for case in library().cases if case.scenario.family == "intercultural"]
KANAZAWA = library().case(ScenarioId("pails-in-kanazawa"))
ZWOLLE = library().case(ScenarioId("copied-in-zwolle"))
UNSAID = CustomId("unsaid-no")

YES_OR_NO: dict[Lang, str] = {
    "fr": "Il me faut une réponse : c'est oui ou non ?",
    "en": "I need an answer: is it yes or no?",
}
ASKS: dict[Lang, str] = {"fr": "Comment s'est passé l'essai ?", "en": "How did the trial go?"}
SORRY: dict[Lang, str] = {"fr": "Désolé.", "en": "I am sorry."}
OWNS: dict[Lang, str] = {
    "fr": "Excusez-moi de vous avoir pressé avec mon oui ou non.",
    "en": "I am sorry I pressed you with my yes or no.",
}
WAY: dict[Lang, str] = {
    "fr": "Quand vous dites que c'est un peu difficile, que dois-je comprendre ?",
    "en": "When you say it is a little difficult, what should I understand?",
}
NOT_ASKING: dict[Lang, str] = {
    "fr": "Je ne vous demande pas un oui ou un non.",
    "en": "I am not asking for a yes or a no.",
}


def talk(case: Case, lang: Lang, *lines: str) -> Attempt:
    """The attempt after these lines."""
    events = played(case, lang, lines, seed=3)
    return engine.restored(case, events)


def touched(attempt: Attempt) -> list[tuple[str, str]]:
    """What the last answer says was done to her customs."""
    effects = attempt.persona_turns[-1].effects
    return [(str(e.custom), e.what) for e in effects if isinstance(e, CustomMoved)]


@pytest.mark.parametrize("lang", LANGS)
def test_that_a_faux_pas_cools_and_closes(lang: Lang) -> None:
    hurt = talk(KANAZAWA, lang, YES_OR_NO[lang])
    assert touched(hurt) == [("unsaid-no", "hurt")]
    assert (hurt.mood, hurt.phase) == (-1, "strained")

    after = talk(KANAZAWA, lang, YES_OR_NO[lang], ASKS[lang])
    assert dict(after.told) == {"trial": "brief"}
    assert talk(KANAZAWA, lang, ASKS[lang]).told == {"trial": "full"}


@pytest.mark.parametrize("lang", LANGS)
def test_that_it_is_not_forgotten_and_an_apology_for_nothing_mends_nothing(lang: Lang) -> None:
    vague = talk(KANAZAWA, lang, YES_OR_NO[lang], SORRY[lang])
    assert vague.persona_turns[-1].why[0] == "sorry-for-what"
    assert (touched(vague), vague.mood, vague.phase) == ([], -1, "strained")

    on = talk(KANAZAWA, lang, YES_OR_NO[lang], "Bon, très bien." if lang == "fr" else "Very well.")
    assert on.persona_turns[-1].why[0] == "lingering"


@pytest.mark.parametrize("lang", LANGS)
def test_that_naming_it_owns_it_and_doing_otherwise_restores(lang: Lang) -> None:
    owned = talk(KANAZAWA, lang, YES_OR_NO[lang], OWNS[lang])
    assert touched(owned) == [("unsaid-no", "owned")]
    assert (owned.mood, owned.phase) == (0, "matter")

    restored = talk(KANAZAWA, lang, YES_OR_NO[lang], OWNS[lang], ASKS[lang])
    assert ("unsaid-no", "repaired") in touched(restored)
    assert (restored.mood, restored.told) == (1, {"trial": "full"})
    assert manners.outcome(restored, UNSAID) == "repaired"


@pytest.mark.parametrize("lang", LANGS)
def test_that_one_breath_can_do_both(lang: Lang) -> None:
    both = talk(KANAZAWA, lang, YES_OR_NO[lang], f"{OWNS[lang]} {ASKS[lang]}")
    assert touched(both) == [("unsaid-no", "owned"), ("unsaid-no", "repaired")]


@pytest.mark.parametrize("lang", LANGS)
def test_that_asking_about_a_way_warms_once(lang: Lang) -> None:
    asked = talk(KANAZAWA, lang, WAY[lang])
    assert (touched(asked), asked.mood) == ([("unsaid-no", "asked")], 1)
    again = talk(KANAZAWA, lang, WAY[lang], "Merci." if lang == "fr" else "Thanks.", WAY[lang])
    assert (touched(again), again.mood) == ([("unsaid-no", "asked")], 1)


@pytest.mark.parametrize("lang", LANGS)
def test_that_what_is_denied_beforehand_does_not_hurt(lang: Lang) -> None:
    assert ("unsaid-no", "hurt") not in touched(talk(KANAZAWA, lang, NOT_ASKING[lang]))


@pytest.mark.parametrize("lang", LANGS)
def test_that_three_unmended_faux_pas_end_the_talk(lang: Lang) -> None:
    more = {
        "fr": ("Passez-moi quelqu'un qui décide.", "Je peux faire une remise."),
        "en": ("Put me through to someone who decides.", "I can give you a discount."),
    }[lang]
    ended = talk(KANAZAWA, lang, YES_OR_NO[lang], *more)
    assert ended.ended == "cut-short"
    assert not talk(KANAZAWA, lang, YES_OR_NO[lang], more[0], OWNS[lang], more[1]).ended


@pytest.mark.parametrize("lang", LANGS)
def test_that_an_unmended_faux_pas_lets_no_next_step_stand(lang: Lang) -> None:
    lines = {
        "fr": ["Je vous envoie des poches lundi 9 novembre.", "Merci, au revoir."],
        "en": ["I will send you pouches on Monday 9 November.", "Thank you, goodbye."],
    }[lang]
    assert talk(KANAZAWA, lang, YES_OR_NO[lang], *lines).ended == "distant"


@pytest.mark.parametrize("lang", LANGS)
def test_that_what_was_hurt_before_the_talk_is_there_at_once(lang: Lang) -> None:
    start = talk(ZWOLLE, lang)
    assert (start.phase, touched(start)) == ("strained", [("no-copy", "hurt")])
    sorry = {
        "fr": "J'ai mis votre directrice en copie, je vous demande pardon.",
        "en": "I put your director in copy, and I apologise.",
    }[lang]
    assert talk(ZWOLLE, lang, sorry).phase == "matter"


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.scenario.id)
@pytest.mark.parametrize("lang", LANGS)
def test_that_the_words_of_an_apology_answer_the_words_that_hurt(case: Case, lang: Lang) -> None:
    begins = "Excusez-moi pour ceci : " if lang == "fr" else "I am sorry for this: "
    for custom in case.scenario.customs:
        words = custom.names.fr if lang == "fr" else custom.names.en
        hurt = with_hurt(case, custom)
        start = talk(hurt, lang)
        assert custom.id in manners.open_hurts(start)
        for word in words[:4]:
            named = talk(hurt, lang, begins + word.replace("*", ""))
            assert custom.id not in manners.open_hurts(named), word


def with_hurt(case: Case, custom: Custom) -> Case:
    """The case in which that custom was hurt before the talk."""
    customs = tuple(
        c.model_copy(update={"standing": c.id == custom.id}) for c in case.scenario.customs
    )
    return replace(case, scenario=case.scenario.model_copy(update={"customs": customs}))


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.scenario.id)
@pytest.mark.parametrize("lang", LANGS)
def test_that_each_example_question_obtains_its_custom(case: Case, lang: Lang) -> None:
    for custom in case.scenario.customs:
        for question in custom.asks.says.fr if lang == "fr" else custom.asks.says.en:
            assert (str(custom.id), "asked") in touched(talk(unhurt(case), lang, question)), (
                question
            )


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.scenario.id)
@pytest.mark.parametrize("lang", LANGS)
def test_that_each_example_of_minding_is_noticed(case: Case, lang: Lang) -> None:
    for custom in case.scenario.customs:
        for line in custom.keeps.says.fr if lang == "fr" else custom.keeps.says.en:
            after = talk(unhurt(case), lang, line)
            assert any(t in touched(after) for t in ((custom.id, "kept"), (custom.id, "asked")))


def unhurt(case: Case) -> Case:
    """The case before anything was hurt."""
    customs = tuple(c.model_copy(update={"standing": False}) for c in case.scenario.customs)
    return replace(case, scenario=case.scenario.model_copy(update={"customs": customs}))


def test_that_every_lens_has_its_source_and_its_limits() -> None:
    for one in lenses().lenses:
        assert any(name in one.source for name in ("Meyer", "Hall", "Hofstede"))
        assert all(one.limits.in_(lang) for lang in LANGS)
        assert lens(one.id) is one
    named = {str(c.lens) for case in ALL for c in case.scenario.customs}
    assert named <= {str(one.id) for one in lenses().lenses}


def test_that_the_scenes_lie_in_four_countries() -> None:
    assert len({case.scenario.persona.country for case in ALL}) == len(ALL) == 4


# Culture replay


@pytest.mark.parametrize("lang", LANGS)
def test_that_the_same_lines_are_taken_otherwise_by_somebody_else(lang: Lang) -> None:
    attempt = talk(KANAZAWA, lang, YES_OR_NO[lang], OWNS[lang])
    found = replayed(KANAZAWA, attempt, 0)
    first, second = found.differences
    assert (first.turn, first.here.kind, first.here.custom) == (1, "hurt", "unsaid-no")
    assert first.there.kind != "hurt"
    assert first.because in ("drops", "holds")
    assert first.why is not None
    assert (second.turn, second.here.kind, second.because) == (2, "mended", "drops")
    assert found.ended is None


@pytest.mark.parametrize("lang", LANGS)
def test_that_what_pleases_one_can_hurt_the_other(lang: Lang) -> None:
    kind = {
        "fr": "Prenez le temps qu'il vous faut.",
        "en": "Please take the time you need.",
    }[lang]
    [one] = replayed(KANAZAWA, talk(KANAZAWA, lang, kind), 0).differences
    assert (one.here.kind, one.there.kind, one.because) == ("kept", "hurt", "holds")
    other = KANAZAWA.scenario.profiles[0].customs[0]
    assert one.answer in other.hurt.in_(lang)
    assert (one.expects, one.why) == (other.gist, other.why)


def test_that_words_that_touch_no_difference_change_nothing() -> None:
    found = replayed(KANAZAWA, talk(KANAZAWA, "en", ASKS["en"]), 0)
    assert (found.differences, found.same) == ((), 1)


def test_that_the_other_counterpart_is_a_person_of_the_same_scene() -> None:
    for case in ALL:
        for number, profile in enumerate(case.scenario.profiles):
            other = with_profile(case, number).scenario
            assert other.persona.name == profile.name
            assert other.facts == case.scenario.facts
            dropped = {one.custom for one in profile.drops}
            assert not dropped & {c.id for c in other.customs}
            assert set(profile.customs) <= set(other.customs)


def test_that_a_talk_the_other_would_have_ended_says_so() -> None:
    rude = "Let us talk to Don Ernesto, the founder."
    saltillo = library().case(ScenarioId("rolls-in-saltillo"))
    lines = ("How does Don Ernesto decide?", "What does the founder look at?", "And your uncle?")
    found = replayed(saltillo, talk(saltillo, "en", *lines, rude), 0)
    assert found.ended == "cut-short"
    assert found.differences[-1].because == "over"
    assert found.differences[-1].there.kind == "gone"


@pytest.mark.parametrize("lang", LANGS)
def test_that_what_follows_from_the_mood_is_told_apart_from_what_hurts(lang: Lang) -> None:
    found = replayed(KANAZAWA, talk(KANAZAWA, lang, YES_OR_NO[lang], ASKS[lang], SORRY[lang]), 0)
    asked = found.differences[1]
    assert (asked.here.kind, asked.there.kind, asked.because) == ("told-less", "told", "before")
    assert (asked.why, asked.answer) == (None, "")


@pytest.mark.parametrize("lang", LANGS)
def test_that_the_debrief_knows_what_became_of_each_custom(lang: Lang) -> None:
    became = {
        "missed": talk(KANAZAWA, lang, ASKS[lang]),
        "noticed": talk(KANAZAWA, lang, WAY[lang]),
        "hurt": talk(KANAZAWA, lang, WAY[lang], YES_OR_NO[lang]),
        "repaired": talk(KANAZAWA, lang, YES_OR_NO[lang], OWNS[lang]),
    }
    assert {name: manners.outcome(a, UNSAID) for name, a in became.items()} == {
        name: name for name in became
    }


@pytest.mark.parametrize("lang", LANGS)
def test_that_going_on_coldly_is_a_reaction_too(lang: Lang) -> None:
    bland = "Il fait beau ici." if lang == "fr" else "The weather is fine here."
    found = replayed(KANAZAWA, talk(KANAZAWA, lang, YES_OR_NO[lang], bland), 0)
    assert (found.differences[-1].turn, found.differences[-1].here.kind) == (2, "cooled")


@pytest.mark.parametrize("lang", LANGS)
def test_that_an_apology_with_a_question_is_answered_at_once(lang: Lang) -> None:
    both = talk(KANAZAWA, lang, YES_OR_NO[lang], f"{OWNS[lang]} {ASKS[lang]}")
    assert both.told == {"trial": "brief"}
    known = talk(KANAZAWA, lang, ASKS[lang], YES_OR_NO[lang], f"{OWNS[lang]} {ASKS[lang]}")
    assert len(known.persona_turns[-1].lines) == 1
