"""What people type in a talk: whole spans, bare questions, names, contempt, figures that offer."""

import pytest

from dialogues.reading.folding import fold
from dialogues.reading.model import Act, Context
from dialogues.reading.reader import read


def found(text: str, context: str = "") -> dict[Act, str]:
    return {a.act: a.span.of(text) for a in read(text, Context(other=context)).acts}


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (
            "Si je vous suis bien, le four s'est éteint trois fois. C'est bien cela ?",
            "Le four s'est éteint trois fois.",
        ),
        ("If I follow you, the oven failed three times. Is that right?", "It failed three times."),
        ("donc 70 cycles au lieu de 95 c'est bien ça", "Elles tiennent 70 cycles, il en faut 95."),
        ("so 70 cycles instead of 95, right?", "They last 70 cycles, we would need 95."),
        ("Donc c'est surtout le bruit qui vous gêne ?", "Le bruit nous gêne la nuit."),
        ("So it's the noise that bothers you most?", "The noise bothers us at night."),
    ],
)
def test_that_a_reformulation_covers_all_it_gives_back_with_its_tag(
    text: str, context: str
) -> None:
    acts = found(text, context)
    assert acts[Act.REFORMULATE] == text
    assert not acts.keys() & {Act.TRADE, Act.CHECK, Act.ASK_CLOSED, Act.INFORM}


@pytest.mark.parametrize("text", ["Si je comprends bien", "if I understand you"])
def test_that_words_that_only_lead_into_it_give_nothing_back(text: str) -> None:
    assert Act.REFORMULATE not in found(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Je résume : le four s'éteint, 3 pertes par mois, un vote au comité du 8. "
            "Est-ce que j'oublie quelque chose ?",
            "Est-ce que j'oublie quelque chose ?",
        ),
        (
            "To sum up: the oven fails, 3 losses a month, a vote on the 8th. Have I missed "
            "anything?",
            "Have I missed anything?",
        ),
        ("Récapitulons :\n- 90 pièces à 8,40 €\n- FCA Lyon\nTout est juste ?", "Tout est juste ?"),
        ("To recap:\n1. 90 pieces\n2. 8.40 each\n3. FCA Lyon\nAll correct?", "All correct?"),
    ],
)
def test_that_a_summary_covers_its_list_and_the_question_after_it_checks(
    text: str, asked: str
) -> None:
    acts = found(text)
    assert acts[Act.SUMMARISE] == text.removesuffix(asked).strip()
    assert acts[Act.CHECK] == asked
    assert not acts.keys() & {Act.NEXT_STEP, Act.PROPOSE, Act.REFORMULATE}


@pytest.mark.parametrize(
    "text",
    [
        "Voici notre offre :\n- 90 pièces à 8,40 €\n- FCA Lyon\n- 30 % à la commande",
        "Here is our offer:\n- 90 pieces at 8.40\n- FCA Lyon\n- 30% deposit",
    ],
)
def test_that_a_list_announced_as_an_offer_is_one_offer(text: str) -> None:
    assert found(text) == {Act.PROPOSE: text}


def test_that_what_numbers_a_list_is_no_figure() -> None:
    assert [t.text for t in read("1. 90 pièces\n2. FCA Lyon\n- 12 mois").terms] == [
        "90 pièces",
        "FCA Lyon",
        "12 mois",
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("et le chauffage justement qu est ce qui gene votre chef", Act.ASK_OPEN),
        ("et pour la livraison koi vs gene le plus", Act.ASK_OPEN),
        ("quesque vous verifiez en premier", Act.ASK_OPEN),
        ("and for storage whats the main worry", Act.ASK_OPEN),
        ("Et si vous ne faites rien ?", Act.ASK_OPEN),
        ("And if nothing changes?", Act.ASK_OPEN),
        ("what would happen if it stopped for 3 days", Act.ASK_OPEN),
        ("il cherche quoi en premier votre chef", Act.ASK_OPEN),
        ("un quart ca fait combien d heures perdues", Act.ASK_FACT),
        ("et le loyer que vous payez aujourd hui", Act.ASK_FACT),
        ("cb de fours il vous faut", Act.ASK_FACT),
        ("ur lead time?", Act.ASK_FACT),
        ("et la garantie ?", Act.ASK_FACT),
        ("c est qui le patron", Act.ASK_FACT),
        ("any other suppliers so far", Act.ASK_CLOSED),
    ],
)
def test_that_a_question_needs_no_mark_and_no_verb(text: str, act: Act) -> None:
    assert act in found(text)


@pytest.mark.parametrize(
    "text", ["Je sais combien de fours il vous faut.", "we know how long it takes"]
)
def test_that_a_reported_question_asks_nothing(text: str) -> None:
    assert not found(text).keys() & {Act.ASK_FACT, Act.ASK_OPEN, Act.ASK_CLOSED}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Bonjour Madame, Luc Perret, directeur export de Fours Vidal, à Albi.",
            "Luc Perret, directeur export de Fours Vidal, à Albi.",
        ),
        ("hugo perret des fours vidal a albi", "hugo perret des fours vidal a albi"),
        ("Hugo here from Vidal", "Hugo here from Vidal"),
    ],
)
def test_that_a_name_with_a_post_or_a_firm_introduces(text: str, named: str) -> None:
    assert found(text)[Act.INTRODUCE] == named


@pytest.mark.parametrize(
    "text", ["Bonjour Paul, comment allez-vous ?", "livraison des fours en mai", "Marie, oui."]
)
def test_that_naming_somebody_else_introduces_nobody(text: str) -> None:
    assert Act.INTRODUCE not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "vous êtes vraiment nuls",
        "vous n'y connaissez rien",
        "you are hopeless",
        "leurs fours sont de la camelote",
        "their ovens are junk, everybody knows",
        "pour une jolie cliente comme vous",
        "les Italiens sont toujours en retard",
        "Italians are always late",
        "you people never decide",
    ],
)
def test_that_contempt_is_heard_aloud(text: str) -> None:
    strength = {a.act: a.strength for a in read(text).acts}
    assert strength[Act.OFFEND] >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "how many people work there",
        "Votre pays est magnifique.",
        "Vous êtes un robot ?",
        "Les Italiens sont nos premiers clients.",
        "You are too expensive.",
    ],
)
def test_that_likeness_alone_offends_nobody(text: str) -> None:
    assert Act.OFFEND not in found(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("nos fours tiennent 95 cycles donc ca vous coute moins cher", Act.ARGUE),
        ("our ovens last 95 cycles so you pay less per batch", Act.ARGUE),
        ("95 cycles mesurés par un laboratoire", Act.PROVE),
        ("Un de nos clients à Gand obtient 70 cycles.", Act.PROVE),
        ("Nous sommes 15 et nous produisons 900 fours par an.", Act.INFORM),
        ("Je vous envoie une offre jeudi.", Act.NEXT_STEP),
        ("Let me send you a written offer by Thursday.", Act.NEXT_STEP),
    ],
)
def test_that_figures_in_a_statement_are_no_offer(text: str, act: Act) -> None:
    acts = found(text)
    assert act in acts
    assert not acts.keys() & {Act.PROPOSE, Act.CONCEDE}


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("je peux vous faire une remise de 3 %", "Il nous faut un geste."),
        ("ok i can do 30.90", "31.50 is too much, we need 30.50."),
        ("prenez 60 jours", "Il nous faut 60 jours."),
        ("et sans acompte", "L'acompte de 30 % nous pose problème."),
    ],
)
def test_that_giving_way_to_a_demand_for_nothing_concedes(text: str, context: str) -> None:
    assert Act.CONCEDE in found(text, context)


def test_that_giving_way_against_something_trades() -> None:
    acts = found("ok 60 jours si vous prenez 90 pièces", "Il nous faut 60 jours.")
    assert Act.TRADE in acts
    assert Act.CONCEDE not in acts


def test_that_elisions_typed_with_a_blank_are_read_as_such() -> None:
    assert fold("c est l inquietude d aujourd hui").text == "c'est l'inquietude d'aujourd'hui"
    assert fold("5 l en stock").text == "5 l en stock"
