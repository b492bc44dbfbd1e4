"""Heat map, queue and marks as plain functions."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import texts
from bot.reviewing import Stands
from bot.web.heat import Talk, heat_map, ordered
from bot.web.judged import Short
from bot.web.marking import Numbered, pieces
from bot.web.queue import APART, queue, seed_of
from bot.web.reasons import reasons, sentences
from bot.web.talks import Seen
from dialogues.attempt import Turn
from dialogues.ids import AttemptId, CriterionId, IndicatorId, LearnerId, ScenarioId
from dialogues.reading.model import Span
from dialogues.text import LANGS, Lang, Text
from rubrics.evidence import Evidence
from storage.review_rows import LookedAt, Review
from storage.rows import AttemptRow, Learner
from tests.conversations.golden import FOLDER
from tests.web.conftest import NOW

A, B = CriterionId("a"), CriterionId("b")


def person(name: str) -> Learner:
    return Learner(
        id=LearnerId(name), user_id=1, chat_id=1, lang="fr", first_name=name, created_at=NOW
    )


def row(number: int, minutes: int = 0) -> AttemptRow:
    return AttemptRow(
        id=AttemptId(f"t{number:03}"),
        learner=LearnerId("x"),
        scenario=ScenarioId("s"),
        scenario_hash="h",
        lang="fr",
        state="assessed",
        started_at=NOW + timedelta(minutes=minutes),
    )


def talk(number: int, mark: int | None, a: int | None, b: int | None, family: str = "f") -> Talk:
    total = None if mark is None else Decimal(mark)
    return Talk(row(number), Short(family, total, {A: a, B: b}), frozenset())


def test_that_the_map_shows_the_latest_occasion_or_the_best_level() -> None:
    talks = [talk(3, 8, None, 1), talk(2, 12, 2, 3), talk(1, 4, 4, None)]
    latest = heat_map([(person("Ana"), talks)], "", "latest")
    best = heat_map([(person("Ana"), talks)], "", "best")
    assert latest is not None
    assert best is not None
    assert [(c.level, c.attempt) for c in latest.lines[0].cells.values()] == [
        (2, "t002"),
        (1, "t003"),
    ]
    assert [(c.level, c.attempt) for c in best.lines[0].cells.values()] == [
        (4, "t001"),
        (3, "t002"),
    ]
    assert (latest.lines[0].mark, best.lines[0].mark) == (Decimal(8), Decimal(12))


def test_that_a_criterion_without_any_occasion_says_so() -> None:
    found = heat_map([(person("Ana"), [talk(1, None, None, 2)])], "", "best")
    assert found is not None
    assert found.lines[0].cells[A].level is None
    assert found.lines[0].mark is None


def test_that_a_family_is_shown_at_a_time_the_most_frequent_first() -> None:
    people = [
        (person("Ana"), [talk(1, 8, 1, 1, "f"), talk(2, 8, 1, 1, "g")]),
        (person("Bo"), [talk(3, 8, 1, 1, "g")]),
        (person("Cy"), []),
    ]
    found = heat_map(people, "nonsense", "latest")
    assert found is not None
    assert (found.family, found.families) == ("g", ("g", "f"))
    assert [line.talks for line in found.lines] == [1, 1, 0]
    assert heat_map([(person("Ana"), [])], "", "latest") is None


def test_that_lines_without_a_value_come_last_either_way() -> None:
    people = [
        (person("Cy"), []),
        (person("bo"), [talk(1, 8, 3, None)]),
        (person("Ana"), [talk(2, 12, 1, None)]),
    ]
    found = heat_map(people, "", "latest")
    assert found is not None

    def names(by: str, *, down: bool) -> list[str]:
        return [line.learner.first_name for line in ordered(found.lines, by, down=down)]

    assert names("name", down=False) == ["Ana", "bo", "Cy"]
    assert names("name", down=True) == ["Cy", "bo", "Ana"]
    assert names("mark", down=False) == ["bo", "Ana", "Cy"]
    assert names("mark", down=True) == ["Ana", "bo", "Cy"]
    assert names("a", down=False) == ["Ana", "bo", "Cy"]
    assert names("b", down=True) == ["Ana", "bo", "Cy"]
    assert names("talks", down=False) == ["Cy", "Ana", "bo"]


def seen(number: int, mark: int = 10, *, disputed: bool = False, looked: bool = False) -> Seen:
    last = Review(attempt=AttemptId("x"), seq=0, trainer=None, note=LookedAt(), at=NOW)
    return Seen(
        row=row(number, number),
        learner=person("Ana"),
        title=Text(fr="t", en="t"),
        engine=Decimal(mark),
        mark=Decimal(mark),
        stands=Stands(last=last if looked else None),
        disputed=(A,) if disputed else (),
    )


def test_that_the_queue_puts_disputes_before_outliers_before_the_sample() -> None:
    talks = [seen(n) for n in range(1, 41)]
    talks += [seen(50, 10 + int(APART)), seen(51, disputed=True), seen(52, 1, disputed=True)]
    talks += [seen(60, 1, looked=True), seen(61, looked=True, disputed=True)]
    found = dict(queue(talks, "seed"))
    assert [one.row.id for one in found["disputed"]] == ["t051", "t052", "t061"]
    assert [one.row.id for one in found["outlier"]] == ["t050"]
    assert len(found["sample"]) == 4
    assert len(found["waiting"]) == 36
    assert [why for why, _ in queue(talks, "seed")] == ["disputed", "outlier", "sample", "waiting"]


def test_that_a_seed_draws_the_same_talks_and_changes_on_monday() -> None:
    talks = [seen(n) for n in range(1, 41)]
    assert queue(talks, "a") == queue(list(reversed(talks)), "a")
    assert queue(talks, "a") != queue(talks, "b")
    assert seed_of("c", NOW) == seed_of("c", NOW + timedelta(days=6))
    assert seed_of("c", NOW) != seed_of("c", NOW + timedelta(days=7))
    assert queue([], "a") == ()


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_that_marked_stretches_join_to_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    found = [
        Numbered(
            number,
            Evidence(
                indicator=IndicatorId("i"),
                message=1,
                span=Span(start=min(span), end=max(span)),
                quote="",
                strength=1,
                why="",
            ),
            fault=False,
        )
        for number, span in enumerate(spans, 1)
    ]
    made = pieces(text, found)
    assert "".join(piece.text for piece in made) == text
    lie = {n for n, span in enumerate(spans, 1) if min(span) < min(max(span), len(text))}
    assert sorted(n for piece in made for n in piece.ends) == sorted(lie)
    assert all(set(piece.ends) <= set(piece.numbers) for piece in made)


@pytest.mark.parametrize("lang", LANGS)
def test_that_every_reason_in_the_golden_talks_has_words(lang: Lang) -> None:
    t = texts(lang)
    unknown = t.plain("web.why.other", name="")[:20]
    noted = re.compile(r"^ {4}\(([^;]+); ([^;]*); (.*)\)$", re.MULTILINE)
    found = {
        (tuple(m[2].split(", ")), "bargained" in m[3])
        for path in FOLDER.glob("*.txt")
        for m in noted.finditer(path.read_text("utf-8"))
        if m[2]
    }
    assert len(found) > 50
    for why, bargained in found:
        said = list(sentences(why, t, bargained=bargained))
        assert said, why
        assert not [one for one in said if one.startswith(unknown)], why


def test_that_a_reason_without_words_is_named() -> None:
    turn = Turn(message=0, who="persona", text="x", at=NOW, why=("brand-new",))
    assert reasons(turn, None, texts("en")) == ("Reason noted by the machine: brand-new.",)
