"""Register: how the other side is addressed."""

import re

from dialogues.reading.folding import Folded
from dialogues.reading.model import Register

_TU = re.compile(
    r"\b(?:tu|toi|ton|ta|tes)\b|\bt'(?:as|es|a|en|ai|y|e|i|o|u|h)|\bte\b|\bs'il te plait\b|"
    r"\b(?:salut|coucou)\b(?!ations)"
)
_VOUS = re.compile(r"\b(?:vous|votre|vos|veuillez)\b|\b(?!(?:chez|nez|assez|rez)\b)[a-z]{2,}ez\b")


def register_of(folded: Folded) -> Register:
    """`vous` or `tu` when the words say so, else neutral."""
    vous, tu = len(_VOUS.findall(folded.text)), len(_TU.findall(folded.text))
    if vous == tu:
        return "neutral" if vous == 0 else "vous"
    return "vous" if vous > tu else "tu"
