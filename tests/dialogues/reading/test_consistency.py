"""What the other side's message, the figures and the polarity of a message rule out."""

import pytest

from dialogues.reading.model import Act
from dialogues.text import Lang
from tests.dialogues.reading.heard import acts


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("I can agree to 14 euros for now.", "I want 16 euros.", "en"),
        ("40 days is fair.", "We need 60 days.", "en"),
        ("Je peux accepter 14 euros pour l'instant.", "Je veux 16 euros.", "fr"),
    ],
)
def test_that_agreeing_to_figures_nobody_named_offers_them(
    text: str, other: str, lang: Lang
) -> None:
    found = acts(text, other, lang)
    assert Act.PROPOSE in found or Act.CONCEDE in found
    assert Act.ACCEPT not in found


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("You can have 60 days.", "We need 60 days.", "en"),
        ("You will get the blue boxes.", "I would like the blue boxes.", "en"),
        ("Vous aurez 60 jours.", "Il nous faut 60 jours.", "fr"),
    ],
)
def test_that_granting_just_what_is_wanted_accepts(text: str, other: str, lang: Lang) -> None:
    assert Act.ACCEPT in acts(text, other, lang)


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("ok", "I agree with the 60 days.", "en"),
        ("Okay", "I refuse.", "en"),
        ("d'accord", "J'accepte les 60 jours.", "fr"),
    ],
)
def test_that_an_assent_where_nothing_is_left_to_agree_to_accepts_nothing(
    text: str, other: str, lang: Lang
) -> None:
    assert Act.ACCEPT not in acts(text, other, lang)


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("That will work for me.", "We could say 60 days.", "en"),
        ("We can do that.", "I would like 60 days.", "en"),
        ("Cela me convient.", "Disons 60 jours.", "fr"),
    ],
)
def test_that_a_refusal_needs_a_denial_a_limit_or_regret(text: str, other: str, lang: Lang) -> None:
    assert Act.REFUSE not in acts(text, other, lang)


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("We need 12 euros for this one.", "I reject 12 euros. I want 10 euros.", "en"),
        ("Il nous faut 12 euros pour celui-ci.", "Je refuse 12 euros. Je veux 10 euros.", "fr"),
    ],
)
def test_that_terms_turned_down_and_named_again_are_held_on_to(
    text: str, other: str, lang: Lang
) -> None:
    found = acts(text, other, lang)
    assert Act.PROPOSE in found
    assert Act.ACCEPT not in found


@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        ("12 euros, 30 days, FCA Lyon", "What do you have to offer?", "en"),
        ("12 euros, 30 jours, FCA Lyon", "Que proposez-vous ?", "fr"),
    ],
)
def test_that_terms_named_in_answer_to_what_one_offers_are_an_offer(
    text: str, other: str, lang: Lang
) -> None:
    found = acts(text, other, lang)
    assert Act.PROPOSE in found
    assert Act.SUMMARISE not in found


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Let's talk about the warranty.", "en"),
        ("perhaps we can discuss the delivery first", "en"),
        ("Parlons de la garantie.", "fr"),
        ("Passons au transport.", "fr"),
    ],
)
def test_that_opening_an_issue_asks_about_it(text: str, lang: Lang) -> None:
    assert Act.ASK_OPEN in acts(text, "The price suits us.", lang)


@pytest.mark.parametrize(
    ("text", "asked"),
    [("What about the warranty?", True), ("What about the grey model?", False)],
)
def test_that_what_about_asks_about_an_issue_and_holds_out_anything_else(
    text: str, *, asked: bool
) -> None:
    found = acts(text, "I want the blue model.")
    assert (Act.PROPOSE in found) is not asked
    assert bool(found & {Act.ASK_FACT, Act.ASK_OPEN}) is asked


@pytest.mark.parametrize("text", ["Et vous ?", "And you?", "ça va bien merci, et toi ?"])
def test_that_a_question_given_back_invites(text: str) -> None:
    assert Act.ASK_OPEN in acts(text)


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Vous voyez ce que je veux dire ?", True),
        ("You know what I mean?", True),
        ("Vous voyez ce que je veux dire, il faisait froid.", False),
        ("You know what I mean, it was cold.", False),
    ],
)
def test_that_a_filler_checks_only_with_its_mark(text: str, *, checks: bool) -> None:
    assert (Act.CHECK in acts(text)) is checks


@pytest.mark.parametrize(
    ("text", "informs"),
    [
        ("That is pretty interesting. Did you see the harbour?", False),
        ("Oui, c'est intéressant. Avez-vous vu le port ?", False),
        ("The harbour was built in 1962. Did you see it?", True),
        ("Le port a été construit en 1962. L'avez-vous vu ?", True),
    ],
)
def test_that_a_reaction_beside_a_question_states_nothing(text: str, *, informs: bool) -> None:
    assert (Act.INFORM in acts(text)) is informs


@pytest.mark.parametrize(
    ("text", "proves"),
    [
        ("Nous sommes 15 et nous produisons 900 fours par an.", False),
        ("We employ 60 people and make 900 ovens a year.", False),
        ("Un laboratoire a mesuré 95 cycles.", True),
        ("An independent lab measured 95 cycles.", True),
    ],
)
def test_that_a_fact_about_ones_own_house_proves_nothing(text: str, *, proves: bool) -> None:
    assert (Act.PROVE in acts(text, "Vous faites des fours ?")) is proves


@pytest.mark.parametrize(
    "text",
    [
        "Si je vous suis bien : on vous demande 90 % à Noël ; les vendeurs étrangers font échouer.",
        "If I follow you: they ask for 90 % at Christmas; the foreign sellers make it fail.",
    ],
)
def test_that_giving_back_a_complaint_offends_nobody(text: str) -> None:
    other = "On m’en demande 90 à Noël, et ce sont mes vendeurs étrangers qui me coulent."
    found = acts(text, other)
    assert Act.REFORMULATE in found
    assert Act.OFFEND not in found


@pytest.mark.parametrize(
    ("lang", "text", "other"),
    [
        (
            "fr",
            "Je comprends, 30 % ne suffit plus à vos clientes. Quel taux visez-vous ?",
            "Avec 30 % de recyclé, vous êtes loin du compte.",
        ),
        (
            "en",
            "You are right, 30% is no longer enough for your customers. What share do you want?",
            "At 30% recycled you are a long way off.",
        ),
    ],
)
def test_that_a_figure_given_back_gives_nothing_away(lang: Lang, text: str, other: str) -> None:
    assert Act.CONCEDE not in acts(text, other, lang)


@pytest.mark.parametrize(
    ("text", "other", "proves"),
    [
        (
            "The town hall will collect the gifts and pass them on to the food bank.",
            "Where does the money go?",
            False,
        ),
        ("The lab dropped forty of them and not one broke.", "Who tests it?", True),
    ],
)
def test_that_what_is_to_come_proves_nothing(text: str, other: str, *, proves: bool) -> None:
    assert (Act.PROVE in acts(text, other)) is proves
