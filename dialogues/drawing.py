"""A phase graph as a Mermaid state diagram."""

from dialogues.checks.graph import Graph

_INDENT = "    "


def mermaid(drawn: Graph) -> str:
    """The Mermaid text of a graph: an arrow per next phase and ending, labelled with its triggers.

    Branches that stay in their phase are left out: they would hide the way through. Guards too: the
    family file has them.
    """
    lines = ["stateDiagram-v2", f"{_INDENT}[*] --> {_id(drawn.start)}"]
    lines += [f"{_INDENT}{_id(p)} : {p}" for p in drawn.phases if _id(p) != p]
    for phase, edges in drawn.phases.items():
        arrows: dict[tuple[str, str | None], dict[str, None]] = {}
        for edge in edges:
            if edge.go != phase:
                arrows.setdefault((edge.go, edge.ending), {})[edge.trigger] = None
        for (go, ending), triggers in arrows.items():
            label = ", ".join(triggers) + (f" → {ending}" if ending else "")
            lines.append(f"{_INDENT}{_id(phase)} --> {_id(go)} : {label}")
    lines += [f"{_INDENT}{_id(end)} --> [*]" for end in drawn.phases if end in drawn.ends]
    return "\n".join(lines) + "\n"


def _id(phase: str) -> str:
    """A name Mermaid takes: 'end' is a word of its own, and hyphens end a name in old versions."""
    name = "".join(c if c.isascii() and c.isalnum() else "_" for c in phase)
    return f"phase_{name}" if name in {"end", "state", "note", "direction", "class"} else name
