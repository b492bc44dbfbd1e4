"""Phase graphs drawn as Mermaid state diagrams."""

from dialogues.checks.family import graph_of
from dialogues.checks.graph import Edge, Graph
from dialogues.drawing import mermaid
from dialogues.families.graph import Family
from dialogues.source import load
from tests.dialogues.examples import CONTENT


def test_that_a_family_is_drawn_with_its_ways_and_endings() -> None:
    assert mermaid(graph_of(load(CONTENT / "family.yaml", Family))) == (
        "stateDiagram-v2\n"
        "    [*] --> opening\n"
        "    opening --> interview : ask-open\n"
        "    interview --> ended : leave → agreed\n"
        "    interview --> ended : leave → thin\n"
        "    ended --> [*]\n"
    )


def test_that_names_mermaid_would_stumble_on_are_written_otherwise() -> None:
    edges = (Edge("x", ("g",), "end"), Edge("y", (), "end"), Edge("otherwise", (), "first-talk"))
    drawn = Graph(
        start="first-talk", ends=frozenset({"end"}), phases={"first-talk": edges, "end": ()}
    )
    assert mermaid(drawn) == (
        "stateDiagram-v2\n"
        "    [*] --> first_talk\n"
        "    first_talk : first-talk\n"
        "    phase_end : end\n"
        "    first_talk --> phase_end : x, y\n"
        "    phase_end --> [*]\n"
    )
