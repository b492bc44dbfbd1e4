"""Random cases and moves for property tests, and the hand-made cases."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from dialogues.ids import Topic
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import ArgumentId, NegotiationCase
from dialogues.negotiation.moves import Argued, Move, MoveAct, Question
from dialogues.negotiation.styles import styles
from dialogues.source import load

T = TypeVar("T")

CASES = Path(__file__).parent / "cases"
NAMES = ("sales", "purchase", "distribution")
TEXT = {"fr": "x", "en": "x"}
TOPICS = ("planning", "priorities", "cash")


@cache
def case(name: str) -> NegotiationCase:
    """A hand-made case."""
    return load(CASES / f"{name}.yaml", NegotiationCase)


def preference(rng: Random, names: list[str] | None, high: int, up: bool) -> dict[str, Any]:
    """A random value function over 0..high or over names."""
    weight = rng.randint(1, 40)
    if names is not None:
        levels = [Decimal(n) / (len(names) - 1) for n in range(len(names))]
        if rng.random() < 0.3:
            rng.shuffle(levels)
        levels = levels if up else levels[::-1]
        return {"weight": weight, "table": dict(zip(names, levels, strict=True))}
    kind = rng.choice(["linear", "linear", "points", "peak"])
    if kind == "peak" and high >= 2:
        return {"weight": weight, "peak": {"at": rng.randint(1, high - 1), "zero": [0, high]}}
    if kind == "points":
        bend = Decimal(rng.randint(1, 9)) / 10
        ends = {Decimal(0): Decimal(0), Decimal(high) / 2: bend, Decimal(high): Decimal(1)}
        if not up:
            ends = {at: 1 - worth for at, worth in ends.items()}
        return {"weight": weight, "points": ends}
    return {"weight": weight, "linear": "up" if up else "down"}


def random_case(seed: int) -> NegotiationCase:
    """A random case: two to five issues, mostly opposed, any style."""
    rng = Random(seed)
    issues: list[dict[str, Any]] = []
    for n in range(rng.randint(2, 5)):
        body: dict[str, Any] = {"id": f"i{n}", "label": TEXT}
        names, high = None, rng.randint(1, 9)
        if rng.random() < 0.5:
            names = [f"o{k}" for k in range(rng.randint(2, 5))]
            body["options"] = [{"id": name, "label": TEXT} for name in names]
        else:
            body["range"] = {"min": 0, "max": high, "step": 1}
        body["learner"] = preference(rng, names, high, up=True)
        body["counterpart"] = preference(rng, names, high, up=rng.random() < 0.15)
        issues.append(body)
    turns = rng.randint(6, 14)
    secrets = [
        {
            "id": f"s{n}",
            "topics": [topic],
            "asked": rng.choice(["open", "fact"]),
            "least_rapport": Decimal(rng.randint(-1, 4)) / 10,
            "gist": TEXT,
        }
        for n, topic in enumerate(TOPICS)
    ]
    return NegotiationCase.model_validate(
        {
            "style": rng.choice(sorted(styles())),
            "currency": "EUR",
            "issues": issues,
            "learner": {"reservation": Decimal(rng.randint(0, 60)) / 100, "batna": TEXT},
            "counterpart": {"reservation": Decimal(rng.randint(0, 60)) / 100, "batna": TEXT},
            "deadline": {"turns": turns, "soft": rng.randint(3, turns - 1)},
            "motives": ["security"],
            "secrets": secrets,
            "arguments": [
                {"id": "a0", "issue": "i0", "motive": "security", "gist": TEXT},
                {"id": "a1", "issue": "i1", "motive": "pride", "gist": TEXT},
            ],
            "bluff": {"id": "b", "topics": ["cash"], "says": TEXT, "truth": TEXT},
        }
    )


def some(rng: Random, things: Sequence[T], odds: float) -> tuple[T, ...]:
    """Each thing with these odds."""
    return tuple(thing for thing in things if rng.random() < odds)


def random_move(rng: Random, domain: Domain) -> Move:
    """A random move: terms, manners, questions, arguments; no leaving."""
    ids = [p.issue.id for p in domain.issues]
    offer = {p.issue.id: rng.choice(p.grid) for p in some(rng, domain.issues, 0.35)}
    acts = [a for a in MoveAct if a is not MoveAct.LEAVE]
    weights = [1 if a in {MoveAct.INSULT, MoveAct.THREAT} else 3 for a in acts]
    return Move(
        offer=offer if rng.random() < 0.8 else {},
        conditional=rng.choice([False, False, True, None]),
        takes=rng.choice([None] * 11 + ["offer", "alternative"]),
        accepts=some(rng, ids, 0.08),
        withdraws=some(rng, ids, 0.05),
        questions=tuple(
            Question(topic=Topic(t), form=rng.choice(["open", "fact", "closed"]))
            for t in some(rng, TOPICS, 0.15)
        ),
        arguments=tuple(
            Argued(argument=ArgumentId(a), evidence=rng.random() < 0.5)
            for a in some(rng, ("a0", "a1"), 0.15)
        ),
        acts=tuple(dict.fromkeys(rng.choices(acts, weights, k=rng.randint(0, 2)))),
    )


def random_game(seed: int) -> tuple[Domain, tuple[Move, ...]]:
    """A random case with more random moves than it has turns."""
    domain, rng = Domain(random_case(seed)), Random(seed + 1)
    many = domain.case.deadline.turns + 3
    return domain, tuple(random_move(rng, domain) for _ in range(many))


def plain_game(seed: int) -> tuple[Domain, tuple[Move, ...]]:
    """A random case with terms that only come nearer, civil, traded and without anything else."""
    domain, rng = Domain(random_case(seed)), Random(seed + 1)
    ladders = {
        p.issue.id: sorted(p.grid, key=lambda v: domain.by_id[p.issue.id].worth("counterpart", v))
        for p in domain.issues
    }
    said = []
    for _ in range(domain.case.deadline.turns):
        offer = {}
        for issue_id, ladder in ladders.items():
            if rng.random() < 0.6:
                offer[issue_id] = ladder[0]
                if len(ladder) > 1 and rng.random() < 0.6:
                    ladder.pop(0)
        said.append(Move(offer=offer, conditional=True))
    return domain, tuple(said)


SEEDS = st.integers(0, 2**24)
"""One number makes a whole game: drawing every term of it takes hypothesis seconds."""


def cases() -> st.SearchStrategy[NegotiationCase]:
    """Random cases."""
    return SEEDS.map(random_case)


def games() -> st.SearchStrategy[tuple[Domain, tuple[Move, ...]]]:
    """Random games."""
    return SEEDS.map(random_game)


def plain_games() -> st.SearchStrategy[tuple[Domain, tuple[Move, ...]]]:
    """Random games of bare terms."""
    return SEEDS.map(plain_game)
