"""The catalogue of official statements: counting, searching, going up and down."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from dialogues.faults import nearest
from dialogues.ids import CriterionId
from dialogues.text import Frozen
from rubrics.referential_files import read_files
from rubrics.statements import (
    REFERENTIALS,
    Kind,
    Observable,
    Query,
    Referential,
    ReferentialId,
    Statement,
    TrainingFamily,
)

__all__ = [
    "REFERENTIALS",
    "Catalogue",
    "Counts",
    "Kind",
    "Observable",
    "Query",
    "Referential",
    "ReferentialId",
    "Statement",
    "TrainingFamily",
    "load_catalogue",
    "read_catalogue",
]

FOLDER = Path(__file__).parent / "referentials"


class Counts(Frozen):
    """How many statements there are, in all and of each sort."""

    total: int
    leaves: int
    kinds: dict[Kind, int]
    observables: dict[Observable, int]
    families: dict[TrainingFamily | None, int]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All statements, in document order."""

    referentials: tuple[Referential, ...]
    statements: tuple[Statement, ...]
    _by_id: Mapping[CriterionId, Statement] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {s.id: s for s in self.statements})

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def statement(self, id_: CriterionId) -> Statement:
        """The statement with this id.

        Raises:
            KeyError: there is none; the message names the nearest ids.
        """
        try:
            return self._by_id[id_]
        except KeyError:
            hint = nearest(id_, self._by_id)
            raise KeyError(f"no statement '{id_}'" + (f"; {hint}" if hint else "")) from None

    def referential(self, id_: ReferentialId) -> Referential:
        """The document with this id."""
        return next(r for r in self.referentials if r.id == id_)

    def children(self, id_: CriterionId) -> tuple[Statement, ...]:
        """The statements directly under this one."""
        return self._children.get(id_, ())

    def find(
        self,
        text: str = "",
        *,
        referential: ReferentialId | None = None,
        observable: Observable | None = None,
        family: TrainingFamily | None = None,
        kind: Kind | None = None,
        leaf: bool | None = None,
    ) -> tuple[Statement, ...]:
        """The statements that hold every word of `text` and match every filter given.

        Words are looked for in ids, printed codes, both wordings and the family, accents and
        case aside.
        """
        return self.search(
            Query(
                text=text,
                referential=referential,
                observable=observable,
                family=family,
                kind=kind,
                leaf=leaf,
            )
        )

    def search(self, query: Query) -> tuple[Statement, ...]:
        """The statements that `query` asks for, in document order."""
        words = folded(query.text).split()
        return tuple(
            s
            for s in self.statements
            if query.referential in (None, s.referential)
            and query.observable in (None, s.observable)
            and query.family in (None, s.family)
            and query.kind in (None, s.kind)
            and query.leaf in (None, s.leaf)
            and (not words or all(word in self._haystacks[s.id] for word in words))
        )

    def counts(self, referential: ReferentialId | None = None) -> Counts:
        """The counts of one referential, or of all."""
        found = self.find(referential=referential)
        return Counts(
            total=len(found),
            leaves=sum(s.leaf for s in found),
            kinds=dict(Counter(s.kind for s in found)),
            observables=dict(Counter(s.observable for s in found)),
            families=dict(Counter(s.family for s in found)),
        )

    @cached_property
    def _children(self) -> Mapping[CriterionId, tuple[Statement, ...]]:
        children: dict[CriterionId, list[Statement]] = {}
        for s in self.statements:
            if s.parent is not None:
                children.setdefault(s.parent, []).append(s)
        return {id_: tuple(found) for id_, found in children.items()}

    @cached_property
    def _haystacks(self) -> Mapping[CriterionId, str]:
        return {
            s.id: folded(f"{s.id} {s.code or ''} {s.wording.fr} {s.wording.en} {s.family or ''}")
            for s in self.statements
        }


def folded(text: str) -> str:
    """`text` without case, accents, ligatures or typographic apostrophes, for searching."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@cache
def load_catalogue() -> Catalogue:
    """The catalogue shipped with the product, read once.

    Raises:
        ContentError: as `read_catalogue`.
    """
    return read_catalogue([FOLDER / f"{id_}.yaml" for id_ in REFERENTIALS])


def read_catalogue(paths: Iterable[Path]) -> Catalogue:
    """The catalogue made of these files.

    Raises:
        ContentError: with every fault, its file, line and statement id.
    """
    files = read_files(paths)
    placed = [
        (file, section.place, row)
        for file in files
        for section in file.sections
        for row in section.statements
    ]
    parents = {row.parent for _, _, row in placed}
    return Catalogue(
        tuple(
            Referential(id=f.id, name=f.name, title=f.title, reference=f.reference, issuer=f.issuer)
            for f in files
        ),
        tuple(
            Statement(
                **dict(row),
                referential=file.id,
                reference=file.reference,
                place=place,
                leaf=row.id not in parents,
            )
            for file, place, row in placed
        ),
    )
