"""Steps that a figure would draw as the same line twice: joined to one, with the evidence of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.exports.subgraph import Edge, Subgraph, order_edges
from graph.exports.symbols import line_of


def _union(parts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({item for part in parts for item in part}))


def _joined(edges: Sequence[Edge]) -> Edge:
    first = edges[0]
    aspects = dict.fromkeys(e.aspect for e in edges if e.aspect)
    return replace(
        first,
        aspect=", ".join(aspects),
        level=max(e.level for e in edges),
        supporting=_union([e.supporting for e in edges]),
        against=_union([e.against for e in edges]),
        references=_union([e.references for e in edges]),
        retracted=all(e.retracted for e in edges),
        withdrawn=all(e.withdrawn for e in edges),
        diseases=_union([e.diseases for e in edges]),
        evidence=tuple(item for e in edges for item in e.evidence),
    )


def merged(subgraph: Subgraph) -> Subgraph:
    """The subgraph with edges joined that differ in nothing that is drawn but the aspect of what they change.

    The joined edge keeps id and row of the first, names all aspects, and holds all evidence and references; edges from
    a node to itself, which no figure draws, are left out.
    """
    groups: dict[tuple[object, ...], list[Edge]] = {}
    for edge in subgraph.edges:
        if edge.source != edge.target:
            look = (edge.source, edge.target, edge.relation, edge.kind, edge.basis, edge.contradicted, line_of(edge))
            groups.setdefault(look, []).append(edge)
    return replace(subgraph, edges=order_edges([_joined(g) if len(g) > 1 else g[0] for g in groups.values()]))


def told_aspects(subgraph: Subgraph) -> dict[str, str]:
    """By id, the aspect of edges beside which one of another aspect joins the same two nodes: it tells them apart."""
    pairs: dict[tuple[str, str], set[str]] = {}
    for edge in subgraph.edges:
        pairs.setdefault((edge.source, edge.target), set()).add(edge.aspect)
    return {e.id: e.aspect.replace("_", " ") for e in subgraph.edges if e.aspect and len(pairs[e.source, e.target]) > 1}
