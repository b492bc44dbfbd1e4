"""Official statements and the documents they come from."""

from typing import Literal, get_args

from dialogues.ids import CriterionId
from dialogues.text import Frozen, Text

ReferentialId = Literal["rdci", "moci", "cqpm-animateur", "cqpm-flux", "aie"]
Kind = Literal[
    "competence",
    "sub-competence",
    "criterion",
    "indicator",
    "expected-result",
    "knowledge",
    "task",
    "exam-rule",
]
Observable = Literal["live", "tutor", "workplace"]
TrainingFamily = Literal[
    "discovery",
    "objection",
    "negotiation",
    "intercultural",
    "prospecting-call",
    "dispute",
    "supplier-sourcing",
    "order-coordination",
    "meeting",
    "knowledge-drill",
    "written-deliverable",
    "self-evaluation",
]
REFERENTIALS: tuple[ReferentialId, ...] = get_args(ReferentialId)


class Row(Frozen):
    """A statement as its file has it."""

    id: CriterionId
    code: str | None = None
    """As printed; absent where the document prints none for this statement."""
    kind: Kind
    parent: CriterionId | None = None
    wording: Text
    """Our own words; the official sentence is in the document alone."""
    observable: Observable
    """In a role-play (live), by a typed exercise or a question (tutor), or only in a firm."""
    family: TrainingFamily | None = None
    """What trains it; absent for what nothing here can train."""
    evaluates: tuple[CriterionId, ...] = ()
    """The sub-competences that a criterion speaks for."""
    related: tuple[CriterionId, ...] = ()
    """Statements that ask for the same thing elsewhere; our reading, never a printed link."""
    note: Text | None = None
    """What to beware of in the document."""


class Section(Frozen):
    """The statements of one place of the document."""

    place: Text
    statements: tuple[Row, ...]


class ReferentialFile(Frozen):
    """One file of the folder `referentials`."""

    id: ReferentialId
    name: Text
    title: str
    """The document's own title, with its date where it has one."""
    reference: str
    """What stands for the document in a citation."""
    issuer: str
    sections: tuple[Section, ...]


class Statement(Row):
    """One smallest statement that can be assessed, or a heading over such statements."""

    referential: ReferentialId
    reference: str
    place: Text
    leaf: bool
    """Whether no other statement has it as parent; score and count leaves."""


class Referential(Frozen):
    """A source document."""

    id: ReferentialId
    name: Text
    title: str
    reference: str
    issuer: str


class Query(Frozen):
    """What to look for; every condition given must hold."""

    text: str = ""
    """Words, each to be found in the id, the printed code, a wording or the family."""
    referential: ReferentialId | None = None
    observable: Observable | None = None
    family: TrainingFamily | None = None
    kind: Kind | None = None
    leaf: bool | None = None

    def conditions(self) -> dict[str, str]:
        """The conditions given: the name of each, and how the command line says it."""
        said = {name: f"--{name} {value}" for name, value in self if value not in (None, "")}
        if self.text:
            said["text"] = f"‘{self.text}’"
        if self.leaf is not None:
            said["leaf"] = "leaves" if self.leaf else "headings"
        return said

    def without(self, name: str) -> "Query":
        """The same query with one condition dropped."""
        return self.model_copy(update={name: type(self).model_fields[name].default})
