"""Culture replay: the same lines against another counterpart of the scene, through one engine."""

from functools import lru_cache
from typing import Literal

from dialogues import engine
from dialogues.attempt import Attempt, Turn
from dialogues.case import Case
from dialogues.customs import Profile
from dialogues.events import CustomMoved, Event, FactTold, MoodMoved
from dialogues.ids import AttemptId, CustomId, LearnerId
from dialogues.scenario import Scenario
from dialogues.text import Frozen, Text

Kind = Literal["hurt", "mended", "asked", "kept", "told", "told-less", "cooled", "plain", "gone"]
"""How a counterpart takes a turn; 'gone': the talk is over by then, or ends with it."""
Because = Literal["drops", "holds", "before", "over"]
"""Why it differs: she does not hold the custom, she holds another, what came before it, the end."""


class Reaction(Frozen):
    """How one counterpart takes one turn."""

    kind: Kind
    custom: CustomId | None = None


class Difference(Frozen):
    """A turn that the two take otherwise."""

    turn: int
    """The learner's turn, from 1."""
    said: str
    here: Reaction
    there: Reaction
    because: Because
    expects: Text | None = None
    """What is expected, by the one who holds the custom."""
    why: Text | None = None
    """The other counterpart's own reason."""
    answer: str = ""
    """The other's words, where they are hers."""


class Replayed(Frozen):
    """The talk with another counterpart."""

    profile: str
    differences: tuple[Difference, ...]
    same: int
    """Turns that both take alike."""
    ended: str | None
    """The ending there; None when the lines run out before one."""


def held_by(scenario: Scenario, profile: Profile) -> Scenario:
    """The scene with that person in the chair: her name, her mood, her customs."""
    dropped = {one.custom for one in profile.drops}
    kept = tuple(c for c in scenario.customs if c.id not in dropped)
    mood = scenario.persona.mood if profile.mood is None else profile.mood
    changed = {"name": profile.name, "pronoun": profile.pronoun, "mood": mood}
    persona = scenario.persona.model_copy(update=changed)
    customs = (*profile.customs, *kept)
    return scenario.model_copy(update={"persona": persona, "customs": customs, "profiles": ()})


@lru_cache(maxsize=64)
def with_profile(case: Case, number: int) -> Case:
    """The case with its n-th other counterpart.

    Raises:
        IndexError: there is none.
    """
    return Case(held_by(case.scenario, case.scenario.profiles[number]), case.hash, case.structure)


def replayed(case: Case, attempt: Attempt, number: int) -> Replayed:
    """What the n-th other counterpart would have made of the learner's lines."""
    profile, other = case.scenario.profiles[number], with_profile(case, number)
    there = _played(other, attempt)
    pairs = zip(_answers(attempt), _answers(there), strict=False)
    found: list[Difference] = []
    same = 0
    for turn, ((said, here), (_, answer)) in enumerate(pairs, 1):
        one, two = _taken(here), _taken(answer)
        if one == two:
            same += 1
            continue
        found.append(_difference(case, profile, turn, said, one, two, answer))
    left = _answers(attempt)[len(_answers(there)) :]
    if left and there.ended:
        gone = Reaction(kind="gone")
        over = Difference(
            turn=len(_answers(there)) + 1,
            said=left[0][0].text,
            here=_taken(left[0][1]),
            there=gone,
            because="over",
        )
        found.append(over)
    return Replayed(profile=profile.id, differences=tuple(found), same=same, ended=there.ended)


def _played(case: Case, attempt: Attempt) -> Attempt:
    """The learner's lines, as they were read, played once more."""
    now = attempt.started_at
    events: tuple[Event, ...] = engine.start(
        case,
        attempt=AttemptId("replay"),
        learner=LearnerId("replay"),
        lang=attempt.lang,
        seed=attempt.seed,
        now=now,
    )
    for turn in attempt.learner_turns:
        standing = engine.restored(case, events)
        if standing.ended or turn.reading is None:
            break
        events = (*events, *engine.react(case, standing, turn.reading, now=now))
    return engine.restored(case, events)


def _answers(attempt: Attempt) -> tuple[tuple[Turn, Turn], ...]:
    """Each turn of the learner with the answer to it."""
    pairs = zip(attempt.turns, attempt.turns[1:], strict=False)
    return tuple((a, b) for a, b in pairs if a.who == "learner" and b.who == "persona")


def _taken(answer: Turn) -> Reaction:
    moved = {e.what: e.custom for e in answer.effects if isinstance(e, CustomMoved)}
    kinds: tuple[tuple[str, Kind], ...] = (
        ("hurt", "hurt"),
        ("owned", "mended"),
        ("asked", "asked"),
    )
    for what, kind in kinds:
        if what in moved:
            return Reaction(kind=kind, custom=moved[what])
    moods = [e for e in answer.effects if isinstance(e, MoodMoved)]
    if "kept" in moved and any(e.reason == "minded-her-way" for e in moods):
        return Reaction(kind="kept", custom=moved["kept"])
    told = [e.depth for e in answer.effects if isinstance(e, FactTold)]
    if told:
        return Reaction(kind="told" if "full" in told else "told-less")
    if sum(e.by for e in moods) < 0 or "lingering" in answer.why:
        return Reaction(kind="cooled")
    return Reaction(kind="plain")


def _difference(
    case: Case,
    profile: Profile,
    turn: int,
    said: Turn,
    here: Reaction,
    there: Reaction,
    answer: Turn,
) -> Difference:
    own = {c.id: c for c in profile.customs}
    dropped = {one.custom: one.why for one in profile.drops}
    theirs = bool(answer.lines) and answer.lines[0].startswith("custom:")
    base = Difference(
        turn=turn,
        said=said.text,
        here=here,
        there=there,
        because="before",
        answer=answer.text.split("\n\n")[0] if theirs and there.custom in own else "",
    )
    if there.custom in own:
        custom = own[there.custom]
        found = {"because": "holds", "expects": custom.gist, "why": custom.why}
        return base.model_copy(update=found)
    if here.custom in dropped:
        custom = case.scenario.custom(here.custom)
        found = {"because": "drops", "expects": custom.gist, "why": dropped[here.custom]}
        return base.model_copy(update=found)
    return base
