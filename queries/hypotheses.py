"""Scores of indirect hypotheses and their null: signed targets dealt at random, from a seed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.store import Row

METHOD = (
    "signed targets dealt without replacement from those that pass the filters and are not reported in the disease, "
    "of all vesicle cargo without a claim on it; ties count half"
)
DIGITS = 6
Values = npt.NDArray[np.float64]
Order = npt.NDArray[np.intp]


def weight(row: Row) -> float:
    """What one chain adds to its cargo's score: (grade rank + 1) / 4, so 0.25 to 1; negative where it would worsen."""
    size = (row["grade_rank"] + 1) / 4
    return float(size if row["net"] == "decrease" else -size)


@lru_cache(maxsize=2)
def deals(length: int, *, seed: int, size: int) -> Order:
    """``size`` random orders of ``length`` things, a row each; the first n of a row are a deal of n of them.

    Not to be written to: it is kept for the next who asks for the same.
    """
    order = np.argsort(np.random.default_rng(seed).random((size, length)), axis=1)
    order.flags.writeable = False
    return order


def percentile(score: float, values: Values, dealt: int, order: Order) -> float:
    """Share (0 to 1) of random deals of ``dealt`` targets that score less; equal scores count half.

    ``values`` holds what each signed target of the universe is worth; ``order`` the deals, as ``deals`` makes them for
    it.
    """
    sums = np.round(values[order[:, :dealt]].sum(axis=1), DIGITS)
    less, same = int((sums < score).sum()), int((sums == score).sum())
    return round((less + same / 2) / len(order), DIGITS)


def _acts(name: str, sign: int, on: int) -> str:
    verbs = ("lower", "change", "raise") if on > 1 else ("ease", "change", "worsen")
    return f"{name} {verbs[sign + 1]}" + ("" if "vesicles" in name else "s")


def reading(row: Row) -> str:
    """The chain of a row as a sentence.

    >>> reading({"rule": "shared_effect", "net": "decrease", "signs": [-1, -1, -1], "chain": ["a", "b", "c", "d"]})
    'a lowers b; c lowers b too, and eases d'
    """
    chain, signs = row["chain"], row["signs"]
    if row["rule"] == "shared_effect":
        cargo, target, product, disease = chain
        too = " too" if signs[0] == signs[1] else ""
        eases = "ease" if "vesicles" in product else "eases"
        return (
            f"{_acts(cargo, signs[0], 2)} {target}; {_acts(product, signs[1], 2)} {target}{too}, and {eases} {disease}"
        )
    steps = zip(chain[:-1], signs, chain[1:], range(len(signs), 0, -1), strict=True)
    return ", ".join(f"{_acts(a, sign, left)} {b}" for a, sign, b, left in steps)


def target_weights(rows: Sequence[Row]) -> dict[str, float]:
    """What a signed target is worth for the disease: its best chain after the cargo, over all cargo.

    Of a target with chains of both directions the one of larger size counts, easing first.
    """
    best: dict[str, float] = {}
    for row in rows:
        value = weight(row)
        known = best.get(row["first_target"])
        if known is None or (abs(value), value) > (abs(known), known):
            best[row["first_target"]] = value
    return best


def scored(rows: Sequence[Row], params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of ``hypotheses`` with score and null; the highest score first, then grade, cargo, chain and claims."""
    seed, size = int(params["seed"]), int(params["permutations"])
    worth = target_weights(rows)
    # One row holds the universe: cargo>target|sign, each with a blank behind it.
    marks = next((row["universe"] for row in rows if row["universe"]), "").split()
    targets: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        targets[row["cargo_id"]].add(row["first_target"])
    # A target from which a cargo's own chain does not go on is worth nothing of it, in the null as in the score.
    dealt = [(cargo, target) for cargo, _, target in (mark.partition(">") for mark in marks)]
    values = np.array([worth[target] if target in targets.get(cargo, ()) else 0.0 for cargo, target in dealt])
    held = Counter(cargo for cargo, _ in dealt)
    order = deals(len(marks), seed=seed, size=size)
    result = []
    found: dict[str, tuple[float, float]] = {}
    for row in rows:
        cargo = row["cargo_id"]
        if cargo not in found:
            score = round(sum(worth[t] for t in targets[cargo]), DIGITS)
            found[cargo] = (score, percentile(score, values, held[cargo], order))
        score, share = found[cargo]
        result.append(
            dict(row)
            | {
                "reading": reading(row),
                "score": score,
                "null_percentile": share,
                "null_method": METHOD,
                "null_seed": seed,
                "null_size": size,
            }
        )
    return sorted(result, key=lambda r: (-r["score"], -r["grade_rank"], r["cargo_id"], r["chain_ids"], r["claims"]))


__all__ = ["METHOD", "deals", "percentile", "scored", "target_weights", "weight"]
