"""Cases that are not worth playing are told so."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from dialogues.negotiation.attribution import in_money
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.lint import findings, played_findings
from dialogues.negotiation.model import IssueId, NegotiationCase, Preference
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.standing import first_offer
from tests.dialogues.negotiation.games import CASES, NAMES, case


def broken(**changes: object) -> NegotiationCase:
    """Sales with changes; keys are paths with __ between the steps."""
    data = case("sales").model_dump(mode="json", exclude_none=True)
    for path, value in changes.items():
        place: Any = data
        steps: list[Any] = [int(s) if s.isdigit() else s for s in path.split("__")]
        for step in steps[:-1]:
            place = place[step]
        place[steps[-1]] = value
    return NegotiationCase.model_validate(data)


@pytest.mark.parametrize("name", NAMES)
def test_that_the_hand_made_cases_have_nothing_to_mend(name: str) -> None:
    assert findings(case(name)) == ()
    assert played_findings(case(name)) == ()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"arguments__0__issue": "colour"}, "reference"),
        ({"secrets__0__dear": ["colour"]}, "reference"),
        ({"secrets__1__id": "empty_shelf"}, "reference"),
        ({"authority__0__beyond": 9}, "reference"),
        ({"incoherent__0__terms": {"delivery": "fob", "price": "1.2"}}, "reference"),
        ({"money__issue": "colour"}, "reference"),
        ({"money__issue": "lead_time"}, "money"),
        ({"issues__0__counterpart__points": {"1.05": "0.8", "1.45": 0}}, "value"),
        ({"issues__0__counterpart__points": {"1.05": 1, "1.45": "0.3"}}, "value"),
        ({"learner__reservation": "0.95"}, "limit"),
        ({"learner__reservation": "0.8", "counterpart__reservation": "0.8"}, "zopa"),
        ({"no_zopa": True}, "zopa"),
        ({"counterpart__reservation": "0.01"}, "anchor"),
        ({"secrets__0__dear": ["payment"]}, "secret"),
        ({"secrets__2__cheap": ["price"]}, "secret"),
        ({"deadline__turns": 7, "deadline__soft": 5}, "clock"),
        ({"deadline__turns": 40}, "clock"),
        ({"learner__reservation": "0.05"}, "anchor"),
        (
            {
                "issues__0__counterpart__weight": 1,
                "issues__2__counterpart__weight": 1,
                "issues__4__learner__weight": 1,
                "issues__5__learner__weight": 1,
            },
            "balance",
        ),
    ],
)
def test_that_each_fault_is_found(changes: dict[str, object], rule: str) -> None:
    assert rule in {finding.rule for finding in findings(broken(**changes))}


def test_that_issues_weighed_alike_leave_nothing_to_trade() -> None:
    data = case("sales").model_dump(mode="json", exclude_none=True)
    for issue in data["issues"]:
        issue["counterpart"] = {"weight": issue["learner"]["weight"]}
        if "range" in issue:
            up = issue["learner"]["linear"] == "up"
            issue["counterpart"]["linear"] = "down" if up else "up"
        else:
            worths = issue["learner"]["table"]
            mirror = {name: str(1 - Decimal(worth)) for name, worth in worths.items()}
            issue["counterpart"]["table"] = mirror
        issue.pop("opening", None)
    found = findings(NegotiationCase.model_validate(data))
    assert "integrative" in {finding.rule for finding in found}


def test_that_a_case_without_a_deal_is_found_by_playing_it() -> None:
    sad = broken(learner__reservation="0.8", counterpart__reservation="0.8")
    assert {finding.rule for finding in played_findings(sad)} == {"expert"}
    meant = broken(learner__reservation="0.8", counterpart__reservation="0.8", no_zopa=True)
    assert played_findings(meant) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"issues__0__range__step": "0.03"},
        {"issues__0__range__max": "1.00"},
        {"issues__0__learner": {"weight": 3}},
        {"issues__0__learner": {"weight": 3, "linear": "up", "points": {1: 0, 2: 1}}},
        {"issues__0__learner": {"weight": 3, "table": {"a": 1}}},
        {"issues__2__learner": {"weight": 3, "linear": "up"}},
        {"issues__2__learner": {"weight": 3, "table": {"advance": 1}}},
        {"issues__0__opening": 7},
        {"issues__1__counterpart__peak__at": 1},
        {"issues__1__id": "price"},
        {"deadline__soft": 16},
        {"issues__2__options__0__id": "30_days"},
        {"issues__0__range__step": "0.0001"},
        {"issues__0__learner": {"weight": 3, "points": {"1.05": 1}}},
        {"issues__0__options": [{"id": "a", "label": {"fr": "a", "en": "a"}}]},
        {"issues__2__options__1__id": "advance"},
        {f"issues__{n}__learner__weight": 0 for n in range(6)},
    ],
)
def test_that_a_shape_that_cannot_be_played_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        broken(**changes)


def test_that_a_case_survives_storage_with_its_figures_as_figures() -> None:
    for name in NAMES:
        whole = case(name)
        again = NegotiationCase.model_validate_json(whole.model_dump_json())
        assert again == whole
        assert all(isinstance(i.opening, Decimal | None) for i in again.issues)


def test_that_case_files_hold_quoted_texts_in_both_languages() -> None:
    for path in sorted(Path(CASES).glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for issue in data["issues"]:
            assert issue["label"]["fr"]
            assert issue["label"]["en"]


def test_that_openings_past_her_own_limit_are_found_and_never_used() -> None:
    soft = {
        f"issues__{n}__opening": value
        for n, value in enumerate(["1.45", 192000, "advance", "exw", 0, 28])
    }
    weak = broken(**soft)
    assert "anchor" in {finding.rule for finding in findings(weak)}
    domain = Domain(weak)
    assert domain.worth("counterpart", first_offer(domain)) == domain.most["counterpart"]


def test_that_a_case_where_giving_in_pays_is_found_by_playing_it() -> None:
    easy = broken(learner__reservation="0.05")
    assert "novice" in {finding.rule for finding in played_findings(easy)}


def test_that_a_case_without_money_is_a_case() -> None:
    bare = case("sales").model_copy(update={"money": None})
    assert findings(bare) == ()
    assert in_money(Domain(bare), 100_000) is None
    assert played(Domain(bare), PLAYERS["price only"]).deal is None
    with pytest.raises(KeyError):
        bare.issue(IssueId("colour"))


def test_that_a_money_issue_needs_figures() -> None:
    optional = broken(money__issue="delivery")
    assert "money" in {finding.rule for finding in findings(optional)}
    assert in_money(Domain(optional), 100_000) is None


def test_that_a_secret_nobody_is_trusted_with_is_a_fault() -> None:
    secrets = tuple(
        s.model_copy(update={"least_rapport": Decimal("0.9")}) for s in case("sales").secrets
    )
    found = findings(case("sales").model_copy(update={"secrets": secrets}))
    assert {finding.rule for finding in found} == {"secret"}
    assert len(found) == len(secrets)


def test_that_figures_which_leave_nothing_to_skill_are_a_dull_game() -> None:
    up, down = Preference(weight=1, linear="up"), Preference(weight=1, linear="down")
    ranged = [issue for issue in case("sales").issues if issue.range is not None]
    issues = tuple(
        ranged[0].model_copy(
            update={"id": IssueId(f"p{n}"), "learner": up, "counterpart": down, "opening": None}
        )
        for n in range(3)
    )
    nothing: dict[str, object] = dict.fromkeys(
        ("secrets", "arguments", "authority", "incoherent"), ()
    )
    flat = case("sales").model_copy(
        update={**nothing, "issues": issues, "money": None, "bluff": None}
    )
    assert "chance" in {finding.rule for finding in findings(flat)}
    assert "chance" not in {finding.rule for finding in findings(case("sales"))}
