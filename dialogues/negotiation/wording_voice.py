"""What is said and who says it: pieces of a turn, and the words they are taken from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import Move, Reply
from dialogues.negotiation.script import Coloured, Negotiation
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.understanding import Understood
from dialogues.negotiation.wording_terms import listed, shared, shown
from dialogues.text import Lang, Wordings

Terms = Mapping[IssueId, Value]


@dataclass(frozen=True)
class Piece:
    """One thing to say."""

    kind: str
    said: Wordings | None = None
    """Its wordings; None: the scenario's reply of that kind."""
    places: Mapping[str, str] = field(default_factory=dict)
    terms: Terms = field(default_factory=dict)
    """What it states as hers."""
    needed: bool = True
    """Whether it must be said, however long the turn gets."""


@dataclass(frozen=True)
class Turned:
    """One exchange: what the learner did, what the counterpart answers, where it stood."""

    understood: Understood
    before: Standing
    after: Standing
    reply: Reply

    @property
    def move(self) -> Move:
        """The learner's move."""
        return self.understood.move


@dataclass(frozen=True)
class Voice:
    """Who speaks, in which language."""

    block: Negotiation
    lang: Lang

    def line(
        self,
        kind: str,
        stated: Terms | None = None,
        *,
        turn: int = 0,
        needed: bool = True,
        **places: str,
    ) -> Piece:
        """A shared line with its places filled; `stated` are terms of hers."""
        given = dict(stated or {})
        if given:
            places["terms"] = listed(self.block, given, self.lang, turn)
        return Piece(f"say:{kind}", shared().lines[kind], places, given, needed)

    def shown(self, issue_id: IssueId, value: Value) -> str:
        """A value as it is written."""
        return shown(self.block.case.issue(issue_id), value, self.lang)

    def tactic(self, tactic: Coloured) -> Piece:
        """Her own words for a counter-move, the shared ones after them."""
        own = self.block.tactics.get(tactic)
        common = shared().tactics[tactic]
        fr = (*(own.fr if own else ()), *common.fr)
        en = (*(own.en if own else ()), *common.en)
        return Piece(f"tactic:{tactic}", Wordings(fr=fr, en=en), needed=False)
