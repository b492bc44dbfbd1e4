"""What a client with objections hears in a question: a check, something more, or her own point."""

import pytest

from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import ANSWER, Case
from dialogues.events import Event, MoodMoved, ObjectionMoved, PersonaTurn
from dialogues.ids import AttemptId, LearnerId, ObjectionId, ScenarioId
from dialogues.library import library
from dialogues.reading.model import Act, ActFound, Closeness, Reading, Span
from dialogues.text import LANGS, Lang
from tests.playing import NOW

CASES = [case for case in library().cases if case.scenario.family == "objection"]
NAMES = [str(case.scenario.id) for case in CASES]
KOLDING = library().case(ScenarioId("quotation-in-kolding"))


def _reasons(case: Case, objection: ObjectionId, lang: Lang) -> Reading:
    """A turn that makes every point of a good answer, with a proof."""
    text = case.scenario.objection(objection).answers[0].in_(lang)
    whole = Span(start=0, end=len(text))
    return Reading(
        text=text,
        lang=lang,
        acts=(ActFound(act=Act.PROVE, span=whole, strength=0.9, why="test"),),
        register_="vous",
        closeness=tuple(
            Closeness(id=e.id, kind="expectation", score=0.9, span=whole)
            for e in case.vocabulary.expected
            if e.id.startswith(f"{ANSWER}{objection}#")
        ),
        reader="test",
    )


def _answered(case: Case, lang: Lang, *, all_but: int = 0) -> Attempt:
    """A talk in which what she objected to at first is settled, the last `all_but` points not."""
    events: tuple[Event, ...] = engine.start(
        case, attempt=AttemptId("t"), learner=LearnerId("t"), lang=lang, seed=1, now=NOW
    )
    raised = [o for o in case.scenario.objections if not o.hidden]
    for objection in raised[: len(raised) - all_but]:
        attempt = engine.restored(case, events)
        told = _reasons(case, objection.id, lang)
        events = (*events, *engine.react(case, attempt, told, now=NOW))
    return engine.restored(case, events)


def _reply(case: Case, attempt: Attempt, said: str) -> PersonaTurn:
    events = engine.answer(case, attempt, said, now=NOW)
    return next(e for e in events if isinstance(e, PersonaTurn))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_the_guide_s_own_question_brings_out_what_she_kept_back(
    case: Case, lang: Lang
) -> None:
    asked = [b.line.in_(lang) for b in case.scenario.better if Act.NEXT_STEP in b.instead_of]

    assert asked
    for question in asked:
        assert "asked-anything-else" in _reply(case, _answered(case, lang), question).why


@pytest.mark.parametrize(
    "said",
    [
        "so what would be keeping you from signing",
        "y is there something that holds you back",
        "is there anything bothering you",
        "does anything still bother you?",
        "what might still stand in the way?",
        "whats stopping u from signing",
        "is there a point we haven't talked about?",
        "have we missed anything?",
        "what would make you hesitate?",
        "what would stop you from ordering on Thursday?",
        "Do you have any reservations left?",
        "any last concerns before we fix the date?",
        "what could make u say no on thursday",
        "do u still have a problem with sth",
    ],
)
def test_that_she_hears_in_english_that_she_is_asked_for_something_more(said: str) -> None:
    assert "asked-anything-else" in _reply(KOLDING, _answered(KOLDING, "en"), said).why


@pytest.mark.parametrize(
    "said",
    [
        "y a autre chose qui vous gene",
        "il reste un truc qui vous retient",
        "qu'est ce qui pourrait vous freiner",
        "qu'est-ce qui pourrait vous retenir de signer ?",
        "qu'est-ce qui pourrait vous bloquer ?",
        "qu est ce qui vous empecherait de signer",
        "quelque chose vous gêne encore ?",
        "qu'est-ce qui vous ferait hésiter ?",
        "avons-nous oublié quelque chose ?",
        "il y a un sujet qu'on n'a pas abordé ?",
        "avez-vous des réserves ?",
        "vous avez encore des craintes ?",
        "qu'est-ce qui vous ferait dire non jeudi ?",
        "y a encore un probleme pour vous ?",
    ],
)
def test_that_she_hears_in_french_that_she_is_asked_for_something_more(said: str) -> None:
    assert "asked-anything-else" in _reply(KOLDING, _answered(KOLDING, "fr"), said).why


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Would that work for you on this point?"),
        ("en", "So we agree on the three points, don't we?"),
        ("en", "Do you need a written copy for the committee?"),
        ("en", "Which day suits you for the order?"),
        ("fr", "Est-ce que cela vous convient sur ce point ?"),
        ("fr", "Je vous réserve le stock, cela vous va ?"),
        ("fr", "il vous faut une copie pour le comité ?"),
        ("fr", "Quel jour vous convient pour la commande ?"),
    ],
)
def test_that_she_keeps_it_back_when_asked_something_else(lang: Lang, said: str) -> None:
    assert "asked-anything-else" not in _reply(KOLDING, _answered(KOLDING, lang), said).why


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "do you need all the 2400 on the 2nd or only some of them"),
        ("en", "is it all of them or only a part?"),
        ("en", "does the start in Esbjerg depend on it?"),
        ("en", "Is the date fixed?"),
        ("fr", "vous avez besoin de tout pour le 2 novembre ou juste une partie"),
        ("fr", "il vous faut tout en une fois ?"),
        ("fr", "est-ce que le démarrage d'Esbjerg en dépend ?"),
        ("fr", "est-ce que la date est fixe ?"),
    ],
)
def test_that_a_closed_question_on_the_point_just_raised_is_answered(lang: Lang, said: str) -> None:
    answer = _reply(KOLDING, _answered(KOLDING, lang, all_but=2), said)

    assert answer.why == ("asked-closed",)
    assert "700" in answer.text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "is that ok?"),
        ("en", "so is the price settled"),
        ("en", "Does that answer your question about the price?"),
        ("en", "can you defend that in front of the committee?"),
        ("fr", "c'est bon ?"),
        ("fr", "le prix est réglé alors ?"),
        ("fr", "Est-ce que cela répond à votre question sur le prix ?"),
        ("fr", "vous pouvez defendre ca devant le comite ?"),
    ],
)
def test_that_asking_whether_the_last_point_is_closed_is_a_check(lang: Lang, said: str) -> None:
    answer = _reply(KOLDING, _answered(KOLDING, lang, all_but=2), said)

    assert answer.why == ("checked",)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "two deliveries in October, would that do?"),
        ("fr", "deux livraisons, ça vous irait ?"),
    ],
)
def test_that_an_answer_to_the_point_just_raised_is_no_check_on_the_last(
    lang: Lang, said: str
) -> None:
    answer = _reply(KOLDING, _answered(KOLDING, lang, all_but=2), said)

    assert "checked" not in answer.why


@pytest.mark.parametrize("lang", LANGS)
def test_that_a_closed_question_earns_nothing(lang: Lang) -> None:
    said = {"fr": "il vous faut tout en une fois ?", "en": "is it all of them or only a part?"}
    answer = _reply(KOLDING, _answered(KOLDING, lang, all_but=2), said[lang])

    moved = [e for e in answer.effects if isinstance(e, ObjectionMoved)]
    assert [(e.objection, e.state, e.credit, e.by) for e in moved] == [("delay", "raised", 0, ())]
    assert not any(isinstance(e, MoodMoved) for e in answer.effects)
