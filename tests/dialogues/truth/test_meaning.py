from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.reading.reader import read
from dialogues.truth.checking import check, warm_up
from dialogues.truth.model import Parties
from tests.dialogues.truth.suite import found, party, rules_of


@pytest.mark.parametrize(
    "said",
    [
        "EXW, et nous dédouanons à l'import ?",
        "EXW: do we clear the import?",
        "Est-ce que la banque vérifie la marchandise avec un crédit documentaire",
        "If it were EXW we would clear the import.",
        "Si c'était du DDP, vous paieriez les droits.",
        "In DDP you would pay the duties.",
        "On croit souvent qu'en DDP vous payez les droits.",
        "Vous avez dit qu'en DDP vous payez les droits.",
        "It is wrong to say that under EXW we clear the import.",
    ],
)
def test_that_questions_suppositions_and_reports_are_no_promises(said: str) -> None:
    assert rules_of(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Ce n'est pas à vous de payer les droits en DDP.",
        "En DDP vous ne payez pas les droits.",
        "In DDP the duties are not at your cost.",
        "EXW : nous ne dédouanons rien à l'import.",
        "With an L/C the bank never checks the goods.",
    ],
)
def test_that_a_denied_fault_is_no_fault(said: str) -> None:
    assert rules_of(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("En DDP nous ne payons pas les droits de douane.", "duty-import-duties"),
        ("Under CIF we do not insure anything, no insurance.", "duty-insurance"),
        ("EXW: the import clearance is not your job.", "duty-import-clearance"),
    ],
)
def test_that_a_denied_duty_is_a_fault(said: str, rule: str) -> None:
    assert rule in rules_of(said)


@pytest.mark.parametrize(
    "talk",
    [
        ("EXW, we clear the import. Sorry, I meant that you clear it.",),
        ("EXW, we clear the import.", "In fact under EXW you clear the import."),
        ("EXW, we clear the import.", "So let us write DDP."),
        ("CIF Durban, at our risk until Durban.", "Correction: DAP Durban."),
        (
            "Avec le crédit documentaire la banque vérifie la marchandise.",
            "Avec le crédit documentaire la banque ne vérifie pas la marchandise.",
        ),
        ("FCA our plant: you load the truck.", "EXW then, you load the truck."),
        ("With an L/C the bank checks the goods. Well, the bank does not check the goods.",),
    ],
)
def test_that_words_put_right_are_forgiven(talk: tuple[str, ...]) -> None:
    assert rules_of(*talk) == []


def test_that_saying_it_again_is_a_second_fault() -> None:
    said = "With an L/C the bank checks the goods."
    assert rules_of(said, "I repeat: the bank checks the goods.") == ["lc-goods", "lc-goods"]


def test_that_another_incoterm_that_does_not_fit_forgives_nothing() -> None:
    assert rules_of("EXW, we clear the import.", "So let us write FCA.") == [
        "duty-import-clearance"
    ]
    assert rules_of("EXW, we clear the import.", "Not DDP.") == ["duty-import-clearance"]
    assert "transfer-of-risk" in rules_of("DAP Durban, transport at your risk.", "DPU Durban.")
    assert rules_of("DPU Durban, you unload.", "CFR Durban then.") == ["duty-unloading"]


def test_that_the_same_words_turn_with_the_side_of_the_learner() -> None:
    said = "Under EXW we clear the import."
    assert rules_of(said, who="seller FR ZA") == ["duty-import-clearance"]
    assert rules_of(said, who="buyer FR ZA") == []
    assert rules_of("En DDP, le vendeur ne paie pas les droits.", who="buyer CN FR") == [
        "duty-import-duties"
    ]


def test_that_without_a_side_only_named_parties_count() -> None:
    assert check([read("EXW but we clear the import")]) == ()
    assert check([read("With DAP the risk of the journey is ours.")]) == ()
    named = check([read("EXW, the seller clears the import.")])
    assert [c.rule for c in named] == ["duty-import-clearance"]
    assert [c.rule for c in check([read("Avec un L/C la banque vérifie la marchandise.")])] == [
        "lc-goods"
    ]


def test_that_an_earlier_promise_holds_until_another_is_made() -> None:
    said = found("Notre offre est FOB Le Havre.", "Tout partira en conteneur.")
    assert [c.rule for c in said] == ["container-unsuitable"]
    assert (said[0].anchor.turn, said[0].claim.turn) == (0, 1)
    assert rules_of("FOB Le Havre.", "Plutôt FCA Le Havre.", "Tout partira en conteneur.") == []


def test_that_what_the_other_side_named_since_makes_a_claim_uncertain() -> None:
    turns = [read("FOB Le Havre, 12 €."), read("D'accord, tout partira en conteneur.")]
    parties = party()
    assert [c.rule for c in check(turns, parties=parties)] == ["container-unsuitable"]
    others = [None, read("Je préfère FCA Le Havre.")]
    assert check(turns, parties=parties, others=others) == ()
    silent = [None, read("Très bien.")]
    assert len(check(turns, parties=parties, others=silent)) == 1


def test_that_several_options_are_wrong_only_together() -> None:
    assert rules_of("FOB or CIF: you pay the freight.") == []
    assert rules_of("CFR or CIF: you pay the freight.") == ["duty-freight"]


def test_that_countries_decide_the_rules_of_tax_and_customs() -> None:
    said = "Vous paierez des droits de douane à l'arrivée."
    assert rules_of(said, who="seller FR DE") == ["customs-inside-eu"]
    assert rules_of(said, who="seller FR US") == []
    assert check([read(said)], parties=Parties(learner="seller", seller="FR")) == ()
    thirds = "Facturons hors taxe, sans preuve de transport."
    assert rules_of(thirds, who="seller CN US") == []
    assert rules_of("Je vous accorde 90 jours date de facture.", who="seller FR FR") == [
        "late-over-sixty"
    ]


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("FOB Fos : nous payons le transport jusqu'à Fos.", []),
        ("CIF Durban; transport from Durban to Pretoria is yours.", []),
        ("CPT Durban, local transport is at your expense.", []),
        ("EXW loaded: we load the truck.", []),
        ("DDP hors TVA, la TVA à l'importation est à votre charge.", []),
        ("FCA Lyon: you load the truck.", []),
        ("FCA, our factory: you load the truck.", ["duty-loading"]),
        ("CPT Durban, nous assurons la marchandise.", []),
        ("CPT Durban, assurance incluse.", ["duty-insurance"]),
        ("DAP Durban, assurance incluse.", []),
        ("We handle the customs, CPT Durban.", []),
        ("We handle customs, EXW.", ["duty-import-clearance"]),
        ("En DAP on fait tout sauf la douane import.", []),
        ("DAP Durban, nous ne savons pas dédouaner à l'import.", []),
        ("CIF Durban, risk passes at Durban.", ["transfer-of-risk"]),
        ("FOB Fos, risk passes at Fos.", []),
        ("CIF Durban, port of loading.", ["place-wrong-end"]),
        ("CIF Durban, port of loading Le Havre.", []),
        ("FOB, port of destination?", []),
        ("EXW: export on Monday, import on Friday, we do the customs.", []),
        ("FOB Fos : si la caisse casse, ce n'est pas notre risque.", []),
        ("EXW, we clear the import, sorry.", ["duty-import-clearance"]),
        ("La Suisse est loin. L'Irlande est dans l'Union.", []),
        ("Prix DDU, aujourd'hui DAP.", []),
        ("Le droit se calcule sur la valeur CAF.", []),
        ("CIF : assuré à 100 % de la facture.", ["cover-sum"]),
        ("CIF: insured at 110% of the price.", []),
        ("Under the L/C the bank has seven banking days to examine.", ["lc-examination"]),
        ("Under the L/C the bank has five banking days to examine.", []),
    ],
)
def test_that_the_finer_points_of_the_rules_are_kept(said: str, rules: list[str]) -> None:
    assert rules_of(said) == rules


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("30 % d'acompte, le solde de 60 % à la livraison.", Decimal(90)),
        ("50% with order, 60% on delivery.", Decimal(110)),
    ],
)
def test_that_shares_are_added_up(said: str, total: Decimal) -> None:
    (only,) = found(said)
    assert only.rule == "shares-total"
    assert f"{total} %" in only.ask.fr.replace("\u202f", " ")


@pytest.mark.parametrize(
    "said",
    [
        "30 % à la commande et 60 % à l'expédition.",
        "30 % à la commande, 70 % à la livraison, 50 % de remise.",
        "Would you pay 60% with order and 60% on delivery?",
        "60% with order.",
    ],
)
def test_that_shares_that_may_add_up_are_left_alone(said: str) -> None:
    assert rules_of(said) == []


def test_that_one_rule_is_named_once_a_turn() -> None:
    assert rules_of("EXW, we clear the import, and we clear the import again.") == [
        "duty-import-clearance"
    ]


def test_that_an_empty_talk_holds_nothing() -> None:
    warm_up()
    assert check(()) == ()
    assert rules_of("") == []
    assert rules_of("\n\n...") == []


_SCRAPS = """EXW FOB CIF DDP FCA DAT nous vous we you pay payons dédouanons import export risk
passes L/C bank goods not pas ? , . ; : 30% 90 % if si le fret insurance at your cost à notre charge
sauf retention of title CISG pardon 🙂 '"""
_BITS = st.sampled_from([*_SCRAPS.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_BITS, max_size=14).map(" ".join), max_size=3))
def test_that_any_talk_is_checked_the_same_way_twice_and_quoted_exactly(talk: list[str]) -> None:
    turns = [read(each) for each in talk]
    said = check(turns, parties=party())
    assert said == check(turns, parties=party())
    for each in said:
        for quote in (each.anchor, each.claim):
            assert quote.span.of(turns[quote.turn].text) == quote.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_that_any_text_at_all_is_survived(text: str) -> None:
    check([read(text)], parties=party())
