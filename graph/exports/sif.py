"""A subgraph as SIF with attribute tables: the plainest file that network programs read."""

from __future__ import annotations

from graph.exports.subgraph import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Subgraph,
    edge_attributes,
    joined,
    node_attributes,
)
from graph.exports.text import archive, tsv


def to_sif(subgraph: Subgraph) -> bytes:
    """A zip: ``network.sif`` (source, relation, target), ``edges.tsv`` and ``nodes.tsv`` with all attributes.

    ``shared_name`` of an edge is "source (relation) target", as Cytoscape names edges that it reads from SIF.
    """
    lines = [f"{e.source}\t{e.relation}\t{e.target}" for e in subgraph.edges]
    edges = tsv(
        ["shared_name", "id", "source", "target", *EDGE_ATTRIBUTES],
        (
            [
                f"{e.source} ({e.relation}) {e.target}",
                e.id,
                e.source,
                e.target,
                *map(joined, edge_attributes(e).values()),
            ]
            for e in subgraph.edges
        ),
    )
    nodes = tsv(["id", *NODE_ATTRIBUTES], ([n.id, *map(joined, node_attributes(n).values())] for n in subgraph.nodes))
    network = "".join(f"{line}\n" for line in lines).encode()
    return archive({"network.sif": network, "edges.tsv": edges, "nodes.tsv": nodes})
