"""The classifier: how likely each act is in a unit, from weights trained on the exemplars."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from dialogues.reading.features import ACTS, DENSE, NGRAMS
from dialogues.reading.model import Act

Array = npt.NDArray[np.float32]
WEIGHTS = "weights.npz"


@dataclass(frozen=True, slots=True)
class Weights:
    """One linear model: rows are acts, in the order of `ACTS`."""

    meaning: Array
    """Empty when the model does without the encoder."""
    letters: Array
    dense: Array
    bias: Array
    threshold: Array

    def probabilities(
        self, meaning: Array | None, letters: dict[int, float], dense: Array
    ) -> Array:
        """The likelihood of every act, 0 to 1."""
        score = self.bias + self.dense @ dense
        if letters:
            buckets = np.fromiter(letters.keys(), dtype=np.int64, count=len(letters))
            values = np.fromiter(letters.values(), dtype=np.float32, count=len(letters))
            score = score + self.letters[:, buckets] @ values
        if meaning is not None and self.meaning.size:
            score = score + self.meaning @ meaning
        return np.asarray(1.0 / (1.0 + np.exp(-score)), dtype=np.float32)


@lru_cache(maxsize=2)
def weights(with_encoder: bool) -> Weights | None:
    """The model with or without the encoder; None when no weights are shipped."""
    source = files("dialogues.reading").joinpath(WEIGHTS)
    if not source.is_file():
        return None
    with source.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        acts = tuple(Act(name) for name in stored["acts"])
        if acts != ACTS or tuple(stored["dense_names"]) != DENSE:
            return None
        kind = "use" if with_encoder else "letters"
        letters = stored[f"{kind}_letters"].astype(np.float32)
        if letters.shape != (len(ACTS), NGRAMS):
            return None
        scale = stored[f"{kind}_scale"].astype(np.float32)
        return Weights(
            stored[f"{kind}_meaning"].astype(np.float32),
            np.ascontiguousarray(letters * scale[:, None]),
            stored[f"{kind}_dense"].astype(np.float32),
            stored[f"{kind}_bias"].astype(np.float32),
            stored[f"{kind}_threshold"].astype(np.float32),
        )


@lru_cache(maxsize=1)
def _neighbours() -> tuple[Array, tuple[str, ...], tuple[frozenset[str], ...]] | None:
    source = files("dialogues.reading").joinpath(WEIGHTS)
    if not source.is_file():
        return None
    with source.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        vectors = stored["nearest_vectors"].astype(np.float32)
        acts = tuple(frozenset(str(names).split()) for names in stored["nearest_acts"])
        return vectors, tuple(map(str, stored["nearest_texts"])), acts


def nearest(meaning: Array, act: Act) -> str:
    """The exemplar of `act` that is nearest in meaning, in its author's words."""
    known = _neighbours()
    if known is None:
        return "exemplars"
    vectors, texts, acts = known
    rows = [i for i, names in enumerate(acts) if act.value in names]
    if not rows:
        return "exemplars"
    return texts[rows[int((vectors[rows] @ meaning).argmax())]]
