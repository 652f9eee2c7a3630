"""A subgraph as Cytoscape.js JSON: elements and the style that draws them as our figures do."""

from __future__ import annotations

from typing import Any

import orjson

from graph.exports.styling import edge_look, node_colours
from graph.exports.subgraph import Subgraph, edge_attributes, node_attributes, plain
from schema.vocabulary import ENTITY_LABELS


def style() -> list[dict[str, Any]]:
    """A Cytoscape.js stylesheet."""
    nodes: dict[str, Any] = {
        "label": "data(short)", "font-size": 10, "text-valign": "center", "width": 70, "height": 28,
        "shape": "round-rectangle", "border-width": 1, "text-wrap": "wrap", "text-max-width": 66,
    }  # fmt: skip
    edges: dict[str, Any] = {
        "curve-style": "bezier", "line-color": "data(colour)", "target-arrow-color": "data(colour)",
        "target-arrow-shape": "data(head)", "line-style": "data(line)", "width": "data(width)",
    }  # fmt: skip
    by_label = [
        {
            "selector": f'node[label = "{name}"]',
            "style": {"background-color": node_colours(name)[0], "border-color": node_colours(name)[1]},
        }
        for name in ENTITY_LABELS
    ]
    return [{"selector": "node", "style": nodes}, *by_label, {"selector": "edge", "style": edges}]


def to_cyjs(subgraph: Subgraph) -> bytes:
    """``{"data", "directed", "multigraph", "elements": {"nodes", "edges"}, "style"}``; ``short`` is printed on a node.

    ``value`` of a node and ``key`` of an edge repeat the id: networkx reads these.
    """
    nodes = [{"data": {"id": n.id, "value": n.id} | plain(node_attributes(n))} for n in subgraph.nodes]
    edges = []
    for edge in subgraph.edges:
        arrow, colour, line, width = edge_look(edge)
        look = {"head": arrow, "colour": colour, "line": line, "width": width}
        ends = {"id": edge.id, "key": edge.id, "source": edge.source, "target": edge.target}
        edges.append({"data": ends | plain(edge_attributes(edge)) | look})
    meta = subgraph.meta
    data = {"name": meta["title"], "query": meta.get("query", ""), "build": meta["build"], "licence": "CC BY 4.0"}
    body = {"data": data, "directed": True, "multigraph": True, "elements": {"nodes": nodes, "edges": edges}}
    return orjson.dumps(body | {"style": style()}) + b"\n"
