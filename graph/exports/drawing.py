"""The picture of any answer: a figure of its steps, or a table or matrix where its rows count or compare."""

from __future__ import annotations

from graph.exports.figure import drawn_part as _figure_part
from graph.exports.figure import figure
from graph.exports.matrix import matrix, matrix_part
from graph.exports.scene import Scene
from graph.exports.subgraph import Subgraph
from graph.exports.table import table, table_part


def kind_of(subgraph: Subgraph) -> str:
    """``figure``, ``table`` or ``matrix``: what its query asks for; a table also where there is no step to draw."""
    picture = subgraph.meta.get("picture", {})
    if picture.get("matrix"):
        return "matrix"
    return "table" if picture.get("table") or not subgraph.edges else "figure"


def draw(subgraph: Subgraph, size: str = "double") -> Scene:
    """Its picture at "single" (85 mm), "double" (180 mm) or "slide" (254 mm) width. Raises KeyError for another."""
    return {"figure": figure, "table": table, "matrix": matrix}[kind_of(subgraph)](subgraph, size)


def drawn_part(subgraph: Subgraph, size: str = "double") -> Subgraph:
    """What of it the picture shows, its references numbered as there; of a table or matrix only its references."""
    kind = kind_of(subgraph)
    if kind == "figure":
        return _figure_part(subgraph, size)
    return matrix_part(subgraph, size) if kind == "matrix" else table_part(subgraph)
