"""The picture of any answer: a figure where its rows name steps, a table where they do not."""

from __future__ import annotations

from graph.exports.figure import drawn_part as _figure_part
from graph.exports.figure import figure
from graph.exports.scene import Scene
from graph.exports.subgraph import Subgraph
from graph.exports.table import table


def draw(subgraph: Subgraph, size: str = "double") -> Scene:
    """The figure of its edges, or the table of its rows if it has none. Raises KeyError for an unknown size."""
    return figure(subgraph, size) if subgraph.edges else table(subgraph, size)


def drawn_part(subgraph: Subgraph, size: str = "double") -> Subgraph:
    """What of it the picture shows, its references numbered as there."""
    return _figure_part(subgraph, size) if subgraph.edges else subgraph
