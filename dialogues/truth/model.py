"""What the check takes and gives: the parties of a talk, and contradictions with two quotes."""

from typing import Literal

from pydantic import Field

from dialogues.reading.model import Span
from dialogues.text import Frozen, Text

Side = Literal["seller", "buyer"]
Family = Literal["incoterm", "payment", "title", "penalty", "late-payment", "vat", "customs", "law"]
Trade = Literal["domestic", "eu", "export", "import", "third"]
"""Inside one country, between Member States, out of the Union, into it, or with no Member State."""


class Parties(Frozen):
    """Who trades: the learner's side, and where seller and buyer are."""

    learner: Side | None = None
    seller: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    """ISO 3166 code of the seller's country; XI for Northern Ireland."""
    buyer: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")


class Quote(Frozen):
    """Words of one turn."""

    turn: int
    """Its place in the turns that were given, from 0."""
    span: Span
    text: str


class Contradiction(Frozen):
    """Something the learner promised or stated that a rule of trade contradicts."""

    rule: str
    """The rule's id, as in docs/trade-truth.md."""
    family: Family
    anchor: Quote
    """What the claim stands against: the Incoterm, the instrument, the earlier promise."""
    claim: Quote
    law: Text
    """The rule in one sentence."""
    source: Text
    ask: Text
    """The question or correction a trainer would put."""
