import re

from dialogues.truth import content
from dialogues.truth.statements import rule_patterns, trade_of
from tests.dialogues.truth.suite import FAULTS, lines, party


def test_that_the_eleven_rules_share_out_the_same_ten_duties() -> None:
    table = content.incoterms().rules
    assert " ".join(table) == "EXW FCA FAS FOB CFR CIF CPT CIP DAP DPU DDP"
    assert {frozenset(rule.duties) for rule in table.values()} == {
        frozenset(content.duties().duties) - {"transfer-of-risk"}
    }


def test_that_the_table_says_what_incoterms_2020_says() -> None:
    table = content.incoterms().rules
    assert [name for name, rule in table.items() if rule.sea] == ["FAS", "FOB", "CFR", "CIF"]
    assert (table["CIF"].cover, table["CIP"].cover) == ("C", "A")
    assert {n for n, r in table.items() if r.duties["unloading"] == "S"} == {"DPU"}
    assert {n for n, r in table.items() if r.duties["export-clearance"] == "B"} == {"EXW"}
    assert {n for n, r in table.items() if r.duties["import-clearance"] == "S"} == {"DDP"}
    assert {n for n, r in table.items() if r.duties["import-duties"] == "S"} == {"DDP"}
    assert {n for n, r in table.items() if r.duties["insurance"] == "S"} == {"CIF", "CIP"}
    assert {n for n, r in table.items() if r.duties["freight"] == "B"} == {
        "EXW",
        "FCA",
        "FAS",
        "FOB",
    }
    assert {n for n, r in table.items() if r.risk == "S"} == {"DAP", "DPU", "DDP"}


def test_that_earlier_rules_lead_to_rules_of_today() -> None:
    table = content.incoterms()
    assert set(table.successors.values()) <= set(table.rules)
    assert not set(table.successors) & set(table.rules)


def test_that_the_rule_offered_instead_says_what_the_learner_said() -> None:
    table = content.incoterms().rules
    for duty, told in content.duties().duties.items():
        for side, term in told.instead.items():
            owner = (
                table[term].risk
                if duty == "transfer-of-risk"
                else next(o for d, o in table[term].duties.items() if d == duty)
            )
            kept = {"seller": {"S", "P"}, "buyer": {"B", "N"}}[side]
            if duty == "on-carriage":
                kept = {"N"} if side == "seller" else {"B"}
            assert owner in kept, (duty, side, term)


def test_that_every_rule_of_the_data_is_tried_by_the_suite() -> None:
    tried = {line.rule for hand in FAULTS for line in lines(f"{hand}-contradictions")}
    known = {rule.id for rule in content.rules()}
    known |= {f"duty-{duty}" for duty in content.duties().duties if duty != "transfer-of-risk"}
    known |= {"transfer-of-risk", "obsolete-rule", "place-wrong-end", "shares-total"}
    assert known == tried


def test_that_rules_lean_on_words_and_incoterms_that_exist() -> None:
    table = content.incoterms().rules
    for pattern in rule_patterns():
        assert pattern.terms <= {*table, "*"}
        assert set(pattern.anchors) <= set(content.words())


def test_that_one_id_means_one_family() -> None:
    families: dict[str, set[str]] = {}
    for rule in content.rules():
        families.setdefault(rule.id, set()).add(rule.family)
    assert all(len(each) == 1 for each in families.values())


def test_that_french_is_set_as_french() -> None:
    for rule in content.rules():
        for text in (rule.law, rule.source, rule.ask):
            assert not re.search(r"[^\u202f\s][;!?](?!\S)", text.fr), text.fr


def test_that_trade_is_seen_from_the_union() -> None:
    assert trade_of(party("seller FR DE")) == "eu"
    assert trade_of(party("seller FR XI")) == "eu"
    assert trade_of(party("seller FR GB")) == "export"
    assert trade_of(party("buyer CN FR")) == "import"
    assert trade_of(party("seller FR FR")) == "domestic"
    assert trade_of(party("seller CN US")) == "third"
