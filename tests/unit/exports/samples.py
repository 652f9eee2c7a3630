"""Subgraphs made by hand, for what no corpus has."""

from __future__ import annotations

from graph.exports.subgraph import Edge, Node, Reference, Subgraph


def made(edges: list[Edge], labels: dict[str, str], **meta: object) -> Subgraph:
    """The subgraph of these edges; ``labels`` tells what each node is."""
    nodes = tuple(Node(i, i, labels[i]) for i in sorted({x for e in edges for x in (e.source, e.target)}))
    order = dict.fromkeys(s for e in edges for s in e.studies)
    references = tuple(Reference(n, s, s, "A title") for n, s in enumerate(order, start=1))
    about = {"title": "A question?", "build": "b", "data_version": "d", "query": "q", "params": {}}
    return Subgraph(nodes, tuple(edges), references, about | meta)


def step(number: int, source: str, target: str, **more: object) -> Edge:
    """A measured claim of one study of its own, in a row of its own."""
    values = {"relation": "INCREASES", "kind": "claim", "sign": 1, "supporting": (f"pubmed:{number}",), "row": number}
    values |= {"grade": "weak", "grade_rank": 1, "basis": "measured"}
    return Edge(f"c{number}", source, target, **{**values, **more})
