"""The pages of docs/diagnostics: each example, put into a whole file, is its code's test."""

import re
from dataclasses import dataclass
from pathlib import Path

from dialogues.checks import Known, check
from dialogues.checks.family import graph_of
from dialogues.checks.graph import graph_faults, name_faults
from dialogues.diagnostics import ContentError, Diagnostic, in_order
from dialogues.families.graph import Family
from dialogues.library import misplaced
from dialogues.scenario import Scenario
from dialogues.source import read

PAGES = Path(__file__).parents[2] / "docs" / "diagnostics"
CONTENT = Path(__file__).parent / "content"

KNOWN = Known(
    criteria=frozenset({"listening", "next-step"}),
    topics=frozenset(
        {
            *("budget", "competition", "decision", "delivery", "need", "other"),
            *("payment", "price", "quality", "timing", "volume"),
        }
    ),
    places=frozenset({"persona", "firm", "date"}),
)
GUARDS = frozenset({"knows-enough", "patience-out"})
BEHAVIOURS = frozenset({"nudge", "part", "tell", "welcome"})


class Asking:
    """The requirements of an imaginary family, so that no real one can break an example."""

    replies = {"otherwise": 3, "welcome": 3}
    endings = ("agreed", "thin")


@dataclass(frozen=True)
class Page:
    """One page: its front matter, its example, and what the example is said to yield."""

    path: Path
    code: str
    severity: str
    base: str
    example: str
    output: str
    file: str


def page(path: Path) -> Page:
    """The page kept at `path`."""
    text = path.read_text(encoding="utf-8")
    front = dict(re.findall(r"^(\w+): (.+)$", text.split("---\n")[1], re.MULTILINE))
    example = re.search(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    output = re.search(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert example is not None, f"{path.name} has no example"
    assert output is not None, f"{path.name} does not say what its example yields"
    return Page(
        path=path,
        code=front["code"],
        severity=front["severity"],
        base=front["base"],
        example=example[1],
        output=output[1].rstrip("\n"),
        file=front.get("file", "example.yaml"),
    )


def whole(base: str, example: str) -> str:
    """`example` followed by the keys of `base` that it does not have."""
    text = (CONTENT / f"{base}.yaml").read_text(encoding="utf-8")
    own = set(re.findall(r"^\"?(\w+)\"?:", example, re.MULTILINE))
    blocks = re.split(r"^(?=\w)", text, flags=re.MULTILINE)
    return example + "".join(b for b in blocks if b and b.split(":", 1)[0] not in own)


def yielded(
    base: str, example: str, folder: Path, file: str = "example.yaml"
) -> tuple[Diagnostic, ...]:
    """What the checks say of `example`, put into `base`; 'bytes' stands for a file not in UTF-8."""
    path = folder / file
    if base == "bytes":
        path.write_bytes(example.encode("latin-1"))
        base = "discovery"
    else:
        path.write_text(whole(base, example), encoding="utf-8")
    try:
        if base == "family":
            return _family(path)
        loaded = read(path, Scenario, name=file)
    except ContentError as error:
        return error.diagnostics
    found = check(loaded.content, loaded.marks, Asking(), KNOWN)
    if file == "example.yaml":
        return found
    return in_order([*found, *misplaced(path, loaded.content, loaded.marks)])


def _family(path: Path) -> tuple[Diagnostic, ...]:
    loaded = read(path, Family, name=path.name)
    family, drawn = loaded.content, graph_of(loaded.content)
    names = name_faults(
        drawn,
        loaded.marks,
        triggers=family.order,
        guards=GUARDS,
        behaviours=BEHAVIOURS,
        endings=family.endings,
    )
    return in_order([*graph_faults(drawn, loaded.marks), *names])
