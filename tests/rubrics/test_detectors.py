"""Detectors, on readings made by hand: what each counts, and what it leaves out."""

from collections.abc import Mapping
from typing import Literal

from pydantic import TypeAdapter

from dialogues.families.answer import DENIED
from dialogues.ids import IndicatorId
from dialogues.reading.model import Act, ActFound, Reading, ReadLang, Span
from dialogues.text import Text
from rubrics.detectors import Detector
from rubrics.evidence import Evidence
from rubrics.indicators import evidence
from rubrics.rubric import Indicator
from rubrics.transcript import Said, Transcript

SAID = Text(fr="vu", en="seen")
DETECTOR: TypeAdapter[Detector] = TypeAdapter(Detector)
Part = tuple[str, Act] | tuple[str, Act, float] | tuple[str, Act, float, str]


def _learner(message: int, *parts: Part, lang: ReadLang = "en") -> Said:
    """A learner turn, its parts one after the other, each with the act it performs."""
    text, acts = "", []
    for words, act, *rest in parts:
        start = len(text)
        text += words + " "
        strength = rest[0] if rest and isinstance(rest[0], float) else 1.0
        why = str(rest[1]) if len(rest) > 1 else "cue: by hand"
        span = Span(start=start, end=start + len(words))
        acts.append(ActFound(act=act, span=span, strength=strength, why=why))
    reading = Reading(text=text, lang=lang, acts=tuple(acts), register_="neutral", reader="hand")
    return Said(message=message, who="learner", text=text, reading=reading)


def _other(message: int, text: str) -> Said:
    return Said(message=message, who="persona", text=text)


def _found(detect: Mapping[str, object], *turns: Said) -> tuple[Evidence, ...]:
    indicator = Indicator(
        id=IndicatorId("one"),
        seen=SAID,
        unseen=SAID,
        next=SAID,
        detect=DETECTOR.validate_python(detect),
    )
    return evidence(indicator, Transcript(family="discovery", lang="en", turns=turns))


def _quotes(detect: Mapping[str, object], *turns: Said) -> list[str]:
    return [one.quote for one in _found(detect, *turns)]


LISTENED = {"kind": "balance", "acts": ["ask-open", "reformulate"], "against": ["argue", "inform"]}
ASKED: Part = ("How do you work?", Act.ASK_OPEN)
GAVE_BACK: Part = ("So time matters.", Act.REFORMULATE)
TOLD: Part = ("We are the leader in pumps.", Act.INFORM)


def test_that_listening_counts_as_long_as_it_holds_its_share() -> None:
    even = (_learner(0, ASKED), _learner(2, TOLD), _learner(4, GAVE_BACK), _learner(6, TOLD))

    assert _quotes(LISTENED, *even) == [ASKED[0], GAVE_BACK[0]]
    assert _quotes(LISTENED, *even, _learner(8, TOLD)) == []


def test_that_a_turn_counts_for_what_its_words_mostly_do() -> None:
    mixed = _learner(0, ("Well?", Act.ASK_OPEN), TOLD)

    assert _quotes(LISTENED, mixed) == []
    assert _quotes({**LISTENED, "acts": ["inform"], "against": ["ask-open"]}, mixed) == [TOLD[0]]


def test_that_a_tie_counts_on_neither_side() -> None:
    tie = _learner(0, ("abcdef", Act.ASK_OPEN), ("ghijkl", Act.INFORM))

    assert _quotes(LISTENED, tie) == []
    assert _quotes({**LISTENED, "acts": ["inform"], "against": ["ask-open"]}, tie) == []


def test_that_a_share_may_be_asked_to_be_larger_than_even() -> None:
    three_to_two = {**LISTENED, "acts": ["inform"], "against": ["ask-open"], "least": [3, 2]}
    turns = (_learner(0, TOLD), _learner(2, ASKED), _learner(4, TOLD), _learner(6, ASKED))

    assert _quotes(three_to_two, *turns) == []
    assert len(_quotes(three_to_two, *turns, _learner(8, TOLD))) == 3


def test_that_a_language_counts_by_turns_long_enough_to_show_it() -> None:
    turns = (
        _learner(0, ("Hello there", Act.GREET)),
        _learner(2, ("How do you usually work here?", Act.ASK_OPEN)),
        _learner(4, ("Comment travaillez-vous ici d’habitude ?", Act.ASK_OPEN), lang="fr"),
    )

    assert [e.message for e in _found({"kind": "spoken", "lang": "en"}, *turns)] == [2]


def test_that_an_occasion_is_looked_for_in_the_other_sides_words_only() -> None:
    price = {"kind": "heard", "naming": ["price*", "cher"]}
    mine = _learner(0, ("Our price is fair.", Act.ARGUE))

    assert _found(price, mine, _other(1, "I see.")) == ()
    assert [e.message for e in _found(price, mine, _other(1, "C'est trop cher."))] == [1]


def test_that_words_are_looked_for_inside_the_act_that_is_asked_for() -> None:
    detect = {"kind": "acts", "acts": ["ask-open"], "naming": ["inquiet*"]}
    outside = _learner(0, ("Je suis inquiète.", Act.INFORM), ("Et vous ?", Act.ASK_OPEN))
    inside = _learner(2, ("Qu’est-ce qui vous inquiète ?", Act.ASK_OPEN))

    assert [e.message for e in _found(detect, outside, inside)] == [2]


def test_that_an_offence_followed_by_an_apology_is_no_longer_left_standing() -> None:
    left = {"kind": "acts", "acts": ["offend"], "unless_later": ["apologise"]}
    rude, sorry = (_learner(0, ("Nonsense.", Act.OFFEND)), _learner(2, ("Sorry.", Act.APOLOGISE)))

    assert _quotes(left, rude) == ["Nonsense."]
    assert _quotes(left, rude, sorry) == []
    assert _quotes(left, sorry.model_copy(update={"message": -1}), rude) == ["Nonsense."]


def test_that_a_fault_counts_only_when_the_reader_is_sure() -> None:
    sure: dict[str, object] = {"kind": "acts", "acts": ["offend"], "sure": True}
    cases: list[tuple[float, Literal["cue: x", "like: x"], bool]] = [
        (0.69, "cue: x", False),
        (0.7, "cue: x", True),
        (0.89, "like: x", False),
        (0.9, "like: x", True),
    ]

    for strength, why, counts in cases:
        turn = _learner(0, ("Nonsense.", Act.OFFEND, strength, why))
        assert bool(_found(sure, turn)) is counts, (strength, why)
        assert _found({**sure, "sure": False}, turn)


def test_that_what_the_other_side_does_not_recognise_as_hers_is_not_given_back() -> None:
    acts = {"kind": "acts", "acts": ["reformulate", "acknowledge"]}
    turn = _learner(0, GAVE_BACK)
    polite = _learner(0, GAVE_BACK, ("I see that it is hard.", Act.ACKNOWLEDGE))
    denial = _other(1, "I don't believe I said that.").model_copy(update={"why": (DENIED,)})

    assert _quotes(acts, turn, _other(1, "Quite so.")) == [GAVE_BACK[0]]
    assert _quotes(acts, turn, denial) == []
    assert _quotes(acts, polite, denial) == ["I see that it is hard."]
    assert _quotes(acts, turn, denial, _learner(2, GAVE_BACK)) == [GAVE_BACK[0]]
    hers = _other(-1, "Time matters to us, more than money.")
    assert _quotes(acts, hers, turn, denial) == [GAVE_BACK[0]]


def test_that_words_of_telling_count_only_where_nothing_is_asked() -> None:
    told = {"kind": "worded", "naming": ["at our end"], "telling": True}
    asked = {**told, "telling": False, "asking": True}
    turn = _learner(
        0,
        ("At our end we write things down.", Act.INFORM),
        ("Was anyone told at our end?", Act.ASK_CLOSED),
    )

    assert [q.strip() for q in _quotes(told, turn)] == ["At our end we write things down."]
    assert [q.strip() for q in _quotes(asked, turn)] == ["Was anyone told at our end?"]
