"""Over-representation of a list: the hypergeometric test and its correction for many tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import Row

DIGITS = 12
"""Decimal digits kept of a probability, so that every machine prints the same text."""


def ready() -> None:
    """Import what the tests of this module need, which takes a second or two: a server does so before it is asked."""
    import scipy.stats  # noqa: F401 -- only to have it


def hypergeometric(hits: int, drawn: int, marked: int, universe: int) -> float:
    """Probability, 0 to 1, of at least ``hits`` marked items when ``drawn`` of ``universe`` are drawn blindly.

    ``marked`` of the universe are marked. Raises ValueError where a number is larger than what it is taken from.
    """
    if not 0 <= hits <= min(drawn, marked) or max(drawn, marked) > universe:
        raise ValueError(f"{hits} of {drawn} drawn and {marked} marked do not fit in {universe}")
    from scipy.stats import hypergeom  # takes longer than reading all questions, and one question needs it

    return round(float(hypergeom.sf(hits - 1, universe, marked, drawn)), DIGITS)


def corrected(probabilities: Sequence[float]) -> list[float]:
    """The probabilities after Benjamini and Hochberg, in the same order; 0 to 1 each."""
    if not probabilities:
        return []
    from scipy.stats import false_discovery_control

    return [round(float(q), DIGITS) for q in false_discovery_control(list(probabilities), method="bh")]


def over_representation(rows: Sequence[Row], params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of ``pathways-of-cargo-list`` with ``expected``, ``p`` and ``q``.

    Pathways that the list does not reach are tests too, of p = 1, although they make no row.

    Smallest p first, or most cargo of the list first where ``ranked_by`` is ``count``; ties by pathway id.
    """
    tested = [
        dict(row)
        | {
            "expected": round(row["list_size"] * row["n_of_universe"] / row["universe_size"], 6),
            "p": hypergeometric(row["n_of_list"], row["list_size"], row["n_of_universe"], row["universe_size"]),
        }
        for row in rows
    ]
    unreached = max([row["n_pathways"] for row in tested], default=0) - len(tested)
    adjusted = corrected([*(r["p"] for r in tested), *[1.0] * unreached])
    for row, q in zip(tested, adjusted[: len(tested)], strict=True):
        row["q"] = q
    if params.get("ranked_by") == "count":
        return sorted(tested, key=lambda r: (-r["n_of_list"], r["p"], r["pathway_id"]))
    return sorted(tested, key=lambda r: (r["p"], -r["n_of_list"], r["pathway_id"]))


__all__ = ["corrected", "hypergeometric", "over_representation", "ready"]
