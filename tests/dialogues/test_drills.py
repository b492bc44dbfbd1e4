"""The series of drills are sound, and the clock is fair and tells nobody's extra time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.diagnostics import Code
from dialogues.drills import clock
from dialogues.drills.content import FOLDER, KINDS, LEAST, DrillKind, drawn, drill_set, examined
from dialogues.ids import LearnerId
from dialogues.text import LANGS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA, BO, CY = (LearnerId(name) for name in ("ana", "bo", "cy"))
EXTRA = st.sampled_from((0, 33, 50, 100))
SECONDS = st.integers(20, 180)


def opened(number: int = 0, at: datetime = NOW, players: int = 3) -> clock.Opened:
    return clock.Opened(number=number, asked_at=at, opens_at=at + clock.lead(players))


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_shipped_series_has_no_fault_and_enough_items(kind: DrillKind) -> None:
    made, faults = examined(FOLDER / f"{kind}.yaml")
    assert faults == ()
    assert made is not None
    assert made.kind == kind
    assert len(made.items) >= LEAST
    assert len({item.who.name for item in made.items}) == len(made.items)


def test_that_an_item_is_found_by_its_id() -> None:
    of = drill_set("objection-volley")
    assert of.item(of.items[3].id) == of.items[3]
    with pytest.raises(KeyError):
        of.item("nothing")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: six-weeks", "id: seals-too-dear", Code.REPEATED_ID),
        ("seconds: 75", "seconds: 7", Code.RANGE),
        ("kind: objection-volley", "kind: volley", Code.CHOICE),
        (
            'fr: "Six semaines de délai ? Quand',
            'fr: "Tu as dit six semaines ? Quand',
            Code.TU,
        ),
        ('chez nous."', 'chez nous, « enfin."', Code.QUOTATION_MARKS),
        ("Je ne mets pas un inconnu", "Je ne mets pas un “inconnu”", Code.QUOTATION_MARKS),
        (
            "Six weeks? When a blade breaks, I have a line down that very evening.",
            "I pay €12.60 today. For a seal, frankly, that gap will not get past my people.",
            Code.WORDINGS_EQUAL,
        ),
        ("Six weeks? When", "Six weeks? " + "Really now, " * 30 + "when", Code.TEXT_TOO_LONG),
    ],
)
def test_that_a_fault_of_a_series_is_found_at_its_place(old: str, new: str, code: Code) -> None:
    text = (FOLDER / "objection-volley.yaml").read_text("utf-8")
    assert old in text
    made, faults = examined(text.replace(old, new, 1))
    assert [fault.code for fault in faults] == [code]
    assert faults[0].place.line > 1
    assert (made is None) == (code.severity == "error")


def test_that_too_few_items_are_refused() -> None:
    text = (FOLDER / "open-question-sprint.yaml").read_text("utf-8")
    short = text[: text.index("  - id: family-firm")]
    made, faults = examined(short)
    assert made is None
    assert {fault.code for fault in faults} == {Code.COUNT}


@given(st.integers(0, 20), st.integers(1, 16), st.text(max_size=8))
def test_that_items_met_before_come_last(met: int, count: int, seed: str) -> None:
    of = drill_set("objection-volley")
    seen = tuple(item.id for item in of.items)[:met]
    found = drawn(of, count, seed, seen)
    assert len(set(found)) == len(found) == min(count, len(of.items))
    fresh = [item_id not in seen for item_id in found]
    assert fresh == sorted(fresh, reverse=True)
    assert found == drawn(of, count, seed, seen)


@given(SECONDS, EXTRA)
def test_that_own_time_is_the_base_and_the_extra_rounded_up(seconds: int, extra: int) -> None:
    own = clock.own_seconds(seconds, extra)
    assert seconds <= own <= 2 * seconds
    assert 0 <= own * 100 - seconds * (100 + extra) < 100


@given(SECONDS, EXTRA)
def test_that_nobody_is_cut_off_before_her_own_time(seconds: int, extra: int) -> None:
    item = opened()
    own = clock.own_deadline(item, seconds, extra)
    assert own <= clock.closes_at(item, seconds)
    assert own <= clock.closes_at(item, seconds, alone=extra)


@given(SECONDS, st.lists(EXTRA, min_size=1, max_size=5), st.lists(EXTRA, min_size=1, max_size=5))
def test_that_the_pace_of_a_group_does_not_depend_on_who_has_extra_time(
    seconds: int, these: list[int], those: list[int]
) -> None:
    """The clock of a group is not even told: with any two groups alike in number it is the same."""
    item = opened()
    for waiting in ((), (ANA,)):
        for later in range(0, 4 * seconds, 7):
            now = item.opens_at + timedelta(seconds=later)
            over = clock.may_close(now, item, seconds, waiting, alone=None)
            assert over == (not waiting or now >= clock.closes_at(item, seconds))
    players = [
        [clock.Player(learner=LearnerId(str(n)), extra_percent=e) for n, e in enumerate(group)]
        for group in (these[: len(those)], those[: len(these)])
    ]
    assert clock.waited_for(players[0], {}, 0) == clock.waited_for(players[1], {}, 0)


def test_that_somebody_alone_does_not_wait_for_longer_than_her_own_time() -> None:
    item = opened(players=0)
    assert clock.closes_at(item, 60, alone=0) == item.opens_at + timedelta(seconds=60) + clock.GRACE
    assert clock.closes_at(item, 60) == item.opens_at + timedelta(seconds=120) + clock.GRACE


@pytest.mark.parametrize(
    ("after", "extra", "wanted"),
    [
        (59, 0, "in-time"),
        (62, 0, "in-time"),
        (63, 0, "late"),
        (63, 33, "in-time"),
        (83, 33, "late"),
    ],
)
def test_that_an_answer_is_in_time_by_her_own_clock(after: int, extra: int, wanted: str) -> None:
    item = opened()
    at = item.opens_at + timedelta(seconds=after)
    assert clock.verdict(at, item, 60, extra) == wanted


def test_that_an_answer_was_given_when_telegram_says_but_never_after_it_was_here() -> None:
    assert clock.said_at(NOW, NOW + timedelta(seconds=30)) == NOW
    assert clock.said_at(NOW + timedelta(seconds=30), NOW) == NOW


def test_that_a_text_belongs_to_the_item_that_was_in_front_of_her() -> None:
    first, second = opened(), opened(1, NOW + timedelta(seconds=40))
    at = {seconds: NOW + timedelta(seconds=seconds) for seconds in (-5, 1, 2, 39, 41, 42)}
    belongs = {s: clock.belongs_to(t, (first, second)) for s, t in at.items()}
    assert belongs == {-5: None, 1: None, 2: first, 39: first, 41: first, 42: second}


def test_that_whoever_answered_or_left_or_fell_silent_is_not_waited_for() -> None:
    players = [
        clock.Player(learner=ANA),
        clock.Player(learner=BO, here=False),
        clock.Player(learner=CY),
    ]
    answered = {0: frozenset({ANA}), 1: frozenset({ANA})}
    assert clock.waited_for(players, {}, 0) == (ANA, CY)
    assert clock.waited_for(players, {0: frozenset({ANA})}, 1) == (ANA, CY)
    assert clock.waited_for(players, answered, 2) == (ANA,)
    assert clock.waited_for(players, {**answered, 2: frozenset({ANA, CY})}, 3) == (ANA, CY)


@given(st.integers(0, 300), st.integers(1, 600), SECONDS, EXTRA)
def test_that_a_pause_costs_nobody_anything(
    before: int, pause: int, seconds: int, extra: int
) -> None:
    item = opened()
    stopped = item.opens_at + timedelta(seconds=before)
    moved = clock.later(item, timedelta(seconds=pause))
    left = clock.own_deadline(item, seconds, extra) - stopped
    assert clock.own_deadline(moved, seconds, extra) - (stopped + timedelta(seconds=pause)) == left
    assert moved.asked_at == item.asked_at


def test_that_absence_is_a_gap_between_beats() -> None:
    most = timedelta(seconds=6)
    assert clock.away_since(NOW, NOW + timedelta(seconds=6), most) == timedelta(0)
    assert clock.away_since(NOW, NOW + timedelta(seconds=40), most) == timedelta(seconds=40)


@pytest.mark.parametrize("players", [1, 3, 19, 20, 100])
def test_that_the_clock_starts_when_the_last_can_have_the_item(players: int) -> None:
    assert clock.lead(players) >= timedelta(seconds=players / 25)


def test_that_both_languages_of_every_line_are_there() -> None:
    for kind in KINDS:
        for item in drill_set(kind).items:
            for lang in LANGS:
                assert all(t.in_(lang) for t in (item.line, item.file, item.better, item.who.role))
