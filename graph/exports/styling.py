"""Colours and shapes that network programs are told: the same as those of the figures."""

from __future__ import annotations

from graph.exports.scene import BLUE, GREEN, GREY, PURPLE, SOFT, VERMILION
from graph.exports.subgraph import Edge
from graph.exports.symbols import line_of, outline_of

SIGN_COLOURS = {"1": BLUE, "-1": VERMILION, "0": SOFT}
ARROWS = {
    "triangle": "triangle",
    "bar": "tee",
    "diamond": "diamond",
    "chevron": "vee",
    "circle": "circle",
    "none": "none",
}
"""Our heads as Cytoscape.js and Graphviz-like programs call them."""
LABELS = (
    "CellSource", "Vesicle", "MiRNA", "LncRNA", "CircRNA", "MRNA", "Gene", "Complex", "Family", "SmallMolecule",
    "Lipid", "Drug", "Stimulus", "Pathway", "Process", "CellularComponent", "CellType", "Tissue", "Outcome",
    "Disease", "UnresolvedGroup",
)  # fmt: skip


def node_colours(label: str) -> tuple[str, str]:
    """Fill and border of nodes with this label."""
    outline = outline_of(label)
    return outline.fill, outline.stroke


def edge_look(edge: Edge) -> tuple[str, str, str, float]:
    """Arrow (as Cytoscape names it), colour, line style (solid, dashed, dotted) and width of an edge."""
    line = line_of(edge)
    return ARROWS[line.head], line.colour, line.dash or "solid", line.width


__all__ = ["ARROWS", "GREEN", "GREY", "LABELS", "PURPLE", "SIGN_COLOURS", "edge_look", "node_colours"]
