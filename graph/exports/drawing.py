"""The picture of any answer: a figure of its steps, or a table or matrix where its rows count or compare."""

from __future__ import annotations

from graph.exports.captions import SIZES
from graph.exports.figure import figure_of
from graph.exports.matrix import matrix_of
from graph.exports.scene import Scene
from graph.exports.subgraph import Subgraph
from graph.exports.table import table_of


def kind_of(subgraph: Subgraph) -> str:
    """``figure``, ``table`` or ``matrix``: what its query asks for; a table also where there is no step to draw."""
    picture = subgraph.meta.get("picture", {})
    if picture.get("matrix"):
        return "matrix"
    return "table" if picture.get("table") or not subgraph.edges else "figure"


def picture(subgraph: Subgraph, size: str = "double") -> tuple[Scene, Subgraph]:
    """Its picture on one page, and what of it that shows, references numbered as there; of rows only its references.

    A page is "single" (85 by 240 mm), "double" (180 by 240 mm) or "slide" (254 by 143 mm). The picture holds the first
    rows of the answer, up to 60 steps, as many as fit, and says so; one row is drawn even where that is taller. Text is
    at least 8 points. Same subgraph, same picture. Raises KeyError for another size.
    """
    page = SIZES[size]
    return {"figure": figure_of, "table": table_of, "matrix": matrix_of}[kind_of(subgraph)](subgraph, page)


def draw(subgraph: Subgraph, size: str = "double") -> Scene:
    """Its picture, as ``picture`` tells. Raises KeyError for another size."""
    return picture(subgraph, size)[0]


def drawn_part(subgraph: Subgraph, size: str = "double") -> Subgraph:
    """What of it the picture shows, as ``picture`` tells."""
    return picture(subgraph, size)[1]
