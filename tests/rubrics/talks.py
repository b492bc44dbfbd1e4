"""Small talks for tests, written as two columns."""

from dialogues.text import Lang
from rubrics.imported import ImportedTalk, ImportedTurn, transcript
from rubrics.rubric import RubricFamily
from rubrics.transcript import Transcript


def talk(*lines: str, family: RubricFamily = "discovery", lang: Lang = "en") -> Transcript:
    """A talk from lines that begin with 'L ' (learner) or 'C ' (counterpart)."""
    turns = tuple(
        ImportedTurn(who="learner" if line[0] == "L" else "counterpart", text=line[2:])
        for line in lines
    )
    return transcript(ImportedTalk(id="test", family=family, lang=lang, turns=turns))
