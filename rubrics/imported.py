"""Talks that were not played here: read, given effects by inference, and made judgeable."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from dialogues.events import Effect
from dialogues.ids import FactId
from dialogues.reading.model import Context
from dialogues.reading.reader import read
from dialogues.text import Frozen, Lang
from rubrics.inference import Objecting, facts, feedback, mood
from rubrics.rubric import RubricFamily
from rubrics.transcript import Need, Said, Transcript

_LEARNER = frozenset({"learner", "apprenant", "apprenante", "candidate", "candidat", "me", "user"})


def _who(value: object) -> object:
    """Take the usual names for the two sides."""
    if isinstance(value, str):
        return "learner" if value.strip().lower() in _LEARNER else "counterpart"
    return value


class ImportedTurn(Frozen):
    """One turn of a talk as it was written down."""

    model_config = {"frozen": True, "extra": "ignore"}

    who: Annotated[Literal["learner", "counterpart"], BeforeValidator(_who)]
    text: str


class ImportedTalk(Frozen):
    """A talk from anywhere: JSON with family, language, situation and turns."""

    model_config = {"frozen": True, "extra": "ignore"}

    id: str = ""
    family: RubricFamily
    lang: Lang
    situation: str = ""
    turns: tuple[ImportedTurn, ...] = Field(min_length=1)


def transcript(talk: ImportedTalk) -> Transcript:
    """The talk, both sides read, with what the other side's words show."""
    said = tuple(_read(talk))
    needs: dict[FactId, Need] = {}
    objecting = Objecting(expected=talk.family == "objection")
    turns: list[Said] = []
    for turn in said:
        if turn.who == "learner":
            objecting.hears(turn)
            turns.append(turn)
            continue
        effects: tuple[Effect, ...] = ()
        before = turns[-1] if turns and turns[-1].who == "learner" else None
        if before is not None:
            told, found = facts(before, turn)
            needs.update(found)
            heard = " ".join(t.text for t in turns if t.who == "persona")
            effects = (*told, *feedback(before, turn, heard), *mood(turn))
        moved, why = objecting.says(turn)
        turns.append(turn.model_copy(update={"effects": (*effects, *moved), "why": why}))
    return Transcript(family=talk.family, lang=talk.lang, turns=tuple(turns), needs=needs)


def _read(talk: ImportedTalk) -> list[Said]:
    read_turns: list[Said] = []
    for number, turn in enumerate(talk.turns):
        other = [t.text for t in talk.turns[:number] if t.who != turn.who]
        context = Context(
            other=other[-1] if other else "", earlier=tuple(other[:-1]), lang=talk.lang
        )
        read_turns.append(
            Said(
                message=number,
                who="learner" if turn.who == "learner" else "persona",
                text=turn.text,
                reading=read(turn.text, context),
            )
        )
    return read_turns
