"""A subgraph as a networkx ``MultiDiGraph``, for notebooks, and back without loss."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from graph.exports.subgraph import Edge, Node, Reference, Subgraph, order_edges

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

_NODE = tuple(f.name for f in fields(Node) if f.name != "id")
_EDGE = tuple(f.name for f in fields(Edge) if f.name not in ("id", "source", "target"))
_GRAPH = ("references", "meta", "left_out")


def to_networkx(subgraph: Subgraph) -> Graph:
    """A graph with a node an entity and an edge a step.

    Node names are ids and edge keys are the ids of claims; attributes are the fields of ``Node`` and ``Edge``.
    ``graph["references"]``, ``graph["meta"]`` and ``graph["left_out"]`` hold the rest.
    """
    import networkx

    made: Graph = networkx.MultiDiGraph()
    made.graph.update({name: getattr(subgraph, name) for name in _GRAPH})
    for node in subgraph.nodes:
        made.add_node(node.id, **{name: getattr(node, name) for name in _NODE})
    for edge in subgraph.edges:
        made.add_edge(edge.source, edge.target, key=edge.id, **{name: getattr(edge, name) for name in _EDGE})
    return made


def from_networkx(graph: Graph) -> Subgraph:
    """The inverse of ``to_networkx``, also of a part of such a graph: references that nothing uses any more go.

    Attributes that were added to nodes and edges are left out. Raises ValueError for a node or an edge that lacks one.
    """
    nodes = [Node(id=str(name), **_taken(data, _NODE, f"node {name!r}")) for name, data in graph.nodes(data=True)]
    edges = [
        Edge(id=str(key), source=str(a), target=str(b), **_taken(data, _EDGE, f"edge {key!r}"))
        for a, b, key, data in graph.edges(keys=True, data=True)
    ]
    used = {r for e in edges for r in (*e.studies, *e.references)}
    references: tuple[Reference, ...] = tuple(r for r in graph.graph.get("references", ()) if r.id in used)
    return Subgraph(
        nodes=tuple(sorted(nodes, key=lambda n: n.id)),
        edges=order_edges(edges),
        references=references,
        meta=graph.graph.get("meta", {}),
        left_out=int(graph.graph.get("left_out", 0)),
    )


def _taken(data: dict[str, Any], names: tuple[str, ...], what: str) -> dict[str, Any]:
    missing = [name for name in names if name not in data]
    if missing:
        raise ValueError(f"the {what} has no {missing[0]!r}: it was not made by to_networkx")
    return {name: data[name] for name in names}
