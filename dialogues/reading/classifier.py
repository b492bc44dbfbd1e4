"""The classifier: how likely each act is in a unit, from weights trained on the exemplars."""

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from dialogues.reading.features import ACTS, DENSE, NGRAMS
from dialogues.reading.model import Act

Array = npt.NDArray[np.float32]
WEIGHTS = "weights.npz"
_SHOWN = 250
"""About how many exemplars of an act are kept to name the nearest: more take time and memory."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One linear model: rows are acts, in the order of `ACTS`."""

    meaning: Array
    """Empty when the model does without the encoder."""
    letters: Array
    dense: Array
    bias: Array
    threshold: Array
    small_talk: Array
    """Over the meaning and a constant; empty when the model does without the encoder."""

    def leisure(self, meaning: Array | None) -> float | None:
        """How likely a message is talk for its own sake, 0 to 1; None without the encoder."""
        if meaning is None or not self.small_talk.size:
            return None
        score = float(self.small_talk[:-1] @ meaning + self.small_talk[-1])
        return 1.0 / (1.0 + math.exp(-score))

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
            stored[f"{kind}_small_talk"].astype(np.float32),
        )


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, tuple[Array, tuple[str, ...]]]:
    """Some exemplars of each act, from all hands: their meanings as rows, and their texts."""
    source = files("dialogues.reading").joinpath(WEIGHTS)
    if not source.is_file():
        return {}
    with source.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        vectors = stored["nearest_vectors"]
        texts = tuple(map(str, stored["nearest_texts"]))
        rows: dict[str, list[int]] = {}
        for i, names in enumerate(stored["nearest_acts"]):
            for name in str(names).split():
                rows.setdefault(name, []).append(i)
        chosen = {name: at[:: 1 + len(at) // _SHOWN] for name, at in rows.items()}
        return {
            name: (vectors[at].astype(np.float32), tuple(texts[i] for i in at))
            for name, at in chosen.items()
        }


def nearest(meaning: Array, act: Act) -> str:
    """The exemplar of `act` that is nearest in meaning, in its author's words."""
    if act.value not in (known := _neighbours()):
        return "exemplars"
    vectors, texts = known[act.value]
    # Not `@`: a product of this size wakes the threads of BLAS, which wait on a busy machine.
    return texts[int(np.einsum("ij,j->i", vectors, meaning).argmax())]
