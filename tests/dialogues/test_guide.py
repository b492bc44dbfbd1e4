"""The author's guide says what the format is, and its examples are sound."""

import re
from pathlib import Path

import pytest

from dialogues.customs import Custom, Dropped, Offence, Profile, Signs
from dialogues.families.graph import family
from dialogues.negotiation import model, script
from dialogues.reading.content import load as lexicon
from dialogues.scenario import (
    Better,
    Brief,
    Document,
    Ending,
    Fact,
    FamilyName,
    Misconception,
    Objection,
    Persona,
    Scenario,
    TopicWords,
)
from dialogues.text import Frozen
from tests.dialogues.examples import yielded

GUIDE = Path(__file__).parents[2] / "docs" / "scenarios.md"
TEXT = GUIDE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FAMILIES: tuple[FamilyName, ...] = ("discovery", "objection", "negotiation", "intercultural")


@pytest.mark.parametrize(
    "explained",
    [
        Better,
        Brief,
        Custom,
        Document,
        Dropped,
        Ending,
        Fact,
        Misconception,
        Objection,
        Offence,
        Persona,
        Profile,
        Scenario,
        Signs,
        TopicWords,
        model.NegotiationCase,
        model.Issue,
        model.Range,
        model.Option,
        model.Preference,
        model.Peak,
        model.Party,
        model.Deadline,
        model.Money,
        model.Secret,
        model.Argument,
        model.Bluff,
        model.Authority,
        model.Incoherent,
        script.Negotiation,
        script.IssueScript,
        script.OptionScript,
        script.SecretScript,
        script.ArgumentScript,
        script.BluffScript,
    ],
)
def test_that_every_key_is_explained(explained: type[Frozen]) -> None:
    shown = set(re.findall(r"`(\w+)`", TEXT)) | set(
        re.findall(r"^[ -]*(\w+):", "\n".join(EXAMPLES), re.MULTILINE)
    )
    assert set(explained.model_fields) - {"fr", "en"} <= shown


@pytest.mark.parametrize("name", FAMILIES)
def test_that_the_table_of_replies_is_that_of_the_family(name: FamilyName) -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| .* \| (\d*) ?\| (\d*) ?\| (\d*) ?\| (\d*) ?\|$",
        TEXT,
        re.MULTILINE,
    )
    column = FAMILIES.index(name)
    listed = {kind: int(least[column]) for kind, *least in rows if least[column]}
    assert listed == dict(family(name).replies)


@pytest.mark.parametrize("name", FAMILIES)
def test_that_every_ending_is_explained(name: FamilyName) -> None:
    assert [ending for ending in family(name).endings if f"`{ending}` (" not in TEXT] == []


def test_that_every_shared_topic_is_named() -> None:
    assert [topic for topic in lexicon("topics.yaml") if topic not in TEXT] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split(":")[0])
def test_that_the_examples_are_sound(example: str, tmp_path: Path) -> None:
    own = example.split(":")[0]
    base = {"negotiation": "negotiation", "customs": "intercultural"}.get(own, "objection")
    assert yielded(base, example, tmp_path) == ()
