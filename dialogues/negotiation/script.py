"""What an author writes beside the figures of a negotiation: how both sides put them in words."""

from typing import Literal

from pydantic import Field

from dialogues.negotiation.model import (
    ArgumentId,
    IssueId,
    Name,
    NegotiationCase,
    SecretId,
)
from dialogues.text import Asked, Frozen, Said, Text
from dialogues.truth.model import Parties, Side

Coloured = Literal[
    "flinch",
    "silence",
    "disappointment",
    "good-cop",
    "deadline-pressure",
    "split-the-difference",
]
"""Counter-moves that are only words; the others show in terms, questions and lines of their own."""


class OptionScript(Frozen):
    """One choice of an issue, in words."""

    id: Name
    words: Asked
    """How learners write it: "30 jours", "30j net"; figures in it are read as terms."""
    phrase: Said | None = None
    """How she says it, to stand in a list of terms; the option's label when not given."""


class IssueScript(Frozen):
    """An issue in words."""

    id: IssueId
    words: Asked
    """Names learners give it, the nouns counted included: "prix", "tarif", "la bouteille"."""
    phrase: Said | None = None
    """How she says a figure, to stand in a list of terms: "{value} la bouteille"."""
    options: tuple[OptionScript, ...] = ()
    holds: Said
    """Why it matters to her: said when she does not move on it; may hold {value}, her position."""


class SecretScript(Frozen):
    """What she says of a secret."""

    id: SecretId
    words: Asked
    """Words that point at it in a question."""
    asks: Asked
    """Example questions that ask for it."""
    full: Said
    """What a good question obtains."""
    brief: Said
    """What a closed question obtains: true, and less."""
    dodge: Said | None = None
    """What she says instead while she does not trust the learner; a shared line when not given."""


class ArgumentScript(Frozen):
    """A reason that moves her, as learners might give it."""

    id: ArgumentId
    says: tuple[Text, ...] = Field(min_length=2)
    """Example wordings to which the learner's words are compared."""
    words: Asked = Asked()
    """Words that, in an argument or a proof, point at it."""
    heard: Said
    """What she says to it: that it counts, and for what."""


class BluffScript(Frozen):
    """Her bluff, in words."""

    line: Said
    called: Said
    """What she says when she is asked about it and drops it, without owning up."""


class Trade(Frozen):
    """Who sells to whom: what the learner promises is held against the rules for these two."""

    seller: str
    """ISO 3166 alpha-2; XI for goods from Northern Ireland."""
    buyer: str
    learner: Side

    @property
    def other(self) -> str:
        """The country of the other side."""
        return self.buyer if self.learner == "seller" else self.seller

    @property
    def parties(self) -> Parties:
        """The same, as the trade-truth check takes it."""
        return Parties(learner=self.learner, seller=self.seller, buyer=self.buyer)


class Negotiation(Frozen):
    """The `negotiation:` block of a scenario."""

    case: NegotiationCase
    """The figures, and what is hidden."""
    trade: Trade | None = None
    """None: rules that ask who sells, or where to, stay silent."""
    issues: tuple[IssueScript, ...]
    """One for each issue of the case."""
    secrets: tuple[SecretScript, ...] = ()
    arguments: tuple[ArgumentScript, ...] = ()
    bluff: BluffScript | None = None
    tactics: dict[Coloured, Said] = {}
    """Her own words for a counter-move, beside the shared ones."""

    def issue(self, issue_id: IssueId) -> IssueScript:
        """The words of that issue."""
        return next(i for i in self.issues if i.id == issue_id)

    def secret(self, secret_id: SecretId) -> SecretScript:
        """The words of that secret."""
        return next(s for s in self.secrets if s.id == secret_id)

    def argument(self, argument_id: ArgumentId) -> ArgumentScript:
        """The words of that argument."""
        return next(a for a in self.arguments if a.id == argument_id)
