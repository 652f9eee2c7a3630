"""A subgraph as a signed adjacency matrix in CSV."""

from __future__ import annotations

from graph.exports.subgraph import Subgraph
from graph.exports.text import comma_table


def to_adjacency(subgraph: Subgraph) -> bytes:
    """A square table: rows act on columns, both by id in the order of ids, the first column and line naming them.

    A cell is the sum of the signs (+1, -1) of the edges from row to column; edges without a known sign count nothing,
    and an empty cell means that no edge leads there. So 0 means edges that cancel or have no known sign.
    """
    sums: dict[tuple[str, str], int] = {}
    for edge in subgraph.edges:
        pair = (edge.source, edge.target)
        sums[pair] = sums.get(pair, 0) + (edge.sign or 0)
    ids = [n.id for n in subgraph.nodes]
    return comma_table(["", *ids], ([a, *(sums.get((a, b)) for b in ids)] for a in ids))
