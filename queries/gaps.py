"""Cross tables of what was studied: cells that hold least against what their margins would lead one to expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import Row
from schema.scale import GRADE_ORDER

AXES = {
    "disease_pathway": ("disease", "pathway"),
    "disease_cargo": ("disease", "cargo"),
    "cargo_pathway": ("cargo", "pathway"),
}
"""Sides of each table; a row of the graph part has the columns ``<side>_id`` and ``<side>_name``."""


def _suggestion(axis: str, first: str, second: str) -> str:
    if axis == "disease_pathway":
        return f"read {second} in a model of {first} after vesicles, with and without one cargo"
    if axis == "disease_cargo":
        return f"take {second} away from what carries it, or add it, and score {first} in vivo"
    return f"gain and loss of {first} in the vesicles, with {second} read in the recipient"


def cells(rows: Sequence[Row], params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Cells with at most ``max_claims`` measured claims; the largest shortfall against ``expected`` first, then by ids.

    Only items that have a measured claim with some item of the other side make a row or column of the table.
    """
    axis = str(params["axis"])
    one, two = AXES[axis]
    names: dict[str, str] = {}
    held: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    papers: dict[tuple[str, str], set[str]] = defaultdict(set)
    margins: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
    everything: set[str] = set()
    for row in rows:
        ids = row[f"{one}_id"], row[f"{two}_id"]
        if None in ids:
            continue
        names |= {row[f"{side}_id"]: row[f"{side}_name"] for side in (one, two)}
        held[ids][row["claim"]] = row["rank"]
        papers[ids].add(row["study_id"])
        for margin, item in zip(margins, ids, strict=True):
            margin[item].add(row["claim"])
        everything.add(row["claim"])
    most, table = int(params["max_claims"]), []
    for first in sorted(margins[0]):
        for second in sorted(margins[1]):
            found = held.get((first, second), {})
            if len(found) > most:
                continue
            n_first, n_second = len(margins[0][first]), len(margins[1][second])
            table.append(
                {
                    "first_id": first,
                    "first_name": names[first],
                    "second_id": second,
                    "second_name": names[second],
                    "n_claims": len(found),
                    "highest_grade": GRADE_ORDER[max(found.values())].value if found else None,
                    "n_first": n_first,
                    "n_second": n_second,
                    "expected": round(n_first * n_second / len(everything), 6),
                    "suggestion": _suggestion(axis, names[first], names[second]),
                    "studies": sorted(papers.get((first, second), ())),
                    "claims": sorted(found),
                }
            )
    return sorted(table, key=lambda r: (r["n_claims"] - r["expected"], r["first_id"], r["second_id"]))


__all__ = ["AXES", "cells"]
