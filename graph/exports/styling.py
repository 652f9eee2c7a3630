"""Colours and shapes that network programs are told: the same as those of the figures."""

from __future__ import annotations

from graph.exports.subgraph import Edge
from graph.exports.symbols import line_of, outline_of

ARROWS = {
    "triangle": "triangle",
    "bar": "tee",
    "diamond": "diamond",
    "chevron": "vee",
    "circle": "circle",
    "none": "none",
}
"""Our heads as Cytoscape.js and Graphviz-like programs call them."""


def node_colours(label: str) -> tuple[str, str]:
    """Fill and border of nodes with this label."""
    outline = outline_of(label)
    return outline.fill, outline.stroke


def edge_look(edge: Edge) -> tuple[str, str, str, float]:
    """Arrow (as Cytoscape names it), colour, line style (solid, dashed, dotted) and width of an edge."""
    line = line_of(edge)
    return ARROWS[line.head], line.colour, line.dash or "solid", line.width


__all__ = ["ARROWS", "edge_look", "node_colours"]
